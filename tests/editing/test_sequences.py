"""Whatever editors and imports do one after the other: every quote has its speaker, every address answers.

`SEQUENCES=1000 pytest tests/editing/test_sequences.py` tries as many.
"""

import os
from collections import Counter
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles.changes import NotUndoable, changing
from articles.editing import (
    NewSpeaker,
    NotMergeable,
    NotSplittable,
    merge,
    merged_from,
    redirect_renamed,
    split,
    take_back,
)
from articles.models import (
    Action,
    Change,
    IndexChange,
    Provenance,
    Quote,
    Redirect,
    RedirectKind,
    Speaker,
    SpeakerAlias,
    SpeakerRole,
    Visibility,
)
from articles.models.public_ids import name_key
from articles.views.addresses import Gone, Moved, find_speaker
from tests.factories import import_bytes

pytestmark = pytest.mark.django_db

STEPS = 12
# Sequences in which every kind of undoing comes about.
ENOUGH = 300
SEQUENCES = int(os.environ.get("SEQUENCES", "25"))
# Of one family each: within one article the engine takes a short name for the person named in full.
FIRST = ("Ada Marsh", "Ann Marsh", "A. B. Marsh", "Ms. Marsh")
SECOND = ("Tom Hale", "Thomas Hale", "Ms. Hale")
# Whoever is made by a split has a name of its own or one of these.
NEW_NAMES = ("Ada Marsh", "Ann Marsh", "Tom Hale", "Nora Lind", "Ada Marsh the Younger")
TEXT = """Harbour fee to fall, says board {number}

June 3, 2019

“We will lower the fee by spring,” {first} said on {day}.

“The quay is closed for good,” {second} said in interview {times}.
"""
TABLES = (Speaker, SpeakerAlias, SpeakerRole, Quote, Provenance)
# When a row was last saved says nothing of what it holds.
LEFT_OUT = {"at"}

number = st.integers(0, 50)


def rows():
    """Return the values of every row by table and key."""
    return {
        (table.__name__, values["id"]): {key: value for key, value in values.items() if key not in LEFT_OUT}
        for table in TABLES
        for values in table.objects.values()
    }


def given():
    """Return the key of the speaker of every quote, and the article of each."""
    return {
        key: (speaker, article)
        for key, speaker, article in Quote.objects.values_list("pk", "speaker", "article")
    }


class Desk(RuleBasedStateMachine):
    """An archive of a few articles that print names which may be one person's, and editors who decide that."""

    # How often an act of each kind was taken back, or could not be, in all sequences together.
    undone: Counter[tuple[str, str]] = Counter()

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.editor = User.objects.create_user("ada")
        self.addresses = set()
        self.texts = {}
        self.times = 0
        # Each act that may be undone, with the rows that it changed as they were before and after.
        self.acts = []
        # All rows as the last act left them, until an import.
        self.seen = None

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def pick(self, things, place):
        listed = list(things)
        return listed[place % len(listed)]

    def speaker(self, place):
        return self.pick(Speaker.objects.order_by("pk"), place)

    def act(self, do):
        """Do something; keep what it changed, by looking at all rows, and see that the index heard of it."""
        IndexChange.objects.all().delete()
        before, given_before = self.seen or rows(), given()
        self.seen = None
        last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        do()
        self.seen = after = rows()
        given_after = given()
        moved = {
            given_after[key][1]
            for key in given_after.keys() & given_before.keys()
            if given_after[key] != given_before[key]
        }
        told = set(IndexChange.objects.filter(kind="article").values_list("object_id", flat=True))
        assert moved <= told
        for change in Change.objects.filter(pk__gt=last):
            if change.rows.exclude(model="redirect").exists():
                self.acts.append((change, _difference(before, after), _difference(after, before)))

    @rule(first=st.sampled_from(FIRST), second=st.sampled_from(SECOND))
    def import_one(self, first, second):
        name = f"article-{len(self.texts)}.txt"
        self.texts[name] = (len(self.texts), first, second)
        self._import(name, "Monday")

    @precondition(lambda self: self.texts)
    @rule(place=number, name=st.sampled_from(FIRST), day=st.sampled_from(["Tuesday", "Sunday"]))
    def import_again(self, place, name, day):
        file = self.pick(sorted(self.texts), place)
        self.texts[file] = (self.texts[file][0], name, self.texts[file][2])
        self._import(file, day)

    def _import(self, file, day):
        """Import one text, and see that each quote is its bearer's: whom an editor gave it to, or whom the name means."""
        self.seen = None
        decided = {quote.pk: quote.speaker_id for quote in Quote.objects.all() if quote.is_decided}
        bearers = dict(SpeakerAlias.objects.filter(identifies=True).values_list("name_key", "speaker"))
        index, first, second = self.texts[file]
        # Bytes that were there once change nothing.
        self.times += 1
        text = TEXT.format(number=index, first=first, second=second, day=day, times=self.times)
        article = import_bytes(text.encode(), name=file).article
        for quote in article.quotes.select_related("speaker"):
            name = first if quote.words.startswith("We") else second
            key = name_key(name.removeprefix("Ms. "))
            if quote.pk in decided:
                assert quote.speaker_id == decided[quote.pk]
            elif key in bearers and len(key.split()) > 1:
                assert quote.speaker_id == bearers[key]
            else:
                assert quote.speaker is not None

    @precondition(lambda _self: Speaker.objects.count() > 1)
    @rule(one=number, others=st.lists(number, min_size=1, max_size=3), named=number)
    def merge(self, one, others, named):
        survivor = self.speaker(one)
        gone = list({row.pk: row for row in map(self.speaker, others)}.values())
        names = SpeakerAlias.objects.filter(speaker__in=[survivor, *gone]).order_by("pk")
        into = replace(merged_from(survivor, gone), name=self.pick(names, named).name)
        before = given()

        def do():
            merge(survivor, gone, into=into, editor=self.editor, reason="One person.")

        try:
            self.act(do)
        except NotMergeable:
            visible = {row.visibility for row in (survivor, *gone)}
            assert survivor in gone or len(visible) > 1
            assert given() == before
            return
        keys = {row.pk for row in gone}
        assert given() == {
            quote: (survivor.pk if speaker in keys else speaker, article)
            for quote, (speaker, article) in before.items()
        }

    @precondition(lambda _self: Quote.objects.exists())
    @rule(
        one=number,
        quotes=st.lists(number, min_size=1, max_size=3),
        into=number,
        new=st.sampled_from((*NEW_NAMES, None)),
    )
    def split(self, one, quotes, into, new):
        source = self.speaker(one)
        chosen = (
            {self.pick(source.quotes.order_by("pk"), place).pk for place in quotes}
            if source.quotes.exists()
            else ()
        )
        target = self.speaker(into) if new is None else NewSpeaker(new, new, "person")
        before, done = given(), []

        def do():
            done.append(split(source, Quote.objects.filter(pk__in=chosen), into=target, editor=self.editor))

        try:
            self.act(do)
        except NotSplittable:
            assert given() == before
            return
        assert given() == {
            quote: (done[0].speaker.pk if quote in chosen else speaker, article)
            for quote, (speaker, article) in before.items()
        }

    @precondition(lambda self: self.acts)
    @rule(place=number)
    def undo(self, place):
        # Mostly one of the last.
        change, before, after = self.acts[-1 - place % len(self.acts)]
        everything = self.seen or rows()
        try:
            self.act(lambda: take_back(change, editor=self.editor))
        except NotUndoable:
            self.undone[change.action, "refused"] += 1
            assert rows() == everything
            return
        self.undone[change.action, "allowed"] += 1
        now = self.seen
        for key in before.keys() | after.keys():
            assert _agree(now.get(key), before.get(key), after.get(key)), key

    @precondition(lambda _self: Speaker.objects.exists())
    @rule(one=number, suffix=st.sampled_from(["Jr.", "Sr.", "of Hull"]))
    def rename(self, one, suffix):
        speaker = self.speaker(one)
        old, speaker.slug = speaker.slug, f"renamed-{speaker.pk}-{len(self.acts)}"
        speaker.name = f"{speaker.name} {suffix}"[:200]

        def do():
            with changing(self.editor, action=Action.EDIT):
                speaker.save()
                redirect_renamed(RedirectKind.SPEAKER, old=old, new=speaker.slug)
                key = name_key(speaker.name)
                taken = SpeakerAlias.objects.filter(name_key=key, identifies=True).exists()
                speaker.aliases.get_or_create(
                    name=speaker.name, defaults={"name_key": key, "identifies": not taken}
                )

        self.act(do)

    @precondition(lambda _self: Quote.objects.exists())
    @rule(one=number, whom=number)
    def give_by_hand(self, one, whom):
        quote, speaker = self.pick(Quote.objects.order_by("pk"), one), self.speaker(whom)

        def do():
            with changing(self.editor, action=Action.REVIEW):
                quote.speaker, quote.unnamed_source = speaker, None
                quote.attribution_origin, quote.review_state = "editor", "corrected"
                quote.save()

        self.act(do)

    @precondition(lambda _self: Speaker.objects.exists())
    @rule(one=number, is_speaker=st.booleans())
    def withhold_or_show(self, one, is_speaker):
        things = Speaker if is_speaker or not Quote.objects.exists() else Quote
        thing = self.pick(things.objects.order_by("pk"), one)
        is_shown = thing.visibility == Visibility.PUBLIC
        thing.visibility = Visibility.WITHHELD if is_shown else Visibility.PUBLIC
        thing.withheld_reason = "privacy" if is_shown else ""

        def do():
            with changing(self.editor, action=Action.WITHHOLD):
                thing.save()

        self.act(do)

    @invariant()
    def every_address_answers(self):
        live = set(Speaker.objects.values_list("slug", flat=True))
        for slug in self.addresses - live:
            try:
                found = find_speaker(slug)
            except Moved as moved:
                found = moved.thing
            except Gone:
                continue
            assert isinstance(found, Speaker)
        self.addresses |= live
        assert not Redirect.objects.filter(kind=RedirectKind.SPEAKER, old__in=live).exists()

    @invariant()
    def every_quote_has_one_speaker_and_every_speaker_its_name(self):
        assert not Quote.objects.filter(speaker__isnull=True, unnamed_source__isnull=True).exists()
        for speaker in Speaker.objects.prefetch_related("aliases"):
            assert speaker.name in {alias.name for alias in speaker.aliases.all()}


def _difference(one, other):
    """Return of each row that differs the values that differ, as they are in the first; None where it is not there."""
    found = {}
    for key in one.keys() | other.keys():
        mine, theirs = one.get(key), other.get(key)
        if mine is None or theirs is None:
            if mine != theirs:
                found[key] = mine
        elif changed := {field: value for field, value in mine.items() if theirs[field] != value}:
            found[key] = changed
    return found


def _agree(now, before, after):
    """Return whether a row is as it was before an act, in what the act changed."""
    if before is None:
        return now is None
    return now is not None and all(now[field] == value for field, value in before.items())


def test_any_sequence_of_acts_leaves_every_quote_its_speaker_and_every_address_an_answer():
    run_state_machine_as_test(
        Desk,
        # Shrinking takes longer than reading the steps of a failure.
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
    if SEQUENCES >= ENOUGH:
        tried = {
            (action, end) for action in ("merge", "split", "edit", "undo") for end in ("allowed", "refused")
        }
        assert tried <= Desk.undone.keys(), Desk.undone
