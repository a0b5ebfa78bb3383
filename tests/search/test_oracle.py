"""The engine against plain Python: the same articles and quotes, and the same counts, for any query."""

import datetime
import random
import re
from collections import Counter

import pytest
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, Byline, Quote, Topic, UnnamedSource
from articles.search import (
    Scope,
    SearchRequest,
    Sort,
    deferred_indexing,
    drain_outbox,
    parse,
    rebuild,
    search,
)
from articles.search.backends import backend
from articles.search.questions import Question
from tests.factories import make_article, make_publication, make_quote, make_speaker
from tests.search.oracle import (
    ALL_FORMS,
    CUES,
    FACETS,
    FORMS,
    KINDS,
    OUTLETS,
    PEOPLE,
    REPORTERS,
    REVIEWS,
    TOPICS,
    Document,
    expect,
    filters,
    queries,
    slug,
    words_of,
)

pytestmark = pytest.mark.django_db

ARTICLES = 250
# Every document, however many match.
ALL = 10_000
# A cluster is asked over the network, and takes ten times as long.
SHARE = 5 if django_settings.HAYSTACK_CONNECTIONS["default"].get("URL") else 1


def run_of(chance, low, high):
    return tuple(chance.choice(ALL_FORMS) for _ in range(chance.randint(low, high)))


def written(run):
    return " ".join(run)


def dates_of(chance):
    """Return a date as an article has it, its months by name, and its minute as the index counts."""
    year, month, day = (
        chance.choice([2008, 2009, 2010, 2011]),
        chance.choice([3, 6, 12]),
        chance.randint(1, 2),
    )
    first = datetime.date(year, month, day)
    match chance.choice(["none", "day", "day", "day", "minute", "month", "year", "range"]):
        case "none":
            return {}, set(), 0
        case "minute":
            time = datetime.time(0, chance.randint(0, 3))
            kept = {"date_latest": first, "date_precision": "minute", "date_time": time}
            months, minute = {f"{year}-{month:02}"}, time.minute + 1
        case "month":
            first = first.replace(day=1)
            kept = {"date_latest": first.replace(day=28), "date_precision": "month"}
            months, minute = {f"{year}-{month:02}"}, 0
        case "year":
            first = datetime.date(year, 1, 1)
            kept = {"date_latest": datetime.date(year, 12, 31), "date_precision": "year"}
            months, minute = set(), 0
        case "range":
            kept = {"date_latest": datetime.date(year + 1, 3, 1), "date_precision": "range"}
            months, minute = set(), 0
        case _:
            kept = {"date_latest": first, "date_precision": "day"}
            months, minute = {f"{year}-{month:02}"}, 0
    return {"date_earliest": first, "date_basis": "explicit", **kept}, months, minute


def make_documents(chance, number):
    """Return an article and its quotes as the oracle sees them, and write them to the database."""
    headline = run_of(chance, 0, 4)
    paragraphs = [run_of(chance, 3, 12) for _ in range(chance.randint(1, 3))]
    said = [run_of(chance, 2, 6) for _ in range(chance.randint(0, 3))]
    body = "\n\n".join([written(run) + "." for run in paragraphs] + [f"“{written(run)}”" for run in said])
    dates, months, minute = dates_of(chance)
    outlet = chance.choice([None, *OUTLETS])
    reporter = chance.choice([None, *REPORTERS])
    topics = set(chance.sample(TOPICS, chance.randint(0, 2)))
    publication = make_publication(outlet) if outlet else None
    article = make_article(headline=written(headline), body=body, publication=publication, **dates)
    if reporter:
        Byline.objects.create(article=article, name=reporter)
    article.topics.set([Topic.objects.get_or_create(name=name, slug=slug(name))[0] for name in topics])

    first, last = dates.get("date_earliest"), dates.get("date_latest")
    shared = {
        "article": article.pk,
        "headline": headline,
        "publications": {slug(outlet)} if outlet else set(),
        "topics": {slug(name) for name in topics},
        "years": {str(year) for year in range(first.year, last.year + 1)} if first else {"undated"},
        "months": months,
        "first": first,
        "last": last,
        "minute": minute,
    }
    fields = {
        "byline": [words_of(reporter)] if reporter else [],
        "publication": [words_of(outlet)] if outlet else [],
        "topic": [words_of(name) for name in topics],
    }
    has = {
        thing
        for thing, there in (
            ("date", first),
            ("headline", headline),
            ("byline", reporter),
            ("publication", outlet),
            ("topic", topics),
        )
        if there
    }
    quotes = []
    for place, run in enumerate(said):
        name, kind, cue = chance.choice([None, *PEOPLE]), chance.choice(KINDS), chance.choice(list(CUES))
        is_described = name is None and chance.random() < 0.5
        review, confidence = chance.choice(REVIEWS), chance.choice([0.3, 0.95])
        is_probable = review == "unreviewed" and confidence < 0.5 and (name or is_described)
        quote = make_quote(
            article,
            f"“{written(run)}”",
            public_id=f"q{number}x{place}",
            start=place,
            end=place + 1000,
            kind=kind,
            cue=cue,
            speaker=name and make_speaker(name),
            unnamed_source=UnnamedSource.objects.get_or_create(article=article, description="pilot")[0]
            if is_described
            else None,
            review_state=review,
            confidence=confidence,
        )
        people = [words_of(name)] if name else [("pilot",)] if is_described else []
        quotes.append(
            Document(
                key=quote.pk,
                start=place,
                prose=(run,),
                names=tuple(people),
                fields={**fields, "speaker": people, "cue": [words_of(cue)]},
                speakers={slug(name)} if name else set(),
                kinds={kind},
                cues={CUES[cue]} - {""},
                reviews={review, "probable"} if is_probable else {review},
                attributions={"named" if name else "unnamed" if is_described else "nobody"},
                has=has | {"quote"} | ({"speaker"} if name else set()),
                **shared,
            )
        )
    # One paragraph may end in the words that the next goes on with: the text is one run of words.
    text = tuple(word for run in (*paragraphs, *said) for word in run)
    whole = Document(
        key=article.pk,
        start=0,
        prose=(headline, text),
        names=tuple(fields["byline"]),
        fields={
            **fields,
            "speaker": [run for quote in quotes for run in quote.fields["speaker"]],
            "cue": [run for quote in quotes for run in quote.fields["cue"]],
        },
        speakers=set().union(*(quote.speakers for quote in quotes)),
        kinds=set().union(*(quote.kinds for quote in quotes)),
        cues=set().union(*(quote.cues for quote in quotes)),
        reviews=set().union(*(quote.reviews for quote in quotes)),
        attributions=set().union(*(quote.attributions for quote in quotes)),
        has=has.union(*(quote.has for quote in quotes)),
        **shared,
    )
    return whole, quotes


@pytest.fixture
def archive(db):
    """Return some hundred articles and their quotes as the oracle sees them, all indexed."""
    chance = random.Random(2009)
    articles, quotes = [], []
    with deferred_indexing():
        for number in range(ARTICLES):
            article, its_quotes = make_documents(chance, number)
            articles.append(article)
            quotes += its_quotes
    drain_outbox()
    return {Scope.ARTICLES: articles, Scope.QUOTES: quotes}


def asked(scope, query, chosen, **changes):
    """Return the engine's answer on every document."""
    parsed = parse(query.text)
    assert parsed.problems == ()
    values = {name: chosen_values for name, chosen_values in chosen.items() if chosen_values}
    settings_ = {"limit": ALL, "facets": tuple(FACETS), **changes}
    return backend().answer(Question(scope=scope, node=parsed.node, filters=values, **settings_))


def test_every_query_finds_and_counts_what_plain_python_does(archive):
    assert (Article.objects.count(), Quote.objects.count()) == (ARTICLES, len(archive[Scope.QUOTES]))
    hits = Counter()

    @given(query=queries, chosen=filters, scope=st.sampled_from(list(Scope)), include_undated=st.booleans())
    @settings(max_examples=2_500 // SHARE, database=None)
    def check(query, chosen, scope, include_undated):
        expected = expect(archive[scope], query, chosen, include_undated=include_undated)
        answer = asked(scope, query, chosen, include_undated=include_undated)
        assert set(answer.keys) == {document.key for document in expected.found}
        assert answer.total == len(answer.keys) == len(expected.found)
        assert {name: dict(counts) for name, counts in answer.facets.items()} == expected.counts
        assert answer.undated_left_out == expected.left_out
        assert answer.cut == ()
        hits[bool(expected.found)] += 1

    check()
    assert min(hits.values()) > 100 // SHARE, "the queries must find something often, and nothing often"


def test_every_answer_stands_in_the_order_asked_for_and_its_pages_join_to_the_whole(archive):
    documents = {scope: {document.key: document for document in archive[scope]} for scope in Scope}

    @given(
        query=queries,
        chosen=filters,
        scope=st.sampled_from(list(Scope)),
        sort=st.sampled_from(list(Sort)),
        size=st.integers(5, 60),
    )
    @settings(max_examples=500 // SHARE, database=None)
    def check(query, chosen, scope, sort, size):
        answer = asked(scope, query, chosen, sort=sort)
        found = [documents[scope][key] for key in answer.keys]
        if sort is Sort.RELEVANCE:
            ranked = list(
                zip((-score for score in answer.scores), (one.newest_key for one in found), strict=True)
            )
            assert ranked == sorted(ranked)
        else:
            assert found == sorted(found, key=lambda document: document.key_of(sort))
        pages = [
            asked(scope, query, chosen, sort=sort, offset=offset, limit=size)
            for offset in range(0, answer.total + 1, size)
        ]
        assert tuple(key for page in pages for key in page.keys) == answer.keys
        assert tuple(score for page in pages for score in page.scores) == answer.scores

    check()


def test_the_door_shows_what_the_engine_found(archive):
    names = {"speaker": "speakers", "publication": "publications", "topic": "topics", "year": "years", "month": "months",
             "kind": "kinds", "cue": "cues", "review": "reviews", "attribution": "attributions"}  # fmt: skip

    @given(query=queries, chosen=filters, scope=st.sampled_from(list(Scope)), page=st.integers(1, 3))
    @settings(max_examples=60 // SHARE, database=None)
    def check(query, chosen, scope, page):
        results = search(SearchRequest(text=query.text, scope=scope, page=page, page_size=10, **chosen))
        answer = asked(scope, query, chosen, offset=(page - 1) * 10, limit=10)
        assert keys(results) == answer.keys
        assert results.total == answer.total
        assert results.problems == ()
        of_quotes = {"cue", "review", "attribution"}
        assert set(results.facets) == set(names) - (set() if scope is Scope.QUOTES else of_quotes)
        for name, field in names.items():
            if name not in results.facets:
                continue
            assert {v.value: v.count for v in results.facets[name] if v.count} == dict(answer.facets[field])
            assert {v.value for v in results.facets[name] if v.is_selected} == set(chosen.get(field, ()))

    check()


def keys(results):
    is_quotes = results.request.scope is Scope.QUOTES
    return tuple(hit.quote.pk if is_quotes else hit.article.pk for hit in results.hits)


def test_a_rebuilt_index_and_one_kept_up_by_changes_answer_alike(archive):
    chance = random.Random(7)
    requests = [
        SearchRequest(text=form, scope=scope, page_size=1_000) for form in ALL_FORMS for scope in Scope
    ]
    for article in chance.sample(list(Article.objects.all()), 20):
        if chance.random() < 0.5:
            article.delete()
        else:
            article.body += f"\n\n{chance.choice(ALL_FORMS)}."
            article.save()
    drain_outbox()
    kept_up = [(set(keys(results)), results.total) for results in map(search, requests)]
    rebuild()
    assert [(set(keys(results)), results.total) for results in map(search, requests)] == kept_up


def test_the_forms_listed_by_hand_are_apart():
    assert len(ALL_FORMS) == sum(len(forms) for forms in FORMS)
    assert all(re.fullmatch(r"\S+", form) for form in ALL_FORMS)
