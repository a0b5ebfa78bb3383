"""What the API says of each thing, against what its page says."""

import datetime

import pytest

from articles.models import Redirect, Topic
from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def get(client, path, status=200):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, (path, response.content)
    return response.json()


def test_an_article_says_what_is_known_of_it_and_how(client, shelf):
    said = get(client, f"articles/{shelf.full.public_id}")
    assert said["page"] == f"{SITE}/articles/{shelf.full.public_id}/mirefield-lock-to-close/"
    assert said["url"] == f"{SITE}/api/v1/articles/{shelf.full.public_id}"
    assert (said["headline"], said["label"]) == ("Mirefield lock to close", None)
    assert said["published"] == {
        "value": "2019-10-04",
        "in_words": "4 October 2019",
        "earliest": "2019-10-04",
        "latest": "2019-10-04",
        "time": None,
        "zone": None,
        "precision": "day",
        "basis": "explicit",
    }
    assert [(author["name"], author["printed"], author["role"]) for author in said["authors"]] == [
        ("Iris Bell", "IRIS BELL", "author"),
        ("Sam Reed", None, "reporter"),
    ]
    assert said["provenance"] == [
        {
            "field": "publication",
            "origin": "rule",
            "rule": "reporter-of",
            "evidence": ["The Mercury's Sam Reed reports"],
            "reason": None,
        }
    ]
    assert said["body"].startswith("The Mirefield lock will close")
    assert [quote["words"] for quote in said["quotes"]] == [
        "We have run out of money for the gates,",
        "Nobody is to blame.",
        "a disaster for the town",
    ]
    assert said["topics"][0]["slug"] == "canals"
    assert said["original"]["page"] == f"{SITE}/articles/{shelf.full.public_id}/original"
    assert said["date_basis"] == "stated in the text"
    assert said["citation"].startswith(
        "Iris Bell. “Mirefield lock to close”, Mirefield Mercury, 4 October 2019."
    )


def test_every_span_of_a_quote_is_its_words_in_the_body(client, shelf):
    said = get(client, f"articles/{shelf.full.public_id}")
    for quote in said["quotes"]:
        assert said["body"][quote["start"] : quote["end"]] == quote["words"]


def test_what_is_not_known_is_null(client, shelf):
    said = get(client, f"articles/{shelf.undated.public_id}")
    assert (said["headline"], said["publication"], said["dateline"], said["source_url"]) == (None,) * 4
    assert (
        said["label"] == "Boat owners marched through Mirefield on Tuesday against the closing of the lock."
    )
    assert said["published"]["value"] is None
    assert said["published"]["precision"] == said["published"]["basis"] == "unknown"
    assert said["published"]["in_words"] == "Undated"
    assert said["provenance"][0]["evidence"] == ["Tuesday", "next week"]


def test_a_month_keeps_its_first_and_its_last_day(client, shelf):
    published = get(client, f"articles/{shelf.quotes_only.public_id}")["published"]
    assert (published["value"], published["precision"]) == ("2020-03", "month")
    assert (published["earliest"], published["latest"]) == ("2020-03-01", "2020-03-31")


def test_a_quote_says_why_it_is_attributed_so(client, shelf):
    said = get(client, f"quotes/{shelf.named.public_id}")
    assert said["speaker"]["slug"] == "ada-marsh"
    assert said["attribution"] == {
        "origin": "rule",
        "cue": "said",
        "mention": "Ada Marsh",
        "mention_kind": "name",
        "method": "named",
        "steps": ["“Ada Marsh” follows “said”"],
        "confidence": 0.95,
    }
    assert said["candidates"][0]["name"] == "Ada Marsh"
    assert said["context"]["after"].startswith("” said Ada Marsh")
    assert said["article"]["id"] == shelf.full.public_id
    assert not said["is_probable"]


def test_an_uncertain_speaker_is_probable_and_an_unknown_one_null(client, shelf):
    probable = get(client, f"quotes/{shelf.probable.public_id}")
    assert probable["is_probable"]
    assert probable["unnamed_source"] == {"description": "owners", "is_several": True, "terms": []}
    unknown = get(client, f"quotes/{shelf.unattributed.public_id}")
    assert (unknown["speaker"], unknown["unnamed_source"]) == (None, None)
    assert unknown["attribution"]["confidence"] is None


def test_an_editors_attribution_leaves_the_programs_reasons_out(client, shelf):
    quote = make_quote(
        make_article(), speaker=shelf.speaker, attribution_origin="editor", mention="she", chain=["a", "b"]
    )
    attribution = get(client, f"quotes/{quote.public_id}")["attribution"]
    assert (attribution["origin"], attribution["mention"], attribution["steps"]) == ("editor", None, [])
    assert attribution["confidence"] is None


def test_a_speaker_has_names_and_counts(client, shelf):
    said = get(client, "speakers/ada-marsh")
    assert (said["name"], said["aliases"], said["wikidata_id"]) == ("Ada Marsh", ["Marsh"], "Q42")
    assert (said["quote_count"], said["indirect_count"]) == (3, 0)
    assert get(client, said["quotes_url"].removeprefix(f"{SITE}/api/v1/"))["total"] == 3


def test_speakers_are_listed_by_name_or_under_a_letter(client, shelf):
    assert [one["name"] for one in get(client, "speakers")["results"]] == ["Tom Hale", "Ada Marsh"]
    assert [one["slug"] for one in get(client, "speakers?letter=m")["results"]] == ["ada-marsh"]
    assert get(client, "speakers?letter=%C3%85")["total"] == 0


def test_unnamed_sources_belong_to_their_articles(client, shelf):
    listed = get(client, "unnamed-sources")["results"]
    assert [(one["description"], one["quote_count"]) for one in listed] == [
        ("owners", 1),
        ("senior trust official", 1),
    ]
    of_one = get(client, f"unnamed-sources?article={shelf.full.public_id}")["results"]
    assert [(one["description"], one["terms"]) for one in of_one] == [
        ("senior trust official", ["on background"])
    ]
    assert of_one[0]["article"]["id"] == shelf.full.public_id


def test_publications_and_topics_say_how_much_there_is_of_them(client, shelf):
    mercury = get(client, "publications/mirefield-mercury")
    assert (mercury["article_count"], mercury["first_day"], mercury["rights"]) == (1, "2019-10-04", "full")
    assert [one["slug"] for one in get(client, "publications")["results"]] == [
        "mirefield-mercury",
        "waterways-courier",
    ]
    assert get(client, "topics/canals")["article_count"] == 1
    said = get(client, "topics/canals")
    assert [quote["id"] for quote in said["pinned_quotes"]] == [
        shelf.unnamed.public_id,
        shelf.named.public_id,
    ]
    assert [(each["value"], bool(each["source"])) for each in said["key_dates"]] == [
        ("2019-10", True),
        ("2019-10", True),
        ("2019-10", False),
        ("2019-10", False),
    ]
    assert said["key_dates"][0]["source"].endswith(shelf.full.get_absolute_url())
    assert said["search"] is None
    Topic.objects.update(query="lock")
    assert get(client, "topics/canals")["search"].endswith("/search/?q=lock")
    assert get(client, "topics")["results"][0]["introduction"] == "Of **locks** and gates."


def test_a_search_finds_what_its_page_finds_in_the_same_order(client, shelf):
    for query in ("q=lock", "q=lock&sort=oldest", "speaker=ada-marsh", "year=2019&undated=include", ""):
        page = client.get(f"/search/?{query}").context["results"]
        said = get(client, f"articles?{query}")
        assert [hit["id"] for hit in said["results"]] == [hit.article.public_id for hit in page.hits], query
        assert said["total"] == page.total
        assert {
            name: [(value["value"], value["count"]) for value in values]
            for name, values in said["facets"].items()
        } == {name: [(value.value, value.count) for value in values] for name, values in page.facets.items()}
    page = client.get("/quotes/?q=money").context["results"]
    said = get(client, "quotes?q=money")
    assert [hit["id"] for hit in said["results"]] == [hit.quote.public_id for hit in page.hits]
    assert [passage["text"] for passage in said["results"][0]["passages"] if passage["is_match"]] == ["money"]


def test_indirect_speech_comes_when_it_is_asked_for(client):
    make_quote(make_article(), "discuss the new tariff", kind="indirect", speaker=make_speaker())
    drain_outbox()
    assert get(client, "quotes")["total"] == 0
    assert get(client, "quotes?kind=indirect")["results"][0]["words"] == "discuss the new tariff"


def test_quotes_are_narrowed_by_cue_review_and_attribution_as_on_the_page(client, shelf):
    found = get(client, "quotes?cue=said&review=probable&attribution=unnamed")
    assert [each["words"] for each in found["results"]] == [shelf.probable.words]
    counted = {
        name: {value["value"]: value["count"] for value in values} for name, values in found["facets"].items()
    }
    assert counted["review"] == {"unreviewed": 2, "probable": 1}
    assert counted["attribution"] == {"unnamed": 1}
    assert counted["cue"] == {"say": 1}


def test_a_mistake_in_a_query_is_explained_and_the_rest_searched(client, shelf):
    said = get(client, 'articles?q="lock')
    assert said["total"] > 0
    assert said["problems"][0]["sentence"]
    assert get(client, "articles?q=loock")["suggestion"]


def test_pages_of_a_list_lead_to_each_other(client, shelf):
    first = get(client, "quotes?page_size=2&sort=newest")
    assert (first["page"], first["page_count"], first["previous"]) == (1, -(-first["total"] // 2), None)
    seen = [quote["id"] for quote in first["results"]]
    following = first["next"]
    while following:
        page = get(client, following.removeprefix(f"{SITE}/api/v1/"))
        assert page["previous"]
        seen += [quote["id"] for quote in page["results"]]
        following = page["next"]
    assert len(seen) == len(set(seen)) == first["total"]


def test_a_page_beyond_the_end_is_not_found(client, shelf):
    for path in ("articles", "quotes", "speakers", "unnamed-sources", "publications", "topics"):
        said = get(client, f"{path}?page=99", status=404)
        assert said["detail"] == "This list has 1 page; there is no page 99."


def test_what_was_merged_answers_where_it_is_now(client, shelf):
    for old, new in (
        ("speakers/adeline-marsh", "speakers/ada-marsh"),
        (f"articles/{'a' * 12}", f"articles/{shelf.full.public_id}"),
    ):
        response = client.get(f"/api/v1/{old}")
        assert (response.status_code, response["Location"]) == (301, f"{SITE}/api/v1/{new}")
    for kind, thing in (("publication", shelf.publication), ("topic", shelf.topic)):
        Redirect.objects.create(kind=kind, old="former", new=thing.slug)
        assert client.get(f"/api/v1/{kind}s/former")["Location"] == f"{SITE}/api/v1/{kind}s/{thing.slug}"
    Redirect.objects.create(kind="quote", old="b" * 12, new=shelf.named.public_id)
    assert client.get(f"/api/v1/quotes/{'b' * 12}")["Location"].endswith(shelf.named.public_id)


def test_what_was_withdrawn_says_why(client, shelf):
    said = get(client, f"articles/{shelf.withheld.public_id}", status=410)
    assert said["detail"] == "This article was withdrawn: Privacy."
    assert (said["reason"], said["since"][:10]) == ("Privacy", "2022-05-06")
    assert get(client, f"quotes/{shelf.withheld_quote.public_id}", status=410)["reason"] == "Legal order"
    assert "not a quotation" in get(client, f"quotes/{shelf.rejected.public_id}", status=410)["detail"]


def test_a_date_of_an_article_is_never_shifted_by_its_zone(client):
    article = make_article(
        date_earliest=datetime.date(2009, 6, 26),
        date_latest=datetime.date(2009, 6, 26),
        date_precision="minute",
        date_basis="explicit",
        date_time=datetime.time(16, 21),
        date_zone="EDT",
    )
    published = get(client, f"articles/{article.public_id}")["published"]
    assert (published["value"], published["time"], published["zone"]) == ("2009-06-26T16:21", "16:21", "EDT")


QUERIES = {
    "articles": 7,
    "articles?q=lock": 7,
    "quotes": 4,
    "quotes?q=money&speaker=ada-marsh": 4,
    "speakers": 4,
    "speakers/ada-marsh": 4,
    "unnamed-sources": 2,
    "publications": 2,
    "publications/mirefield-mercury": 2,
    "topics": 2,
    "topics/canals": 4,
    "dump/articles.jsonl": 6,
    "dump/quotes.jsonl": 2,
    "dump/speakers.jsonl": 3,
}


@pytest.mark.parametrize(("path", "count"), QUERIES.items(), ids=QUERIES)
def test_an_answer_takes_the_same_few_queries_however_long_it_is(
    client, shelf, django_assert_num_queries, path, count
):
    get_only = f"/api/v1/{path}"
    client.get(get_only)
    with django_assert_num_queries(count):
        client.get(get_only)
    for number in range(8):
        article = make_article(publication=shelf.publication, date=shelf.full.date_earliest)
        article.topics.add(shelf.topic)
        make_quote(article, speaker=shelf.speaker if number % 2 else make_speaker(f"Una Bray{number}"))
    make_publication("Lock Gazette")
    drain_outbox()
    with django_assert_num_queries(count):
        client.get(get_only)


def test_one_article_or_quote_takes_the_same_few_queries_however_much_it_holds(
    client, shelf, django_assert_num_queries
):
    with django_assert_num_queries(7):
        get(client, f"articles/{shelf.full.public_id}")
    with django_assert_num_queries(7):
        get(client, f"articles/{shelf.undated.public_id}")
    with django_assert_num_queries(7):
        get(client, f"quotes/{shelf.named.public_id}")
