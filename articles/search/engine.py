"""The door: a SearchRequest in, SearchResults out."""

import hashlib
import re
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from articles.models import Article, Quote
from articles.search.backends import Backend, backend
from articles.search.backends.reading.caches import Cache
from articles.search.dead_ends import suggestion, totals_without
from articles.search.explanations import explain, name_month
from articles.search.fields import MONTH, YEAR
from articles.search.indexes import UNDATED
from articles.search.query import parse
from articles.search.questions import FACETS, Answer, Counts, Question
from articles.search.requests import (
    ArticleHit,
    FacetValue,
    Passage,
    Problem,
    QuoteHit,
    Scope,
    SearchRequest,
    SearchResults,
    Sort,
    WayOut,
)
from articles.search.rows import articles_of, names_of
from articles.search.snippets import LENGTH, marked, snippet, terms_of
from articles.search.syntax import And, Leaf, Node, Not, Or, Word, positive_leaves
from articles.text.documents import QuotationKind

# More values of one facet than anyone reads; the rest are reached by searching for their names.
MOST_FACET_VALUES = 30
# From so many words on a query may be a sentence; the few of a shorter one are all meant.
SENTENCE = 3
# Snippets by a digest of their text and of what is marked in it, for rows that readers may see at this moment.
SNIPPETS = Cache(4 << 20)
# What a passage takes beside its text (bytes).
BYTES_OF_PASSAGE = 150
# Facets that are listed whole, newest first.
DATES = ("year", "month")


def search(request: SearchRequest) -> SearchResults:
    """Return what a search finds: the asked page of hits, exact counts, and what was wrong with the query.

    A page beyond the last has no hits; `page_count` says how many there are.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    laps = _Laps()
    query = parse(request.text)
    laps.end("understanding")
    filters = _filters(request)
    engine = backend()
    leaves = positive_leaves(query.node)
    request = _sortable(request, leaves)
    question = question_of(request, query.node)
    answer = engine.answer(question)
    laps.end("index")
    other = suggestion(request.text, question, answer.total, engine)
    ways_out = () if answer.total else _ways_out(question, engine)
    laps.end("help")
    text_leaves = tuple(leaf for leaf in leaves if leaf.field == "")
    hits = _hits(request.scope, answer, leaves, text_leaves, first=question.offset + 1)
    partial: tuple[ArticleHit, ...] | tuple[QuoteHit, ...] = ()
    if looser := _loosened(question, answer.total):
        partial = _hits(request.scope, engine.answer(looser), leaves, text_leaves)
    laps.end("hits")
    facets = {
        name: _facet_values(name, answer.facets[field], filters[field]) for name, field in FACETS.items()
    }
    laps.end("facets")
    labels = {name: {value.value: value.label for value in values} for name, values in facets.items()}
    return SearchResults(
        request=request,
        hits=hits,
        partial=partial,
        total=answer.total,
        facets=facets,
        undated_left_out=answer.undated_left_out,
        problems=(*query.problems, *(cut_problem(name, request.text) for name in answer.cut)),
        terms=terms_of(text_leaves),
        is_ranked=bool(leaves),
        suggestion=other,
        ways_out=ways_out,
        explanation=explain(request, query.node, labels),
        timings=laps.milliseconds,
    )


def find_keys(request: SearchRequest, *, most: int, skip: int = 0) -> tuple[tuple[int, ...], int]:
    """Return the primary keys of all that a search finds, in its order and `most` at most, and how many there are.

    `skip` leaves out so many at the beginning. In one question to the index, whatever page the request is for.

    Raises:
        SearchUnavailable: the index is missing, damaged or from another version; its text says what to do.
    """
    node = parse(request.text).node
    question = question_of(_sortable(request, positive_leaves(node)), node)
    answer = backend().answer(replace(question, offset=skip, limit=most, facets=()))
    return answer.keys, answer.total


def terms_in(text: str) -> tuple[str, ...]:
    """Return the words of a query as `SearchResults.terms` has them, without searching."""
    return terms_of(leaf for leaf in positive_leaves(parse(text).node) if leaf.field == "")


def _sortable(request: SearchRequest, leaves: Sequence[Leaf]) -> SearchRequest:
    """Return a search in an order it can have: without words no hit has more of them than another."""
    return replace(request, sort=Sort.NEWEST) if request.sort is Sort.RELEVANCE and not leaves else request


def _filters(request: SearchRequest) -> dict[str, tuple[str, ...]]:
    return {
        "speakers": request.speakers,
        "publications": request.publications,
        "topics": request.topics,
        "years": request.years,
        "months": request.months,
        "kinds": request.kinds,
    }


def question_of(request: SearchRequest, node: Node) -> Question:
    """Return the question that a request puts to the index."""
    return Question(
        scope=request.scope,
        node=node,
        filters={field: _encodable(values) for field, values in _filters(request).items() if values},
        include_undated=request.include_undated,
        sort=request.sort,
        offset=(max(1, request.page) - 1) * request.page_size,
        limit=request.page_size,
        facets=tuple(FACETS.values()),
    )


def _loosened(question: Question, total: int) -> Question | None:
    """Return the question for what has only some of the words, if there is room on the first page; else None.

    People ask in sentences, and few texts have every word of one. Who writes an operator means it.
    """
    room = question.limit - total
    match question.node:
        case And(words) if all(isinstance(word, Word) and not word.field for word in words):
            is_first = question.offset == 0 and question.sort is Sort.RELEVANCE
            if is_first and room > 0 and (not total or len(words) >= SENTENCE):
                node = And((Or(words), Not(question.node)))
                return replace(question, node=node, limit=room, facets=())
    return None


def _ways_out(question: Question, engine: Backend) -> tuple[WayOut, ...]:
    """Return which values of filters keep everything out, each by itself."""
    names = {field: name for name, field in FACETS.items()}
    found = [(names[field], value, total) for field, value, total in totals_without(question, engine)]
    labels = {
        name: _labels(name, [value for other, value, _ in found if other == name]) for name, _, _ in found
    }
    return tuple(
        WayOut(name, value, labels[name][value], total)
        for name, value, total in found
        if value in labels[name]
    )


class _Laps:
    """A stopwatch for the steps of one search."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def end(self, step: str) -> None:
        now = time.perf_counter()
        self.milliseconds[step] = (now - self._since) * 1000
        self._since = now


def cut_problem(name: str, text: str) -> Problem:
    """Return the sentence on a part of the query that was too much, with its place where it can be seen."""
    found = re.search(re.escape(name), text, re.IGNORECASE)
    message = (
        f"“{name}” would take too long to look for everywhere, so that some of what it finds may be missing."
    )
    return Problem(message, *found.span()) if found else Problem(message)


def _encodable(values: Iterable[str]) -> tuple[str, ...]:
    """Return values as databases can hold them: a lone surrogate or a NUL in an address is no value of ours."""
    return tuple(value.encode("utf-8", "replace").decode("utf-8").replace("\0", "?") for value in values)


def _hits(
    scope: Scope,
    answer: Answer,
    leaves: tuple[Leaf, ...],
    text_leaves: tuple[Leaf, ...],
    *,
    first: int = 0,
) -> tuple[ArticleHit, ...] | tuple[QuoteHit, ...]:
    """Return the hits whose rows readers may still see: the index may be a moment behind.

    `first` is the place of the first, 0 where they have none.
    """
    scores = dict(zip(answer.keys, answer.scores, strict=True))
    if scope is Scope.QUOTES:
        quotes = Quote.objects.published().with_article().in_bulk(answer.keys)
        return tuple(
            QuoteHit(quotes[key], marked(quotes[key].words, text_leaves), score)
            for key, score in scores.items()
            if key in quotes
        )
    articles = articles_of(answer.keys)
    headline_leaves = tuple(leaf for leaf in leaves if leaf.field in ("", "headline"))
    asked = repr(text_leaves).encode("utf-8", "surrogatepass")
    return tuple(
        ArticleHit(
            articles[key],
            marked(articles[key].headline, headline_leaves),
            _snippet(articles[key], text_leaves, asked),
            score,
            first and first + number,
        )
        for number, (key, score) in enumerate(scores.items())
        if key in articles
    )


def _snippet(article: Article, leaves: tuple[Leaf, ...], asked: bytes) -> tuple[Passage, ...]:
    """Return the snippet of a row just read, made anew unless this very text was asked for the same not long ago.

    `asked` is what tells these leaves from others.
    """
    length = article.excerpt_length(LENGTH)
    digest = hashlib.blake2b(asked, digest_size=16)
    digest.update(article.body.encode("utf-8", "surrogatepass"))
    return SNIPPETS.get(
        (digest.digest(), length), lambda: snippet(article.body, leaves, length=length), _size_of_passages
    )


def _size_of_passages(passages: tuple[Passage, ...]) -> int:
    return sum(BYTES_OF_PASSAGE + 2 * len(passage.text) for passage in passages)


def _facet_values(name: str, counts: Counts, selected: tuple[str, ...]) -> tuple[FacetValue, ...]:
    shown = counts.highest(len(counts) if name in DATES else MOST_FACET_VALUES)
    shown |= {value: counts.get(value, 0) for value in _encodable(selected)}
    labels = _labels(name, shown)
    values = [
        FacetValue(value, labels[value], count, value in selected)
        for value, count in shown.items()
        if value in labels
    ]
    if name in DATES:
        return tuple(sorted(values, key=lambda value: (value.value != UNDATED, value.value), reverse=True))
    return tuple(sorted(values, key=lambda value: (-value.count, value.label)))


def _labels(name: str, shown: Collection[str]) -> dict[str, str]:
    """Return the words for the values of a facet; what readers may no longer know of has none."""
    match name:
        case "speaker" | "publication" | "topic":
            return names_of(name, shown)
        case "kind":
            return {kind.value: kind.value.capitalize() for kind in QuotationKind}
        case "month":
            return {month: name_month(month) for month in shown if MONTH.fullmatch(month)}
        case _:
            return {value: value.capitalize() for value in shown if YEAR.fullmatch(value) or value == UNDATED}
