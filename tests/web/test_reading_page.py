"""The page of one article."""

import json
import re

import pytest
from django.utils import timezone

from articles.models import Provenance, Quote
from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker
from tests.web.markup import Markup

SHORT = "The levy falls on Monday. “The levy is fair,” said Tom Hale. The levy was never popular in the town."

pytestmark = pytest.mark.django_db


def page(client, article, query=""):
    response = client.get(article.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def test_each_quote_is_marked_and_labelled_with_its_speaker(client, shelf):
    html = page(client, shelf.full)
    assert f'id="q-{shelf.named.public_id}">We have run out of money for the gates,</span>”' in html
    notes = re.findall(r'<span class="margin-note" data-number="(\d)">(.*?)</a></span>', html)
    assert [(number, re.sub(r"<[^>]+>", "", note)) for number, note in notes] == [
        ("1", "Quote of Ada Marsh #"),
        ("2", "Quote of Ada Marsh #"),
        ("3", "Quote of senior trust official #"),
    ]
    assert (
        f'<a class="margin-note__link" href="#q-{shelf.named.public_id}" aria-label="Link to quote 1">'
        in html
    )
    # The note stands before the quotation mark, not between it and the words.
    assert '</a></span>“<span class="quoted"' in html


def test_probable_and_missing_speakers_say_so(client, shelf):
    html = page(client, shelf.undated)
    assert '<span class="probably">probably</span> <bdi class="margin-note__unnamed">owners</bdi>' in html
    assert '<span class="margin-note__nobody">unattributed</span>' in html


def test_paragraphs_have_anchors(client, shelf):
    html = page(client, shelf.full)
    assert re.findall(r'<p class="prose__paragraph" id="(p\d)"', html) == ["p1", "p2", "p3"]
    assert 'href="#p3" aria-label="Link to paragraph 3"' in html


def test_overlapping_quotes_keep_the_text_whole_and_have_an_anchor_each(client):
    article = make_article(body="She said that “one can hope” and that was that.")
    outer = make_quote(article, "that “one can hope” and that was that", kind="indirect")
    inner = make_quote(article, "one can hope")
    html = page(client, article)
    text = re.search(r'<p class="prose__paragraph".*?</p>', html).group()
    text = re.sub(r'<a class="prose__anchor".*?</a>|<span class="margin-note.*?</a></span>', "", text)
    assert re.sub(r"<[^>]+>", "", text) == article.body
    assert html.count(f'id="q-{outer.public_id}"') == html.count(f'id="q-{inner.public_id}"') == 1
    assert Markup(html).faults == []


def test_who_is_quoted_says_what_it_leaves_out(client):
    article = make_article(body="Ada Marsh said the lock would close. “We vote,” she said.")
    ada = make_speaker()
    make_quote(article, "We vote,", speaker=ada)
    left_out = "1 passage of indirect speech, underlined in the text, is not counted."
    assert left_out not in page(client, article)
    make_quote(article, "the lock would close", speaker=ada, kind="indirect")
    html = page(client, article)
    assert left_out in html
    assert '1<span class="visually-hidden"> quote</span>' in html


def test_who_is_quoted_leads_to_each_of_their_quotes(client, shelf):
    html = page(client, shelf.full)
    section = re.search(r'<section class="voices".*?</section>', html, re.DOTALL).group()
    listed = re.findall(
        r'<li value="(\d)"><a class="voice__words" href="#(q-\w+)" dir="auto">(.*?)</a>', section
    )
    assert [(number, words) for number, _, words in listed] == [
        ("1", "“We have run out of money for the gates,”"),
        ("2", "“Nobody is to blame.”"),
        ("3", "“a disaster for the town”"),
    ]
    address = shelf.full.get_absolute_url()
    assert f'href="{address}#q-{shelf.unnamed.public_id}:~:text=a%20disaster%20for%20the%20town"' in section
    assert [
        re.sub(r"<[^>]+>", "", name) for name in re.findall(r'<p class="voice__name">.*?</p>', section)
    ] == [
        "Ada Marsh First of 2 quotes",
        "senior trust official First of 1 quote",
    ]


def test_a_line_above_the_text_names_who_is_quoted_if_they_are_several(client, shelf):
    html = page(client, shelf.full)
    line = re.search(r'<nav class="quoted-here".*?</nav>', html, re.DOTALL).group()
    assert " ".join(re.sub(r"<[^>]+>", "", line).split()) == "Quoted Ada Marsh · senior trust official"
    article = make_article(body="“We vote,” she said. “We do,” said Tom Hale.")
    make_quote(article, "We vote,", speaker=make_speaker())
    assert "quoted-here" not in page(client, article)
    make_quote(article, "We do,", speaker=make_speaker("Tom Hale"), confidence=0.6)
    assert "quoted-here" in page(client, article)


def test_whom_the_text_only_reports_comes_last_and_is_not_in_the_line_above_it(client):
    article = make_article(body="Ada Marsh said the lock would close. “We vote,” he said. “We do,” one said.")
    make_quote(article, "the lock would close", speaker=make_speaker(), kind="indirect")
    make_quote(article, "We vote,", speaker=make_speaker("Tom Hale"))
    make_quote(article, "We do,", speaker=make_speaker("Una Bray"), confidence=0.6)
    html = page(client, article)
    line = re.search(r'<nav class="quoted-here".*?</nav>', html, re.DOTALL).group()
    assert " ".join(re.sub(r"<[^>]+>", "", line).split()) == "Quoted Tom Hale · probably Una Bray"
    assert [
        " ".join(re.sub(r"<[^>]+>", "", name).split())
        for name in re.findall(r'<p class="voice__name">.*?</p>', html)
    ] == ["Tom Hale First of 1 quote", "probably Una Bray First of 1 quote", "Ada Marsh indirect speech"]


def test_a_quote_that_is_less_certain_than_its_speakers_others_says_so(client):
    article = make_article(body="“We vote,” she said. “We do.”")
    ada = make_speaker()
    make_quote(article, "We vote,", speaker=ada, confidence=0.95)
    assert "probably theirs" not in page(client, article)
    make_quote(article, "We do.", speaker=ada, confidence=0.6)
    assert page(client, article).count("probably theirs") == 1


def test_removed_text_is_folded_with_its_rule(client, shelf):
    html = page(client, shelf.full)
    assert "<summary>Removed text (2 lines)</summary>" in html
    assert "Share this on Chirper" in html
    assert "Rule: share-prompt" in html
    assert '<details class="removed"' not in page(client, shelf.undated)


def test_an_inferred_publication_says_from_which_words(client, shelf):
    assert "inferred from “<bdi>The Mercury&#x27;s Sam Reed reports</bdi>”" in page(client, shelf.full)


def test_byline_and_reporter_are_told_apart(client, shelf):
    html = page(client, shelf.full)
    assert re.search(
        r'By <bdi class="byline__name" title="Printed IRIS BELL">Iris Bell</bdi>; reporting by', html
    )


def test_an_undated_article_says_what_its_text_says_and_gives_no_machine_a_date(client, shelf):
    html = page(client, shelf.undated)
    assert "Undated: the text says “Tuesday”, no year" in html
    assert "<time" not in html
    assert "published_time" not in html
    assert "modified_time" not in html
    assert "dateModified" not in html
    assert not re.search(r"\b(19|20)\d\d\b", re.sub(r"<code.*?</code>", "", html))


def test_an_article_without_any_hint_of_a_date_says_that(client):
    article = make_article(body="The harbour board met to discuss the new tariff.")
    assert "Undated: the text gives no date" in page(client, article)


def test_a_label_is_visibly_not_a_headline(client, shelf):
    html = page(client, shelf.undated)
    assert '<h1 class="reading__title reading__title--label" dir="auto">Boat owners marched' in html
    assert "The source gives no headline; these are its first words." in html
    assert "no headline" not in page(client, shelf.full)


def test_notes_are_markdown_cleaned(client, shelf):
    assert "Corrected on <strong>page 2</strong>" in page(client, shelf.full)
    html = page(client, shelf.hostile)
    assert 'href="javascript:' not in html
    assert "javascript:alert(1)" not in html
    assert "alert(&#x27;note&#x27;)" not in html.replace("alert('note')", "BARE")
    assert "BARE" not in html


def test_search_words_are_marked_with_steps_between_them_and_an_off_switch(client, shelf):
    html = page(client, shelf.full, "?marks=lock&marks=gate*")
    assert re.findall(r'<mark class="hit" id="hit-(\d)">([^<]+)</mark>', html) == [
        ("1", "lock"),
        ("2", "gates"),
    ]
    assert '<a href="#hit-2" aria-label="Next mark">' in html
    assert '<a href="#hit-1" aria-label="Previous mark">' in html
    assert f'<a href="{shelf.full.get_absolute_url()}">Marks off</a>' in html
    assert "<mark" not in page(client, shelf.full)


def test_only_quotes_may_be_shown_of_an_article_that_is_not_fully_public(client, shelf):
    html = page(client, shelf.quotes_only, "?marks=sentence")
    assert "not its full text" in html
    assert "There will be no blank cheque," in html
    assert "This sentence stands in the text" not in html
    assert "articleBody" not in html
    assert f'id="q-{shelf.quotes_only.quotes.get().public_id}"' in html


def test_the_original_is_served_as_text_that_no_browser_runs(client, shelf):
    response = client.get(f"/articles/{shelf.full.public_id}/original")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert response.content == bytes(shelf.full.originals.get().content)


def test_an_original_that_is_not_text_is_a_download(client, shelf):
    shelf.full.originals.update(media_type="application/warc", name="../a\nb.warc")
    response = client.get(f"/articles/{shelf.full.public_id}/original")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]


def test_an_erased_original_says_so(client, shelf, db):
    shelf.full.originals.update(content=None, erased_at=timezone.now())
    assert client.get(f"/articles/{shelf.full.public_id}/original").status_code == 410
    assert "As received" not in page(client, shelf.full)


def test_a_wrong_or_missing_slug_leads_to_the_right_one_and_keeps_the_query(client, shelf):
    right = shelf.full.get_absolute_url()
    for path in (f"/articles/{shelf.full.public_id}/", f"/articles/{shelf.full.public_id}/wrong%0A“/"):
        response = client.get(path + "?marks=lock")
        assert (response.status_code, response["Location"]) == (301, right + "?marks=lock")


def test_page_metadata_of_a_dated_article(client, shelf):
    html = page(client, shelf.full)
    url = "http://testserver" + shelf.full.get_absolute_url()
    markup = Markup(html)
    assert 'prefix="og: http://ogp.me/ns# article: http://ogp.me/ns/article#"' in html
    assert f'<link rel="canonical" href="{url}">' in html
    assert {name: markup.meta(name) for name in EXPECTED} == {**EXPECTED, "DC.identifier": [url]}
    assert markup.meta("citation_journal_title") == []
    assert markup.meta("article:modified_time") != []


EXPECTED = {
    "DC.type": ["newspaperArticle"],
    "DC.title": ["Mirefield lock to close"],
    "DC.creator": ["Iris Bell"],
    "DC.contributor": ["Sam Reed"],
    "DC.date.issued": ["2019-10-04"],
    "DC.language": ["en"],
    "DC.publisher": ["Mirefield Mercury"],
    "DC.identifier": [],
    "DC.subject": ["Canals"],
    "prism.publicationName": ["Mirefield Mercury"],
    "prism.publicationDate": ["2019-10-04"],
    "eprints.place_of_pub": ["Mirefield"],
    "citation_title": ["Mirefield lock to close"],
    "citation_author": ["Iris Bell"],
    "citation_publication_date": ["2019/10/04"],
    "citation_language": ["en"],
    "og:type": ["article"],
    "og:site_name": ["On the Record"],
    "og:description": ["The Mirefield lock will close for the winter, the canal trust said on Friday."],
    "article:published_time": ["2019-10-04"],
    "article:author": ["Iris Bell"],
    "article:tag": ["Canals"],
}


def json_ld(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html).group(1))


def test_json_ld_names_whom_it_may(client, shelf):
    data = json_ld(page(client, shelf.full))
    assert (data["@type"], data["headline"], data["datePublished"]) == (
        "NewsArticle",
        "Mirefield lock to close",
        "2019-10-04",
    )
    assert data["hasPart"][0]["spokenByCharacter"] == {
        "@type": "Person",
        "name": "Ada Marsh",
        "sameAs": "https://www.wikidata.org/entity/Q42",
    }
    assert data["hasPart"][0]["@id"] == "http://testserver" + shelf.named.get_absolute_url()
    assert data["hasPart"][2]["spokenByCharacter"] == {
        "@type": "Person",
        "description": "senior trust official",
    }
    probable, unattributed = json_ld(page(client, shelf.undated))["hasPart"]
    assert "spokenByCharacter" not in probable
    assert "spokenByCharacter" not in unattributed


def test_json_ld_cannot_be_closed_from_inside(client, shelf):
    data = json_ld(page(client, shelf.hostile))
    assert data["headline"].startswith("<script>alert('headline')</script>")


def test_a_withheld_name_is_nowhere_on_the_page_but_in_the_words_themselves(client):
    article = make_article(body="“No comment,” the director said.", publication=make_publication())
    speaker = make_speaker("Una Bray", visibility="withheld", withheld_reason="privacy")
    quote = make_quote(
        article, "No comment,", speaker=speaker, chain=["Una Bray is the director"], mention="Bray"
    )
    for path in (
        article.get_absolute_url(),
        quote.get_absolute_url(),
        "/",
        "/speakers/",
        "/articles/",
        "/quotes/",
    ):
        html = client.get(path).content.decode()
        assert "Bray" not in html, path
    assert "name withheld" in client.get(quote.get_absolute_url()).content.decode()


def test_a_quote_beside_another_says_whether_it_is_indirect_and_probable(client, shelf):
    Quote.objects.filter(pk=shelf.unnamed.pk).update(kind="indirect", confidence=0.6)
    following = shelf.full.quotes.get(words="Nobody is to blame.")
    html = " ".join(client.get(following.get_absolute_url()).content.decode().split())
    beside = html.partition('aria-label="Quotes of this article"')[2].partition("</nav>")[0]
    assert ">“We have run out of money for the gates,”</a> <bdi" in beside
    assert f'<i>{shelf.unnamed.words}</i></a> <span class="probably">probably</span>' in beside


@pytest.mark.parametrize(
    ("confidence", "shown"), [(0.997, "99 %"), (0.949, "94 %"), (0.29, "29 %"), (1.0, "100 %")]
)
def test_a_confidence_is_never_rounded_up(client, shelf, confidence, shown):
    Quote.objects.filter(pk=shelf.named.pk).update(confidence=confidence)
    html = client.get(shelf.named.get_absolute_url()).content.decode()
    assert f'<span class="figure">{shown}</span>' in html


def test_a_quote_stands_between_the_paragraphs_and_the_quotes_beside_it(client, shelf):
    html = " ".join(client.get(shelf.unnamed.get_absolute_url()).content.decode().split())
    assert (
        "“We have run out of money for the gates,” said Ada Marsh, its director. “Nobody is to blame.”</p>"
        in html
    )
    beside = html.partition('aria-label="Quotes of this article"')[2].partition("</nav>")[0]
    assert "Quote 3 of 3 in this article" in beside
    assert ">“Nobody is to blame.”</a>" in beside
    assert '<span class="probably">' not in beside
    assert 'rel="next"' not in beside
    html = client.get(shelf.named.get_absolute_url()).content.decode()
    assert 'rel="prev"' not in html
    assert 'rel="next"' in html
    # Its only quote.
    quote = shelf.quotes_only.quotes.get()
    html = client.get(quote.get_absolute_url()).content.decode()
    assert "Quotes of this article" not in html
    assert "look at the gates" not in html


def test_a_quote_beside_one_does_not_tell_a_name_withheld(client, shelf):
    type(shelf.speaker).objects.filter(pk=shelf.speaker.pk).update(visibility="hidden")
    html = client.get(shelf.unnamed.get_absolute_url()).content.decode()
    assert '<bdi class="beside__speaker">name withheld</bdi>' in html
    assert "/speakers/ada-marsh/" not in html


def test_an_editors_reason_is_shown(client):
    article = make_article()
    Provenance.objects.create(article=article, field="headline", origin="editor", reason="Seen in print")
    assert "Set by an editor. <bdi>Seen in print</bdi>" in page(client, article)


def test_a_short_text_is_shown_whole_nowhere_if_only_quotes_may_be(client, db):
    article = make_article(headline="Levy to fall", body=SHORT, rights="quotes")
    quote = make_quote(article, "The levy is fair,", speaker=make_speaker("Tom Hale"))
    drain_outbox()
    for path in (
        article.get_absolute_url(),
        quote.get_absolute_url(),
        "/search/?q=levy",
        "/search/?q=the+town",
    ):
        words = " ".join(re.sub(r"</?(mark|span)[^>]*>", "", client.get(path).content.decode()).split())
        assert not ("falls on Monday" in words and "popular in the town" in words), path
    article.rights = "full"
    article.save()
    words = " ".join(
        re.sub(r"</?(mark|span)[^>]*>", "", client.get(quote.get_absolute_url()).content.decode()).split()
    )
    assert SHORT in words
