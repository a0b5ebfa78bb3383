"""What Haystack's own Whoosh backend takes for the same work, in a process with its settings."""

from typing import Any

from benchmarks.search.folders import Folder
from benchmarks.search.measuring import measured
from benchmarks.search.peers.stock import Stock
from benchmarks.search.preparing import bar
from benchmarks.search.queries import FACETS, PAGE
from benchmarks.search.rows import compared

# It takes seconds for a page of a large archive, and most of a minute for everything.
SECONDS = 20.0
REPEATS = 5


def measure(folder: Folder) -> dict[str, Any]:
    """Measure page, facets and everything newest first, and count what it finds."""
    del folder
    stock = Stock()
    asked = compared()
    with bar(3 + len(asked), "Haystack's own Whoosh", " rows") as progress:
        found: dict[str, Any] = {}
        for name, function in (
            ("page", lambda: stock.page(PAGE)),
            ("facets", lambda: stock.facets(FACETS)),
            ("matchall", stock.newest),
        ):
            found[name] = measured(function, repeats=REPEATS, seconds=SECONDS)
            progress(1)
        found["counts"] = {}
        for each in asked:
            found["counts"][each.name] = stock.count(each)
            progress(1)
    return found
