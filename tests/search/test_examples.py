"""Every example of the help finds what it says and leaves out what it says."""

import datetime

import pytest

from articles.models import Byline, Topic
from articles.search import SearchRequest, drain_outbox, parse, search
from articles.search.examples import QUOTE_FILTERS, SECTIONS, Sample
from articles.search.fields import FIELDS
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db

EXAMPLES = [example for section in SECTIONS for example in section.examples]
SAID = "“We shall see,” somebody said."


def make(sample):
    """Return an article that is as the sample says, and has no more than that."""
    is_quoting = bool(sample.speaker or sample.cue or sample.kind or sample.source)
    article = make_article(
        headline=sample.headline,
        body=sample.text or SAID,
        publication=make_publication(sample.publication) if sample.publication else None,
        **({"date": datetime.date.fromisoformat(sample.date)} if sample.date else {}),
    )
    if sample.byline:
        Byline.objects.create(article=article, name=sample.byline, position=1)
    if sample.topic:
        article.topics.add(Topic.objects.create(name=sample.topic, slug=sample.topic.lower()))
    if is_quoting:
        make_quote(
            article,
            "We shall see,",
            speaker=make_speaker(sample.speaker) if sample.speaker else None,
            cue=sample.cue or "said",
            kind=sample.kind or "direct",
            unnamed_source=make_unnamed_source(article, sample.source) if sample.source else None,
            review_state=sample.review or "unreviewed",
            confidence=0.5 if sample.is_probable else 0.95,
        )
    return article


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.query)
def test_an_example_finds_what_it_says_and_nothing_else(example):
    finds, misses = make(example.finds), make(example.misses)
    drain_outbox()
    results = search(SearchRequest(text=example.query))
    assert results.problems == ()
    found = {hit.article.pk for hit in results.hits}
    assert (finds.pk in found, misses.pk in found) == (True, False)


@pytest.mark.parametrize("example", QUOTE_FILTERS, ids=lambda example: f"{example.name}={example.value}")
def test_a_filter_of_quotes_finds_what_it_says_and_nothing_else(client, example):
    finds, misses = make(example.finds), make(example.misses)
    drain_outbox()
    html = client.get("/quotes/", {example.name: example.value}).content.decode()
    assert "is not" not in html
    assert (finds.get_absolute_url() in html, misses.get_absolute_url() in html) == (True, False)


def test_a_sample_says_what_it_has():
    assert str(Sample(source="official", review="confirmed", is_probable=True)) == (
        "one quoting an unnamed official, with a quote confirmed by an editor, "
        "with a quote that is only probably by its speaker"
    )
    assert str(Sample(byline="Ada Marsh", date="2009-06-26")) == "one by Ada Marsh, dated 2009-06-26"
    assert str(Sample()) == "one without a date"


def test_there_is_an_example_of_every_field_or_it_is_named_as_another_name_of_one():
    told = " ".join(f"{example.query} {example.meaning}" for example in EXAMPLES)
    assert {field for field in FIELDS if f"{field}:" not in told} == {"byline", "year"}


def test_no_two_examples_are_the_same():
    assert len({example.query for example in EXAMPLES}) == len(EXAMPLES)
    assert all(parse(example.query).problems == () for example in EXAMPLES)
