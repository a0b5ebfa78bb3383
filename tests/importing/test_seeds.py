"""The two seed files, as PRODUCT says they are: read by eye, not by the code under test."""

import datetime

import pytest

from articles.importing import import_inputs, list_inputs
from articles.models import Article, Quote, Speaker, UnnamedSource

pytestmark = pytest.mark.django_db

BACKGROUND = ["on background", "asked not to be named"]
# First words of each quote, then who said it.
QUOTES_000 = [
    ("What we're trying to do", "senior administration official", False),
    ("shocking defiance", "officials", True),
    ("galvanized very strong support.", "officials", True),
    ("There's a broad consensus", "official", False),
    ("There's a really important", "official", False),
    ("they have publicly threatened", "officials", True),
    ("The sentiment that was expressed", "official", False),
    ("I think there is a real recognition", "official", False),
    ("a realistic goal.", "officials", True),
    ("off the table.", "officials", True),
]
QUOTES_002 = [
    ("provocations", "Barack Obama"),
    ("We are going to work diligently", "Barack Obama"),
    ("We’re going to work together", "Barack Obama"),
    ("grave violations", "U.N. Security Council"),
    ("fundamentally threatening the security", "Park Geun-hye"),
    ("We have over many years", "Ben Rhodes"),
    ("If it is willing to recognize", "Barack Obama"),
    ("We do not have any interest", "Barack Obama"),
]


@pytest.fixture
def imported(seeds):
    list(import_inputs(given for given in list_inputs([seeds]) if not given.skip_reason))
    return {original_name: article for article in Article.objects.all() for original_name in _names(article)}


def _names(article):
    return [original.name[:3] for original in article.originals.all()]


def test_the_first_seed_has_its_headline_byline_reporter_date_and_publication(imported):
    article = imported["000"]
    assert article.headline == "Administration Seeks Stronger North Korea Sactions Enforcement"
    assert [(byline.name, byline.role) for byline in article.bylines.all()] == [
        ("Lindsey Ellerson", "author"),
        ("Yunji de Nies", "reporter"),
    ]
    assert article.published.iso == "2009-06-26T16:21"
    assert str(article.published) == "26 June 2009, 4:21 pm"
    assert article.publication.name == "ABC News"
    provenance = article.provenance.get(field="publication")
    assert provenance.origin == "rule"
    assert provenance.evidence.startswith("ABC News")


def test_the_second_seed_has_a_byline_and_neither_headline_nor_date_nor_publication(imported):
    article = imported["002"]
    assert article.headline == ""
    assert article.title.startswith("In the wake of another missile launch")
    assert [(byline.name, byline.printed) for byline in article.bylines.all()] == [
        ("Josh Lederman", "JOSH LEDERMAN")
    ]
    assert article.date_earliest is None
    assert article.published.iso == ""
    assert article.publication is None
    assert "Tuesday" in article.provenance.get(field="published").evidence


def test_boilerplate_is_removed_and_kept(imported):
    removed = [text.text for text in imported["000"].removed_texts.all()]
    assert len(removed) == 2
    assert "outdated version of Internet Explorer" in removed[0]
    assert removed[1] == "blog comments powered by Disqus"
    assert [text.text for text in imported["002"].removed_texts.all()] == [
        "Discuss this story on Twitter or Facebook"
    ]
    for article in imported.values():
        assert "Disqus" not in article.body
        assert "Discuss this story" not in article.body


def test_the_first_seed_quotes_unnamed_officials_ten_times(imported):
    quotes = imported["000"].quotes.spoken().order_by("start")
    assert [
        (quote.words[: len(words)], quote.unnamed_source.description, quote.unnamed_source.is_several)
        for quote, (words, _, _) in zip(quotes, QUOTES_000, strict=True)
    ] == QUOTES_000
    assert not Speaker.objects.filter(quotes__article=imported["000"]).exists()


def test_the_second_seed_quotes_four_speakers_eight_times(imported):
    quotes = imported["002"].quotes.spoken().order_by("start")
    assert [
        (quote.words[: len(words)], quote.speaker.name)
        for quote, (words, _) in zip(quotes, QUOTES_002, strict=True)
    ] == QUOTES_002


def test_a_title_and_a_short_form_are_the_same_speaker(imported):
    obama = Speaker.objects.get(slug="barack-obama")
    assert {"President Barack Obama", "Obama"} <= {alias.name for alias in obama.aliases.all()}
    assert obama.quotes.spoken().count() == 5


def test_rhodes_reports_what_obama_raised(imported):
    quote = imported["002"].quotes.get(kind="indirect", speaker__slug="ben-rhodes")
    assert quote.words.startswith("Obama raised the issue")


def test_the_officials_spoke_on_background(imported):
    officials = UnnamedSource.objects.get(article=imported["000"], description="officials")
    assert officials.terms == BACKGROUND


def test_every_span_holds_its_words(imported):
    for quote in Quote.objects.select_related("article"):
        body = quote.article.body
        assert body[quote.start : quote.end] == quote.words
        for words, start, end in (
            (quote.cue, quote.cue_start, quote.cue_end),
            (quote.mention, quote.mention_start, quote.mention_end),
        ):
            if start is not None:
                assert body[start:end] == words


def test_the_originals_are_kept_byte_for_byte(imported, seeds):
    for article in imported.values():
        original = article.originals.get()
        assert bytes(original.content) == (seeds / original.name).read_bytes()
        assert original.sha256[:16] in {"afffbc3e8a2c29d9", "ce3200a936ed4669"}


def test_no_day_is_shifted_in_a_zone_far_away(imported, settings):
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        settings.TIME_ZONE = zone
        article = Article.objects.get(pk=imported["000"].pk)
        assert article.date_earliest == datetime.date(2009, 6, 26)
        assert article.date_time == datetime.time(16, 21)
