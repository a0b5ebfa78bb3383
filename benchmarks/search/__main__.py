"""Measures search at several sizes of archive, beside SQLite FTS5, Tantivy and Haystack's own Whoosh backend.

    python -m benchmarks.search [--sizes 1000,10000] [--rows page,facets] [--without-stock] [--resume]

Archives and indexes are kept between runs; every step runs in a process of its own and keeps what it found, so that a run
that was stopped goes on with --resume. Results: benchmarks/results/search.json, search.md and search.svg.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.search.archive import SEED
from benchmarks.search.folders import PROJECT, RESULTS, Folder, state_of_the_code
from benchmarks.search.plots import plot
from benchmarks.search.tables import table

SIZES = (1_000, 10_000, 100_000)
ROWS = (
    "page", "counts", "first", "facets", "matchall", "random", "suggestion", "commit", "rebuild", "http", "memory",
    "profile", "fuzz", "httpfuzz", "beside", "relevance",
)  # fmt: skip
# Measured at the largest size alone: they say nothing of growth.
LARGEST_ONLY = {"profile", "fuzz", "httpfuzz", "commit", "memory", "suggestion"}
# The archive in which answers are planted has a size of its own.
PLANTED_SIZE = 3_000
# Fresh processes that each ask for the first time.
FIRSTS = 5
OTHER_SETTINGS = {"stock", "beside"}
# No step takes longer on a machine that is worth measuring.
HOURS = 3


def main() -> None:
    options = _options()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    rows = ROWS if options.rows == "all" else tuple(options.rows.split(","))
    if unknown := set(rows) - set(ROWS):
        sys.exit(f"There is no row {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}.")
    if options.without_stock:
        rows = tuple(row for row in rows if row != "beside")
    steps = list(_steps(sizes, rows, options))
    failed = []
    with tqdm(total=len(steps), desc="all steps", unit=" steps", disable=None) as bar:
        for name, folder in steps:
            bar.set_postfix_str(f"{name} at {folder.size:,}")
            if not _run(name, folder, options):
                failed.append(f"{name} at {folder.size:,}")
            bar.update()
    _write(options)
    if failed:
        sys.exit(f"Not measured, see above: {', '.join(failed)}.")


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument(
        "--sizes", default=",".join(map(str, SIZES)), help="articles, with commas (default: %(default)s)"
    )
    options.add_argument("--rows", default="all", help=f"some of {','.join(ROWS)} (default: all)")
    options.add_argument(
        "--seed", type=int, default=SEED, help="draws another archive (default: %(default)s)"
    )
    options.add_argument(
        "--folder", type=Path, default=PROJECT / "var" / "bench", help="where archives and indexes are kept"
    )
    options.add_argument(
        "--results", type=Path, default=RESULTS, help="where table, plot and figures are written"
    )
    options.add_argument(
        "--share", type=float, default=1.0, help="of the random queries and pages, for a quick look"
    )
    options.add_argument("--without-stock", action="store_true", help="leave Haystack's own backend out")
    options.add_argument("--resume", action="store_true", help="measure only what has not been measured")
    return options.parse_args()


def _folder(options: argparse.Namespace, name: str, size: int) -> Folder:
    return Folder((options.folder / name).resolve(), size, options.seed)


def _steps(
    sizes: list[int], rows: tuple[str, ...], options: argparse.Namespace
) -> Iterator[tuple[str, Folder]]:
    """Yield what is to be done: first what the rows of a size need, then the rows."""
    for size in sizes:
        folder = _folder(options, str(size), size)
        wanted = [
            row for row in rows if row != "relevance" and (size == sizes[-1] or row not in LARGEST_ONLY)
        ]
        if not wanted:
            continue
        yield "archive", folder
        yield "inventory", folder
        needed = ["fts5", "tantivy"] if {"page", "counts", "facets", "matchall"} & set(wanted) else []
        needed += ["stock"] if "beside" in wanted else []
        needed += [] if "rebuild" in wanted else ["index"]
        for step in needed:
            yield step, folder
        for row in sorted(wanted, key=lambda row: row != "rebuild"):
            yield row, folder
    if "relevance" in rows:
        yield "relevance", _folder(options, "planted", PLANTED_SIZE)


def _run(name: str, folder: Folder, options: argparse.Namespace) -> bool:
    """Run one step in a process of its own, unless what it makes is there; return whether it is there now."""
    is_kept = folder.note(name) is not None
    if is_kept and name != "index" and (options.resume or name in {"inventory", "fts5", "tantivy", "stock"}):
        return True
    if name != "first":
        return _step(name, folder, options)
    times = []
    for _ in range(FIRSTS):
        if not _step(name, folder, options):
            return False
        times.append(folder.note(name))
    times.sort(key=lambda each: each["cpu_ms"])
    folder.keep(name, times[FIRSTS // 2] | {"all_ms": [each["cpu_ms"] for each in times]})
    return True


def _step(name: str, folder: Folder, options: argparse.Namespace) -> bool:
    environment = folder.environment()
    if name in OTHER_SETTINGS:
        environment["DJANGO_SETTINGS_MODULE"] = "benchmarks.search.stock.settings"
    command = [
        sys.executable, "-m", "benchmarks.search.step", name, str(folder.path), str(folder.size), str(folder.seed),
        str(options.share),
    ]  # fmt: skip
    try:
        return (
            subprocess.run(
                command, cwd=PROJECT, env=environment, timeout=HOURS * 3_600, check=False
            ).returncode
            == 0
        )
    except subprocess.TimeoutExpired:
        return False


def _write(options: argparse.Namespace) -> None:
    """Write table, plot and figures of everything that has been measured so far, at whatever size."""
    found: dict[str, Any] = {}
    for path in sorted(options.folder.glob("[0-9]*/notes"), key=lambda path: int(path.parent.name)):
        size = int(path.parent.name)
        folder = _folder(options, path.parent.name, size)
        found[str(size)] = {name.stem: folder.note(name.stem) for name in sorted(path.glob("*.json"))}
    planted = _folder(options, "planted", PLANTED_SIZE).note("relevance")
    figures = {
        "seed": options.seed,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "commit": state_of_the_code(),
        "sizes": found,
        "relevance": planted,
    }
    options.results.mkdir(parents=True, exist_ok=True)
    told = table(figures)
    (options.results / "search.json").write_text(
        json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (options.results / "search.md").write_text(told, encoding="utf-8")
    if drawn := plot(figures):
        (options.results / "search.svg").write_text(drawn, encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
