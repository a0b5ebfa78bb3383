"""/about/quality/: its counts are the database's, its figures are the file's, and its curve says both."""

import datetime
import json
import re
import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import quality
from articles.models import Quote
from articles.search import drain_outbox
from articles.templatetags.archive import share_of
from articles.text.documents import CERTAIN
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db

PAGE = "/about/quality/"
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def rows(html):
    """Return the rows of all tables by their head, as texts."""
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", html, re.DOTALL):
        found.setdefault(row[0], re.findall(r"<td[^>]*>(.*?)</td>", row[1], re.DOTALL))
    return found


@pytest.fixture
def quotes():
    """Quotes of every state: of each word of WORDS one."""
    article = make_article(body=" ".join(WORDS))
    ada, clerk = make_speaker(), make_unnamed_source(article, "clerk")
    changes = [
        {"speaker": ada},
        {"speaker": ada, "confidence": CERTAIN},
        {"unnamed_source": clerk, "kind": "mixed"},
        {"speaker": ada, "confidence": CERTAIN - 0.01},
        {"unnamed_source": clerk, "confidence": 0.6},
        {"confidence": 0.2},
        {"speaker": ada, "confidence": 0.2, "review_state": "confirmed"},
        {"speaker": ada, "confidence": 0.2, "review_state": "corrected", "attribution_origin": "editor"},
        {"speaker": ada, "review_state": "rejected"},
        {"speaker": ada, "visibility": "withheld", "withheld_reason": "legal"},
        {"speaker": ada, "visibility": "hidden"},
        {"speaker": ada, "kind": "indirect"},
    ]
    made = [make_quote(article, word, **change) for word, change in zip(WORDS, changes, strict=True)]
    private = make_article(rights="private")
    made.append(make_quote(private, speaker=ada))
    drain_outbox()
    return made


def test_the_tally_counts_every_state_once(quotes):
    tally = Quote.objects.of_published_articles().spoken().tally()
    assert (tally.plain, tally.probable, tally.unattributed) == (5, 2, 1)
    assert (tally.confirmed, tally.corrected, tally.unreviewed) == (1, 1, 6)
    assert (tally.rejected, tally.withheld) == (1, 1)
    assert (tally.shown, tally.total) == (8, 10)


def test_what_is_probable_is_the_same_for_one_quote_and_for_all(quotes):
    shown = Quote.objects.published().spoken()
    assert shown.tally().probable == sum(quote.is_probable for quote in shown)
    assert shown.tally().unattributed == sum(not quote.is_attributed for quote in shown)
    assert shown.tally().confirmed + shown.tally().corrected == sum(quote.is_reviewed for quote in shown)


def test_the_pages_counts_are_those_of_the_database(client, quotes):
    """Counted by plain SQL, of articles whose text readers may see."""
    found = rows(client.get(PAGE).content.decode())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT q.review_state, COUNT(*) FROM articles_quote q JOIN articles_article a ON a.id = q.article_id"
            " WHERE a.rights = '' AND q.kind <> 'indirect' AND q.visibility = 'public' GROUP BY q.review_state"
        )
        counted = {state: str(count) for state, count in cursor.fetchall()}
    assert found["confirmed"] == [counted["confirmed"], "10 %"]
    assert found["corrected"] == [counted["corrected"], "10 %"]
    assert found["not a quotation, no longer shown"] == [counted["rejected"], "10 %"]
    assert found["not reviewed"] == [counted["unreviewed"], "60 %"]
    assert found["withheld from readers"] == ["1", "10 %"]
    assert found["plainly"] == ["5", "62 %"]
    assert found["with “probably”"] == ["2", "25 %"]
    assert found["not at all: unattributed"] == ["1", "12 %"]


def test_the_page_says_how_many_were_never_reviewed(client, quotes):
    html = client.get(PAGE).content.decode()
    assert "Of the 8 quotes that readers see, 6 (75 %) have never been reviewed" in html
    assert "The 1 passage of indirect speech is not counted here" in html


def test_an_archive_without_quotes_says_so(client):
    assert "The archive holds no quotes yet." in client.get(PAGE).content.decode()


def test_it_takes_five_queries_however_many_quotes_there_are(client, quotes, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get(PAGE)


def test_while_the_index_is_away_the_database_counts_the_same(client, quotes):
    counted = rows(client.get(PAGE).content.decode())
    shutil.rmtree(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
    assert rows(client.get(PAGE).content.decode()) == counted


def test_a_share_is_never_rounded_to_nothing_or_to_all():
    assert [share_of(part, 1000) for part in (0, 1, 10, 500, 999, 1000)] == [
        "0 %",
        "below 1 %",
        "1 %",
        "50 %",
        "above 99 %",
        "100 %",
    ]
    assert share_of(0, 0) == "–"


# Development figures


def test_every_figure_of_the_file_stands_on_the_page(client):
    html = client.get(PAGE).content.decode()
    held = json.loads(quality.FIGURES.read_text(encoding="utf-8"))["corpora"]
    assert held
    for corpus, part in zip(held, re.split(r"<h3", html)[-len(held) :], strict=True):
        assert corpus["name"] in part
        assert datetime.date.fromisoformat(corpus["measured"])
        assert f"{corpus['articles']} articles, {corpus['quotations']} direct and mixed quotations" in html
        for point in corpus["risk"]:
            assert f'<td class="table__number">{point["wrong"]:.1f} %</td>' in html
            assert f"{point['coverage']} % of all quotes, {point['wrong']:.1f} %" in html
        for row in corpus["mentions"]:
            assert rows(part)[row["mention"]][1] == f"{row['right']:.1f}"


def test_the_curve_is_named_and_described_for_those_who_do_not_see_it(client):
    tags = Markup(client.get(PAGE).content.decode()).tags
    drawing = next(values for tag, values in tags if tag == "svg" and values["class"] == "curve")
    title, text = drawing["aria-labelledby"].split()
    assert {title, text} <= {values.get("id") for tag, values in tags if tag in ("title", "desc")}


def test_without_figures_the_page_says_that_nothing_was_measured(client, monkeypatch, tmp_path):
    monkeypatch.setattr(quality, "FIGURES", tmp_path / "quality.json")
    quality.measured_corpora.cache_clear()
    assert "Nothing has been measured yet." in client.get(PAGE).content.decode()
    quality.measured_corpora.cache_clear()


def test_figures_of_an_older_engine_say_so(client, monkeypatch):
    monkeypatch.setattr("articles.views.about.PIPELINE_VERSION", "999")
    assert "this archive runs version 999" in client.get(PAGE).content.decode()


# Ways to it


def test_the_footer_the_about_page_and_every_quotes_reasons_lead_there(client):
    quote = make_quote(make_article(), speaker=make_speaker())
    link = f'<a href="{PAGE}">'
    assert link in client.get("/help/search/").content.decode()
    assert client.get("/about/").content.decode().count(link) == 2
    assert client.get(quote.get_absolute_url()).content.decode().count(link) == 2


# A quote's reasons

CANDIDATES = [
    {"name": "Ada Marsh", "score": 0.71, "reason": "The subject of “said”"},
    {"name": "Ida Falk", "score": 0.21, "reason": "Named before", "rejected": True},
    {"name": "Tom Hale", "score": 0.08, "reason": "Spoke before Tom Hale’s aide"},
]


def test_a_quote_shows_cue_mention_steps_and_runners_up_with_their_scores(client):
    quote = make_quote(
        make_article(), speaker=make_speaker(), mention="She", mention_kind="pronoun", confidence=0.71,
        chain=["“said” follows the quotation", "“She” is Ada Marsh, named just before"], candidates=CANDIDATES,
    )  # fmt: skip
    html = client.get(quote.get_absolute_url()).content.decode()
    assert "<dt>Cue</dt><dd><q>said</q></dd>" in html
    assert "<q>She</q>, a pronoun" in html
    assert "<li>“She” is Ada Marsh, named just before</li>" in html
    assert '<strong>Ada Marsh</strong> <span class="hint">shown</span>' in html
    assert 'Ida Falk <span class="hint">rejected by an editor</span>' in html
    assert [score for score in ("0.71", "0.21", "0.08") if f">{score}</td>" in html] == [
        "0.71",
        "0.21",
        "0.08",
    ]


def test_an_unattributed_quote_shows_who_was_considered(client):
    quote = make_quote(make_article(), confidence=0.1, candidates=CANDIDATES)
    html = client.get(quote.get_absolute_url()).content.decode()
    assert "a wrong name would be worse than none" in html
    assert "Ada Marsh" in html
    assert "shown</span>" not in html


def test_a_name_that_is_withheld_elsewhere_is_not_among_those_considered(client):
    make_speaker("Tom Hale", visibility="hidden")
    quote = make_quote(make_article(), speaker=make_speaker(), candidates=CANDIDATES)
    html = client.get(quote.get_absolute_url()).content.decode()
    assert "Tom Hale" not in html
    assert "name withheld" in html


def test_the_programs_steps_do_not_stand_beside_an_editors_speaker(client):
    quote = make_quote(
        make_article(), speaker=make_speaker("Ida Falk"), mention="Marsh", chain=["“Marsh” is Ada Marsh"],
        attribution_origin="editor", review_state="corrected", candidates=CANDIDATES,
    )  # fmt: skip
    html = client.get(quote.get_absolute_url()).content.decode()
    assert "“Marsh” is Ada Marsh" not in html
    assert "an editor; below is what the program had considered" in html


def test_the_reading_page_folds_the_same_reasons_for_all_its_quotes(client):
    article = make_article(body="“We vote,” said Ada Marsh. “Never,” she said. “Perhaps,” said Tom Hale.")
    make_quote(
        article, "We vote,", speaker=make_speaker(), mention="Ada Marsh", chain=["“said” follows the quotation"],
        candidates=CANDIDATES,
    )  # fmt: skip
    make_quote(article, "Never,", candidates=CANDIDATES[:1])
    make_quote(article, "Perhaps,", speaker=make_speaker("Tom Hale", visibility="hidden"), mention="Tom Hale")
    html = client.get(article.get_absolute_url()).content.decode()
    folded = html[html.index('<details class="reasons">') : html.index("</ol>", html.index("reasons__quote"))]
    assert "Why these speakers (2 quotes)" in folded
    assert ", 95 %: cue <q>said</q>, named as" in folded
    assert "“said” follows the quotation" in folded
    assert (
        "Considered: <bdi>Ada Marsh</bdi> 0.71, <bdi>Ida Falk</bdi> 0.21 (rejected by an editor), <bdi>name withheld</bdi> 0.08"
        in folded
    )
    assert "unattributed" in folded
    assert "Tom Hale" not in folded


def test_the_reasons_of_many_quotes_take_no_more_queries_than_of_two(client, django_assert_num_queries):
    article = make_article(body=" ".join(WORDS))
    for word in WORDS[:2]:
        make_quote(article, word, speaker=make_speaker(), candidates=CANDIDATES)
    with CaptureQueriesContext(connection) as few:
        client.get(article.get_absolute_url())
    for word in WORDS[2:]:
        make_quote(article, word, speaker=make_speaker(f"Una {word}"), candidates=CANDIDATES)
    with django_assert_num_queries(len(few)):
        client.get(article.get_absolute_url())
