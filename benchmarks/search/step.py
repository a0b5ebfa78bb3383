"""One step in a process of its own: builds or measures one thing and keeps what it found in the archive's folder.

python -m benchmarks.search.step NAME FOLDER SIZE SEED [SHARE]
"""

import importlib
import sys
from pathlib import Path

import django

from benchmarks.search.folders import Folder

# Where each step is; those with a number of queries take a share of it.
STEPS = {
    "archive": "preparing.make_archive",
    "index": "preparing.make_index",
    "rebuild": "preparing.rebuild",
    "fts5": "preparing.build_fts5",
    "tantivy": "preparing.build_tantivy",
    "stock": "preparing.build_stock",
    "inventory": "rows.inventory",
    "page": "rows.page",
    "counts": "rows.counts",
    "first": "rows.first",
    "facets": "rows.facets",
    "matchall": "rows.matchall",
    "random": "rows.random_queries",
    "suggestion": "rows.suggestion",
    "commit": "rows.commit",
    "profile": "rows.profile",
    "fuzz": "campaigns.fuzz",
    "http": "serving.http_pages",
    "memory": "serving.memory",
    "httpfuzz": "campaigns.http_fuzz",
    "beside": "beside.measure",
    "relevance": "relevance.measure",
}
COUNTS = {"random": 2_000, "fuzz": 20_000, "http": 3_000, "httpfuzz": 20_000}


def main() -> None:
    name, path, size, seed, *share = sys.argv[1:]
    folder = Folder(Path(path), int(size), int(seed))
    django.setup()
    module, _, function = STEPS[name].partition(".")
    step = getattr(importlib.import_module(f"benchmarks.search.{module}"), function)
    if name in COUNTS and share:
        folder.keep(name, step(folder, count=max(50, int(COUNTS[name] * float(share[0])))))
    else:
        folder.keep(name, step(folder))


if __name__ == "__main__":
    main()
