"""Citations and data of articles, quotes and searches at their addresses: by the rights, bounded, at home."""

import csv
import datetime
import io
import json

import bibtexparser
import pytest
import rispy
from django.core.management import call_command

from articles.exports import FORMATS, SINGLE
from articles.models import Article, Byline
from articles.search import drain_outbox
from articles.views import exports
from tests.factories import make_article, make_publication, make_quote, make_speaker
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db


def fetch(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return b"".join(response).decode()


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_format_has_its_media_type_and_a_name_to_be_saved_under(client, shelf):
    for ending in SINGLE:
        response = client.get(f"/articles/{shelf.full.public_id}.{ending}")
        assert response.status_code == 200
        assert response["Content-Type"].startswith(FORMATS[ending].media_type)
        assert f'filename="mirefield-lock-to-close.{ending}"' in response["Content-Disposition"]
        assert response["X-Robots-Tag"] == "noindex"


def test_an_export_that_is_unchanged_is_not_sent_again(client, shelf):
    for path in (f"/articles/{shelf.full.public_id}.ris", f"/quotes/{shelf.named.public_id}.json"):
        first = client.get(path)
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_seed_without_a_date_has_none_in_any_format(client, seeds, capsys):
    call_command("import_articles", str(seeds))
    article = Article.objects.get(date_earliest=None)
    quote = article.quotes.filter(speaker__isnull=False).first()
    for thing, noun in ((article, "articles"), (quote, "quotes")):
        for ending in SINGLE:
            text = fetch(client, f"/{noun}/{thing.public_id}.{ending}")
            assert "2016" not in text
        [entry] = rispy.loads(fetch(client, f"/{noun}/{thing.public_id}.ris"))
        assert not {"year", "date", "publication_year", "access_date"} & set(entry)
        assert entry["authors"] == ["Lederman, Josh"]
        [entry] = bibtexparser.parse_string(fetch(client, f"/{noun}/{thing.public_id}.bib")).entries
        assert not {"year", "date", "month", "urldate"} & set(entry.fields_dict)
        [item] = json.loads(fetch(client, f"/{noun}/{thing.public_id}.csl.json"))
        assert not {"issued", "accessed", "event-date"} & set(item)
        assert "date" not in json.loads(fetch(client, f"/{noun}/{thing.public_id}.json")).get("article", {})


def test_the_seed_with_a_date_and_an_inferred_publication_is_cited_with_both(client, seeds, capsys):
    call_command("import_articles", str(seeds))
    article = Article.objects.get(date_earliest="2009-06-26")
    [entry] = rispy.loads(fetch(client, f"/articles/{article.public_id}.ris"))
    assert entry["title"] == "Administration Seeks Stronger North Korea Sactions Enforcement"
    assert (entry["authors"], entry["secondary_title"]) == (["Ellerson, Lindsey"], "ABC News")
    assert (entry["year"], entry["date"]) == ("2009", "2009/06/26/")
    assert "Reporting by Yunji de Nies." in entry["notes"]


def test_json_has_the_body_and_the_quotes_only_where_readers_may_see_them(client, shelf):
    data = json.loads(fetch(client, f"/articles/{shelf.full.public_id}.json"))
    assert data["body"] == shelf.full.body
    assert [quote["speaker"] for quote in data["quotes"]] == [
        "Ada Marsh",
        "Ada Marsh",
        "senior trust official",
    ]
    assert data["date"] == {
        "edtf": "2019-10-04",
        "text": "4 October 2019",
        "precision": "day",
        "basis": "explicit",
    }
    data = json.loads(fetch(client, f"/articles/{shelf.quotes_only.public_id}.json"))
    assert "body" not in data
    assert [quote["words"] for quote in data["quotes"]] == ["There will be no blank cheque,"]
    assert data["date"]["edtf"] == "2020-03"


def test_no_export_tells_what_readers_may_not_see(client, shelf):
    for ending in FORMATS:
        for path in (f"/search.{ending}", f"/quotes.{ending}"):
            text = fetch(client, path)
            for kept in ("Private words", "Hidden words", "Withdrawn words", shelf.withheld_quote.public_id):
                assert kept not in text
            assert "nowhere in a quote" not in text
    for thing, status in ((shelf.private, 404), (shelf.hidden, 404), (shelf.withheld, 410)):
        assert client.get(f"/articles/{thing.public_id}.ris").status_code == status
    assert client.get(f"/quotes/{shelf.withheld_quote.public_id}.json").status_code == 410


def test_a_withheld_name_is_in_no_export(client):
    speaker = make_speaker("Tom Hale", visibility="hidden")
    quote = make_quote(
        make_article(body="“We vote,” said Tom Hale."), "We vote,", speaker=speaker, mention="Tom Hale"
    )
    drain_outbox()
    for ending in SINGLE:
        assert "Hale" not in fetch(client, f"/quotes/{quote.public_id}.{ending}")
    for ending in FORMATS:
        assert "Hale" not in fetch(client, f"/quotes.{ending}")


def test_a_private_publication_is_in_no_export(client):
    letter = make_publication("Private Letter", rights="private")
    article = make_article(rights="full", publication=letter, source_url="https://letter.example/fee")
    for ending in SINGLE:
        text = fetch(client, f"/articles/{article.public_id}.{ending}")
        assert "Private Letter" not in text
        assert "letter.example" not in text


def test_what_moved_is_exported_at_its_new_place(client, shelf):
    response = client.get(f"/articles/{'a' * 12}.ris")
    assert (response.status_code, response["Location"]) == (301, f"/articles/{shelf.full.public_id}.ris")


def test_a_search_is_saved_whole_in_the_order_of_its_pages(client):
    for number in range(45):
        make_article(headline=f"Tariff {number}", date=datetime.date(2020, 1, 1) + datetime.timedelta(number))
    make_article(headline="Tariff undated")
    make_article(headline="Quay", body="Nothing of the kind.")
    drain_outbox()
    saved = [row["headline"] for row in rows(fetch(client, "/search.csv?q=tariff&sort=newest"))]
    assert saved == [f"Tariff {number}" for number in reversed(range(45))] + ["Tariff undated"]
    assert [row["date"] for row in rows(fetch(client, "/search.csv?q=tariff&year=2020&sort=oldest"))][:2] == [
        "2020-01-01",
        "2020-01-02",
    ]


def test_whom_an_editor_names_is_not_said_to_be_printed(client, shelf):
    shelf.named.attribution_origin = "editor"
    shelf.named.save()
    drain_outbox()
    [row] = rows(fetch(client, "/quotes.csv?q=money&speaker=ada-marsh"))
    assert (row["speaker"], row["speaker_printed"]) == ("Ada Marsh", "")


def test_a_search_of_quotes_is_saved_with_the_filters_of_its_page(client, shelf):
    [row] = rows(fetch(client, "/quotes.csv?q=money&speaker=ada-marsh"))
    assert row["words"] == "We have run out of money for the gates,"
    assert (row["speaker"], row["speaker_certainty"], row["speaker_printed"]) == (
        "Ada Marsh",
        "certain",
        "Ada Marsh",
    )
    assert (row["publication"], row["date"], row["topics"]) == ("Mirefield Mercury", "2019-10-04", "Canals")
    assert row["article_url"] == f"http://testserver{shelf.full.get_absolute_url()}"
    certainty = {row["words"]: row["speaker_certainty"] for row in rows(fetch(client, "/quotes.csv"))}
    assert certainty["The lock is our road,"] == "probable"
    assert certainty["They could have asked us."] == "unattributed"


def test_more_than_the_bound_is_cut_and_said_in_file_and_page(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 2)
    monkeypatch.setattr("articles.views.search.MOST", 2)
    for number in range(3):
        make_article(headline=f"Tariff {number}")
    drain_outbox()
    *kept, last = rows(fetch(client, "/search.csv?q=tariff"))
    assert len(kept) == 2
    assert last["kind"] == "Only the first 2 of 3 are in this file."
    html = client.get("/search/?q=tariff").content.decode()
    assert "A file holds the first 2 of them, in the order of this page, and says so." in html
    monkeypatch.setattr(exports, "MOST", 3)
    assert len(rows(fetch(client, "/search.csv?q=tariff"))) == 3


def test_a_file_takes_as_many_queries_for_one_batch_however_many_are_in_it(client, django_assert_num_queries):
    for count in (1, 8):
        for _ in range(count):
            article = make_article()
            Byline.objects.create(article=article, name="Iris Bell")
            make_quote(article, speaker=make_speaker())
        drain_outbox()
        for path, queries in (("/search.json", 3), ("/quotes.json", 5)):
            with django_assert_num_queries(queries):
                fetch(client, path)


def test_nonsense_is_answered_with_an_empty_file(client, db):
    make_article()
    drain_outbox()
    for ending in FORMATS:
        fetch(client, f"/quotes.{ending}?q=%22((%3A&year=nonsense&page=99")
    assert client.get("/search.exe").status_code == 404
    assert client.get("/articles/aaaaaaaaaaaa.csv").status_code == 404


def test_a_formula_in_a_headline_is_defused(client):
    make_article(headline='=HYPERLINK("https://evil.example")')
    drain_outbox()
    assert rows(fetch(client, "/search.csv"))[0]["headline"] == '\'=HYPERLINK("https://evil.example")'


def test_pages_offer_their_formats(client, shelf):
    for thing, noun in ((shelf.full, "articles"), (shelf.named, "quotes")):
        html = client.get(thing.get_absolute_url()).content.decode()
        for ending in SINGLE:
            assert html.count(f"http://testserver/{noun}/{thing.public_id}.{ending}") == 2  # head and page
    html = client.get("/quotes/?q=money&page=1").content.decode()
    assert 'href="/quotes.csv?q=money"' in html


def test_an_articles_page_has_the_tags_that_catalogues_read(client, shelf):
    page = Markup(client.get(shelf.full.get_absolute_url()).content.decode())
    url = f"http://testserver{shelf.full.get_absolute_url()}"
    for name, contents in {
        "DC.type": ["newspaperArticle"],
        "DC.title": ["Mirefield lock to close"],
        "DC.creator": ["Iris Bell"],
        "DC.contributor": ["Sam Reed"],
        "DC.date.issued": ["2019-10-04"],
        "DC.language": ["en"],
        "DC.publisher": ["Mirefield Mercury"],
        "DC.identifier": [url],
        "DC.rights": ["Full text public"],
        "DC.subject": ["Canals"],
        "prism.publicationName": ["Mirefield Mercury"],
        "prism.publicationDate": ["2019-10-04"],
        "eprints.place_of_pub": ["Mirefield"],
        "citation_title": ["Mirefield lock to close"],
        "citation_author": ["Iris Bell"],
        "citation_publication_date": ["2019/10/04"],
        "citation_language": ["en"],
        "citation_public_url": [url],
        "citation_journal_title": [],
        "og:type": ["article"],
        "og:title": ["Mirefield lock to close"],
        "og:url": [url],
        "og:site_name": ["On the Record"],
        "article:published_time": ["2019-10-04"],
        "article:author": ["Iris Bell"],
        "article:tag": ["Canals"],
    }.items():
        assert page.meta(name) == contents, name
    links = {(link.get("rel"), link.get("type")): link["href"] for tag, link in page.tags if tag == "link"}
    base = f"http://testserver/articles/{shelf.full.public_id}"
    assert links["alternate", "application/x-research-info-systems"] == f"{base}.ris"
    assert links["alternate", "application/x-bibtex"] == f"{base}.bib"
    assert links["alternate", "application/vnd.citationstyles.csl+json"] == f"{base}.csl.json"
    assert links["alternate", "application/atom+xml"] == "/feeds/latest.atom"
    assert links["search", "application/opensearchdescription+xml"] == "/opensearch.xml"
    assert links["canonical", None] == url


def test_a_quotes_page_is_cited_as_its_article_at_its_own_address(client, shelf):
    response = client.get(shelf.named.get_absolute_url())
    page = Markup(response.content.decode())
    url = f"http://testserver{shelf.named.get_absolute_url()}"
    assert page.meta("DC.type") == ["newspaperArticle"]
    assert page.meta("citation_title") == ["Mirefield lock to close"]
    assert page.meta("citation_public_url") == [url]
    assert page.meta("og:description") == ["Ada Marsh: “We have run out of money for the gates”"]
    assert f'<{url}>; rel="cite-as"' in response["Link"]
    assert '<https://schema.org/Quotation>; rel="type"' in response["Link"]
    page = Markup(client.get(shelf.unattributed.get_absolute_url()).content.decode())
    assert page.meta("DC.date.issued") == page.meta("article:modified_time") == []


def test_an_undated_page_has_nothing_that_could_be_taken_for_its_date(client, shelf):
    """Zotero takes the first <time datetime> of a page that states no date, and the site's name for the newspaper."""
    for thing in (shelf.undated, shelf.unattributed):
        page = Markup(client.get(thing.get_absolute_url()).content.decode())
        assert not [tag for tag, _ in page.tags if tag == "time"]
        assert page.meta("og:site_name") == []
        assert not [name for name in ("DC.date.issued", "prism.publicationDate", "citation_publication_date",
                                      "article:published_time", "article:modified_time") if page.meta(name)]  # fmt: skip


def test_a_page_says_in_its_header_how_it_is_cited_and_where_its_data_are(client, shelf):
    link = client.get(shelf.full.get_absolute_url())["Link"]
    assert f'<http://testserver{shelf.full.get_absolute_url()}>; rel="cite-as"' in link
    assert '<https://schema.org/NewsArticle>; rel="type"' in link
    assert '.csl.json>; rel="describedby"; type="application/vnd.citationstyles.csl+json"' in link
    assert f'/articles/{shelf.full.public_id}/original>; rel="item"' in link
    assert 'rel="item"' not in client.get(shelf.quotes_only.get_absolute_url())["Link"]


def test_a_speakers_page_names_the_person_to_search_engines(client, shelf):
    html = client.get(shelf.speaker.get_absolute_url()).content.decode()
    page = Markup(html)
    assert page.meta("og:type") == ["profile"]
    data = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (data["@type"], data["name"]) == ("Person", "Ada Marsh")
    assert data["sameAs"] == "https://www.wikidata.org/entity/Q42"
