"""What changed of a thing, act by act, as editors are told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import models

from articles.changes.tracked import model_named, name_of
from articles.changes.values import LONG, write_change
from articles.histories.states import Step, acts_on
from articles.histories.words import QUIET, Names, column_name, table_name
from articles.models import (
    Change,
    ChangeKind,
    Provenance,
    Redirect,
    Topic,
    TopicArticle,
    TopicOmission,
)
from articles.text.comparisons import Stretch, compare_words

# Code points of a long text shown before and after what differs in it, and of what differs at most.
AROUND = 120
LONGEST = 4_000
# Of values of a few words one sees the difference without marks.
WORDS_TO_COMPARE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A value before and after; `of` is what it belongs to, "" for the thing itself. Either side may be empty."""

    of: str
    name: str
    old: tuple[Stretch, ...]
    new: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An act: the values that it changed, and in sentences what else it did; `reason` is why, "" where nobody said."""

    change: Change
    reason: str
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def timeline_of(thing: models.Model, *, start: int = 0, count: int | None = None) -> list[Entry]:
    """Return the acts that changed a thing or what belongs to it, newest first; some of them, when asked."""
    acts = list(islice(acts_on(thing), start, None if count is None else start + count))
    names = Names(
        (model_named(step.row.model), values)
        for _, steps in acts
        for step in steps
        for values in (step.before, step.after)
        if values
    )
    return [_entry(change, steps, thing=thing, names=names) for change, steps in acts]


def _entry(change: Change, steps: list[Step], *, thing: models.Model, names: Names) -> Entry:
    told = [step for step in steps if step.row.model not in (name_of(Provenance), name_of(Redirect))]
    entry = Entry(change, change.reason or _reason_kept(steps))
    moved: Counter[str] = Counter()
    # Where a value came from is told by who changed it; alone it is all that there is to tell.
    for step in told or steps:
        lines = list(_lines(step, thing=thing, names=names))
        entry.lines.extend(lines)
        if not lines:
            moved[step.row.model] += 1
    for name, number in moved.items():
        noun = table_name(name)
        one = f"1 {noun} was" if number == 1 else f"{number} {_plural(name)} were"
        entry.remarks.append(f"{one} brought along.")
    return entry


def _plural(name: str) -> str:
    return str(model_named(name)._meta.verbose_name_plural)


def _reason_kept(steps: Iterable[Step]) -> str:
    """Return the reason that stands with a field, where the act itself has none."""
    rows = (step.after for step in steps if step.row.model == name_of(Provenance) and step.after)
    return next((row["reason"] for row in rows if row.get("reason")), "")


def _lines(step: Step, *, thing: models.Model, names: Names) -> Iterator[Line]:
    """Yield what an act changed of one row, as far as people read it."""
    model = model_named(step.row.model)
    if step.row.kind != ChangeKind.CHANGED:
        called = (Stretch(_called(step, thing=thing, names=names), is_own=True),)
        is_new = step.row.kind == ChangeKind.CREATED
        noun = table_name(step.row.model)
        yield Line("", noun[:1].upper() + noun[1:], () if is_new else called, called if is_new else ())
        return
    is_own = step.row.model == name_of(type(thing)) and step.row.object_id == thing.pk
    of = "" if is_own else f"{table_name(step.row.model)} “{_called(step, thing=thing, names=names)}”"
    for column in step.columns:
        if column in QUIET or step.before is None or step.after is None:
            continue
        old, new = (names.in_words(model, column, side[column]) for side in (step.before, step.after))
        yield Line(of, column_name(model, column), *differing(old, new))


def _called(step: Step, *, thing: models.Model, names: Names) -> str:
    """Return what a row is called beside a thing: of an article's topics, the topic."""
    model = model_named(step.row.model)
    if model in (TopicArticle, TopicOmission):
        other = "article_id" if isinstance(thing, Topic) else "topic_id"
        if other in step.values:
            return names.in_words(model, other, step.values[other])
    return step.row.label or f"number {step.row.object_id}"


def differing(old: str, new: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Return two values with the words marked that differ; of long texts what differs, and what stands around it."""
    old, new = excerpts(old, new)
    if min(len(old.split()), len(new.split())) < WORDS_TO_COMPARE:
        return _whole(old), _whole(new)
    one, other = compare_words(old, new)
    return tuple(map(_shortened, one)), tuple(map(_shortened, other))


def _shortened(stretch: Stretch) -> Stretch:
    """Return a stretch, one that both texts have with its middle left out where it is long."""
    text = stretch.text
    if stretch.is_own or len(text) <= 3 * AROUND:
        return stretch
    before, after = text[:AROUND].rpartition(" ")[0], text[-AROUND:].partition(" ")[2]
    return Stretch(f"{before} … {after}", is_own=False)


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return two values; of long texts what differs, and what stands around it."""
    if min(len(old), len(new)) >= LONG:
        splice = write_change(old, new)
        start = max(0, splice["start"] - AROUND)
        old, new = (
            _cut(text, start, splice["start"] + len(splice[side]) + AROUND)
            for text, side in ((old, "old"), (new, "new"))
        )
    old, new = (text if len(text) <= LONGEST else f"{text[:LONGEST]} … [cut here]" for text in (old, new))
    return old, new


def _whole(text: str) -> tuple[Stretch, ...]:
    return (Stretch(text, is_own=True),) if text else ()


def _cut(text: str, start: int, end: int) -> str:
    """Return a stretch of a text from and to whole words, with dots where it is cut."""
    part = text[start:end]
    if start:
        part = f"… {part.partition(' ')[2]}"
    if end < len(text):
        part = f"{part.rpartition(' ')[0]} …"
    return part
