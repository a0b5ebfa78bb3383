"""Mistakes for an editor to find, as outlets and collectors make them; each is noted on its article."""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.articles import Article

# Outlet and event: the headline as it was misspelt.
TYPOS = {
    ("courier", "cap-passed"): "Eleven votes put a celing on power bills",
    ("wire", "dam-drought"): "Nauve falls below 300 for the frist time",
    ("herald", "fish-closed"): "Eight weeks without nests",
    ("courier", "treaty-signed"): "Two countries sign treaty on the Nuave",
    ("wire", "records-act"): "Public Records Act passes with nine exeptions",
    ("gazette", "levy-gone"): "Duty and levy go togehter",
}
# The name of someone whom the article quotes stands where its reporter's should.
WRONG_BYLINES = {("courier", "tariff-letters"): "Eleanor Quist", ("herald", "records-web"): "Robert Haskin"}
# A year that the calendar contradicts: Kestrel took office in 2016, the flood was in 2020.
WRONG_YEARS = {("courier", "rates-governor"): 2006, ("gazette", "flood-2020"): 2002}
# Two people of one family name in one text, and a quotation that might be either's.
AMBIGUOUS = {
    ("courier", "fish-agreement"): (
        "Marcus Oldane, the prime minister, and Peter Oldane, the president of the Coastal Fishers' Union, left the quay by the same gate without a greeting.",
        "“It will be a long winter,” Oldane said.",
    )
}


def with_errors(articles: "Iterable[Article]") -> "Iterator[Article]":
    """Yield the articles, some of them with a mistake and a note of it."""
    for article in articles:
        key = (article.outlet.key, article.event)
        if article.is_copy:
            yield article
        elif key in TYPOS:
            note = f"The headline is misspelt; it should be “{article.headline}”."
            yield dataclasses.replace(article, headline=TYPOS[key], note=note)
        elif key in WRONG_BYLINES:
            note = f"The byline names someone quoted; {article.byline} wrote it."
            yield dataclasses.replace(article, byline=WRONG_BYLINES[key], note=note)
        elif key in WRONG_YEARS:
            day = _in_year(article.day, WRONG_YEARS[key])
            note = f"The year should be {article.day.year}."
            yield dataclasses.replace(article, printed_day=day, is_dated=True, note=note)
        elif key in AMBIGUOUS:
            paragraphs = (*article.paragraphs, *AMBIGUOUS[key])
            note = "“It will be a long winter” may be either Oldane's: the text does not say."
            yield dataclasses.replace(article, paragraphs=paragraphs, note=note)
        else:
            yield article


def _in_year(day: datetime.date, year: int) -> datetime.date:
    return day.replace(year=year)
