"""The demo's articles as the engine reads their files: as they were meant."""

import re

import pytest

from articles.text.documents import ParsedArticle, QuotationKind
from articles.text.pipeline import parse
from articles.text.readers import Item, unpack
from demo.articles import Article, make_articles
from demo.files import write_files
from demo.grammar import Planted

# Of quotes between marks, found with the speaker intended. The demo is no measurement of the engine: this says
# that its texts are fair and that its pages show what they are to show.
FOUND = 1.0
RIGHT = 0.97


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> list[tuple[Article, ParsedArticle]]:
    """Return each article with what is understood of its file."""
    folder = tmp_path_factory.mktemp("demo")
    found: dict[tuple[str, str], ParsedArticle] = {}
    for path in write_files(make_articles(), folder):
        with path.open("rb") as file:
            for item in unpack(file, name=path.name):
                assert isinstance(item, Item)
                article = parse(item)
                found[article.publication.value, article.headline.value] = article
    return [(article, found[article.outlet.name, article.headline]) for article in make_articles()]


def _spoken(article: ParsedArticle):
    return [one for one in article.quotations if one.kind is not QuotationKind.INDIRECT]


def _told(quotation) -> str:
    attribution = quotation.attribution
    if attribution.speaker:
        return attribution.speaker.name
    return f"[{attribution.unnamed.description}]" if attribution.unnamed else ""


def _is_meant(told: str, planted: Planted) -> bool:
    """Whether a name is the one intended, or a description its beginning: "skipper" of "skipper from the islands"."""
    meant = planted.who.removeprefix("the ").lower()
    if meant.startswith("["):
        return told.startswith("[") and meant.startswith(told.lower().removesuffix("]"))
    return told.removeprefix("the ").removeprefix("The ").lower() == meant


def test_headline_byline_and_date_are_read_as_they_are_printed(read):
    for article, parsed in read:
        assert [author.name for author in parsed.authors] == ([article.byline] if article.byline else [])
        printed = article.printed_day or article.day
        assert parsed.published.iso[:10] == (printed.isoformat() if article.is_dated else "")


def test_every_quote_is_found_and_nearly_every_one_with_its_speaker(read):
    planted = found = right = 0
    for article, parsed in read:
        told = {one.span.of(parsed.body): _told(one) for one in _spoken(parsed)}
        for one in article.planted:
            if one.kind != "indirect":
                planted += 1
                found += one.words in told
                right += one.words in told and _is_meant(told[one.words], one)
    assert planted > 700
    assert found / planted >= FOUND
    assert right / planted >= RIGHT


def test_nothing_is_found_that_was_not_planted_but_the_ambiguous_one(read):
    extra = [
        one.span.of(parsed.body)
        for article, parsed in read
        for one in _spoken(parsed)
        if one.span.of(parsed.body) not in {planted.words for planted in article.planted}
    ]
    assert extra == ["It will be a long winter,"]


def test_what_the_sites_put_around_their_texts_is_removed(read):
    for _, parsed in read:
        assert not re.search("Share this|Discuss this|Sign up for|subscribe|©", parsed.body)
    assert sum(bool(parsed.removed) for _, parsed in read) > 100
