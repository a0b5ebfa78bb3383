"""Lists: their filters, their order, what they leave out."""

import datetime
import re
import shutil
from pathlib import Path

import pytest

from articles.models import Topic
from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def test_the_first_page_says_what_is_in_the_archive(client, shelf):
    html = text(client, "/")
    assert "<dt>articles</dt><dd>4</dd>" in html
    assert "<dt>quotes</dt><dd>7</dd>" in html
    assert "<dt>speakers</dt><dd>2</dd>" in html
    assert "4 October 2019 to 2 January 2021" in html
    assert 'href="/search/?year=2019"' in html
    assert 'href="/search/?year=undated"' in html


def test_the_first_page_lists_the_ten_topics_of_most_articles(client, shelf):
    for number in range(11):
        topic = Topic.objects.create(name=f"Topic {number:02}", slug=f"topic-{number:02}")
        topic.articles.add(shelf.full, *([shelf.undated] if number == 10 else []))
    Topic.objects.create(name="Unused", slug="unused")
    drain_outbox()
    names = re.findall(r'<a href="/topics/[^"]+/"><bdi>([^<]+)', text(client, "/"))
    assert names == ["Topic 10", "Canals", *(f"Topic {number:02}" for number in range(8))]


def test_an_empty_archive_has_pages_too(client, db):
    drain_outbox()
    for path in (
        "/",
        "/articles/",
        "/speakers/",
        "/speakers/unnamed/",
        "/publications/",
        "/topics/",
        "/about/",
    ):
        assert client.get(path).status_code == 200, path


def test_articles_are_filtered_by_all_filters_at_once(client, shelf):
    html = text(client, "/articles/?publication=mirefield-mercury&speaker=ada-marsh&topic=canals&year=2019")
    assert "1 article, newest first" in html
    assert "0 articles" in text(client, "/articles/?publication=waterways-courier&speaker=ada-marsh")


def test_a_limit_on_the_year_counts_the_undated_and_offers_them(client, shelf):
    html = text(client, "/articles/?year=2019")
    assert '1 undated article not shown; <a href="?year=2019&amp;undated=include">include</a>' in html
    html = text(client, "/articles/?year=2019&undated=include")
    assert "2 articles" in html
    assert "not shown" not in html
    assert html.index("Mirefield lock to close") < html.index(">Undated</h2>") < html.index("Boat owners")


def test_years_open_into_months_that_limit_the_list_as_in_a_search(client, shelf):
    make_article(
        headline="Some day in 2019",
        date_earliest=datetime.date(2019, 10, 1),
        date_latest=datetime.date(2019, 11, 2),
        date_precision="range",
    )
    drain_outbox()
    html = text(client, "/articles/?year=2019")
    assert '<a href="?month=2019-10"><bdi>October 2019</bdi></a> <span class="count">1</span>' in html
    assert "month=2019-11" not in html
    assert "month=2019-10" not in text(client, "/articles/")
    html = text(client, "/articles/?month=2019-10")
    assert "1 article, newest first" in html
    assert "Mirefield lock to close" in html
    assert '1 undated article not shown; <a href="?month=2019-10&amp;undated=include">include</a>' in html
    assert "2 articles" in text(client, "/articles/?month=2019-10&year=2021")
    assert "“2019-13” is not a month such as 2009-06" in text(client, "/articles/?month=2019-13")


def test_while_the_index_is_away_the_articles_are_there_without_counts(client, shelf, settings):
    shutil.rmtree(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    html = text(client, "/articles/")
    assert "4 articles, newest first" in html
    assert html.index("No blank cheque") < html.index("Mirefield lock to close") < html.index(">Undated</h2>")
    assert "facets__title" not in html
    html = text(client, "/articles/?publication=mirefield-mercury&speaker=ada-marsh&topic=canals&year=2019")
    assert "1 article, newest first" in html
    assert 'class="chosen__filter"' in html
    assert "0 articles" in text(client, "/articles/?month=2019-11")
    assert client.get("/articles/?page=2").status_code == 404


def test_the_undated_stand_last_under_a_heading(client, shelf):
    html = text(client, "/articles/")
    assert html.index("No blank cheque") < html.index("Mirefield lock to close") < html.index(">Undated</h2>")


def test_a_chosen_filter_can_be_taken_away_even_if_nothing_has_it(client, shelf):
    html = text(client, "/articles/?speaker=nobody-known&year=2019")
    assert "No article passes these filters." in html
    assert 'class="chosen__filter" href="?year=2019"' in html


@pytest.mark.parametrize("path", ["/articles/?", "/search/?", "/quotes/?"])
def test_a_facet_shows_ten_values_and_the_selected_ones_and_folds_the_rest(client, db, path):
    names = [f"Speaker {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
    article = make_article(body=" ".join(f"“I am {name}.”" for name in names))
    for name in names:
        make_quote(article, f"I am {name}.", speaker=make_speaker(name))
    drain_outbox()

    def facet(html):
        """Return the names seen, those folded away, and what the fold says."""
        group = re.search(r"<h2 class=\"facets__title\">Speaker</h2>(.*?)</section>", html).group(1)
        seen, _, folded = group.partition('<details class="facets__more">')
        label = re.search(r"<summary>(.*?)</summary>", folded).group(1)
        return (
            re.findall(r"<bdi>Speaker (.)</bdi>", seen),
            re.findall(r"<bdi>Speaker (.)</bdi>", folded),
            label,
        )

    seen, folded, label = facet(text(client, path))
    assert ("".join(seen), "".join(folded), label) == ("ABCDEFGHIJ", "KLMNOPQRST", "10 more")
    seen, folded, label = facet(text(client, path + "speaker=speaker-t"))
    assert ("".join(seen), "".join(folded), label) == ("ABCDEFGHIJT", "KLMNOPQRS", "9 more")


def test_no_count_of_a_filter_leads_to_an_empty_page(client, shelf):
    html = client.get("/articles/?year=2019").content.decode()
    for query, count in re.findall(
        r'<li><a href="(\?[^"]+)"[^>]*><bdi>[^<]+</bdi></a> <span class="count">(\d+)', html
    ):
        found = text(client, "/articles/" + query.replace("&amp;", "&"))
        assert int(re.search(r"(\d+) articles?, newest", found).group(1)) >= int(count) > 0


def test_wrong_filters_are_named_and_left_out(client, shelf):
    html = text(client, "/articles/?year=20x9&speaker=a%20b")
    assert "“20x9” is not a year; that filter was left out." in html
    assert "“a b” is not the short name of a speaker; that filter was left out." in html
    assert "4 articles" in html


def test_speakers_stand_from_a_to_z_and_under_their_letters(client, shelf):
    html = text(client, "/speakers/")
    assert html.index("Hale, Tom") < html.index("Marsh, Ada")
    html = text(client, "/speakers/?letter=m")
    assert "Marsh, Ada" in html
    assert "Hale, Tom" not in html.partition("Most quoted")[0]
    assert "No speaker’s name begins with “Q”" in text(client, "/speakers/?letter=q")


def test_a_speakers_page_lists_names_and_quotes(client, shelf):
    html = text(client, "/speakers/ada-marsh/")
    assert "<dt>quotes</dt><dd>3</dd>" in html
    assert "<bdi>Marsh</bdi>" in html
    assert "Director of the <em>trust</em>." in html
    assert "https://www.wikidata.org/wiki/Q42" in html


def test_unnamed_sources_are_listed_each_with_its_article(client, shelf):
    other = make_article(headline="Another town")
    make_quote(other, unnamed_source=make_unnamed_source(other, "owners", is_several=True))
    make_unnamed_source(other, "never quoted")
    drain_outbox()
    html = text(client, "/speakers/unnamed/")
    assert "nothing here claims that they are the same person" in html
    assert "<bdi>owners</bdi>" in html
    assert "Another town" in html
    assert "one person" in html
    assert "several people" in html
    assert "on background" in html
    assert "never quoted" not in html


def test_publications_count_what_may_be_shown(client, shelf):
    make_publication("Closed Quarterly", rights="private")
    html = text(client, "/publications/")
    assert "Closed Quarterly" not in html
    assert "4 October 2019" in html
    html = text(client, "/publications/waterways-courier/")
    assert "quotes and short passages, but no full text" in html


def test_long_lists_have_pages_that_keep_the_filters(client, shelf):
    for _ in range(25):
        make_article(publication=shelf.publication, date=datetime.date(2019, 1, 1))
    drain_outbox()
    html = text(client, "/articles/?publication=mirefield-mercury&page=2")
    assert "Page 2 of 2" in html
    assert 'rel="prev" href="?publication=mirefield-mercury&amp;page=1"' in html


def test_a_quotes_page_says_why_it_has_its_speaker(client, shelf):
    html = text(client, shelf.named.get_absolute_url())
    assert "<q>said</q>" in html
    assert "“Ada Marsh” follows “said”" in html
    assert "subject of the cue" in html
    assert "95 %" in html
    assert "Nobody is to blame." in html
    assert (
        "Ada Marsh, “We have run out of money for the gates”, quoted in: Iris Bell. “Mirefield lock to close”"
        in html
    )
    assert "probably" not in html


def test_a_probable_and_an_unattributed_quote_say_so(client, shelf):
    html = text(client, shelf.probable.get_absolute_url())
    assert "“probably”, because a name alone asks for 95 %" in html
    html = text(client, shelf.unattributed.get_absolute_url())
    assert "a wrong name would be worse than none" in html
    assert "Unattributed, “They could have asked us.”, quoted in:" in html


def test_a_speakers_own_page_says_probably_of_what_is_not_certain_to_be_theirs(client, db):
    ada = make_speaker()
    article = make_article(body="“We vote,” said Ada Marsh. “Never,” she said.")
    make_quote(article, "We vote,", speaker=ada)
    make_quote(article, "Never,", speaker=ada, confidence=0.7)
    html = text(client, ada.get_absolute_url())
    assert html.count('<span class="probably">probably</span>') == 1
    assert html.index("We vote,") < html.index("Never,") < html.index('<span class="probably">')


def test_the_rest_of_what_was_said_names_its_own_speaker(client, db):
    article = make_article(body="“We vote,” said Ada Marsh, “never.”")
    first = make_quote(article, "We vote,", speaker=make_speaker(), statement=1)
    make_quote(article, "never.", speaker=make_speaker("Tom Hale"), statement=1)
    rest = text(client, first.get_absolute_url()).partition("The rest of the utterance")[2]
    assert "Tom Hale" in rest


def test_a_text_that_is_not_english_says_that_no_speaker_was_looked_for(client, db):
    article = make_article(body="« Nous votons », a dit Ada Marsh.", language="fr")
    quote = make_quote(article, "Nous votons", cue="", confidence=0.0)
    html = text(client, quote.get_absolute_url())
    assert "Not looked for: the archive knows how speakers are named in English texts only" in html
    assert "enough certainty" not in html
    assert "unattributed</span>: speakers are looked for in English texts only" in text(
        client, article.get_absolute_url()
    )


def test_a_reason_that_all_considered_share_is_given_once(client, db):
    reason = "The subject of “said” after the quotation"
    names = {"Ada Marsh": 0.8, "Tom Hale": 0.2}
    candidates = [{"name": name, "score": score, "reason": reason} for name, score in names.items()]
    article = make_article(body="“We vote,” she said. “Never,” she said.")
    told = {"mention": "she", "mention_kind": "pronoun", "speaker": make_speaker()}
    quote = make_quote(article, "We vote,", candidates=candidates, **told)
    html = text(client, quote.get_absolute_url())
    assert html.count(reason) == 1
    assert f'All for one reason: {reason}, <q dir="auto">she</q>.' in html
    assert "The score, from 0 to 1, says how well each fits beside the others. The confidence says" in html
    candidates[1]["reason"] = "Spoke last"
    quote = make_quote(article, "Never,", candidates=candidates, **told)
    html = text(client, quote.get_absolute_url())
    assert "All for one reason" not in html
    assert f"<td>{reason}</td>" in html
    assert "<td>Spoke last</td>" in html


def test_a_quote_of_a_restricted_article_is_shown_without_the_text_around_it(client, db):
    words = "We will mend the gates,"
    sentences = " ".join(f"Sentence number {n} tells of the canal." for n in range(60))
    article = make_article(body=f"{sentences} “{words}” she said. {sentences}", rights="quotes")
    html = text(client, make_quote(article, words).get_absolute_url())
    assert words in html
    assert "Sentence number" not in html


def test_quotes_of_withheld_speakers_are_not_counted_as_theirs(client, shelf):
    speaker = make_speaker("Una Bray", visibility="hidden")
    make_quote(make_article(), speaker=speaker)
    assert "Bray" not in text(client, "/speakers/")
    assert "0 articles" in text(client, "/articles/?speaker=una-bray")
