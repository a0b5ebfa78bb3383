"""What articles and quotes give to the index, and what they do not."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Article,
    Byline,
    Publication,
    Quote,
    ReviewState,
    Rights,
    SpeakerAlias,
    Topic,
    Visibility,
)
from articles.search import SearchRequest, drain_outbox, search
from articles.search.backends.generations.contents import index_of
from articles.search.documents import documents_of, documents_of_quotes, months_of, values_of, years_of
from articles.search.requests import Scope
from articles.text.indirect_cues import lemma_of_cue
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "“Fares will stay,” Ada Marsh said. “No,” said Bilal. “Perhaps,” an official said. “Hidden,” he added."


@pytest.fixture
def ferry():
    """Return an article with everything there is: a quote each of a speaker, a withheld one and an unnamed one."""
    article = make_article(
        headline="Ferry by night",
        standfirst="Fares stay.",
        body=BODY,
        publication=make_publication("The Harbour Times"),
        date=datetime.date(2009, 6, 26),
    )
    article.date_precision, article.date_time = "minute", datetime.time(16, 21)
    article.save()
    for position, name in enumerate(("Zoe Crane", "Adam Hale")):
        Byline.objects.create(article=article, name=name, position=position)
    article.topics.set(
        [Topic.objects.create(name=name, slug=slug) for name, slug in (("Sea", "z"), ("Tax", "a"))]
    )
    ada = make_speaker("Ada Marsh")
    SpeakerAlias.objects.create(speaker=ada, name="Mayor Marsh", name_key="mayor marsh")
    withheld = make_speaker("Bilal", visibility=Visibility.WITHHELD, withheld_reason="privacy")
    make_quote(article, "Fares will stay,", speaker=ada)
    make_quote(article, "No,", speaker=withheld, kind="mixed", cue="")
    make_quote(article, "Perhaps,", unnamed_source=make_unnamed_source(article, "an official"))
    make_quote(article, "Hidden,", visibility=Visibility.HIDDEN, speaker=make_speaker("Carl Diallo"))
    return article


def of(article, scope):
    return [document.values for document in documents_of([article.pk], [scope])]


def test_an_article_gives_its_text_and_what_its_shown_quotes_say(ferry):
    (values,) = of(ferry, Scope.ARTICLES)
    assert values == {
        "id": f"articles.article.{ferry.pk}",
        "django_ct": "articles.article",
        "django_id": str(ferry.pk),
        "headline": "Ferry by night",
        "standfirst": "Fares stay.",
        "text": BODY,
        "quoted": ["Fares will stay,", "No,", "Perhaps,"],
        "byline": ["Zoe Crane", "Adam Hale"],
        "publication": ["The Harbour Times"],
        "topic": ["Sea", "Tax"],
        "speaker": ["Ada Marsh", "Mayor Marsh", "an official"],
        "cue": ["said"],
        "speakers": ["ada-marsh"],
        "publications": ["the-harbour-times"],
        "topics": ["a", "z"],
        "years": ["2009"],
        "months": ["2009-06"],
        "kinds": ["direct", "mixed"],
        "standings": ["|not stated|0|0"],
        "cues": ["say"],
        "reviews": ["unreviewed"],
        "attributions": ["named", "unnamed", "withheld"],
        "has": ["byline", "date", "headline", "publication", "quote", "speaker", "topic"],
        "earliest": datetime.date(2009, 6, 26).toordinal(),
        "latest": datetime.date(2009, 6, 26).toordinal(),
        "minute": 1 + 16 * 60 + 21,
        "article": ferry.pk,
        "start": 0,
    }


def test_a_quote_gives_its_words_and_what_its_article_is(ferry):
    first, second, third = of(ferry, Scope.QUOTES)
    assert (first["text"], first["start"], first["article"]) == ("Fares will stay,", 1, ferry.pk)
    assert (first["headline"], first["years"], first["publications"]) == (
        "Ferry by night",
        ["2009"],
        ["the-harbour-times"],
    )
    assert (first["speaker"], first["speakers"]) == (["Ada Marsh", "Mayor Marsh"], ["ada-marsh"])
    assert (second["speaker"], second["speakers"], second["kinds"], second["cue"]) == ([], [], ["mixed"], [])
    assert (third["speaker"], third["speakers"]) == (["an official"], [])
    assert "speaker" in first["has"]
    assert "speaker" not in second["has"]


def test_a_cue_is_filed_under_its_verb_and_goes_with_a_name_that_is_withheld(ferry):
    for words, cue in (("Fares will stay,", "Vowed"), ("No,", "denied"), ("Perhaps,", "according  to")):
        Quote.objects.filter(words=words).update(cue=cue)
    assert [(values["cue"], values["cues"]) for values in of(ferry, Scope.QUOTES)] == [
        (["Vowed"], ["vow"]),
        ([], []),
        (["according  to"], ["according to"]),
    ]


def test_no_cue_is_too_long_for_the_index(ferry):
    cue = "a̱̱̱̱̱" * 33
    Quote.objects.filter(words="Fares will stay,").update(cue=cue)
    ferry.save()
    drain_outbox()
    assert of(ferry, Scope.QUOTES)[0]["cues"] == [cue[:100]]
    results = search(SearchRequest(scope=Scope.QUOTES, cues=(lemma_of_cue(cue),)))
    assert results.total == 1


def test_a_quote_tells_what_an_editor_decided_and_whether_its_speaker_is_only_probable(ferry):
    Quote.objects.update(confidence=0.4)
    assert [values["reviews"] for values in of(ferry, Scope.QUOTES)] == [
        ["probable", "unreviewed"],
        ["unreviewed"],  # no name is shown that could be wrong
        ["probable", "unreviewed"],
    ]
    for state in (ReviewState.CONFIRMED, ReviewState.CORRECTED):
        Quote.objects.update(review_state=state)
        assert [values["reviews"] for values in of(ferry, Scope.QUOTES)] == [[state.value]] * 3
    Quote.objects.update(review_state=ReviewState.UNREVIEWED, attribution_origin="editor")
    assert of(ferry, Scope.QUOTES)[0]["reviews"] == ["unreviewed"]


def test_a_quote_tells_how_much_is_told_of_who_said_it(ferry):
    make_quote(ferry, "he added", speaker=None)
    assert [values["attributions"] for values in of(ferry, Scope.QUOTES)] == [
        ["named"],
        ["withheld"],
        ["unnamed"],
        ["nobody"],
    ]
    assert "reviews" in of(ferry, Scope.QUOTES)[3]


def test_what_readers_may_not_see_gives_nothing(ferry):
    Quote.objects.filter(words="Fares will stay,").update(review_state=ReviewState.REJECTED)
    assert [values["text"] for values in of(ferry, Scope.QUOTES)] == ["No,", "Perhaps,"]
    (values,) = of(ferry, Scope.ARTICLES)
    assert (values["speaker"], values["quoted"]) == (["an official"], ["No,", "Perhaps,"])
    hidden = Quote.objects.get(words="Hidden,")
    assert not list(documents_of_quotes([hidden.pk]))
    Publication.objects.update(rights=Rights.PRIVATE)
    assert not list(documents_of([ferry.pk]))
    assert not list(documents_of_quotes(Quote.objects.values_list("pk", flat=True)))


def test_a_private_publication_is_not_named_by_an_article_with_rights_of_its_own(ferry):
    Publication.objects.update(rights=Rights.PRIVATE)
    Article.objects.update(rights=Rights.FULL)
    for values in of(ferry, Scope.ARTICLES) + of(ferry, Scope.QUOTES):
        assert (values["publication"], values["publications"]) == ([], [])
        assert "publication" not in values["has"]


def test_an_article_with_nothing_but_a_body_gives_that():
    (values,) = of(make_article(headline="", body="Sea."), Scope.ARTICLES)
    assert (values["years"], values["months"], values["has"]) == (["undated"], [], [])
    assert (values["earliest"], values["latest"], values["minute"], values["quoted"]) == (0, 0, 0, [])


@pytest.mark.parametrize(
    ("earliest", "latest", "years", "months"),
    [
        pytest.param((2009, 6, 1), (2009, 6, 30), ["2009"], ["2009-06"], id="a-month"),
        pytest.param((2009, 12, 1), (2010, 1, 31), ["2009", "2010"], [], id="a-winter"),
        pytest.param((2009, 1, 1), (2009, 12, 31), ["2009"], [], id="a-year"),
    ],
)
def test_a_date_that_is_not_sure_lies_in_all_its_years(earliest, latest, years, months):
    days = datetime.date(*earliest), datetime.date(*latest)
    assert (years_of(*days), months_of(*days)) == (years, months)


def test_haystack_prepares_the_same_for_every_row(ferry):
    make_quote(make_article(headline="", date=datetime.date(2001, 2, 3)))
    prepared = {}
    for scope in Scope:
        for row in index_of(scope).index_queryset():
            values = index_of(scope).full_prepare(row)
            prepared[values["id"]] = values
    documents = documents_of(Article.objects.values_list("pk", flat=True))
    assert {document.values["id"]: document.values for document in documents} == prepared
    quotes = documents_of_quotes(Quote.objects.values_list("pk", flat=True))
    assert all(document.values == prepared[document.values["id"]] for document in quotes)


def test_values_without_texts_are_those_of_the_documents(ferry):
    hidden = make_article(rights=Rights.PRIVATE)
    documents = list(documents_of([ferry.pk]))
    for scope, lacking in (
        (Scope.ARTICLES, {"text", "standfirst", "quoted", "start"}),
        (Scope.QUOTES, set()),
    ):
        keys = [document.key for document in documents if document.scope is scope]
        assert values_of(scope, [*keys, hidden.pk + 10_000]) == {
            document.key: {name: value for name, value in document.values.items() if name not in lacking}
            for document in documents
            if document.scope is scope
        }
    assert values_of(Scope.ARTICLES, [hidden.pk]) == {}


def test_a_digest_tells_of_any_change_and_of_nothing_else(ferry):
    def digests():
        found = {(d.scope, d.key): d.digest for d in documents_of([ferry.pk])}
        quotes = documents_of_quotes(Quote.objects.values_list("pk", flat=True))
        assert {d.key: d.digest for d in quotes} == {
            key: digest for (scope, key), digest in found.items() if scope is Scope.QUOTES
        }
        return found

    before = digests()
    assert digests() == before
    assert len(set(before.values())) == len(before) == 4
    assert all(0 <= digest < 2**63 for digest in before.values())
    Article.objects.filter(pk=ferry.pk).update(headline="Ferry by day")
    after = digests()
    assert not set(before.values()) & set(after.values()), "quotes bear the headline of their article"
    Article.objects.filter(pk=ferry.pk).update(body=BODY + " More.")
    last = digests()
    assert [key for key in after if last[key] != after[key]] == [(Scope.ARTICLES, ferry.pk)]


def test_articles_come_in_order_each_before_its_quotes(ferry):
    other = make_article()
    make_quote(other)
    order = [(document.scope, document.article) for document in documents_of([other.pk, ferry.pk, other.pk])]
    first, second = sorted((ferry.pk, other.pk))
    quotes = {ferry.pk: 3, other.pk: 1}
    assert order == [
        (Scope.ARTICLES, first),
        *[(Scope.QUOTES, first)] * quotes[first],
        (Scope.ARTICLES, second),
        *[(Scope.QUOTES, second)] * quotes[second],
    ]


def test_the_queries_are_as_many_for_many_articles_as_for_one(ferry):
    def queries(keys):
        with CaptureQueriesContext(connection) as captured:
            list(documents_of(keys))
        return captured

    one = queries([ferry.pk])
    many = queries([ferry.pk, *(make_article().pk for _ in range(20))])
    assert len(one) == len(many) == 7


def test_quotes_do_not_carry_the_text_of_their_article(ferry):
    with CaptureQueriesContext(connection) as captured:
        list(documents_of_quotes(Quote.objects.values_list("pk", flat=True)))
        list(documents_of([ferry.pk], [Scope.QUOTES]))
    assert not any('"body"' in query["sql"] for query in captured)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others plan otherwise")
def test_quotes_are_found_by_their_articles_where_the_database_knows_nothing_of_its_rows(ferry):
    with connection.cursor() as cursor:
        # A rebuild of another test may have looked at tables that were all but empty.
        cursor.execute("ANALYZE sqlite_schema")
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")
    keys = [make_article().pk for _ in range(20)]
    with CaptureQueriesContext(connection) as captured:
        list(documents_of(keys))
    (sql,) = [query["sql"] for query in captured if 'FROM "articles_quote"' in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [row[3] for row in cursor.fetchall()]
    assert [step for step in plan if "articles_quote " in step and "(article_id=?)" in step]
    assert not [step for step in plan if step.startswith("SCAN")]
