"""Earlier versions of a thing as readers are told them, and what changed from one to the next.

Readers are told the past as they are told the present: what is withheld now is withheld of every earlier version, and a
version from when a thing was hidden is none of theirs.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.changes.tracked import name_of
from articles.changes.values import values_of
from articles.histories.states import Step, acts_on
from articles.histories.tellers import Facts, Past, teller_of
from articles.histories.timelines import excerpts
from articles.models import Action, Article, Byline, Change, Publication, Quote, Speaker, Topic
from articles.text.differences import Side, Stretch, mark_differences

Thing = Article | Quote | Speaker | Topic | Publication
STAMP = "%Y%m%d%H%M%S"
# The stamp of a first version of which nobody knows when it began.
BEGINNING = "0" * 14


@dataclass(frozen=True, slots=True)
class Version:
    """A thing as it stood from `since`, None: from when is not known, until `until`, None: until now.

    `facts` are what readers are told of it by name, None where they may not see it.
    """

    since: datetime.datetime | None
    until: datetime.datetime | None
    facts: Facts | None

    @property
    def stamp(self) -> str:
        """The second from which on it stood, in UTC, as its address has it."""
        return self.since.astimezone(datetime.UTC).strftime(STAMP) if self.since else BEGINNING


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed of one fact: the new value with the old one marked in it."""

    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """An act that led from one version, `earlier`, to the next; what it changed is empty where either is not for readers."""

    change: Change
    reason: str
    differences: tuple[Difference, ...]
    earlier: Version
    later: Version

    @property
    def who(self) -> str:
        """Who did it, as readers are told: an editor has no name for them."""
        if self.change.editor_name:
            return "An editor"
        return "An import" if self.change.action == Action.IMPORT else "A program of the archive"


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a thing, the present one first, and the turns between them, the last first."""

    versions: tuple[Version, ...]
    turns: tuple[Turn, ...]

    def at(self, moment: datetime.datetime) -> Version:
        """Return the version that stood at a moment; before all of them, the first."""
        return next(
            (one for one in self.versions if one.since is None or one.since <= moment), self.versions[-1]
        )


def history_of(thing: Thing) -> History:
    """Return the versions of a thing that readers may see now."""
    # The row as it is stored: what was fetched for readers has masks in it.
    row = type(thing)._base_manager.get(pk=thing.pk)
    acts = list(acts_on(row))
    teller = teller_of(row, [step for _, steps in acts for step in steps])
    state = _State(row)
    facts = teller.facts(state.past)
    versions: list[Version] = []
    changes: list[Change] = []
    until = None
    is_kept_back = False
    since = teller.added
    for change, steps in acts:
        if state.go_back(steps):
            since = change.at
            break
        is_kept_back = is_kept_back or change.keeps_back_earlier
        before = None if is_kept_back else teller.facts(state.past)
        if before == facts:
            continue
        versions.append(Version(change.at, until, facts))
        changes.append(change)
        facts, until = before, change.at
    versions.append(Version(since, until, facts))
    turns = (
        Turn(
            change,
            teller.reason(change, earlier.facts, later.facts),
            _differing(earlier, later),
            earlier,
            later,
        )
        for change, later, earlier in zip(changes, versions, versions[1:], strict=False)
    )
    return History(tuple(versions), tuple(turns))


class _State:
    """A row and its bylines as they were, act by act further back."""

    def __init__(self, row: Thing) -> None:
        self.name, self.key = name_of(type(row)), row.pk
        self.past = Past(values_of(row, frozenset()))
        if isinstance(row, Article):
            self.past.bylines = {byline.pk: values_of(byline, frozenset()) for byline in row.bylines.all()}

    def go_back(self, steps: Iterable[Step]) -> bool:
        """Undo what an act did, and return whether it made the thing."""
        is_new = False
        for step in steps:
            if (step.row.model, step.row.object_id) == (self.name, self.key):
                is_new = step.before is None
                self.past.values = step.before or {}
            elif step.row.model == name_of(Byline):
                self.past.bylines.pop(step.row.object_id, None)
                if step.before is not None:
                    self.past.bylines[step.row.object_id] = step.before
        return is_new


def _differing(earlier: Version, later: Version) -> tuple[Difference, ...]:
    if earlier.facts is None or later.facts is None:
        return ()
    names = dict.fromkeys([*later.facts, *earlier.facts])
    return tuple(_differences(names, earlier.facts, later.facts))


def _differences(names: Iterable[str], old: Facts, new: Facts) -> Iterator[Difference]:
    for name in names:
        one, other = old.get(name, ""), new.get(name, "")
        if one != other:
            yield Difference(name, marked(*excerpts(one, other)))


def marked(old: str, new: str) -> tuple[Stretch, ...]:
    """Return a value with what it had before marked in its place; the whole of both where only signs differ."""
    stretches = mark_differences(old, new) if old and new else ()
    if any(one.side is not Side.BOTH for one in stretches):
        return stretches
    between = (Stretch(" "),) if old and new else ()
    return (
        *((Stretch(old, Side.ONE),) if old else ()),
        *between,
        *((Stretch(new, Side.OTHER),) if new else ()),
    )
