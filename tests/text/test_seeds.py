"""The two seed files, read by eye."""

import datetime

import pytest

from articles.text.documents import AuthorRole, DateBasis, DatePrecision, Frame, QuotationKind
from tests.factories import parse_bytes

OFFICIAL = ("official", False)
OFFICIALS = ("officials", True)

# How each quotation begins, and who said it: a name, or a description with whether it is several.
SPOKEN = {
    "000_d12a19e22484eae2.txt": [
        ("What we're trying to do is work", ("senior administration official", False)),
        ("shocking defiance of the international community", OFFICIALS),
        ("galvanized very strong support.", OFFICIALS),
        ("There's a broad consensus", OFFICIAL),
        ("There's a really important private sector component", OFFICIAL),
        ("they have publicly threatened to do things", OFFICIALS),
        ("The sentiment that was expressed to me", OFFICIAL),
        ("I think there is a real recognition", OFFICIAL),
        ("a realistic goal.", OFFICIALS),
        ("off the table.", OFFICIALS),
    ],
    "002_161c82a92c6fdd44.txt": [
        ("provocations", "Barack Obama"),
        ("We are going to work diligently together", "Barack Obama"),
        ("We’re going to work together to make sure", "Barack Obama"),
        ("grave violations", "U.N. Security Council"),
        ("fundamentally threatening the security", "Park Geun-hye"),
        ("We have over many years seen North Korea", "Ben Rhodes"),
        ("If it is willing to recognize", "Barack Obama"),
        ("We do not have any interest", "Barack Obama"),
    ],
}


@pytest.fixture(scope="module")
def articles(request):
    folder = request.config.rootpath / "seeds"
    return {name: parse_bytes((folder / name).read_bytes()) for name in SPOKEN}


@pytest.fixture
def first(articles):
    return articles["000_d12a19e22484eae2.txt"]


@pytest.fixture
def second(articles):
    return articles["002_161c82a92c6fdd44.txt"]


def spoken(article):
    return [q for q in article.quotations if q.kind is not QuotationKind.INDIRECT]


@pytest.mark.parametrize("name", SPOKEN)
def test_every_quotation_has_its_words_and_its_speaker(articles, name):
    article = articles[name]
    found = []
    for quotation in spoken(article):
        unnamed, speaker = quotation.attribution.unnamed, quotation.attribution.speaker
        who = (unnamed.description, unnamed.is_several) if unnamed else speaker and speaker.name
        found.append((quotation.span.of(article.body), who))
    assert len(found) == len(SPOKEN[name])
    for (words, who), (beginning, expected) in zip(found, SPOKEN[name], strict=True):
        assert words.startswith(beginning)
        assert who == expected, words


def test_the_first_seed_has_headline_byline_reporter_date_and_publication(first):
    assert first.headline.value == "Administration Seeks Stronger North Korea Sactions Enforcement"
    assert [(author.name, author.role) for author in first.authors] == [
        ("Lindsey Ellerson", AuthorRole.AUTHOR),
        ("Yunji de Nies", AuthorRole.REPORTER),
    ]
    assert first.published.earliest == first.published.latest == datetime.date(2009, 6, 26)
    assert first.published.time == datetime.time(16, 21)
    assert (first.published.precision, first.published.basis, first.published.zone) == (
        DatePrecision.MINUTE,
        DateBasis.EXPLICIT,
        "",
    )
    assert first.publication.value == "ABC News"
    assert first.publication.is_inferred
    assert first.publication.evidence.words == "ABC News' Yunji de Nies reports"
    assert first.publication.evidence.frame is Frame.BODY


def test_the_first_seed_keeps_its_text_and_loses_its_boilerplate(first):
    assert first.body.startswith("ABC News' Yunji de Nies reports: Senior administration officials say")
    assert first.body.endswith("is simply “off the table.”")
    assert "\n" not in first.body
    assert first.body.count("\u00a0") == 5
    assert [(text.rule, text.text[:24], text.position) for text in first.removed] == [
        ("browser notice", "You are using an outdate", len(first.body)),
        ("comments", "blog comments powered by", len(first.body)),
    ]


def test_the_officials_spoke_on_terms(first):
    terms = {q.attribution.unnamed.terms for q in spoken(first) if q.attribution.unnamed.is_several}
    assert terms == {("on background", "asked not to be named")}


def test_the_officials_they_says_how_it_was_resolved(first):
    attribution = spoken(first)[-1].attribution
    assert attribution.mention.words == "They"
    assert "“They” is the subject of the sentence before: officials" in attribution.chain


def test_the_second_seed_has_no_headline_and_no_date(second):
    assert second.headline is None
    assert [(author.name, author.printed) for author in second.authors] == [
        ("Josh Lederman", "JOSH LEDERMAN")
    ]
    assert not second.published.is_known
    assert second.published.iso == ""
    hints = [hint.words for hint in second.published.hints]
    assert {"Tuesday", "Monday", "Saturday", "late August"} <= set(hints)
    assert second.publication is None
    assert [text.rule for text in second.removed] == ["sharing"]
    assert len(second.body.split("\n\n")) == 11


def test_president_barack_obama_and_obama_are_one_speaker(second):
    speakers = {q.attribution.speaker for q in spoken(second) if q.attribution.speaker.name == "Barack Obama"}
    assert len(speakers) == 1
    assert {"President Barack Obama", "Obama"} <= set(speakers.pop().forms)


def test_stretches_of_one_utterance_share_their_statement(second):
    statements = [quotation.statement for quotation in spoken(second)]
    assert statements[1] == statements[2]
    assert statements[6] == statements[7]
    assert len(set(statements)) == 6


def test_what_rhodes_said_obama_raised_is_indirect_speech_of_rhodes(second):
    indirect = [q for q in second.quotations if q.kind is QuotationKind.INDIRECT]
    words = {q.span.of(second.body): q.attribution.speaker and q.attribution.speaker.name for q in indirect}
    assert words["Obama raised the issue in his meeting Saturday"] == "Ben Rhodes"


@pytest.mark.parametrize("name", SPOKEN)
def test_nobody_who_says_nothing_is_a_speaker(articles, name):
    silent = {"Phil Goldberg", "Gore", "Leon Fuerth", "Pyongyang", "Yunji de Nies"}
    names = {q.attribution.speaker.name for q in articles[name].quotations if q.attribution.speaker}
    assert not names & silent
    between_marks = {q.attribution.speaker.name for q in spoken(articles[name]) if q.attribution.speaker}
    assert "China" not in between_marks  # it urges something, without marks
