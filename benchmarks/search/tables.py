"""The measured figures as a table in Markdown: each with its target, and whether it is met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Notes = Mapping[str, Any]
INTRODUCTION = (
    "Made by `make bench-search` at {commit}, Python {python}, {processors} processors, seed {seed}. Milliseconds of CPU "
    "in one process, medians, unless wall time is said. A ratio compares engines that ran one after the other in the same "
    "process on the same archive. The targets are for 100,000 articles."
)


# What is made once and used by every later run.
KEPT = frozenset({"archive", "inventory", "fts5", "tantivy", "stock", "beside"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what is measured, what it should be, what it is, and whether that is enough (None: not measured)."""

    what: str
    target: str
    figure: str
    is_met: bool | None

    def __str__(self) -> str:
        met = {True: "met", False: "**not met**", None: "not measured"}[self.is_met]
        return f"| {self.what} | {self.target} | {self.figure} | {met} |"


def table(figures: Mapping[str, Any]) -> str:
    """Return everything that was measured, the largest archive first."""
    sizes: dict[int, Notes] = {int(size): notes for size, notes in figures["sizes"].items()}
    parts = ["# Search, measured", "", INTRODUCTION.format(**figures)]
    for size in sorted(sizes, reverse=True):
        parts += ["", *_of_size(size, sizes)]
    if figures.get("relevance"):
        parts += ["", *_relevance(figures["relevance"])]
    return "\n".join(parts) + "\n"


def _of_size(size: int, sizes: Mapping[int, Notes]) -> Iterator[str]:
    notes = sizes[size]
    yield f"## {size:,} articles"
    if about := notes.get("inventory"):
        yield ""
        yield (
            f"{about['median_words']} words in the middle article, {about['quotes']:,} quotes, {about['speakers']:,} "
            f"speakers, {about['publications']} publications, {about['undated']:,} undated."
        )
    yield ""
    yield "| | target | measured | |"
    yield "|---|---|---|---|"
    for measure in (
        _page,
        _first,
        _facets,
        _matchall,
        _random,
        _suggestion,
        _commit,
        _rebuild,
        _index,
        _memory,
        _http,
    ):
        yield from map(str, measure(notes))
    yield from map(str, _growth(size, sizes))
    yield from map(str, _fuzz(notes))
    yield from _steps(notes)
    yield from _engines(notes)
    yield from _counts(notes)
    yield from _slowest(notes)
    yield from _profile(notes)
    yield from _other_states(notes)


def _page(notes: Notes) -> Iterator[Line]:
    yield from _ratios(notes, "page", "search page, warm", {"fts5": 0.06, "tantivy": 1.2})


def _facets(notes: Notes) -> Iterator[Line]:
    found = notes.get("facets") or {}
    share = f"{100 * found['share']:.0f} % of all articles" if "share" in found else "a common word"
    yield from _ratios(notes, "facets", f"three facets over {share}, the engine alone", {"fts5": 0.02})


def _ratios(notes: Notes, name: str, what: str, targets: Mapping[str, float]) -> Iterator[Line]:
    found = notes.get(name) or {}
    for peer, most in targets.items():
        target = f"≤ {most:g} × {NAMES[peer]}"
        if not {"ours", peer} <= found.keys():
            yield Line(what, target, "", None)
            continue
        ours, other = found["ours"]["cpu_ms"], found[peer]["cpu_ms"]
        ratio = ours / other
        yield Line(what, target, f"{ours:.2f} / {other:.2f} ms = {ratio:.3f}", ratio <= most)


def _first(notes: Notes) -> Iterator[Line]:
    what, target = "the same with nothing cached for its terms", "≤ 0.5 × FTS5"
    ours, other = notes.get("first"), (notes.get("page") or {}).get("fts5")
    if not ours or not other:
        yield Line(what, target, "", None)
        return
    ratio = ours["cpu_ms"] / other["cpu_ms"]
    yield Line(what, target, f"{ours['cpu_ms']:.1f} / {other['cpu_ms']:.1f} ms = {ratio:.3f}", ratio <= 0.5)


def _matchall(notes: Notes) -> Iterator[Line]:
    found = notes.get("matchall") or {}
    stock = ((notes.get("beside") or {}).get("matchall") or {}).get("cpu_ms")
    beside = f" (stock: {stock:,.0f} ms)" if stock else ""
    if found:
        page = found["page"]["cpu_ms"]
        beside += f"; the whole page with all facets and snippets {page:.1f} ms"
    yield _most(
        "match-all newest first, the engine alone", (found.get("ours") or {}).get("cpu_ms"), 5, beside=beside
    )


def _most(what: str, figure: float | None, most: float, *, unit: str = "ms", beside: str = "") -> Line:
    if figure is None:
        return Line(what, f"≤ {most:,g} {unit}", "", None)
    return Line(what, f"≤ {most:,g} {unit}", f"{figure:,.2f} {unit}{beside}", figure <= most)


def _random(notes: Notes) -> Iterator[Line]:
    found = notes.get("random") or {}
    cpu = found.get("cpu") or {}
    what = f"{found.get('queries', 2_000):,} random queries of the language, cold"
    how = "; the index was read ahead, as before gunicorn forks a worker" if "opening_ms" in found else ""
    p50 = f" (p50 {cpu['p50_ms']:.1f} ms{how})" if cpu else ""
    yield _most(f"{what}: p99", cpu.get("p99_ms"), 150, beside=p50)
    yield _most(f"{what}: worst", cpu.get("worst_ms"), 300)


def _suggestion(notes: Notes) -> Iterator[Line]:
    found = notes.get("suggestion") or {}
    beside = f" ({found['right']} of {found['of']} right)" if found else ""
    yield _most("suggestion", (found.get("ours") or {}).get("cpu_ms"), 1, beside=beside)


def _commit(notes: Notes) -> Iterator[Line]:
    found = notes.get("commit") or {}
    yield _most("commit of one article: writer", found.get("writer_cpu_ms"), 20)
    beside = ""
    if found and found["saves_seen"]:
        beside = (
            f" wall; saved as an editor does: seen {found['save_visible_ms']:,.0f} ms after the save began, which took "
            f"{found['save_wall_ms']:,.0f} ms, {found['saves_seen']} of {found['saves']}"
        )
    yield _most(
        "commit of one article: visible in another process", found.get("visible_ms"), 1_000, beside=beside
    )
    yield _most("commit of one article: refresh of a reader", found.get("refresh_ms"), 50)


def _rebuild(notes: Notes) -> Iterator[Line]:
    ours, stock = notes.get("rebuild"), notes.get("stock")
    what, beside = (
        "full rebuild from SQLite, articles and quotes",
        "full rebuild beside stock, which has articles only",
    )
    if not ours:
        yield Line(what, "≥ 1,200 articles/s", "", None)
        return
    rate = ours["articles_per_s"]
    figure = f"{rate:,.0f}/s ({ours['wall_s']:,.0f} s, {ours['cpu_s']:,.0f} s of CPU)"
    yield Line(what, "≥ 1,200 articles/s", figure, rate >= 1_200)
    if stock:
        ratio = rate / stock["articles_per_s"]
        by_cpu = stock["cpu_s"] / ours["cpu_s"]
        figure = f"{ratio:.1f} × {stock['articles_per_s']:,.0f}/s ({by_cpu:.1f} × by CPU)"
        yield Line(beside, "≥ 6 × stock", figure, ratio >= 6)
    else:
        yield Line(beside, "≥ 6 × stock", "", None)


def _index(notes: Notes) -> Iterator[Line]:
    ours, stock = notes.get("rebuild"), notes.get("stock")
    if not ours or not stock:
        yield Line("index size", "≤ 0.35 × stock", "", None)
        return
    ratio = ours["bytes"] / stock["bytes"]
    figure = f"{ours['bytes_per_article']:,} / {stock['bytes_per_article']:,} bytes an article = {ratio:.2f}"
    if articles := ours.get("bytes_of_articles"):
        # Ours has quotes as well, stock has none.
        share = articles / ours["articles"]
        figure += f"; of articles alone, as stock's: {share:,.0f} = {articles / stock['bytes']:.2f}"
    yield Line("index size", "≤ 0.35 × stock", figure, ratio <= 0.35)


def _memory(notes: Notes) -> Iterator[Line]:
    found = notes.get("memory") or {}
    beside = ""
    if found:
        [worker] = found["1"]["workers_mb"]
        beside = f" (the worker alone: USS {worker['uss']}, RSS {worker['rss']})"
    yield _most(
        "memory of a serving worker and the process it is forked from",
        found.get("one_mb"),
        400,
        unit="MB",
        beside=beside,
    )
    yield _most("memory of each further worker", found.get("each_further_mb"), 100, unit="MB")


def _http(notes: Notes) -> Iterator[Line]:
    found = notes.get("http") or {}
    wall = found.get("wall") or {}
    what = "whole HTTP page, 2 workers, 8 clients, mixed queries, wall"
    yield _most(f"{what}: p50", wall.get("p50_ms"), 30)
    yield _most(f"{what}: p99", wall.get("p99_ms"), 150)
    if not found:
        yield Line("whole HTTP pages", "≥ 100 pages/s", "", None)
        return
    costs = f"server {found['server_cpu_ms']:.1f} ms, client {found['client_cpu_ms']:.1f} ms"
    figure = f"{found['pages_per_s']:.0f} pages/s (CPU a page: {costs}; {_statuses(found)})"
    yield Line("whole HTTP pages", "≥ 100 pages/s", figure, found["pages_per_s"] >= 100)


def _statuses(found: Notes) -> str:
    return ", ".join(f"{count:,} × {status}" for status, count in found["statuses"].items())


def _growth(size: int, sizes: Mapping[int, Notes]) -> Iterator[Line]:
    pages = [(notes.get("page") or {}).get("ours") for notes in (sizes[size], sizes.get(size // 10, {}))]
    if all(pages):
        now, then = (page["cpu_ms"] for page in pages if page)
        ratio = now / then
        yield Line(
            f"growth of the warm page from {size // 10:,} articles", "≤ × 4", f"× {ratio:.1f}", ratio <= 4
        )


def _fuzz(notes: Notes) -> Iterator[Line]:
    if found := notes.get("fuzz"):
        what = f"{found['queries']:,} fuzzed queries"
        figure = f"{found['raised']} raised, {found['logged']} logged"
        yield Line(what, "nothing raised or logged", figure, not found["raised"] and not found["logged"])
        cut = f"; {found['cut']:,} said that they were cut" if "cut" in found else ""
        beside = f" (worst {found['cpu']['worst_ms']:,.0f} ms{cut})"
        yield _most(f"{what}: p99", found["cpu"]["p99_ms"], 1_000, beside=beside)
    if found := notes.get("httpfuzz"):
        bad = sum(
            count for status, count in found["statuses"].items() if not status.startswith(("2", "3", "4"))
        )
        what = f"{found['pages']:,} fuzzed pages over HTTP"
        yield Line(what, "no status ≥ 500", f"{_statuses(found)}; {found['logged']} logged", bad == 0)
        beside = f" (p50 {found['wall']['p50_ms']:,.0f} ms; {found['server_cpu_ms']:.0f} ms of CPU a page)"
        yield _most(f"{what}: p99, wall", found["wall"]["p99_ms"], 1_000, beside=beside)


NAMES = {"ours": "On the Record", "fts5": "FTS5", "tantivy": "Tantivy", "stock": "stock Haystack"}


def _steps(notes: Notes) -> Iterator[str]:
    """Yield what the steps of a warm page take, as every answer tells."""
    if timings := ((notes.get("page") or {}).get("ours") or {}).get("timings"):
        told = ", ".join(f"{step} {figure:.2f}" for step, figure in timings.items())
        yield ""
        yield f"Steps of the warm page, milliseconds of wall time: {told}.{_snippets_anew(notes)}"


def _snippets_anew(notes: Notes) -> str:
    found = (notes.get("page") or {}).get("snippets_anew")
    return f" With its snippets made anew the page takes {found['cpu_ms']:.2f} ms of CPU." if found else ""


def _engines(notes: Notes) -> Iterator[str]:
    """Yield what each engine takes for the same work."""
    beside = notes.get("beside") or {}
    rows: dict[str, dict[str, str]] = {}
    for name, what in (
        ("page", "page, warm"),
        ("facets", "three facets"),
        ("matchall", "everything, newest first"),
    ):
        found = dict(notes.get(name) or {})
        if name in beside:
            found["stock"] = beside[name]
        rows[what] = {engine: f"{found[engine]['cpu_ms']:,.2f}" for engine in NAMES if engine in found}
    for what, figure in (
        ("articles indexed a second", "articles_per_s"),
        ("index bytes an article", "bytes_per_article"),
    ):
        built = {
            "ours": notes.get("rebuild"),
            **{name: notes.get(name) for name in ("fts5", "tantivy", "stock")},
        }
        rows[what] = {engine: f"{note[figure]:,.0f}" for engine, note in built.items() if note}
    rows = {what: row for what, row in rows.items() if row}
    if rows:
        yield ""
        yield "| CPU milliseconds | " + " | ".join(NAMES.values()) + " |"
        yield "|---|" + "---|" * len(NAMES)
        for what, row in rows.items():
            yield f"| {what} | " + " | ".join(row.get(engine, "") for engine in NAMES) + " |"


def _counts(notes: Notes) -> Iterator[str]:
    """Yield how many each engine finds, differences marked."""
    found = notes.get("counts")
    if not found:
        return
    beside = (notes.get("beside") or {}).get("counts") or {}
    yield ""
    yield "| hits of | query | " + " | ".join(NAMES.values()) + " | |"
    yield "|---|---|" + "---|" * (len(NAMES) + 1)
    for name, row in found.items():
        counted = {**row, "stock": beside.get(name, "")}
        numbers = [counted[engine] for engine in NAMES]
        differ = {number for number in numbers if number != ""} != {row["ours"]}
        yield (
            f"| {name} | `{row['query']}` | "
            + " | ".join(f"{n:,}" if n != "" else "" for n in numbers)
            + f" | {'**differ**' if differ else ''} |"
        )


def _slowest(notes: Notes) -> Iterator[str]:
    for name, what in (("random", "random queries"), ("fuzz", "fuzzed queries")):
        if found := notes.get(name):
            told = "; ".join(
                f"`{each['query'].replace('`', '′')}` {each['cpu_ms']:,.0f} ms" for each in found["slowest"]
            )
            yield ""
            yield f"Slowest {what}: {told.replace('|', '¦')}."


def _profile(notes: Notes) -> Iterator[str]:
    found = notes.get("profile") or {}
    if found:
        yield ""
        yield (
            f"The page as a view, without the network: {found['view']['cpu_ms']:.1f} ms, of which {found['search']['cpu_ms']:.1f} "
            f"ms searching; {found['bytes']:,} bytes, status {found['status']}."
        )
    for name in ("cold", "warm"):
        if lines := found.get(name):
            yield ""
            yield f"Profile of a {name} page, by a profiler that slows it down:"
            yield ""
            yield from (f"    {line}" for line in lines)


def _other_states(notes: Notes) -> Iterator[str]:
    """Yield which rows come from an earlier run, of other code."""
    states = notes.get("states") or {}
    latest = max(states.values(), key=lambda state: state["at"], default=None)
    older = {
        name: state
        for name, state in states.items()
        if latest and name not in KEPT and state["commit"] != latest["commit"]
    }
    if older:
        told = ", ".join(f"{name} ({state['commit']})" for name, state in sorted(older.items()))
        yield ""
        yield f"Measured on other states of the code: {told}."


def _relevance(found: Notes) -> Iterator[str]:
    yield "## Relevance"
    yield ""
    yield (
        f"{found['questions']} questions as people ask them, over {found['articles']:,} articles in which answers with grades "
        "1 to 3 are planted. nDCG@10; “found” is the share of questions with any answer of grade 3 among the first ten; "
        "“nothing” the number of questions without a hit."
    )
    yield ""
    yield "| engine, as asked | nDCG@10 | found | nothing |"
    yield "|---|---|---|---|"
    for name, row in found["engines"].items():
        yield f"| {name} | {row['ndcg']:.3f} | {row['found']:.2f} | {row['nothing']} |"
    best = max(row["ndcg"] for name, row in found["engines"].items() if name.startswith(("FTS5", "Tantivy")))
    ours = found["engines"]["On the Record, as typed"]["ndcg"]
    yield ""
    yield f"Target: not below the best of the others: {ours:.3f} to {best:.3f}, {'met' if ours >= best else '**not met**'}."
