"""Dates as printed."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.dates import (
    find_dates,
    find_doubtful_dates,
    find_hints,
    find_months,
    find_yearless_dates,
    read_date,
)
from articles.text.documents import DatePrecision, PublicationDate
from articles.text.months import ABBREVIATIONS, MONTHS

PRINTED = [
    ("Jun 26, 2009 4:21pm", "2009-06-26T16:21"),
    ("June 26th, 2009", "2009-06-26"),
    ("June 26, '09", "2009-06-26"),
    ("26 June 2009", "2009-06-26"),
    ("26th of June, 2009", "2009-06-26"),
    ("26-Jun-2009", "2009-06-26"),
    ("Sept. 9, 2018", "2018-09-09"),
    ("July 4, 1876", "1876-07-04"),
    ("2019-11-05T06:07:08Z", "2019-11-05T06:07"),
    ("2009-06-26T16:21:00.123456+02:00", "2009-06-26T16:21"),
    ("2009-06-26 16:21:00 -0400", "2009-06-26T16:21"),
    ("20090626T162100Z", "2009-06-26T16:21"),
    ("2009/6/26", "2009-06-26"),
    ("Fri, 26 Jun 2009 16:21:00 GMT", "2009-06-26T16:21"),
    ("Fri Jun 26 16:21:00 +0000 2009", "2009-06-26T16:21"),
    ("12 a.m. on 3 March 2021", "2021-03-03"),
    ("3 March 2021, 12:05 a.m.", "2021-03-03T00:05"),
    ("3 March 2021 at 16:21 BST", "2021-03-03T16:21"),
    ("3 March 2021 (0230 GMT)", "2021-03-03T02:30"),
    ("3 March 2021 · 11.41am", "2021-03-03T11:41"),
    ("03.03.2021, 16.21 Uhr", "2021-03-03T16:21"),
    ("3 mars 2021 à 16h21", "2021-03-03T16:21"),
    ("25/12/2020", "2020-12-25"),
    ("12/25/2020", "2020-12-25"),
    ("11/19/19", "2019-11-19"),
    ("11/19/84", "1984-11-19"),
    ("04.05.2019", "2019-05-04"),
    ("26. 6. 2009", "2009-06-26"),
    ("11.14.2019", "2019-11-14"),
    ("5 mars 2017", "2017-03-05"),
    ("1er mai 2019", "2019-05-01"),
    ("9 janv. 2018", "2018-01-09"),
    ("5 de marzo de 2017", "2017-03-05"),
    ("20 de abril del 2009", "2009-04-20"),
    ("26. Juni 2009", "2009-06-26"),
    ("26 HAZİRAN 2009", "2009-06-26"),
    ("26 KASIM 2009", "2009-11-26"),
    ("26 июня 2009 г.", "2009-06-26"),
    ("26 ביוני 2009", "2009-06-26"),
    ("26 يونيو 2009", "2009-06-26"),
    ("2009年6月26日", "2009-06-26"),
    ("2009년 6월 26일 16:21", "2009-06-26T16:21"),
    ("2009. 6. 26.", "2009-06-26"),
    # As scrapers glue them.
    ("by Harbour TimesNovember 21, 2025", "2025-11-21"),
    ("November 21, 202501747", "2025-11-21"),
    ("November 21, 20250", "2025-11-21"),
    ("Apr 28 20232:23 PM EDT", "2023-04-28T14:23"),
]
NO_DATES = [
    "31 June 2009",
    "29 February 2019",
    "04/05/2019",
    "26/06/09",
    "27.04.24",
    "10.04.99",
    "2009.6.2",
    "2019-13-40",
    "Tuesday",
    "we",
    "May we vote in 2019?",
    "1.2.3",
    "Room 12, 2009",
    "On March 4, 20000 people marched",
    "192.168.10.2019",
    "call 20090626",
    "04.05.2019 09:00 AM",
]


def read(text: str) -> str:
    found = next(find_dates(text))
    assert found.earliest == found.latest
    return f"{found.earliest}" + (f"T{found.time:%H:%M}" if found.time else "")


@pytest.mark.parametrize(("text", "date"), PRINTED)
def test_a_printed_date_is_read(text, date):
    assert read(text) == date


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_certain_date_is_none(text):
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("January 30, 2015 5:05 PM EST", "EST"),
        ("30 January 2015 17:05 GMT+1", "GMT+1"),
        ("2015-01-30T17:05:00+01:00", "+01:00"),
        ("2015-01-30 17:05:00 -0400", "-0400"),
        ("30 January 2015, 5:05 pm ET", "ET"),
        ("30 January 2015, 5:05 pm", ""),
    ],
)
def test_the_zone_is_kept_as_printed(text, zone):
    assert next(find_dates(text)).zone == zone


@pytest.mark.parametrize("clock", ["24:00", "13:60", "13 pm", "0:30 pm", "7"])
def test_a_time_that_cannot_be_is_none(clock):
    assert next(find_dates(f"3 March 2021 {clock}")).time is None


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2021", "3 April or 4 March 2021"),
        ("3-4-2021", "3 April or 4 March 2021"),
        ("11/08/23 5:19pm", "11 August or 8 November 2023"),
        ("26/06/09", "26 June 2009 or 9 June 2026"),
        ("04.05.2019 09:00 AM", "4 May or 5 April 2019"),
        ("27.04.24", "27 April 2024 or 24 April 2027"),
    ],
)
def test_a_numeric_date_with_several_readings_names_them(text, readings):
    assert [str(date) for date in find_doubtful_dates(text)] == [readings]


@pytest.mark.parametrize("text", ["25/12/2020", "05/05/2020", "31/31/2020", "2020-05-04", "4 May 2020"])
def test_a_date_with_one_reading_is_not_in_doubt(text):
    assert list(find_doubtful_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LISBON, March 4 (Meridian News) -", [("March 4", 3, 4, None)]),
        ("Friday, Sept. 9", [("Friday, Sept. 9", 9, 9, 4)]),
        ("the 4th of March", [("4th of March", 3, 4, None)]),
        ("on Feb. 29", [("Feb. 29", 2, 29, None)]),
        ("February 30", []),
        ("March 4, 2016", []),
        ("4 March 1816", []),
        ("March 4.5 percent", []),
        ("march 4", []),
    ],
)
def test_a_day_without_a_year_is_found(text, found):
    assert [
        (date.span.of(text), date.month, date.day, date.weekday) for date in find_yearless_dates(text)
    ] == found


def test_a_printed_weekday_tells_the_year():
    date = next(find_yearless_dates("Friday, March 4"))
    assert date.in_year(2016) == datetime.date(2016, 3, 4)
    assert date.in_year(2017) is None


@pytest.mark.parametrize(
    ("text", "days", "precision"),
    [
        ("20090626", ("2009-06-26", "2009-06-26"), "day"),
        ("2009-06", ("2009-06-01", "2009-06-30"), "month"),
        ("June 2009", ("2009-06-01", "2009-06-30"), "month"),
        ("2009年6月", ("2009-06-01", "2009-06-30"), "month"),
        ("2009", ("2009-01-01", "2009-12-31"), "year"),
        (" 26 June 2009 ", ("2009-06-26", "2009-06-26"), "day"),
    ],
)
def test_a_value_that_is_meant_to_be_a_date_may_be_coarse_or_compact(text, days, precision):
    found = read_date(text)
    assert found is not None
    assert (str(found.earliest), str(found.latest)) == days
    assert found.precision is DatePrecision(precision)


@pytest.mark.parametrize("text", ["", "soon", "20091326", "20090631", "1467331200", "13/2009", "03/04/2021"])
def test_a_value_that_is_no_date_is_none(text):
    assert read_date(text) is None


def test_a_month_with_its_year_is_no_day():
    assert [str(found.latest) for found in find_months("In June 2009 and February 2012.")] == [
        "2009-06-30",
        "2012-02-29",
    ]


@pytest.mark.parametrize(
    "text", ["31 February 2016", "31st of February, 2016", "31-February 2016", "0 May 2016"]
)
def test_a_day_that_cannot_be_tells_no_month_either(text):
    assert read_date(text) is None
    assert list(find_months(text)) == []


def test_hints_are_the_words_that_bear_on_a_date_each_once():
    body = "On Tuesday and on Tuesday, in late August, last March, on June 4 or 5 June."
    words = ["Tuesday", "late August", "last March", "June 4", "5 June"]
    assert [span.of(body) for span in find_hints(body)] == words


def capital(name: str) -> str:
    return name[0].upper() + name[1:]


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
LANGUAGES = st.sampled_from(sorted(MONTHS))
SHORT = st.sampled_from(sorted(ABBREVIATIONS))


@given(day=DAYS, language=LANGUAGES)
def test_a_date_with_a_month_in_any_language_is_read_back(day, language):
    month = MONTHS[language].split()[day.month - 1]
    # Greek capitals lose their accents.
    for text in (
        f"{day.day} {month} {day.year}",
        f"{day.day}. {capital(month)} {day.year}",
        f"{day.day} de {month} de {day.year}",
        f"{day.day} {month if language == 'el' else month.upper()} {day.year}",
    ):
        assert read(text) == str(day)


@given(day=DAYS, language=SHORT)
def test_a_date_with_a_short_month_is_read_back(day, language):
    month = ABBREVIATIONS[language].split()[day.month - 1]
    assert read(f"{day.day} {month}. {day.year}") == str(day)
    assert read(f"{day.day}-{capital(month)}-{day.year}") == str(day)


@given(moment=st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2099, 12, 31)))  # noqa: DTZ001  as printed
def test_a_moment_in_any_order_is_read_back(moment):
    half = f"{moment.hour % 12 or 12}:{moment:%M}{'a' if moment.hour < 12 else 'p'}.m."
    day = f"{moment.day} {MONTHS['en'].split()[moment.month - 1]} {moment.year}"
    for text in (
        f"{moment.isoformat()}Z",
        f"{moment:%Y}/{moment:%m}/{moment:%d} {moment:%H:%M}",
        f"{moment:%d.%m.%Y} {moment:%H.%M} Uhr",
        f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}",
        f"{day}, {half}",
        f"{day} at {moment:%H:%M} GMT",
    ):
        assert read(text) == f"{moment:%Y-%m-%dT%H:%M}"


@given(day=DAYS)
def test_a_numeric_date_is_read_or_in_doubt_and_never_misread(day):
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        certain = [found.earliest for found in find_dates(text)]
        doubtful = [date.readings for date in find_doubtful_dates(text)]
        assert certain == [day] or (not certain and day in doubtful[0])


@pytest.mark.parametrize(
    "piece", ["2009-", "26 June ", "1.2.", "June 26, ", "26 de ", "20091 ", "1", "26/06/", "Mon, ", " ", "ı"]
)
def test_no_text_takes_long(piece):
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    for find in (find_dates, find_doubtful_dates, find_months, find_yearless_dates, find_hints):
        list(find(text))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("", "26 June 2009, 4:21 pm"),
        ("Z", "26 June 2009, 4:21 pm UTC"),
        ("+00:00", "26 June 2009, 4:21 pm UTC"),
        ("-05:00", "26 June 2009, 4:21 pm UTC-05:00"),
        ("EDT", "26 June 2009, 4:21 pm EDT"),
    ],
)
def test_a_time_zone_is_told_as_people_say_it(zone, told):
    day = datetime.date(2009, 6, 26)
    published = PublicationDate(
        earliest=day, latest=day, precision=DatePrecision.MINUTE, time=datetime.time(16, 21), zone=zone
    )
    assert str(published) == told
