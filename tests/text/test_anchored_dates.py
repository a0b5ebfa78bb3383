"""Publication dates computed from words and what is known beside them."""

import datetime

import pytest

from articles.text.documents import DateBasis, DatePrecision, Frame, Stated
from articles.text.pipeline import parse, parse_source
from articles.text.readers import Form, Item, SourceText

BODY = (
    "The harbour board met in the old customs house to discuss the tariff for the coming season.\n\n"
    "It heard from the masters of nine ships, who asked that the fee be lowered before the spring."
)
DATELINE = "LISBON, March 4 (Meridian News) - "
FRENCH = (
    "Le conseil du port se réunit dans la vieille douane pour parler du tarif de la saison qui vient.\n\n"
    "Les capitaines de neuf navires ont demandé que la taxe soit baissée avant le printemps dans le port."
)


def parsed(text, *, form=Form.LINES, captured="", url="", stated=""):
    retrieved = datetime.datetime.fromisoformat(f"{captured}T12:00:00+00:00") if captured else None
    told = Stated(where="front matter", source_url=url, retrieved_at=retrieved, published=stated)
    source = SourceText(text, "text", "text/plain", "utf-8", form, told)
    return parse_source(source, finds_quotations=False)


def head(line: str) -> str:
    return f"Harbour fee to fall\n\n{line}\n\n{BODY}"


@pytest.mark.parametrize(
    ("text", "known", "date", "evidence"),
    [
        pytest.param(
            DATELINE + BODY,
            {"captured": "2016-03-10"},
            "2016-03-04",
            ["March 4", "the day of capture, 10 March 2016"],
            id="a dateline shortly before the capture",
        ),
        pytest.param(
            "LISBON, December 30 (Meridian News) - " + BODY,
            {"captured": "2017-01-02"},
            "2016-12-30",
            ["December 30", "the day of capture, 2 January 2017"],
            id="the year before that of the capture",
        ),
        pytest.param(
            DATELINE + BODY,
            {"url": "https://news.example/2016/03/harbour-fee"},
            "2016-03-04",
            ["March 4", "the address, 2016/03"],
            id="a dateline and the year of the address",
        ),
        pytest.param(
            BODY,
            {"url": "https://news.example/2016/03/04/harbour-fee"},
            "2016-03-04",
            ["the address, 2016/03/04"],
            id="the day of the address",
        ),
        pytest.param(
            DATELINE + BODY,
            {"url": "https://news.example/harbour-20160304.html", "captured": "2020-01-01"},
            "2016-03-04",
            ["March 4", "the address, 20160304"],
            id="a dateline and the day of the address",
        ),
        pytest.param(
            head("Friday, March 4"),
            {"captured": "2016-11-20"},
            "2016-03-04",
            ["Friday, March 4", "the day of capture, 20 November 2016"],
            id="a weekday that fits the year of the capture",
        ),
        pytest.param(
            head("Published March 10, 8:19 PM"),
            {"captured": "2016-03-10"},
            "2016-03-10",
            ["March 10", "the day of capture, 10 March 2016"],
            id="labelled on the day of the capture",
        ),
        pytest.param(
            head("Updated March 6, 9:41 AM; Posted March 4, 8:19 PM"),
            {"url": "https://news.example/2016/harbour-fee"},
            "",
            [],
            id="an update and a posting in one line",
        ),
        pytest.param(
            head("03/04/2021 17:05 EDT"),
            {},
            "2021-03-04T17:05",
            ["03/04/2021", "the time zone, EDT"],
            id="an American zone",
        ),
        pytest.param(
            head("03/04/2021 - 13:55 GMT+1"),
            {},
            "2021-04-03T13:55",
            ["03/04/2021", "the time zone, GMT+1"],
            id="a European zone",
        ),
        pytest.param(
            f"Tarif du port\n\n03/04/2021\n\n{FRENCH}",
            {},
            "2021-04-03",
            ["03/04/2021", "the language of the text, fr"],
            id="a language that sets the day first",
        ),
        pytest.param(
            head("03/04/2021"),
            {"captured": "2021-03-20"},
            "2021-03-04",
            ["03/04/2021", "the day of capture, 20 March 2021"],
            id="one reading lies after the capture",
        ),
        pytest.param(
            head("03/04/2021")
            + "\n\nThe board had last met on 02/28/2021, when several masters of larger vessels complained about harbour charges.",
            {},
            "2021-03-04",
            ["03/04/2021", "02/28/2021"],
            id="another date shows the order",
        ),
        pytest.param(
            BODY,
            {"form": Form.BODY, "stated": "03/04/2021", "captured": "2021-03-20"},
            "2021-03-04",
            ["03/04/2021", "the day of capture, 20 March 2021"],
            id="a stated date in doubt",
        ),
    ],
)
def test_words_and_an_anchor_make_a_partial_date(text, known, date, evidence):
    published = parsed(text, **known).published
    assert published.iso == date
    assert [one.words for one in published.evidence] == evidence
    assert published.basis is (DateBasis.PARTIAL if date else DateBasis.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "known", "hint"),
    [
        pytest.param(DATELINE + BODY, {}, "March 4", id="no anchor"),
        pytest.param(DATELINE + BODY, {"captured": "2016-06-10"}, "March 4", id="captured much later"),
        pytest.param(
            DATELINE + BODY,
            {"url": "https://news.example/2016/05/harbour-fee"},
            "March 4",
            id="the address names another month",
        ),
        pytest.param(
            head("Friday, March 4"),
            {"captured": "2017-03-10"},
            "Friday, March 4",
            id="a weekday that does not fit",
        ),
        pytest.param(head("03/04/2021"), {}, "03/04/2021", id="either order"),
        pytest.param(
            head("03/04/2021 17:05 EDT")
            + "\n\nThe board had last met on 28/02/2021, when several masters of larger vessels complained about harbour charges.",
            {},
            "03/04/2021",
            id="zone and neighbour disagree",
        ),
        pytest.param(
            head("Thursday, March 10"),
            {"captured": "2016-03-10"},
            "Thursday, March 10",
            id="a masthead's today",
        ),
        pytest.param(head("03/04/2021"), {"captured": "2021-03-05"}, "03/04/2021", id="a numeric masthead"),
        pytest.param(head("Updated 03/04/2021 17:05 EDT"), {}, "03/04/2021", id="an update"),
        pytest.param(head("03/04/2021 17:05 EDT\n\n05/04/2021 17:05 EDT"), {}, "03/04/2021", id="two dates"),
        pytest.param("On Tuesday t" + BODY[1:], {"captured": "2016-03-10"}, "Tuesday", id="a weekday"),
        pytest.param(
            BODY.replace("the spring", "late August"),
            {"captured": "2016-09-01"},
            "late August",
            id="part of a month",
        ),
    ],
)
def test_what_leaves_doubt_is_a_hint_and_no_date(text, known, hint):
    published = parsed(text, **known).published
    assert not published.is_known
    assert published.basis is DateBasis.UNKNOWN
    assert published.hints[0].words == hint


def test_a_captured_page_without_a_date_has_none():
    assert not parsed(BODY, captured="2016-03-10").published.is_known


def test_the_words_of_a_partial_date_have_their_place():
    article = parsed(DATELINE + BODY, captured="2016-03-10")
    words, anchor = article.published.evidence
    assert words.span is not None
    assert (words.span.of(article.body), words.frame) == ("March 4", Frame.BODY)
    assert anchor.span is None
    line = parsed(head("March 4"), captured="2016-03-10").published.evidence[0]
    assert line.span is not None
    assert (line.span.of(head("March 4")), line.frame) == ("March 4", Frame.SOURCE)


def test_a_date_after_the_capture_is_remarked_on_and_not_taken():
    article = parsed(head("Published 4 March 2031"), captured="2016-03-10")
    assert not article.published.is_known
    assert [hint.words for hint in article.published.hints] == ["4 March 2031"]
    assert article.remarks == (
        "The date 4 March 2031 lies after the capture on 10 March 2016, and was not taken.",
    )


def test_a_capture_may_be_a_day_before_in_another_time_zone():
    article = parsed(head("Published 11 March 2016"), captured="2016-03-10")
    assert (article.published.iso, article.remarks) == ("2016-03-11", ())


def test_a_stated_date_in_doubt_is_remarked_on():
    article = parsed(BODY, form=Form.BODY, stated="03/04/2021")
    assert not article.published.is_known
    assert article.remarks == ("The date “03/04/2021” of the front matter may be 3 April or 4 March 2021.",)


@pytest.mark.parametrize(
    ("stated", "date", "precision"),
    [("2009-06", "2009-06", "month"), ("2009", "2009", "year"), ("20090626", "2009-06-26", "day")],
)
def test_a_stated_date_may_be_coarse_or_compact(stated, date, precision):
    published = parsed(BODY, form=Form.BODY, stated=stated).published
    assert (published.iso, published.precision) == (date, DatePrecision(precision))
    assert published.basis is DateBasis.EXPLICIT


def test_a_plain_text_with_a_dateline_alone_is_undated():
    article = parse(Item("a.txt", (DATELINE + BODY).encode()))
    assert not article.published.is_known
    assert [hint.words for hint in article.published.hints] == ["March 4"]
