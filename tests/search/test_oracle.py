"""The engine against plain Python: the same articles and quotes, and the same counts, for any query.

A query is made together with what it means, so that neither our parser nor our analysis takes part in the
expected answer: the forms of a word are listed by hand.
"""

import datetime
import random
import re
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, Quote
from articles.search import Scope, SearchRequest, deferred_indexing, drain_outbox, rebuild, search
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db

# Each line: forms that are one word to a reader. No form of one line is a form of another.
FORMS = [
    ("fee", "fees"),
    ("vote", "votes", "voting", "voted"),
    ("harbour", "harbours"),
    ("tax", "taxes", "taxed"),
    ("policy", "policies"),
    ("the",),
    ("of",),
    ("a",),
    ("café",),
    ("C++",),
    ("U.S.",),
    ("tariff", "tariffs"),
    ("not",),
]
FOLDED = {"café": "cafe", "C++": "c++", "U.S.": "us"}
STEM = {form: forms[0] for forms in FORMS for form in forms}
ALL_FORMS = sorted(STEM)
SPEAKERS = ["Ada Marsh", "Tom Hale", "Ida Marsh", "Lee Voss"]
OUTLETS = ["Harbour Times", "Evening Times"]
BEGINNINGS = ["f", "vot", "har", "tax", "polic", "tari", "caf", "u", "zz"]


def folded(form):
    return FOLDED.get(form, form)


@dataclass
class Document:
    """What an article or a quote is to the oracle."""

    key: int
    fields: dict  # plain words look in "", others in the field of that name; each a list of lists of forms
    speakers: set
    publication: str
    years: set
    kinds: set
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True)
class Meaning:
    """A query as text, and as a test of a document."""

    text: str
    test: object = field(compare=False)

    def __repr__(self):
        return self.text


def has_word(form, name=""):
    if name:  # names are compared as written
        return lambda document: any(form.lower() in run for run in document.fields[name])
    return lambda document: any(STEM[form] in [STEM[word] for word in run] for run in document.fields[""])


def has_phrase(forms):
    wanted = " " + " ".join(map(folded, forms)) + " "
    return lambda document: any(
        wanted in " " + " ".join(map(folded, run)) + " " for run in document.fields[""]
    )


def has_beginning(beginning):
    return lambda document: any(
        folded(word).startswith(beginning) for run in document.fields[""] for word in run
    )


def is_dated(first, last):
    return lambda document: document.first is not None and document.first <= last and document.last >= first


@st.composite
def dates(draw):
    first, last = sorted([draw(st.integers(2007, 2012)), draw(st.integers(2007, 2012))])
    text = f"date:{first}..{last}" if first != last else f"date:{first}"
    return Meaning(text, is_dated(datetime.date(first, 1, 1), datetime.date(last, 12, 31)))


leaves = st.one_of(
    st.sampled_from(ALL_FORMS).map(lambda form: Meaning(form, has_word(form))),
    st.lists(st.sampled_from(ALL_FORMS), min_size=1, max_size=4).map(
        lambda forms: Meaning('"' + " ".join(forms) + '"', has_phrase(forms))
    ),
    st.sampled_from(BEGINNINGS).map(lambda beginning: Meaning(beginning + "*", has_beginning(beginning))),
    st.sampled_from(["Ada", "Tom", "Marsh", "Voss"]).map(
        lambda name: Meaning(f"speaker:{name}", has_word(name, "speaker"))
    ),
    st.sampled_from(["Harbour", "Evening", "Times"]).map(
        lambda name: Meaning(f"source:{name}", has_word(name, "publication"))
    ),
    dates(),
    st.just(Meaning("date:undated", lambda document: document.first is None)),
)


def joined(parts, word, test):
    tests = [part.test for part in parts]
    text = "(" + f" {word} ".join(part.text for part in parts) + ")"
    return Meaning(text, lambda document: test(one(document) for one in tests))


def excluded(part, sign):
    return Meaning(f"{sign}({part.text})", lambda document: not part.test(document))


queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: joined(parts, "AND", all)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: joined(parts, "", all)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: joined(parts, "OR", any)),
        inner.map(lambda part: excluded(part, "-")),
        inner.map(lambda part: excluded(part, "NOT ")),
    ),
    max_leaves=6,
)


def run_of(chance, low, high):
    return [chance.choice(ALL_FORMS) for _ in range(chance.randint(low, high))]


def written(run):
    return " ".join(run)


@pytest.fixture
def archive(db):
    """Return a hundred articles and their quotes as the oracle sees them, all indexed."""
    chance = random.Random(2009)
    articles, quotes = [], []
    with deferred_indexing():
        for number in range(100):
            headline = run_of(chance, 0, 4)
            paragraphs = [run_of(chance, 3, 12) for _ in range(chance.randint(1, 3))]
            said = [run_of(chance, 2, 6) for _ in range(chance.randint(0, 3))]
            body = "\n\n".join(
                [written(run) + "." for run in paragraphs] + [f"“{written(run)}”" for run in said]
            )
            year = chance.choice([None, 2008, 2009, 2010, 2011])
            spread = chance.choice([0, 0, 1])
            dates = {}
            if year:
                dates = {
                    "date_earliest": datetime.date(year, 3, 1),
                    "date_latest": datetime.date(year + spread, 3, 1),
                    "date_precision": "range" if spread else "day",
                    "date_basis": "explicit",
                }
            outlet = chance.choice([None, *OUTLETS])
            article = make_article(
                headline=written(headline),
                body=body,
                publication=outlet and make_publication(outlet),
                **dates,
            )
            shared = {
                "publication": outlet or "",
                "years": {str(one) for one in range(year, year + spread + 1)} if year else {"undated"},
                "first": dates.get("date_earliest"),
                "last": dates.get("date_latest"),
            }
            outlet_runs = [outlet.lower().split()] if outlet else []
            speakers, kinds = set(), set()
            for place, run in enumerate(said):
                speaker = chance.choice([None, *SPEAKERS])
                kind = chance.choice(["direct", "mixed"])
                quote = make_quote(
                    article,
                    f"“{written(run)}”",
                    public_id=f"q{number}x{place}",
                    start=place,
                    end=place + 1000,
                    kind=kind,
                    speaker=speaker and make_speaker(speaker),
                )
                names = {speaker} if speaker else set()
                speakers |= names
                kinds.add(kind)
                quotes.append(
                    Document(
                        key=quote.pk,
                        fields={
                            "": [run],
                            "speaker": [name.lower().split() for name in names],
                            "publication": outlet_runs,
                        },
                        speakers=names,
                        kinds={kind},
                        **shared,
                    )
                )
            # One paragraph may end in the words that the next goes on with: the text is one run of words.
            text = [word for run in (*paragraphs, *said) for word in run]
            articles.append(
                Document(
                    key=article.pk,
                    fields={
                        "": [headline, text],
                        "speaker": [name.lower().split() for name in speakers],
                        "publication": outlet_runs,
                    },
                    speakers=speakers,
                    kinds=kinds,
                    **shared,
                )
            )
    drain_outbox()
    return {Scope.ARTICLES: articles, Scope.QUOTES: quotes}


def slug(name):
    return name.lower().replace(" ", "-")


def counted(documents):
    counts = {name: Counter() for name in ("speaker", "publication", "year", "kind")}
    for document in documents:
        counts["speaker"].update(map(slug, document.speakers))
        counts["publication"].update([slug(document.publication)] if document.publication else [])
        counts["year"].update(document.years)
        counts["kind"].update(document.kinds)
    return counts


def keys(results):
    return {hit.quote.pk if results.request.scope is Scope.QUOTES else hit.article.pk for hit in results.hits}


# A name of the article's speaker is no plain word of it, but it is one of the quote.
NAMES = st.lists(st.sampled_from([slug(name) for name in SPEAKERS]), max_size=2, unique=True).map(tuple)
YEARS = st.lists(st.sampled_from(["2008", "2009", "2010", "undated"]), max_size=2, unique=True).map(tuple)


def test_every_query_finds_what_plain_python_finds(archive):
    assert (Article.objects.count(), Quote.objects.count()) == (100, len(archive[Scope.QUOTES]))
    hits = Counter()

    @given(query=queries, scope=st.sampled_from(list(Scope)), speakers=NAMES, years=YEARS)
    @settings(deadline=None, max_examples=250, database=None)
    def check(query, scope, speakers, years):
        results = search(
            SearchRequest(text=query.text, scope=scope, speakers=speakers, years=years, page_size=1_000)
        )
        matching = [document for document in archive[scope] if query.test(document)]
        by_speaker = [
            document
            for document in matching
            if not speakers or {slug(s) for s in document.speakers} & set(speakers)
        ]
        by_year = [document for document in matching if not years or document.years & set(years)]
        expected = [document for document in by_speaker if document in by_year]

        assert results.problems == ()
        assert keys(results) == {document.key for document in expected}
        assert results.total == len(expected)
        assert {
            name: {v.value: v.count for v in results.facets[name] if v.count}
            for name in ("publication", "kind")
        } == {
            name: dict(counts)
            for name, counts in counted(expected).items()
            if name in ("publication", "kind")
        }
        assert {v.value: v.count for v in results.facets["speaker"] if v.count} == dict(
            counted(by_year)["speaker"]
        )
        assert {v.value: v.count for v in results.facets["year"] if v.count} == dict(
            counted(by_speaker)["year"]
        )
        hits[bool(expected)] += 1

    check()
    assert min(hits.values()) > 25, "the queries must find something often, and nothing often"


def test_a_rebuilt_index_and_one_kept_up_by_changes_answer_alike(archive):
    chance = random.Random(7)
    asked = [SearchRequest(text=form, scope=scope, page_size=1_000) for form in ALL_FORMS for scope in Scope]
    for article in chance.sample(list(Article.objects.all()), 20):
        if chance.random() < 0.5:
            article.delete()
        else:
            article.body += f"\n\n{chance.choice(ALL_FORMS)}."
            article.save()
    drain_outbox()
    kept_up = [(keys(results), results.total) for results in map(search, asked)]
    rebuild()
    assert [(keys(results), results.total) for results in map(search, asked)] == kept_up


def test_the_forms_listed_by_hand_are_apart():
    assert len(ALL_FORMS) == sum(len(forms) for forms in FORMS)
    assert all(re.fullmatch(r"\S+", form) for form in ALL_FORMS)
