"""Measures importing: pages and texts understood in a CPU second, and the import of many articles, memory with it.

    python benchmarks/importing.py [--articles 10000] [--processes N]

Pages and texts are made by lot of invented words. Their peers, in the same process on the same inputs: trafilatura's
own extraction for pages, splitting at line ends for texts. The import is `manage.py import_articles` of text files,
with quotations and index, into an empty archive on SQLite in a folder of its own, which is deleted afterwards.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import trafilatura
from tqdm import tqdm

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from articles.text.pipeline import parse  # noqa: E402  found only now
from articles.text.readers import Item  # noqa: E402
from benchmarks.corpus import make_articles  # noqa: E402
from benchmarks.search.archive import make_articles as make_drafts  # noqa: E402

ROUNDS = 3
MENU = "".join(
    f'<li><a href="/{name}">{name}</a></li>' for name in ("World", "Harbour", "Markets", "Weather")
)
MEGABYTE = 1024 * 1024


def make_text(number: int, body: str) -> str:
    """Return an article as a scraper leaves it."""
    return f"Home\n\nCouncil weighs plan {number}\n\nBy Ada Marsh\n\nMarch {number % 28 + 1}, 2019\n\n{body}\n\nShare this article\n"


def make_page(number: int, body: str) -> str:
    """Return an article as a page with menus above, links below and its metadata in the markup."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    links = "".join(f'<li><a href="/{i}">Another plan of the council, number {i}</a></li>' for i in range(40))
    day = f"2019-03-{number % 28 + 1:02}"
    return (
        f"<!doctype html><html lang=en><head><title>Council weighs plan {number} | The Quay</title>"
        f'<meta property="og:title" content="Council weighs plan {number}">'
        f'<meta property="article:published_time" content="{day}T09:30:00+01:00"></head><body>'
        f"<nav><ul>{MENU * 6}</ul></nav><main><article><h1>Council weighs plan {number}</h1>"
        f'<p class="byline">By Ada Marsh</p><time datetime="{day}">{day}</time>{paragraphs}</article>'
        f"<aside><h2>More</h2><ul>{links}</ul></aside></main><footer>© The Quay</footer></body></html>"
    )


def main() -> None:
    """Measure all, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000, help="how many to import")
    parser.add_argument("--understood", type=int, default=200, help="how many pages and texts to understand")
    parser.add_argument("--processes", type=int, help="as of import_articles")
    given = parser.parse_args()
    bodies = list(make_articles(given.understood))
    texts = [make_text(number, body) for number, body in enumerate(bodies)]
    pages = [make_page(number, body) for number, body in enumerate(bodies)]
    print_speed("texts", texts, "splitting at line ends", lambda text: re.split(r"\n+", text))
    print_speed("pages", pages, "trafilatura", trafilatura.extract)
    print_import(given.articles, processes=given.processes)


def print_speed(what: str, inputs: Sequence[str], peer: str, function: Callable[[str], object]) -> None:
    """Print inputs per CPU second, without quotations, beside a peer; taken in turns, each one's best round counts."""

    def understand(text: str) -> object:
        return parse(Item(name="", data=text.encode()), finds_quotations=False)

    best = {"On the Record": 0.0, peer: 0.0}
    for _ in range(ROUNDS):
        for name, way in (("On the Record", understand), (peer, function)):
            start = time.process_time()
            for text in tqdm(inputs, desc=f"{what}, {name}", leave=False, disable=None):
                way(text)
            best[name] = max(best[name], len(inputs) / (time.process_time() - start))
    size = sum(map(len, inputs)) / len(inputs)
    print(f"{len(inputs)} {what} of {size:,.0f} characters, a CPU second, best of {ROUNDS} rounds")
    for name, speed in best.items():
        print(f"  {name:24} {speed:10,.0f}")
    print(f"  {'ratio':24} {best[peer] / best['On the Record']:10,.1f}")


def print_import(count: int, *, processes: int | None) -> None:
    """Print what an import of text files takes, and the memory that its processes held at each fifth of it."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder, "inputs")
        inputs.mkdir()
        for number, body in enumerate(
            # Of a growing vocabulary: texts of a few dozen sentences would all be versions of each other.
            tqdm(
                (draft.body for draft in make_drafts(count)),
                total=count,
                desc="making",
                leave=False,
                disable=None,
            )
        ):
            (inputs / f"{number:06}.txt").write_text(make_text(number, body), encoding="utf-8")
        environment = {
            **os.environ,
            "ENV_FILE": os.devnull,
            "DATA_DIR": str(Path(folder, "var")),
            "DATABASE_URL": "",
            "DEBUG": "false",
            "SECRET_KEY": "measured" * 8,
        }
        environment.pop("DATABASE_URL")
        run_manage("migrate", "--verbosity", "0", environment=environment)
        options = [] if processes is None else ["--processes", str(processes)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, PROJECT / "manage.py", "import_articles", *options, str(inputs)],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        memory: list[tuple[float, float]] = []
        watcher = threading.Thread(target=lambda: memory.extend(watch(process)), daemon=True)
        watcher.start()
        process.wait()
        seconds = time.monotonic() - start
        watcher.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"import of {count:,} articles with quotations and index: {seconds:,.0f} s, {count / seconds:.1f} a second"
    )
    print(f"  {used:,.0f} s of CPU, {1000 * used / count:.0f} ms an article; exit code {process.returncode}")
    for fifth in range(1, 6):
        held = [size for at, size in memory if at <= seconds * fifth / 5]
        print(
            f"  {max(held, default=0):6,.0f} MB at most, all processes together, after {fifth} of 5 parts of the time"
        )


def run_manage(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, PROJECT / "manage.py", *arguments], env=environment, check=True)


def watch(process: "subprocess.Popen[bytes]") -> Iterator[tuple[float, float]]:
    """Yield seconds since the start and megabytes held, once a second until the process ends; Linux only."""
    start = time.monotonic()
    while process.poll() is None:
        yield time.monotonic() - start, sum(map(resident, family(process.pid)))
        time.sleep(1)


def family(pid: int) -> list[int]:
    """Return a process and all that come from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> float:
    """Return the megabytes of memory that a process holds; what several share counts for each."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / MEGABYTE


if __name__ == "__main__":
    main()
