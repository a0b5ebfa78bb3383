"""Uses of words over time, and whom a reader means by a name."""

import datetime

import pytest

from articles.models import Redirect, SpeakerAlias
from articles.search import (
    UseRequest,
    count_by_year,
    drain_outbox,
    find_speakers,
    find_uses,
    most_quoted,
    parse,
)
from articles.search.syntax import positive_leaves
from articles.search.uses import AROUND, context_of
from tests.factories import make_article, make_quote, make_speaker

SPOKEN = ("direct", "mixed")


def say(words, *, date=None, speaker=None, **changes):
    days = {"date": date} if date else {}
    article = make_article(body=f"On the quay: “{words}”", **days, **changes)
    return make_quote(article, words, speaker=speaker)


def found(*requests, most=100, lines=10):
    drain_outbox()
    return find_uses(requests, most=most, lines=lines)


def context(words, query):
    return context_of(words, positive_leaves(parse(query).node))


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.django_db
def test_uses_come_oldest_first_and_the_undated_last():
    say("Fees must fall.")
    say("A fee is a fee.", date=day("2012-05-06"))
    first = say("No fee at all.", date=day("2010-01-02"))
    [uses] = found(UseRequest("fee"))
    assert [use.words for use in uses.uses] == ["No fee at all.", "A fee is a fee.", "Fees must fall."]
    assert (uses.total, uses.undated) == (3, 1)
    assert uses.is_whole
    assert uses.first.public_id == first.public_id
    assert uses.last.earliest == day("2012-05-06")
    assert [(line.context.before, line.context.words) for line in uses.lines] == [
        ("No", "fee"),
        ("A", "fee"),
        ("", "Fees"),
    ]


@pytest.mark.django_db
def test_words_are_looked_for_in_quotes_and_not_in_the_names_of_speakers():
    marsh = make_speaker("Ada Marsh")
    say("The sea is rising.", speaker=marsh)
    say("The marsh is drying.", speaker=make_speaker("Tom Hale"))
    [uses] = found(UseRequest("marsh"))
    assert [use.words for use in uses.uses] == ["The marsh is drying."]


@pytest.mark.django_db
def test_each_request_has_its_own_speaker_words_and_kinds():
    ada, tom = make_speaker("Ada Marsh"), make_speaker("Tom Hale")
    say("The fee will fall.", speaker=ada)
    say("The fee will rise.", speaker=tom)
    say("The fee is what it is.", speaker=tom)
    quote = say("fees were too high", speaker=tom)
    quote.kind = "indirect"
    quote.save()
    totals = [
        uses.total
        for uses in found(
            UseRequest("fee", "ada-marsh", SPOKEN),
            UseRequest("fee", "tom-hale", SPOKEN),
            UseRequest("fee", "tom-hale"),
            UseRequest('"fee will"'),
            UseRequest("", "ada-marsh"),
            UseRequest("nowhere"),
        )
    ]
    assert totals == [1, 2, 3, 2, 1, 0]


@pytest.mark.django_db
def test_too_many_uses_are_counted_by_month_and_their_ends_are_still_known():
    for date in ("2010-01-02", "2010-01-30", "2011-03-04", "2012-12-31"):
        say("The fee.", date=day(date))
    say("The fee.")
    say(
        "The fee.",
        date_earliest=day("2011-01-01"),
        date_latest=day("2011-12-31"),
        date_precision="year",
        date_basis="explicit",
    )
    [uses] = found(UseRequest("fee"), most=3, lines=2)
    assert not uses.is_whole
    assert uses.uses == ()
    assert uses.months == {"2010-01": 2, "2011-03": 1, "2012-12": 1}
    assert (uses.total, uses.undated) == (6, 1)
    assert (uses.first.earliest, uses.last.latest) == (day("2010-01-02"), day("2012-12-31"))
    assert len(uses.lines) == 2


@pytest.mark.django_db
def test_what_readers_may_not_see_is_not_found_even_before_the_index_knows():
    withheld = say("The fee is dead.")
    private = say("The fee is private.", rights="private")
    [uses] = found(UseRequest("fee"))
    assert [use.public_id for use in uses.uses] == [withheld.public_id]
    type(withheld).objects.filter(pk=withheld.pk).update(visibility="withheld", withheld_reason="legal")
    [uses] = find_uses([UseRequest("fee")], most=100, lines=10)
    assert (uses.total, uses.uses, uses.lines) == (0, (), ())
    assert private.words not in str(uses)


@pytest.mark.django_db
def test_two_queries_answer_however_many_requests(django_assert_num_queries):
    say("The fee will fall.", speaker=make_speaker("Ada Marsh"))
    drain_outbox()
    for terms in (["fee"], ["fee", "will", "fall", "the"]):
        with django_assert_num_queries(2):
            find_uses([UseRequest(term) for term in terms], most=100, lines=10)


@pytest.mark.django_db
def test_a_mistake_in_a_term_is_told():
    say("The fee.")
    [uses] = found(UseRequest('"fee'))
    assert uses.problems


def test_the_context_is_one_line_cut_between_words():
    words = "We have said for years and years, again and again,\nthat the fee is a tax by another name, and a bad one too."
    found = context(words, "fee")
    assert found.before == "…and years, again and again, that the"
    assert found.is_apart
    assert found.words == "fee"
    assert found.after == " is a tax by another name, and a bad one…"
    assert len(found.after) <= AROUND + 1


def test_the_context_of_a_beginning_has_nothing_before_and_of_a_phrase_all_its_words():
    found = context("Blank cheques are gone.", '"blank cheques"')
    assert (found.before, found.words, found.after) == ("", "Blank cheques", " are gone.")
    assert not found.is_apart


def test_a_word_within_another_is_not_set_apart_from_it():
    found = context("the law-fee and so on", "fee")
    assert (found.before, found.is_apart) == ("the law-", False)


def test_words_one_after_the_other_are_one_place():
    found = context("A price cap is no cap.", "price cap")
    assert (found.before, found.words, found.after) == ("A", "price cap", " is no cap.")
    assert context("A cap, price or not.", "price cap").words == "cap"


def test_without_words_to_find_the_context_is_the_beginning():
    found = context("x" * 300, "")
    assert (found.before, found.words) == ("", "")
    assert found.after == "x" * (2 * AROUND) + "…"


@pytest.mark.django_db
def test_a_speaker_is_found_by_slug_by_name_and_by_an_old_slug():
    ada = make_speaker("Ada Marsh")
    say("Yes.", speaker=ada)
    Redirect.objects.create(kind="speaker", old="adeline-marsh", new="ada-marsh")
    asked = ["ada-marsh", "ADA MARSH", "adeline-marsh", "nobody"]
    assert [each.speaker for each in find_speakers(asked)] == [ada, ada, ada, None]


@pytest.mark.django_db
def test_a_short_name_means_who_alone_has_it():
    ada, tom = make_speaker("Ada Marsh"), make_speaker("Tom Marsh")
    for speaker in (ada, tom):
        say("Yes.", speaker=speaker)
    SpeakerAlias.objects.create(speaker=ada, name="Marsh", name_key="marsh")
    assert find_speakers(["Marsh"])[0].speaker == ada
    SpeakerAlias.objects.create(speaker=tom, name="Marsh", name_key="marsh")
    assert find_speakers(["Marsh"])[0].speaker is None


@pytest.mark.django_db
def test_a_mistyped_name_leads_to_those_like_it():
    ada = make_speaker("Ada Marsh")
    say("Yes.", speaker=ada)
    say("No.", speaker=make_speaker("Tom Hale"))
    [found] = find_speakers(["ada-mash"])
    assert (found.speaker, found.near) == (None, (ada,))


@pytest.mark.django_db
def test_nobody_learns_of_a_speaker_whom_readers_may_not_know():
    say("Yes.", speaker=make_speaker("Ada Marsh"), rights="private")
    say("No.", speaker=make_speaker("Ada March", visibility="withheld", withheld_reason="privacy"))
    for asked in ("ada-marsh", "Ada Marsh", "ada-march", "ada-mars"):
        [found] = find_speakers([asked])
        assert (found.speaker, found.near) == (None, ())


@pytest.mark.django_db
def test_the_most_quoted_come_with_their_years(django_assert_num_queries):
    ada, tom = make_speaker("Ada Marsh"), make_speaker("Tom Hale")
    for date in ("2010-01-02", "2010-05-06", "2012-01-01"):
        say("Yes.", date=day(date), speaker=ada)
    say("No.", speaker=tom)
    say("Who?", speaker=make_speaker("Una Bray", visibility="hidden"))
    drain_outbox()
    with django_assert_num_queries(1):
        rows = count_by_year(kinds=SPOKEN, most=5)
    assert [(row.speaker, row.total, dict(row.years)) for row in rows] == [
        (ada, 3, {"2010": 2, "2012": 1}),
        (tom, 1, {"undated": 1}),
    ]
    assert most_quoted(kinds=SPOKEN, most=1) == ((ada, 3),)
