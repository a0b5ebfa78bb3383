"""The rows of the table, each measured in a process of its own through the product's own door."""

import cProfile
import io
import json
import math
import pstats
import random
import re
import runpy
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TextIO, cast
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import transaction
from django.test import Client

from articles.models import Article, IndexChange, Publication, Quote, Speaker, Topic
from articles.models.outbox import IndexedKind
from articles.search import Scope, SearchRequest, Sort, drain_outbox, search
from articles.search.backends import backend
from articles.search.engine import SNIPPETS
from articles.search.query import parse
from articles.search.questions import Question
from benchmarks.search.folders import PROJECT, Folder
from benchmarks.search.measuring import Clock, measured, milliseconds, spread
from benchmarks.search.peers import PAGE as PAGE_SIZE
from benchmarks.search.peers import Peer
from benchmarks.search.preparing import bar
from benchmarks.search.queries import COMPARED, FACETS, PAGE, Asked, Material, QueryMaker, shown

# Asked before a first time is taken, so that the index is open and nothing of the measured words is known.
UNRELATED_ASKED = Asked("unrelated", words=("orchard", "ferry"))
UNRELATED = SearchRequest(text=UNRELATED_ASKED.text)
FACET_FIELDS = ("publications", "speakers", "years")


def request(asked: Asked) -> SearchRequest:
    return SearchRequest(text=asked.text, **asked.filters)


def compared() -> tuple[Asked, ...]:
    """Return the queries that all engines are asked, with one that filters by what this archive has."""
    slug = Publication.objects.order_by("pk").values_list("slug", flat=True)[0]
    filtered = Asked("filtered", words=FACETS.words, publication=slug, years=("2010", "2011"))
    return (*COMPARED, filtered)


def peers(folder: Folder) -> dict[str, Peer]:
    """Return the engines that were built for this archive, but for stock, which needs other settings."""
    from benchmarks.search.peers.fts5 import Fts5  # noqa: PLC0415  only where it is measured
    from benchmarks.search.peers.tantivy import Tantivy  # noqa: PLC0415

    return {
        "fts5": Fts5(folder.peer("fts5.sqlite3"), folder.database),
        "tantivy": Tantivy(folder.peer("tantivy"), folder.database),
    }


def engine(question: Question) -> Callable[[], Any]:
    """Return what asks our engine alone, as the door does, without rows, snippets and labels."""
    return lambda: backend().answer(question)


def page(folder: Folder) -> dict[str, Any]:
    """Measure the page, warm, and ours with its snippets made anew each time."""
    search(UNRELATED)
    kept, SNIPPETS.most_bytes = SNIPPETS.most_bytes, 0
    anew = measured(lambda: search(request(PAGE)))
    SNIPPETS.most_bytes = kept
    found: dict[str, Any] = {"ours": measured(lambda: search(request(PAGE)))}
    found["ours"]["timings"] = _median_timings([search(request(PAGE)).timings for _ in range(15)])
    found["snippets_anew"] = anew
    for name, peer in peers(folder).items():
        peer.count(UNRELATED_ASKED)
        found[name] = measured(partial(peer.page, PAGE))
    return found


def _median_timings(timings: list[Mapping[str, float]]) -> dict[str, float]:
    return {step: round(statistics.median(each[step] for each in timings), 2) for step in timings[0]}


def counts(folder: Folder) -> dict[str, Any]:
    """Count what each engine finds."""
    others = peers(folder)
    return {
        asked.name: {"query": asked.text, "ours": search(request(asked)).total}
        | {name: peer.count(asked) for name, peer in others.items()}
        for asked in compared()
    }


def first(folder: Folder) -> dict[str, Any]:
    """Measure the page once with nothing kept for its words, in this process that never asked for them."""
    del folder
    with Clock() as opening:
        search(UNRELATED)
    search(UNRELATED)
    with Clock() as clock:
        search(request(PAGE))
    return {"opening_ms": milliseconds(opening.cpu), "cpu_ms": milliseconds(clock.cpu)}


def facets(folder: Folder) -> dict[str, Any]:
    """Measure three facets over six of ten articles."""
    node = parse(FACETS.text).node
    ours = measured(engine(Question(scope=Scope.ARTICLES, node=node, facets=FACET_FIELDS, limit=1)))
    found = {"ours": ours, "share": round(search(request(FACETS)).total / folder.size, 3)}
    return found | {name: measured(partial(peer.facets, FACETS)) for name, peer in peers(folder).items()}


def matchall(folder: Folder) -> dict[str, Any]:
    """Measure everything newest first: the 20 keys and the total, and the whole page through the door."""
    everything = Question(scope=Scope.ARTICLES, node=parse("").node, sort=Sort.NEWEST, limit=PAGE_SIZE)
    found = {
        "ours": measured(engine(everything)),
        "page": measured(lambda: search(SearchRequest(sort=Sort.NEWEST))),
    }
    return found | {name: measured(peer.newest) for name, peer in peers(folder).items()}


def material() -> Material:
    """Return words and values of the archive, the same each time."""
    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    chosen = random.Random("material").sample(keys, min(300, len(keys)))
    return Material(
        bodies=tuple(Article.objects.filter(pk__in=chosen).order_by("pk").values_list("body", flat=True)),
        speakers=tuple(Speaker.objects.order_by("pk").values_list("slug", "name")[:500]),
        publications=tuple(Publication.objects.order_by("pk").values_list("slug", "name")),
        topics=tuple(Topic.objects.order_by("pk").values_list("slug", "name")),
    )


def as_request(asked: dict[str, Any]) -> SearchRequest:
    """Return a search of the arguments that a QueryMaker makes."""
    scope, sort = asked.pop("scope", Scope.ARTICLES), asked.pop("sort", Sort.RELEVANCE)
    return SearchRequest(scope=Scope(scope), sort=Sort(sort), **asked)


def random_queries(folder: Folder, count: int = 2_000) -> dict[str, Any]:
    """Measure queries of every construct by lot, each asked once, in a process as gunicorn's workers are forked from."""
    del folder
    requests = [as_request(asked) for asked in QueryMaker(material()).make(count)]
    with Clock() as opening:
        become_a_worker()
    search(UNRELATED)
    # What was found is not kept: looking through ever more of it for garbage would soon take longest.
    times: list[tuple[float, float, SearchRequest, int]] = []
    with bar(count, "random queries", " queries") as progress:
        for asked in requests:
            with Clock() as clock:
                total = search(asked).total
            times.append((clock.cpu, clock.wall, asked, total))
            progress(1)
    slowest = sorted(times, key=lambda each: -each[0])[:5]
    return {
        "queries": count,
        "opening_ms": milliseconds(opening.cpu),
        "cpu": spread([cpu for cpu, *_ in times]),
        "wall": spread([wall for _, wall, *_ in times]),
        "without_hits": sum(not total for *_, total in times),
        "slowest": [
            {"query": _told(asked), "cpu_ms": milliseconds(cpu), "total": total}
            for cpu, _, asked, total in slowest
        ],
    }


def become_a_worker() -> None:
    """Do what gunicorn's parent does before it forks a worker: read the index ahead, and set memory and collector."""
    server = runpy.run_path(str(PROJECT / "gunicorn.conf.py"))
    server["on_starting"](None)
    server["pre_fork"](None, None)


def _told(asked: SearchRequest) -> str:
    plain = SearchRequest()
    changed = {
        name: value
        for name in ("scope", "sort", "page", "publications", "topics", "years", "speakers")
        if (value := getattr(asked, name)) != getattr(plain, name)
    }
    return shown([asked.text, *(f"[{name} {value}]" for name, value in changed.items())], most=120)


def suggestion(folder: Folder) -> dict[str, Any]:
    """Measure what a frequent word with a slip is taken for; words that nothing has."""
    del folder
    misspelt = {
        "govermnent": "government",
        "campain": "campaign",
        "comittee": "committee",
        "parlament": "parliament",
    }
    found = {slip: backend().suggest(Scope.ARTICLES, slip) for slip in misspelt}
    ours = measured(lambda: [backend().suggest(Scope.ARTICLES, slip) for slip in misspelt])
    page = search(SearchRequest(text="govermnent"))
    return {
        "ours": {"cpu_ms": round(ours["cpu_ms"] / len(misspelt), 3), "first_ms": ours["first_ms"]},
        "right": sum(found[slip] == word for slip, word in misspelt.items()),
        "of": len(misspelt),
        "on_the_page": page.suggestion,
    }


def commit(folder: Folder, count: int = 20) -> dict[str, Any]:
    """Measure bringing one changed article into the index, and when another process finds it."""
    articles = list(Article.objects.order_by("?").filter(headline__gt="")[:count])
    former = {article.pk: article.headline for article in articles}
    watch = Watch(folder)
    try:
        drained = [_drained(article, watch, number) for number, article in enumerate(articles)]
        saved = [_saved(article, watch, number) for number, article in enumerate(articles[:5])]
    finally:
        watch.stop()
        with transaction.atomic():
            for key, headline in former.items():
                Article.objects.filter(pk=key).update(headline=headline)
            IndexChange.objects.record(IndexedKind.ARTICLE, former)
        drain_outbox()

    seen = [row for row in saved if row["visible_ms"] < math.inf]

    def median(name: str, rows: list[dict[str, float]]) -> float:
        return statistics.median(row[name] for row in rows)

    return {
        "commits": len(drained),
        "writer_cpu_ms": median("cpu_ms", drained),
        "writer_cpu_worst_ms": max(row["cpu_ms"] for row in drained),
        "visible_ms": median("visible_ms", drained),
        "visible_worst_ms": max(row["visible_ms"] for row in drained),
        "refresh_ms": median("refresh_ms", drained),
        "refresh_worst_ms": max(row["refresh_ms"] for row in drained),
        "save_wall_ms": median("save_wall_ms", saved),
        "save_visible_ms": median("visible_ms", seen) if seen else None,
        "saves_seen": len(seen),
        "saves": len(saved),
    }


class Watch:
    """Another process that searches for a word until it finds it."""

    def __init__(self, folder: Folder) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.search.watching"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=folder.environment(),
        )
        self.words = cast(TextIO, self.process.stdin)
        self.told = cast(TextIO, self.process.stdout)
        self.seen()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.words.close()
        self.told.close()

    def start(self, word: str) -> None:
        """Have it search for a word; it does so when this returns."""
        self.words.write(word + "\n")
        self.words.flush()
        self.seen()

    def seen(self) -> dict[str, float]:
        """Return what it says next."""
        said: dict[str, float] = json.loads(self.told.readline())
        return said


def _drained(article: Article, watch: Watch, number: int) -> dict[str, float]:
    """Change an article and drain the outbox here."""
    word = f"zqdrained{number}x{int(time.time())}"
    watch.start(word)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(headline=f"{article.headline} {word}")
        IndexChange.objects.record(IndexedKind.ARTICLE, [article.pk])
    start = time.monotonic()
    with Clock() as clock:
        drain_outbox()
    seen = watch.seen()
    return {
        "cpu_ms": milliseconds(clock.cpu + clock.children),
        "visible_ms": milliseconds(seen["at"] - start),
        "refresh_ms": seen["refresh_ms"],
    }


def _saved(article: Article, watch: Watch, number: int) -> dict[str, float]:
    """Save an article as an editor does, and leave indexing to whoever does it."""
    word = f"zqsaved{number}x{int(time.time())}"
    watch.start(word)
    article.headline = f"{article.headline} {word}"
    start = time.monotonic()
    article.save()
    saved = time.monotonic()
    seen = watch.seen()
    return {
        "save_wall_ms": milliseconds(saved - start),
        "visible_ms": milliseconds(seen["at"] - start) if seen["at"] else math.inf,
    }


def profile(folder: Folder) -> dict[str, Any]:
    """Return where a page spends its time, asked first and asked again, and what serving it adds to searching."""
    del folder
    search(UNRELATED)
    found: dict[str, Any] = {"cold": _profiled(1), "warm": _profiled(20)}
    call_command("collectstatic", interactive=False, verbosity=0)
    reader = Client(headers={"host": "127.0.0.1"})
    address = f"/search/?{urlencode({'q': PAGE.text})}"
    answer = reader.get(address)
    return found | {
        "search": measured(lambda: search(request(PAGE))),
        "view": measured(lambda: reader.get(address)),
        "status": answer.status_code,
        "bytes": len(answer.content),
    }


def _profiled(times: int) -> list[str]:
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(times):
        search(request(PAGE))
    profiler.disable()
    told = io.StringIO()
    pstats.Stats(profiler, stream=told).strip_dirs().sort_stats("tottime").print_stats(16)
    lines = told.getvalue().splitlines()
    start = next(place for place, line in enumerate(lines) if "ncalls" in line)
    total = next(line.strip() for line in lines if "function calls" in line)
    return [f"{times} times: {total}", *(line.rstrip() for line in lines[start:] if line.strip())]


def inventory(folder: Folder) -> dict[str, Any]:
    """Describe the archive: how long its articles are, and how many of everything there are."""
    bodies = Article.objects.order_by("pk").values_list("body", flat=True)[:1_000]
    lengths = sorted(len(re.findall(r"[^\W_]+", body)) for body in bodies)
    return {
        "articles": folder.size,
        "median_words": lengths[len(lengths) // 2],
        "quotes": Quote.objects.count(),
        "speakers": Speaker.objects.count(),
        "publications": Publication.objects.count(),
        "topics": Topic.objects.count(),
        "undated": Article.objects.undated().count(),
    }
