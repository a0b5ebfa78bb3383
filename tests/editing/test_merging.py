"""Several speakers made one, one made two, and both taken back."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core import serializers

from articles.changes import NotUndoable
from articles.editing import (
    NewSpeaker,
    NotMergeable,
    NotSplittable,
    merge,
    merged_from,
    set_apart,
    set_visibility,
    split,
    take_back,
)
from articles.models import (
    Action,
    DistinctSpeakers,
    IndexChange,
    Provenance,
    Quote,
    Redirect,
    Speaker,
    SpeakerAlias,
    SpeakerRole,
    Visibility,
)
from tests.factories import import_bytes, make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db

TABLES = (Speaker, SpeakerAlias, SpeakerRole, DistinctSpeakers, Quote, Provenance)


@pytest.fixture
def editor():
    return User.objects.create_user("ada")


def everything():
    """Return all rows of speakers and their quotes; what redirects there are beside."""
    return [row for table in TABLES for row in serializers.serialize("python", table.objects.order_by("pk"))]


def redirects():
    return dict(Redirect.objects.values_list("old", "new"))


def merged(survivor, *others, editor, **choices):
    into = replace(merged_from(survivor, others), **choices)
    return merge(survivor, others, into=into, editor=editor, reason="One person.")


def answers(client, slug):
    response = client.get(f"/speakers/{slug}/", follow=True)
    return response.status_code, response.request["PATH_INFO"]


def test_a_merge_moves_quotes_aliases_and_addresses_to_the_survivor(editor, client):
    marsh, short = make_speaker("Ada Marsh"), make_speaker("Ada B. Marsh")
    third = make_speaker("A. Marsh")
    quotes = [make_quote(make_article(), speaker=speaker) for speaker in (marsh, short, third)]
    change = merged(marsh, short, third, editor=editor)
    assert (change.action, change.editor, change.reason) == (Action.MERGE, editor, "One person.")
    assert set(marsh.quotes.all()) == set(quotes)
    assert sorted(marsh.aliases.values_list("name", "identifies")) == [
        ("A. Marsh", True),
        ("Ada B. Marsh", True),
        ("Ada Marsh", True),
    ]
    assert answers(client, "ada-b-marsh") == answers(client, "a-marsh") == (200, "/speakers/ada-marsh/")


def test_who_said_a_merged_quote_stays_as_sure_as_it_was(editor):
    quote = make_quote(make_article(), speaker=make_speaker("A. Marsh"), confidence=0.4)
    merged(make_speaker("Ada Marsh"), quote.speaker, editor=editor)
    quote.refresh_from_db()
    assert (quote.review_state, quote.attribution_origin, quote.confidence) == ("unreviewed", "rule", 0.4)


def test_the_name_of_another_can_be_chosen_and_the_address_stays(editor):
    one, other = (
        make_speaker("A. Marsh"),
        make_speaker("Ada Marsh", wikidata_id="Q5", biography="An engineer."),
    )
    merged(one, other, editor=editor, name="Ada Marsh", sort_name="Marsh, Ada")
    one.refresh_from_db()
    assert (one.name, one.slug, one.wikidata_id, one.biography) == (
        "Ada Marsh",
        "a-marsh",
        "Q5",
        "An engineer.",
    )


def test_only_the_roles_that_were_chosen_are_kept_and_each_once(editor):
    one, other = make_speaker("Ada Marsh"), make_speaker("A. Marsh")
    kept = one.roles.create(words="chair", since="2009")
    twice = other.roles.create(words="chair", since="2009")
    moved = other.roles.create(words="engineer")
    wrong = other.roles.create(words="singer")
    merged(one, other, editor=editor, roles=[kept.pk, twice.pk, moved.pk])
    assert sorted(one.roles.values_list("words", flat=True)) == ["chair", "engineer"]
    assert not SpeakerRole.objects.filter(pk=wrong.pk).exists()


def test_who_was_found_to_be_none_of_the_merged_is_none_of_the_survivor(editor):
    one, other, third = make_speaker("Ada Marsh"), make_speaker("A. Marsh"), make_speaker("Ann Marsh")
    set_apart(third, other, editor=editor, reason="Her sister.")
    merged(one, other, editor=editor)
    assert DistinctSpeakers.objects.between(one, third).get().reason == "Her sister."


def test_the_index_hears_of_every_article_that_a_merge_moves(editor):
    article = make_article()
    make_quote(article, speaker=make_speaker("A. Marsh"))
    survivor, other = make_speaker("Ada Marsh"), Speaker.objects.get(slug="a-marsh")
    IndexChange.objects.all().delete()
    merged(survivor, other, editor=editor)
    assert IndexChange.objects.filter(kind="article", object_id=article.pk).exists()


def test_undoing_a_merge_restores_what_was(editor, client):
    one, other, third = make_speaker("Ada Marsh"), make_speaker("A. Marsh"), make_speaker("Ann Marsh")
    for speaker in (one, other):
        make_quote(make_article(), speaker=speaker)
        speaker.aliases.create(name="Marsh", name_key="marsh")
        speaker.roles.create(words="chair", since="2009")
    other.aliases.create(name="Ada M.", name_key="ada m", identifies=True)
    one.aliases.create(name="Ada M.", name_key="ada m")
    set_apart(third, other, editor=editor)
    before = everything()
    change = merged(one, other, editor=editor, name="A. Marsh")
    assert everything() != before
    take_back(change, editor=editor, reason="Two persons.")
    assert everything() == before
    assert redirects() == {}
    assert answers(client, "a-marsh") == (200, "/speakers/a-marsh/")


def test_merges_in_a_chain_are_undone_in_their_reverse_order(editor):
    one, other, third = make_speaker("Ada Marsh"), make_speaker("A. Marsh"), make_speaker("A. B. Marsh")
    make_quote(make_article(), speaker=one)
    before = everything()
    first = merged(other, one, editor=editor)
    between = everything()
    second = merged(third, other, editor=editor)
    with pytest.raises(NotUndoable) as refused:
        take_back(first, editor=editor)
    assert refused.value.blockers == (second,)
    take_back(second, editor=editor)
    assert everything() == between
    take_back(first, editor=editor)
    assert everything() == before


def test_a_merge_into_itself_of_nobody_or_of_somebody_gone_is_refused(editor):
    one, other = make_speaker("Ada Marsh"), make_speaker("A. Marsh")
    before = everything()
    with pytest.raises(NotMergeable, match="into itself") as refused:
        merged(one, other, one, editor=editor)
    assert refused.value.field == "into"
    with pytest.raises(NotMergeable, match="at least two"):
        merged(one, editor=editor)
    assert everything() == before
    merged(one, other, editor=editor)
    with pytest.raises(NotMergeable, match="No longer in the archive: A"):
        merged(other, one, editor=editor)
    with pytest.raises(NotMergeable, match="No longer in the archive: A"):
        merged(one, other, editor=editor)


def test_a_name_none_of_them_has_and_an_id_that_is_somebodys_are_refused_at_the_field(editor):
    one, other = make_speaker("Ada Marsh"), make_speaker("A. Marsh")
    make_speaker("Tom Hale", wikidata_id="Q7")
    for choices in ({"name": "Tom Hale"}, {"wikidata_id": "Q7"}):
        with pytest.raises(NotMergeable) as refused:
            merged(one, other, editor=editor, **choices)
        assert refused.value.field in choices
    assert Speaker.objects.count() == 3


def test_a_name_kept_from_readers_is_not_merged_into_one_that_they_see(editor):
    one = make_speaker("Ada Marsh")
    other = make_speaker("A. Marsh", visibility="withheld", withheld_reason="privacy")
    with pytest.raises(NotMergeable, match="make them alike first"):
        merged(one, other, editor=editor)


TEXT = """Harbour fee to fall by spring

June 3, 2019

“We will lower the fee by spring,” {name} said on Monday.
"""


def test_an_import_after_a_merge_finds_the_survivor(editor):
    first = import_bytes(TEXT.format(name="Ann Lindqvist-Marsh").encode(), name="one.txt").article
    one = Speaker.objects.get(name="Ann Lindqvist-Marsh")
    merged(make_speaker("Ann Marsh"), one, editor=editor)
    import_bytes(TEXT.format(name="Ann Lindqvist-Marsh").replace("spring", "May").encode(), name="two.txt")
    import_bytes(TEXT.format(name="Ann Lindqvist-Marsh").replace("Monday", "Sunday").encode(), name="one.txt")
    assert first.quotes.count() == 1
    assert {quote.speaker.name for quote in Quote.objects.all()} == {"Ann Marsh"}


def test_an_article_that_prints_a_family_name_alone_finds_whom_it_was_merged_into(editor):
    article = import_bytes(TEXT.format(name="Mr. Lindqvist").encode(), name="one.txt").article
    alone = Speaker.objects.get()
    assert alone.slug == f"lindqvist-{article.public_id}"
    survivor = make_speaker("Olle Lindqvist")
    merged(survivor, alone, editor=editor)
    article.quotes.all().delete()
    survivor.aliases.filter(name="Lindqvist").delete()
    import_bytes(TEXT.format(name="Mr. Lindqvist").replace("Monday", "Sunday").encode(), name="one.txt")
    assert Quote.objects.get().speaker == survivor


def test_a_split_gives_quotes_to_a_new_speaker_whom_no_import_takes_them_from(editor, client):
    result = import_bytes(TEXT.format(name="John Smith").encode(), name="one.txt")
    smith = Speaker.objects.get()
    other = import_bytes(
        TEXT.format(name="John Smith").replace("fee", "toll").encode(), name="two.txt"
    ).article
    done = split(
        smith,
        Quote.objects.filter(article=other),
        into=NewSpeaker("John Smith", "Smith, John", "person"),
        editor=editor,
        reason="A footballer.",
    )
    assert (done.speaker.slug, done.change.action) == ("john-smith-2", Action.SPLIT)
    import_bytes(
        TEXT.format(name="John Smith").replace("fee", "toll").replace("Monday", "Sunday").encode(),
        name="two.txt",
    )
    quote = other.quotes.get()
    assert (quote.speaker, quote.review_state, quote.attribution_origin) == (
        done.speaker,
        "corrected",
        "editor",
    )
    assert quote.provenance.get(field="speaker").reason == "A footballer."
    assert result.article.quotes.get().speaker == smith
    assert smith.aliases.get().identifies
    assert not done.speaker.aliases.get().identifies


def test_a_form_printed_beside_split_quotes_alone_goes_along(editor):
    marsh, tom = make_speaker("Ada Marsh"), make_speaker("Tom Marsh")
    body = "“We vote,” Tom Marsh said.\n\n“We pay,” Marsh said.\n\n“We go,” Marsh said."
    article = make_article(body=body)
    named = {"mention_kind": "name"}
    moved = make_quote(article, "We vote,", speaker=tom, mention="Tom Marsh", **named)
    both = make_quote(article, "We pay,", speaker=marsh, mention="Marsh", **named)
    make_quote(article, "We go,", speaker=marsh, mention="Marsh", **named)
    marsh.aliases.create(name="Marsh", name_key="marsh")
    merged(marsh, tom, editor=editor)
    done = split(
        marsh,
        Quote.objects.filter(pk__in=[moved.pk, both.pk]),
        into=NewSpeaker("Thomas Marsh", "Marsh, Thomas", "person"),
        editor=editor,
    )
    assert sorted(done.speaker.aliases.values_list("name", "identifies")) == [
        ("Marsh", False),
        ("Thomas Marsh", True),
        ("Tom Marsh", True),
    ]
    assert sorted(marsh.aliases.values_list("name", flat=True)) == ["Ada Marsh", "Marsh"]


def test_quotes_can_be_split_off_to_a_speaker_who_is_there(editor):
    one, other = make_speaker("Ada Marsh"), make_speaker("Tom Hale")
    quote = make_quote(make_article(), speaker=one)
    assert split(one, one.quotes.all(), into=other, editor=editor).speaker == other
    quote.refresh_from_db()
    assert quote.speaker == other


@pytest.mark.parametrize(("name", "field"), [("", "into"), ("tom HALE", "name")])
def test_a_split_into_itself_or_under_anothers_name_is_refused_at_the_field(editor, name, field):
    one = make_speaker("Ada Marsh")
    make_speaker("Tom Hale")
    make_quote(make_article(), speaker=one)
    into = NewSpeaker(name, "Hale, Tom", "person") if name else one
    before = everything()
    with pytest.raises(NotSplittable) as refused:
        split(one, one.quotes.all(), into=into, editor=editor)
    assert refused.value.field == field
    assert everything() == before


def test_a_split_of_no_quote_or_of_anothers_is_refused(editor):
    one, hale = make_speaker("Ada Marsh"), make_speaker("Tom Hale")
    quote = make_quote(make_article(), speaker=hale)
    for quotes in (Quote.objects.none(), Quote.objects.filter(pk=quote.pk)):
        with pytest.raises(NotSplittable) as refused:
            split(one, quotes, into=hale, editor=editor)
        assert refused.value.field == "quotes"


def test_undoing_a_split_restores_what_was_and_its_address_still_answers(editor, client):
    one = make_speaker("Ada Marsh")
    make_quote(make_article(), speaker=one)
    stays = make_quote(make_article(), speaker=one)
    before = everything()
    done = split(
        one,
        one.quotes.exclude(pk=stays.pk),
        into=NewSpeaker("Ann Marsh", "Marsh, Ann", "person"),
        editor=editor,
    )
    assert answers(client, "ann-marsh") == (200, "/speakers/ann-marsh/")
    undoing = take_back(done.change, editor=editor)
    assert everything() == before
    assert answers(client, "ann-marsh") == (200, "/speakers/ada-marsh/")
    take_back(undoing, editor=editor)
    assert answers(client, "ann-marsh") == (200, "/speakers/ann-marsh/")
    assert redirects() == {}


def test_a_split_is_not_undone_once_the_new_speaker_has_more(editor):
    one = make_speaker("Ada Marsh")
    make_quote(make_article(), speaker=one)
    done = split(one, one.quotes.all(), into=NewSpeaker("Ann Marsh", "Marsh, Ann", "person"), editor=editor)
    make_quote(make_article(), speaker=done.speaker)
    with pytest.raises(NotUndoable, match="been given more since"):
        take_back(done.change, editor=editor)
    assert done.speaker.quotes.count() == 2


def test_a_merge_is_not_undone_beside_a_name_that_was_withheld_since(editor):
    """Both are names of one person: the merged one would stand in public again."""
    one, other = make_speaker("Ada Marsh"), make_speaker("Adeline Marsh")
    make_quote(make_article(), speaker=other)
    change = merged(one, other, editor=editor)
    set_visibility(one, Visibility.WITHHELD, reason="legal", editor=editor)
    with pytest.raises(NotUndoable, match="What readers see of Ada Marsh was changed since"):
        take_back(change, editor=editor)
    assert not Speaker.objects.filter(name="Adeline Marsh").exists()
    set_visibility(one, Visibility.PUBLIC, editor=editor)
    take_back(change, editor=editor)
    assert Speaker.objects.filter(name="Adeline Marsh").exists()
