"""Campaigns: thousands of queries and addresses that nobody should ask for, in this process and over HTTP."""

import logging
from typing import Any

from articles.search import Scope, SearchRequest, search
from articles.search.engine import cut_problem
from benchmarks.search.folders import Folder
from benchmarks.search.fuzzing import SEED, make_addresses, make_fuzz
from benchmarks.search.measuring import Clock, milliseconds, spread
from benchmarks.search.preparing import bar
from benchmarks.search.queries import QueryMaker, shown
from benchmarks.search.rows import UNRELATED, become_a_worker, material
from benchmarks.search.serving import WORKERS, asked_of, served

# What a reader is told where a part of a query was too much.
CUT = cut_problem("", "").message.removeprefix("“”")


class Counting(logging.Handler):
    """Counts what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage()[:200])


def fuzz(folder: Folder, count: int = 20_000) -> dict[str, Any]:
    """Ask what nobody should, through the door: nothing is raised, nothing logged, nothing takes long."""
    del folder
    logged = Counting()
    logging.getLogger().addHandler(logged)
    queries = make_fuzz(count, QueryMaker(material()))
    become_a_worker()
    search(UNRELATED)
    times: list[tuple[float, str]] = []
    raised: list[str] = []
    cut = 0
    with bar(count, "fuzz", " queries") as progress:
        for place, text in enumerate(queries):
            scope = Scope.QUOTES if place % 5 == 4 else Scope.ARTICLES
            with Clock() as clock:
                try:
                    results = search(SearchRequest(text=text, scope=scope))
                    cut += any(CUT in problem.message for problem in results.problems)
                except Exception as error:  # noqa: BLE001  whatever it is, it is the result
                    raised.append(f"{type(error).__name__} for {shown([text])}")
            times.append((clock.cpu, text))
            progress(1)
    slowest = sorted(times, reverse=True)[:5]
    return {
        "seed": SEED,
        "queries": count,
        "raised": len(raised),
        "examples": raised[:5],
        "logged": len(logged.messages),
        "messages": logged.messages[:5],
        "cut": cut,
        "cpu": spread([seconds for seconds, _ in times]),
        "slowest": [{"query": shown([text]), "cpu_ms": milliseconds(seconds)} for seconds, text in slowest],
    }


def http_fuzz(folder: Folder, count: int = 20_000) -> dict[str, Any]:
    """Ask over HTTP what nobody should."""
    listed = make_addresses(count, QueryMaker(material()))
    with served(folder, workers=WORKERS) as server:
        found = asked_of(server, listed, clients=WORKERS)
    logged = (folder.path / "gunicorn.log").read_text(encoding="utf-8", errors="replace")
    return {"seed": SEED} | found | {"logged": logged.count("ERROR") + logged.count("Traceback")}
