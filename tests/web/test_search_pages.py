"""Searching articles and quotes through the pages."""

import datetime
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings

from articles.search import drain_outbox, rebuild
from articles.search.examples import SECTIONS
from tests.factories import make_article, make_quote


def text(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return " ".join(response.content.decode().split())


def test_a_hit_shows_its_words_marked_and_opens_with_them_marked(client, shelf):
    html = text(client, "/search/?q=money")
    assert "1 article" in html
    assert "<mark>money</mark>" in html
    assert f'href="{shelf.full.get_absolute_url()}?from=q%3Dmoney&amp;at=1"' in html


def test_markup_in_a_text_stays_text(client, shelf):
    html = text(client, "/search/?q=script")
    assert "&lt;<mark>script</mark>&gt;" in html
    assert "<script>alert" not in html


def test_a_mistake_in_the_query_is_shown_with_its_place(client, shelf):
    html = text(client, "/search/?q=%28lock")
    assert '<code class="problems__query"><mark>(</mark>lock</code>' in html
    assert "2 articles" in html


def test_filters_sorts_and_the_undated_stand_in_the_address(client, shelf):
    html = text(client, "/search/?q=lock&year=2019")
    assert (
        '1 undated article not shown; <a href="?q=lock&amp;year=2019&amp;undated=include">include</a>' in html
    )
    assert '<input type="hidden" name="year" value="2019">' in html
    html = text(client, "/search/?q=lock&year=2019&year=undated")
    assert '<a href="?q=lock&amp;year=2019&amp;year=undated&amp;sort=newest">Newest first</a>' in html
    html = text(client, "/search/?q=lock&sort=newest")
    assert (
        html.index("Mirefield <mark>lock</mark> to close")
        < html.index(">Undated</h2>")
        < html.index("Boat owners")
    )


def test_quotes_are_found_by_words_and_speaker_one_row_each(client, shelf):
    html = text(client, "/quotes/?q=money&speaker=ada-marsh")
    assert "1 quote" in html
    assert "We have run out of <mark>money</mark> for the gates," in html
    assert "3 quotes" in text(client, "/quotes/?speaker=ada-marsh")


def line_of(html, words):
    """Return the facts beside a quote, as one line of text."""
    facts = html.partition(words)[2].partition("<figcaption")[2].partition("</figcaption>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", facts.partition(">")[2]).split())


def test_a_row_tells_the_speaker_as_resolved_and_as_printed_with_cue_article_and_date(client, shelf):
    shelf.named.mention = "the director"
    shelf.named.mention_kind = "description"
    shelf.named.save()
    html = text(client, "/quotes/")
    assert line_of(html, shelf.named.words) == (
        "Ada Marsh as the director introduced with said Mirefield lock to close Mirefield Mercury 4 October 2019"
    )
    assert line_of(html, shelf.probable.words).startswith("probably owners introduced with said")
    assert line_of(html, shelf.probable.words).endswith("Undated")
    assert line_of(html, shelf.unattributed.words).startswith("unattributed introduced with said")
    assert line_of(html, "There will be no blank cheque").endswith("Waterways Courier March 2020")


def test_a_row_of_a_name_withheld_or_given_by_an_editor_does_not_tell_what_was_printed(client, shelf):
    shelf.speaker.aliases.all().delete()
    type(shelf.named).objects.update(mention="the director", cue="denied")
    type(shelf.unnamed).objects.filter(pk=shelf.unnamed.pk).update(attribution_origin="editor")
    type(shelf.speaker).objects.filter(pk=shelf.speaker.pk).update(visibility="hidden")
    html = text(client, "/quotes/")
    assert line_of(html, shelf.named.words) == (
        "name withheld Mirefield lock to close Mirefield Mercury 4 October 2019"
    )
    assert line_of(html, shelf.unnamed.words).startswith("senior trust official introduced with denied")


def test_a_cue_is_a_filter_in_whatever_form_it_is_written(client, shelf):
    shelf.unnamed.cue = "Calling"
    shelf.unnamed.save()
    drain_outbox()
    assert ("call", 1, "?cue=call", False) in options(text(client, "/quotes/"), "Introduced with")
    for written in ("call", "called", "CALLS"):
        html = text(client, f"/quotes/?cue={written}&cue=call")
        assert "1 quote <" in html
        assert ("call", 1, "?", True) in options(html, "Introduced with")
        assert "Finds quotes that are direct or mixed." in html
        assert "introduced with a form of “call”" in html


def test_files_and_the_feed_of_quotes_keep_the_filters(client, shelf):
    html = text(client, "/quotes/?review=probable&attribution=unnamed&cue=Said&group=speaker")
    query = "?cue=say&attribution=unnamed&review=probable"
    assert f"/feeds/quotes.atom{query}".replace("&", "&amp;") in html
    for path in (f"/quotes.csv{query}", f"/feeds/quotes.atom{query}"):
        response = client.get(path)
        content = b"".join(response.streaming_content if response.streaming else [response.content]).decode()
        assert shelf.probable.words.rstrip(",") in content, path
        assert shelf.unnamed.words not in content, path
        assert shelf.named.words.rstrip(",") not in content, path


def test_quotes_are_narrowed_by_review_and_by_how_much_is_told_of_the_speaker(client, shelf):
    html = text(client, "/quotes/")
    assert [option[:2] for option in options(html, "Said by")] == [
        ("A named speaker", 4),
        ("An unnamed source", 2),
        ("Nobody is named", 1),
    ]
    assert [option[:2] for option in options(html, "Review")] == [
        ("Not reviewed", 7),
        ("Only probably this speaker", 1),
    ]
    html = text(client, "/quotes/?review=probable&attribution=unnamed")
    assert "1 quote <" in html
    assert shelf.probable.words in html
    html = text(client, "/quotes/?review=rejected&attribution=robots&cue=")
    assert "“rejected” is not a state of review; that filter was left out." in html
    assert "“robots” is not a way to tell who said it; that filter was left out." in html
    assert "7 quotes" in html


def test_quotes_stand_by_speaker_with_a_way_to_the_rest_of_each(client, shelf):
    html = text(client, "/quotes/")
    assert 'href="?group=speaker">By speaker</a>' in html
    make_quote(shelf.full, "the canal trust said", speaker=shelf.speaker)
    drain_outbox()
    html = text(client, "/quotes/?group=speaker&sort=oldest&kind=direct")
    headings = re.findall(r'<h2 class="section-title" id="group-\d+">(?:<a [^>]*>)?<bdi>(.*?)</bdi>', html)
    assert headings == ["Ada Marsh", "Tom Hale", "An unnamed source", "Nobody is named"]
    assert (
        '<a href="/speakers/ada-marsh/"><bdi>Ada Marsh</bdi></a> <span class="section-title__aside">4 quotes'
        in html
    )
    assert '<a href="?speaker=ada-marsh&amp;kind=direct&amp;sort=oldest">All 4 quotes' in html
    assert '<a href="?kind=direct&amp;sort=oldest">One list</a>' in html
    assert '<input type="hidden" name="group" value="speaker">' in html
    assert "/quotes.csv?kind=direct" in html


def test_a_page_of_groups_that_is_not_there_says_how_many_there_are(client, shelf):
    assert "This list has 1 page; there is no page 2." in text(client, "/quotes/?group=speaker&page=2", 404)
    html = text(client, "/quotes/?group=letters")
    assert "“letters” is not a way to group quotes" in html
    assert "No quote was found." in text(client, "/quotes/?group=speaker&q=zeppelin")


def test_without_words_nothing_is_said_to_stand_by_relevance(client, shelf):
    html = text(client, "/quotes/")
    assert 'aria-current="true">Newest first</span>' in html
    assert "Relevance" not in html
    assert "Relevance" in text(client, "/quotes/?q=the")


def test_indirect_speech_is_kept_back_until_it_is_asked_for(client, shelf):
    make_quote(shelf.full, "The Mirefield lock will close for the winter", kind="indirect")
    drain_outbox()
    html = text(client, "/quotes/?q=lock")
    assert "Mirefield <mark>lock</mark> will close" not in html
    include = "?q=lock&amp;kind=direct&amp;kind=indirect&amp;kind=mixed"
    assert f'1 passage of indirect speech not shown; <a href="{include}">include</a>' in html
    html = text(client, "/quotes/?q=lock&kind=indirect")
    assert "Mirefield <mark>lock</mark> will close" in html
    assert "1 quote" in html


def test_a_query_that_names_kinds_of_quotes_decides_over_them(client, shelf):
    make_quote(shelf.full, "The Mirefield lock will close for the winter", kind="indirect")
    drain_outbox()
    html = text(client, "/quotes/?q=lock+kind%3Aindirect")
    assert "Mirefield <mark>lock</mark> will close" in html
    assert "of indirect speech not shown" not in html
    assert "Mirefield <mark>lock</mark>" not in text(client, "/quotes/?q=lock+-kind%3Aindirect")


def test_a_search_is_explained_in_words_folded_away(client, shelf):
    html = text(client, "/search/?q=lock+-gate&speaker=ada-marsh&year=2019")
    folded = re.search(
        r'<details class="explanation"> <summary>Explain this search</summary>(.*?)</details>', html
    )
    assert re.findall(r"<li>(.*?)</li>", folded.group(1)) == [
        "Finds articles that have any form of “lock” and no form of “gate”.",
        "Only those that quote Ada Marsh.",
        "Only those that are dated 2019.",
        "Words without a field are looked for in the headline, the standfirst, the text and the byline.",
        "Undated ones are left out.",
        "The best matches come first.",
    ]
    assert "Finds quotes that are direct or mixed." in text(client, "/quotes/")


def options(html, title):
    """Return the options of a facet: label, count, address, and whether it is chosen."""
    group = re.search(rf'<h2 class="facets__title">{title}</h2>(.*?)</section>', html).group(1)
    found = re.findall(
        r'<a href="([^"]+)"( class="facets__selected")?><bdi>(.*?)</bdi>.*?</a>(?: <span class="count">(\d+)</span>)?',
        group,
    )
    return [
        (label, int(count or 0), url.replace("&amp;", "&"), bool(chosen))
        for url, chosen, label, count in found
    ]


@pytest.fixture
def months(db):
    """Return three months of two years, an article of a year alone, and an undated one."""
    for day in ("2009-06-26", "2009-06-27", "2009-08-01", "2010-06-01"):
        make_article(date=datetime.date.fromisoformat(day))
    make_article(
        date_earliest=datetime.date(2010, 1, 1),
        date_latest=datetime.date(2010, 12, 31),
        date_precision="year",
    )
    make_article()
    drain_outbox()


def test_years_open_into_their_months(client, months):
    assert [option[:2] for option in options(text(client, "/search/"), "Date")] == [
        ("2010", 2),
        ("2009", 3),
        ("Undated", 1),
    ]
    html = text(client, "/search/?year=2009")
    assert options(html, "Date") == [
        ("2010", 2, "?year=2009&year=2010", False),
        ("2009", 3, "?", True),
        ("August 2009", 1, "?month=2009-08", False),
        ("June 2009", 2, "?month=2009-06", False),
        ("Undated", 1, "?year=2009&year=undated", False),
    ]
    html = text(client, "/search/?month=2009-06")
    assert "2 articles" in html
    assert "1 undated article not shown" in html
    assert options(html, "Date") == [
        ("2010", 2, "?year=2010&month=2009-06", False),
        ("2009", 3, "?year=2009", False),
        ("August 2009", 1, "?month=2009-06&month=2009-08", False),
        ("June 2009", 2, "?", True),
        ("Undated", 1, "?year=undated&month=2009-06", False),
    ]


def test_a_month_and_another_year_are_alternatives(client, months):
    html = text(client, "/search/?month=2009-06&year=2010&q=harbour")
    assert "4 articles" in html
    assert 'class="chosen__filter" href="?q=harbour&amp;year=2010"' in html
    assert [option[:2] for option in options(html, "Date") if option[3]] == [("2010", 2), ("June 2009", 2)]
    assert "Only those that are dated 2010 or June 2009." in html


def test_the_only_year_shows_its_months_at_once(client, months):
    html = text(client, "/search/?q=date:2009")
    assert [option[:2] for option in options(html, "Date")] == [
        ("2009", 3),
        ("August 2009", 1),
        ("June 2009", 2),
    ]


def test_a_chosen_month_that_nothing_has_can_be_taken_away(client, months):
    html = text(client, "/search/?month=1999-01")
    assert "0 articles" in html
    assert ("January 1999", 0, "?", True) in options(html, "Date")
    assert "“2009-13” is not a month such as 2009-06; that filter was left out." in text(
        client, "/search/?month=2009-13"
    )


def test_several_values_of_a_facet_are_chosen_and_none_of_the_others_is_lost(client, shelf):
    seen = [option[:2] for option in options(text(client, "/quotes/"), "Speaker")]
    assert len(seen) > 1
    path = "/quotes/"
    for number, (label, _) in enumerate(seen, start=1):
        listed = options(text(client, path), "Speaker")
        assert [option[:2] for option in listed] == seen
        path = "/quotes/" + next(url for name, _, url, _ in listed if name == label)
        html = text(client, path)
        assert sum(chosen for *_, chosen in options(html, "Speaker")) == number
    assert f"{sum(count for _, count in seen)} quotes" in html


def test_the_same_filters_make_the_same_address_in_whatever_order_they_are_chosen(client, shelf):
    one = options(text(client, "/search/?speaker=ada-marsh"), "Date")
    other = options(text(client, "/search/?year=2019"), "Speaker")
    assert (
        {url for label, _, url, _ in one if label == "2019"}
        == {url for label, _, url, _ in other if label == "Ada Marsh"}
        == {"?speaker=ada-marsh&year=2019"}
    )


def test_the_usual_order_needs_no_mention_in_the_address(client, shelf):
    html = text(client, "/search/?q=lock&sort=oldest&page=1")
    assert '<a href="?q=lock">Relevance</a>' in html
    assert '<a href="?q=lock&amp;sort=newest">Newest first</a>' in html
    assert 'aria-current="true">Oldest first</span>' in html
    assert '<a href="?">Newest first</a>' in text(client, "/search/?sort=oldest")


def test_the_steps_of_a_search_are_timed(client, shelf):
    timing = client.get("/search/?q=lock")["Server-Timing"]
    assert re.fullmatch(r"(?:\w+;dur=\d+\.\d(?:, )?)+", timing)
    assert "index;dur=" in timing


def test_nothing_found_says_so(client, shelf):
    assert "Nothing was found." in text(client, "/search/?q=zebra")
    html = text(client, "/quotes/?q=zebra&year=2019")
    assert "No quote was found." in html
    assert "without year" not in html


def test_a_word_that_nothing_has_is_named(client, shelf):
    html = text(client, "/search/?q=lock+zebra")
    assert "No article has “zebra”." in html
    assert "No article has “quagga” or “zebra”." in text(client, "/search/?q=quagga+lock+zebra")
    assert "No quote has “blue zebra”." in text(client, "/quotes/?q=money+%22blue+zebra%22")
    assert "No article has “speaker:zebra”." in text(client, "/search/?q=lock+speaker:zebra")


@pytest.mark.parametrize("query", ["zebra", "lock", "lock+OR+zebra", "lock+-zebra", "(zebra+OR+quagga)+lock"])
def test_no_word_is_named_that_is_alone_or_need_not_be_there(client, shelf, query):
    assert "No article has" not in text(client, f"/search/?q={query}")


def test_where_only_several_filters_together_keep_all_out_there_is_a_way_without_any(client, shelf):
    html = text(client, "/search/?q=lock&year=1850&publication=waterways-courier&sort=oldest")
    assert '<a href="?q=lock&amp;sort=oldest">without any filter</a> 2 articles' in html
    assert "without any filter" not in text(client, "/search/?q=lock&year=1850")
    assert "without any filter" not in text(
        client, "/search/?q=zebra&year=1850&publication=waterways-courier"
    )
    html = text(client, "/quotes/?q=money&year=1850&speaker=tom-hale")
    assert '<a href="?q=money">without any filter</a> 1 quote<' in html


@pytest.mark.parametrize(("address", "noun"), [("/search/", "article"), ("/quotes/", "quote")])
def test_what_has_some_of_the_words_of_a_sentence_stands_apart_and_is_not_counted(client, db, address, noun):
    words = "We will raise the levee"
    make_quote(make_article(headline="Levee", body=f"“{words},” the mayor said."), words)
    drain_outbox()
    html = client.get(address, {"q": "who will raise the levee tomorrow"}).content.decode()
    assert f"0 {noun}s" in html
    assert f"No {noun} has all of these words." in html
    before, _, after = html.partition("With some of the words")
    assert "<mark>levee</mark>" in after
    assert "<mark>" not in before


def test_fields_hold_where_only_some_of_the_words_do(client, shelf):
    html = text(client, "/search/?q=zebra money speaker:marsh")
    assert "No article has all of these words." in html
    found = html.partition("With some of the words")[2]
    assert shelf.full.get_absolute_url() in found
    assert "With some of the words" not in text(client, "/search/?q=zebra money speaker:hale")
    assert "With some of the words" not in text(client, "/search/?q=zebra money -speaker:hale")


def test_the_same_search_is_offered_in_articles_without_what_only_quotes_have(client, shelf):
    html = text(client, "/quotes/?q=money&speaker=ada-marsh&kind=direct&review=unreviewed&group=speaker")
    assert '<a href="/search/?q=money&amp;speaker=ada-marsh">The same in articles</a>' in html


def test_a_kind_that_nothing_found_has_is_no_filter(client, shelf):
    html = text(client, "/quotes/?q=money")
    assert "<bdi>Direct</bdi>" in html
    assert "<bdi>Mixed</bdi>" not in html
    assert "<bdi>Mixed</bdi>" in text(client, "/quotes/?q=money&kind=mixed")


def test_where_a_filter_keeps_all_out_its_removal_is_offered_with_the_number(client, shelf):
    html = text(client, "/search/?q=lock&year=1999&sort=newest")
    assert '<a href="?q=lock&amp;sort=newest">without year <bdi>1999</bdi></a>' in html


def test_a_search_without_words_offers_no_order_by_how_well_they_match(client, shelf):
    html = text(client, "/search/?q=date:..2030&undated=include")
    assert '<span class="sorts__current" aria-current="true">Newest first</span>' in html
    assert ">Relevance<" not in html
    assert html.count('<h2 class="section-title">Undated</h2>') == 1
    assert '<span class="sorts__current" aria-current="true">Relevance</span>' in text(
        client, "/search/?q=lock"
    )


def test_a_misspelt_search_links_to_what_was_meant_with_all_else_as_it_was(client, shelf):
    html = text(client, "/search/?q=%22mierfield%22&sort=newest&page=1")
    assert 'Did you mean <a href="?q=%22Mirefield%22&amp;sort=newest">&quot;Mirefield&quot;</a>?' in html
    assert "Did you mean" not in text(client, "/search/?q=lock")


def test_the_names_of_the_facets_are_offered_without_a_script(client, shelf):
    assert '<option value="speaker:&quot;Ada Marsh&quot;">Ada Marsh, speaker</option>' in text(
        client, "/search/"
    )


def test_completions_are_json_that_is_kept_and_asked_for_again_by_its_tag(client, shelf):
    response = client.get("/search/complete?q=fees+mars")
    assert {"query": 'fees speaker:"Ada Marsh"', "label": "Ada Marsh, speaker"} in response.json()[
        "completions"
    ]
    assert response["Cache-Control"] == "max-age=300"
    assert (
        client.get("/search/complete?q=fees+mars", headers={"If-None-Match": response["ETag"]}).status_code
        == 304
    )
    assert client.get("/search/complete").json() == {"completions": []}
    assert client.get(f"/search/complete?q=((%ED%A0%80%00{'x' * 5_000}").json() == {"completions": []}


def test_while_the_index_is_away_search_says_so_and_the_rest_reads_on(client, shelf):
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    for path in ("/search/?q=lock", "/quotes/?q=lock"):
        html = text(client, path, status=503)
        assert "Search is away for the moment" in html
    assert client.get(shelf.full.get_absolute_url()).status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert client.get("/healthz").status_code == 200


def test_ready_when_database_and_index_answer(client, db):
    rebuild()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")
    assert "no-store" in response["Cache-Control"]


def test_home_offers_a_search_that_finds_something_in_this_archive(client, shelf):
    example = re.search(r'Try <a href="([^"]+)"', client.get("/").content.decode())[1]
    assert re.search('class="found">[1-9]', client.get(example).content.decode())


def test_the_help_offers_every_example_as_a_search(client, shelf):
    html = text(client, "/help/search/")
    queries = [example.query for section in SECTIONS for example in section.examples]
    links = re.findall(r'href="(/search/\?q=[^"]+)"', html)
    assert [unquote(link.removeprefix("/search/?q=")) for link in links] == queries
    for link in links:
        assert client.get(link).status_code == 200, link
