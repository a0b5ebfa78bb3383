"""The door: a SearchRequest in, SearchResults out."""

import hashlib
import re
import time
from collections.abc import Collection, Sequence
from dataclasses import replace

from articles.models import Article, Quote
from articles.search.backends import Backend, backend
from articles.search.backends.reading.caches import Cache
from articles.search.dead_ends import suggestion, totals_without
from articles.search.explanations import explain
from articles.search.facets import encodable, facet_values, labels_of
from articles.search.query import parse
from articles.search.questions import FACETS, FILTERS, Answer, Question
from articles.search.requests import (
    ArticleHit,
    Passage,
    Problem,
    QuoteHit,
    Scope,
    SearchRequest,
    SearchResults,
    Sort,
    WayOut,
)
from articles.search.rows import articles_of
from articles.search.snippets import LENGTH, marked, snippet, terms_of
from articles.search.syntax import (
    And,
    Dated,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Undated,
    Value,
    Word,
    positive_leaves,
)

# From so many words on a query may be a sentence; the few of a shorter one are all meant.
SENTENCE = 3
# Snippets by a digest of their text and of what is marked in it, for rows that readers may see at this moment.
SNIPPETS = Cache(3 << 20)
# What a passage takes beside its text (bytes).
BYTES_OF_PASSAGE = 150


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
    question = question_with(request, query.node)
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
        name: facet_values(name, answer.facets[field], filters[field])
        for name, field in FACETS[request.scope].items()
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
    question, _ = question_of(request)
    answer = backend().answer(replace(question, offset=skip, limit=most, facets=()))
    return answer.keys, answer.total


def question_of(request: SearchRequest) -> tuple[Question, tuple[Leaf, ...]]:
    """Return the question that a request puts to the index, in an order it can have, and the words it looks for."""
    node = parse(request.text).node
    leaves = positive_leaves(node)
    return question_with(_sortable(request, leaves), node), leaves


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
        "cues": request.cues,
        "reviews": request.reviews,
        "attributions": request.attributions,
    }


def question_with(request: SearchRequest, node: Node) -> Question:
    """Return the question that a request puts to the index, with a query in the place of its text."""
    return Question(
        scope=request.scope,
        node=node,
        filters={field: encodable(values) for field, values in _filters(request).items() if values},
        include_undated=request.include_undated,
        sort=request.sort,
        offset=(max(1, request.page) - 1) * request.page_size,
        limit=request.page_size,
        facets=tuple(FACETS[request.scope].values()),
    )


def _loosened(question: Question, total: int) -> Question | None:
    """Return the question for what has only some of the words, if there is room on the first page; else None.

    People ask in sentences, and few texts have every word of one. Who writes an operator or a field means it.
    """
    room = question.limit - total
    if (
        not isinstance(question.node, And)
        or question.offset
        or question.sort is not Sort.RELEVANCE
        or room <= 0
    ):
        return None
    words = tuple(node for node in question.node.children if isinstance(node, Word) and not node.field)
    others = tuple(node for node in question.node.children if node not in words)
    if len(words) < 2 or (total and len(words) < SENTENCE) or not all(map(_is_of_field, others)):
        return None
    return replace(question, node=And((Or(words), *others, Not(question.node))), limit=room, facets=())


def _is_of_field(node: Node) -> bool:
    match node:
        case Word(field=field) | Phrase(field=field):
            return bool(field)
        case Dated() | Undated() | Value():
            return True
        case _:
            return False


def _ways_out(question: Question, engine: Backend) -> tuple[WayOut, ...]:
    """Return which values of filters keep everything out, each by itself."""
    names = {field: name for name, field in FILTERS.items()}
    found = [(names[field], value, total) for field, value, total in totals_without(question, engine)]
    labels = {
        name: labels_of(name, [value for other, value, _ in found if other == name]) for name, _, _ in found
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


def _quotes_of(keys: Collection[int]) -> dict[int, Quote]:
    """Return those of some quotes that readers may see, with their articles, by primary key.

    Whether they may is asked of each row: as a condition of the query it stands beside the keys, and a database that
    knows little of its tables, as after a migration, takes it first and goes through all articles.
    """
    rows = Quote.objects.told().with_article().in_bulk(keys)
    return {key: quote for key, quote in rows.items() if quote.is_published}


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
        quotes = _quotes_of(answer.keys)
        return tuple(
            QuoteHit(quotes[key], marked(quotes[key].words, text_leaves), score, first and first + number)
            for number, (key, score) in enumerate(scores.items())
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
            marked(articles[key].printed_headline, headline_leaves) if articles[key].printed_headline else (),
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
