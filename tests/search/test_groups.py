"""Quotes by who said them."""

import datetime

import pytest

from articles.models import Quote, Speaker
from articles.search import Scope, SearchRequest, Sort, drain_outbox, group_by_speaker
from articles.search.groups import GROUPS_ON_A_PAGE
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db


def say(speaker, *words, year=2010, **changes):
    """Store an article of a year in which somebody says each of these words."""
    body = "\n\n".join(f"“{each}” it was said." for each in words)
    article = make_article(body=body, date=datetime.date(year, 1, 1))
    if isinstance(speaker, str):
        changes["unnamed_source"] = make_unnamed_source(article, speaker)
    else:
        changes["speaker"] = speaker
    for each in words:
        make_quote(article, each, **changes)


def ask(text="", **changes):
    request = {"scope": Scope.QUOTES, "kinds": ("direct",), "sort": Sort.NEWEST, **changes}
    return group_by_speaker(SearchRequest(text=text, **request))


def told(found):
    return [(group.label, group.total, [hit.quote.words for hit in group.hits]) for group in found.groups]


@pytest.fixture
def harbour():
    """Return an archive of two speakers, an unnamed source, a withheld one and nobody."""
    say(make_speaker("Ada Marsh"), "the fee falls", "the fee stays", year=2010)
    say(make_speaker("Ada Marsh"), "no fee", "a fee, perhaps", year=2012)
    say(make_speaker("Tom Hale"), "the fee is theft", year=2011)
    say(make_speaker("Ida Voss", visibility="withheld", withheld_reason="privacy"), "a secret fee", year=2011)
    say("pilot", "the fee sinks us", year=2011)
    say(None, "what fee", "whose fee", year=2011)
    drain_outbox()


def test_those_with_most_quotes_come_first_and_the_nameless_last(harbour):
    found = ask()
    assert told(found) == [
        ("Ada Marsh", 4, ["no fee", "a fee, perhaps", "the fee falls"]),
        ("Tom Hale", 1, ["the fee is theft"]),
        ("An unnamed source", 1, ["the fee sinks us"]),
        ("A name withheld", 1, ["a secret fee"]),
        ("Nobody is named", 2, ["what fee", "whose fee"]),
    ]
    assert [(group.name, group.value) for group in found.groups][1:3] == [
        ("speaker", "tom-hale"),
        ("attribution", "unnamed"),
    ]
    assert (found.total, found.page_count) == (5, 1)


def test_quotes_of_a_group_stand_in_the_order_asked_for(harbour):
    assert told(ask(sort=Sort.OLDEST))[0][2] == ["the fee falls", "the fee stays", "no fee"]
    (group,) = ask("stays", sort=Sort.RELEVANCE).groups
    assert [(passage.text, passage.is_match) for passage in group.hits[0].words] == [
        ("the fee ", False),
        ("stays", True),
    ]


@pytest.mark.parametrize(
    ("request_", "groups"),
    [
        ({"speakers": ("tom-hale",)}, [("Tom Hale", 1)]),
        ({"speakers": ("tom-hale", "ada-marsh"), "years": ("2010",)}, [("Ada Marsh", 2)]),
        ({"attributions": ("nobody",)}, [("Nobody is named", 2)]),
        ({"attributions": ("named",), "years": ("2011",)}, [("Tom Hale", 1)]),
        ({"text": "theft OR sinks"}, [("Tom Hale", 1), ("An unnamed source", 1)]),
        ({"kinds": ("indirect",)}, []),
        ({"speakers": ("nobody-known",)}, []),
    ],
)
def test_groups_obey_words_and_filters(harbour, request_, groups):
    assert [each[:2] for each in told(ask(**request_))] == groups


def test_pages_of_groups_join_to_the_whole_and_the_last_begins_with_the_nameless():
    for number in range(GROUPS_ON_A_PAGE):
        say(make_speaker(f"Una Bray{number}"), "we shall see")
    say(None, "so shall we")
    drain_outbox()
    first, second, third = (ask(page=page) for page in (1, 2, 3))
    assert [group.label for group in first.groups] == [f"Una Bray{n}" for n in range(GROUPS_ON_A_PAGE)]
    assert [group.label for group in second.groups] == ["Nobody is named"]
    assert (third.groups, first.page_count) == ((), 2)


def test_who_was_withheld_a_moment_ago_has_no_group(harbour):
    Speaker.objects.filter(slug="tom-hale").update(visibility="withheld", withheld_reason="privacy")
    Quote.objects.filter(words="no fee").update(review_state="rejected")
    found = told(ask())
    assert "Tom Hale" not in [label for label, *_ in found]
    assert found[0][2] == ["a fee, perhaps", "the fee falls"]
