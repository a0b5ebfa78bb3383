"""Measures the quotation engine: articles in a CPU second beside a naive extractor, growth with length, start-up.

    python benchmarks/quotations.py [--articles 84]

The peer is what one would write in ten minutes: marks by a regular expression, and the name before or
after "said". It runs in the same process on the same articles, so that the ratio of the two does not
depend on the machine or on what else runs there.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from articles.text.pipeline import find_quotations  # noqa: E402  found only now
from benchmarks.corpus import make_articles, make_text  # noqa: E402

LENGTHS = (10_000, 100_000, 1_000_000)
ROUNDS = 3

MARKED = re.compile(r"“([^”]+)”|\"([^\"\n]+)\"")
NAME = r"((?:[A-ZÀ-Ý][\w.’'-]+ ?)+)"
AFTER = re.compile(rf"\s*(?:said {NAME}|{NAME}(?:said|told|added|argued|warned|insisted))")
BEFORE = re.compile(rf"{NAME}(?:said|called|argued|warned)[^.]*\Z")


def find_naively(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and speaker of what stands between marks; "" where no name is next to said."""
    found = []
    for match in MARKED.finditer(text):
        after = AFTER.match(text, match.end())
        before = after or BEFORE.search(text[max(0, match.start() - 200) : match.start()])
        name = next((group for group in before.groups() if group), "") if before else ""
        found.append((match.start() + 1, match.end() - 1, name.strip()))
    return found


def main() -> None:
    """Measure all, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=84)
    articles = list(make_articles(parser.parse_args().articles))
    print_speed(articles)
    print_growth()
    print_start(articles)


def print_speed(articles: Sequence[str]) -> None:
    """Print articles per CPU second of the engine and its peer, taken in turns; each one's best round counts."""
    best = {"engine": 0.0, "naive": 0.0}
    for _ in range(ROUNDS):
        for name, function in (("engine", find_quotations), ("naive", find_naively)):
            best[name] = max(best[name], len(articles) / cpu_seconds(function, articles))
    size = sum(map(len, articles)) / len(articles)
    print(f"{len(articles)} articles of {size:,.0f} characters, best of {ROUNDS} rounds")
    print(f"  engine  {best['engine']:8,.0f} articles per CPU second")
    print(f"  naive   {best['naive']:8,.0f} articles per CPU second")
    print(f"  ratio   {best['naive'] / best['engine']:8,.0f} times the CPU of a naive extractor")


def print_growth() -> None:
    """Print time and the process's greatest memory for one text of each length."""
    print("one text, CPU seconds, and for each 10,000 characters of it")
    for length in LENGTHS:
        seconds = cpu_seconds(find_quotations, [make_text(length)])
        each = 1000 * seconds / (length / 10_000)
        print(
            f"  {length:9,} characters  {seconds:7.2f} s  {each:6.1f} ms each  {peak_megabytes():5.0f} MB at most"
        )


def print_start(articles: Sequence[str]) -> None:
    """Print CPU seconds of the whole command, on nothing and on the articles."""
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder, "empty.jsonl"), Path(folder, "articles.jsonl")
        empty.touch()
        lines = (json.dumps({"id": number, "text": text}) for number, text in enumerate(articles))
        full.write_text("\n".join(lines), encoding="utf-8")
        print("manage.py extract_quotes, CPU seconds from start to end, best of three")
        for name, path in (("on nothing", empty), (f"on {len(articles)} articles", full)):
            print(f"  {name:16} {min(command_seconds(path) for _ in range(ROUNDS)):6.2f} s")


def cpu_seconds(function: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the CPU time of this process that a function takes for all texts."""
    start = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - start


def command_seconds(path: Path) -> float:
    """Return the CPU time of extract_quotes on a file, the interpreter's start with it."""

    def used() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime

    before = used()
    command = [sys.executable, PROJECT / "manage.py", "extract_quotes", path]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return used() - before


def peak_megabytes() -> float:
    """Return the most memory that this process ever held; Linux counts it in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
