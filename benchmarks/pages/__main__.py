"""Measures every kind of page at two sizes of archive: CPU time, queries of the database, bytes.

    python -m benchmarks.pages [--sizes 1000,10000] [--only speaker]

Archives are those of `benchmarks.search`, in the same folder. Each size is measured in a process of its own, through
Django's test client with all middleware, as the settings of production are. Results: benchmarks/results/pages.json and
pages.md.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.pages.tables import table
from benchmarks.search.archive import SEED
from benchmarks.search.folders import PROJECT, RESULTS, Folder, state_of_the_code

SIZES = (1_000, 10_000)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sizes", default=",".join(map(str, SIZES)), help="articles (default: %(default)s)")
    options.add_argument(
        "--folder", type=Path, default=PROJECT / "var" / "bench", help="where archives and indexes are kept"
    )
    options.add_argument("--only", default="", help="pages of which the name has this, without storing it")
    given = options.parse_args()
    found: dict[str, Any] = {}
    for size in sorted(int(size) for size in given.sizes.split(",")):
        folder = Folder((given.folder / str(size)).resolve(), size, SEED)
        for step in ("archive", "index"):
            _run(folder, "benchmarks.search.step", step, str(folder.path), str(size), str(SEED))
        measured = _run(folder, "benchmarks.pages.measuring", given.only)
        found[str(size)] = json.loads(measured)
    figures = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "commit": state_of_the_code(),
        "sizes": found,
    }
    told = table(figures)
    if not given.only:
        RESULTS.mkdir(parents=True, exist_ok=True)
        stored = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
        (RESULTS / "pages.json").write_text(stored, encoding="utf-8")
        (RESULTS / "pages.md").write_text(told, encoding="utf-8")
    print(told)


def _run(folder: Folder, module: str, *arguments: str) -> str:
    """Return what a module printed that works on an archive."""
    command = [sys.executable, "-m", module, *arguments]
    # The limit of requests is measured too, and not reached.
    environment = folder.environment() | {"API_REQUESTS_PER_MINUTE": "1000000", "LOG_LEVEL": "ERROR"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")


if __name__ == "__main__":
    main()
