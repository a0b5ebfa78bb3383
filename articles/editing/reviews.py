"""Decisions on what nobody had confirmed: each on what the editor saw, or refused with what has happened since."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import User
from django.db.models import Count, Min, Q
from django.utils import timezone

from articles.changes import Recorder, changing
from articles.editing.candidates import give_to
from articles.editing.marks import mark_edited
from articles.editing.queues import Item, holder
from articles.editing.undoing import take_back
from articles.models import (
    Action,
    Article,
    Change,
    ChangedRow,
    Origin,
    Provenance,
    Quote,
    Review,
    ReviewedKind,
    ReviewSkip,
    ReviewState,
    Speaker,
    UnnamedSource,
)
from articles.text.documents import DateBasis, DatePrecision

# The rows that an act of review is of, by their table; what else it changes goes along.
_ITEMS = {"quote": ReviewedKind.QUOTE, "provenance": ReviewedKind.FIELD}
_IS_ITEM = Q(model="quote") | Q(model="provenance", owner_model="article")


class Verdict(StrEnum):
    """What an editor decides of an item."""

    CONFIRM = "confirm"
    GIVE = "give"  # a quote, to somebody else
    NOBODY = "nobody"  # a quote: the text does not tell
    REJECT = "reject"  # a quote: it is none
    EMPTY = "empty"  # a field: what was inferred is wrong, and nothing is known


class Refused(Exception):
    """A decision that is not taken; the message is one plain sentence."""


class Stale(Refused):
    """What was decided on is not any more what the editor saw; the message says what happened."""


def state_of(thing: Quote | Provenance) -> str:
    """Return what a decision on a quote or a field rests on, in a few letters: it differs once that is another."""
    parts: tuple[object, ...]
    if isinstance(thing, Quote):
        parts = (
            thing.words,
            thing.speaker_id,
            thing.unnamed_source_id,
            thing.review_state,
            thing.attribution_origin,
            # A candidate is taken by its number.
            [candidate.get("name") for candidate in thing.candidates],
        )
    else:
        parts = (
            thing.origin,
            thing.rule,
            thing.evidence,
            thing.article and _value(thing.article, thing.field),
        )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an editor decided, on the `state_of` that they saw; `who` is asked, in the same transaction, whom a quote goes to."""

    verdict: Verdict
    seen: str
    who: Callable[[Quote], Speaker | UnnamedSource | None] | None = None
    reason: str = ""


def decide_quote(pk: int, judgement: Judgement, *, editor: User) -> Quote:
    """Decide on a quote as the editor saw it, and return it.

    Raises:
        Stale: it is not what they saw, or another editor has it in hand.
        Refused: it is to be given to whom it is given to.
    """
    with changing(editor, action=Action.REVIEW, reason=judgement.reason) as act:
        quote = _as_seen(pk, seen=judgement.seen, editor=editor)
        who = _asked(judgement.who, quote, act) if judgement.who else None
        _apply(quote, judgement, who=who, editor=editor)
        _let_go(ReviewedKind.QUOTE, [pk])
    return quote


def decide_field(pk: int, judgement: Judgement, *, editor: User) -> Provenance:
    """Decide on what a rule inferred of an article as the editor saw it, and return the row of its provenance.

    Raises:
        Stale: as for a quote.
    """
    with changing(editor, action=Action.REVIEW, reason=judgement.reason):
        Article.objects.filter(provenance=pk).lock()
        row = Provenance.objects.select_for_update().filter(pk=pk, article__isnull=False).first()
        if row is None or row.article is None:
            raise Stale(
                "This value has changed since you opened it: an editor set it, or the text was read again."
            )
        _refuse_held(Item(ReviewedKind.FIELD, pk), editor)
        if row.origin != Origin.RULE or state_of(row) != judgement.seen:
            raise Stale(_happened(row))
        article = row.article
        if judgement.verdict is Verdict.CONFIRM:
            # The evidence stands: it is for this value.
            row.origin, row.editor = Origin.EDITOR, editor
            row.reason = judgement.reason or "Confirmed in review."
            row.save(update_fields=["origin", "editor", "reason", "at"])
        elif judgement.verdict is Verdict.EMPTY:
            _empty(article, row.field)
            article.save()
            reason = judgement.reason or "Not so, found in review."
            mark_edited(article, fields=[row.field], editor=editor, reason=reason)
        else:
            raise Refused("A field is confirmed or emptied.")
        _touch([article.pk])
        _let_go(ReviewedKind.FIELD, [pk])
    return row


def confirm_quotes(seen: Mapping[int, str], *, editor: User, reason: str = "") -> list[str]:
    """Confirm many quotes, by primary key with what the editor saw of each, and return why others were left as they are."""
    refusals = []
    with changing(editor, action=Action.REVIEW, reason=reason):
        Article.objects.filter(quotes__in=list(seen)).lock()
        for pk in sorted(seen):
            try:
                quote = _as_seen(pk, seen=seen[pk], editor=editor)
            except Stale as problem:
                refusals.append(str(problem))
            else:
                _apply(quote, Judgement(verdict=Verdict.CONFIRM, seen=seen[pk], reason=reason), editor=editor)
        _let_go(ReviewedKind.QUOTE, seen)
    return refusals


@dataclass(frozen=True, slots=True)
class Decision:
    """One of an editor's last acts of review: what was decided, of what first, and of how many things."""

    change: Change
    said: str
    label: str
    item: Item | None
    count: int


def last_decisions(editor: User, *, most: int) -> list[Decision]:
    """Return the last acts of review of an editor that hold, newest first."""
    acts = list(
        Change.objects.filter(editor=editor, action=Action.REVIEW, undone_by__isnull=True).order_by("-pk")[
            :most
        ]
    )
    of_items = ChangedRow.objects.filter(_IS_ITEM, change__in=acts).order_by()
    # An act may be of many: only the first of each is read.
    firsts = {
        row["change"]: row for row in of_items.values("change").annotate(first=Min("pk"), count=Count("pk"))
    }
    rows = ChangedRow.objects.in_bulk([row["first"] for row in firsts.values()])
    wanted = {row.values.get("speaker_id", [None, None])[1] for row in rows.values()} - {None}
    names = dict(Speaker.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    return [
        _decision(act, rows[firsts[act.pk]["first"]], firsts[act.pk]["count"], names)
        for act in acts
        if act.pk in firsts
    ]


def undo_decision(pk: int, *, editor: User) -> Item | None:
    """Take back one of an editor's own acts of review, and return its item where it was of one.

    Raises:
        Refused: it is no such act.
        NotUndoable: it is undone already, or what it decided was changed since.
    """
    decision = next(
        (
            _decision(act, row, act.rows.filter(_IS_ITEM).count(), {})
            for act in Change.objects.filter(pk=pk, editor=editor, action=Action.REVIEW)
            if (row := act.rows.filter(_IS_ITEM).first()) is not None
        ),
        None,
    )
    if decision is None:
        raise Refused("This is not a decision of yours.")
    take_back(decision.change, editor=editor)
    return decision.item if decision.count == 1 else None


def _decision(act: Change, row: ChangedRow, count: int, names: Mapping[int, str]) -> Decision:
    kind = _ITEMS[row.model]
    state = row.values.get("review_state", ["", ""])[1]
    if kind is ReviewedKind.FIELD:
        said = "decided on metadata"
    elif state == ReviewState.CORRECTED or not state:
        speaker, source = (
            row.values.get(f"{who}_id", [None, None])[1] for who in ("speaker", "unnamed_source")
        )
        said = f"given to {names.get(speaker) or ('an unnamed source' if source else 'nobody')}"
    else:
        said = "confirmed" if state == ReviewState.CONFIRMED else "not a quotation"
    if count > 1:
        said += f", {count} at once"
    return Decision(act, said, row.label, Item(kind, row.object_id), count)


def _asked(
    who: Callable[[Quote], Speaker | UnnamedSource | None], quote: Quote, act: Recorder
) -> Speaker | UnnamedSource | None:
    """Return whom a quote is given to; a row that was made for it is noted as added, so that an undo takes it away."""
    sources = {*quote.article.unnamed_sources.values_list("pk", flat=True)}
    moment = timezone.now()
    found = who(quote)
    if isinstance(found, Speaker) and found.created_at >= moment:
        act.added([found, *found.aliases.all()])
    elif isinstance(found, UnnamedSource) and found.pk not in sources:
        act.added([found])
    return found


def _as_seen(pk: int, *, seen: str, editor: User) -> Quote:
    """Return a quote, locked, that is what the editor saw, and that nobody has decided."""
    Article.objects.filter(quotes=pk).lock()
    quote = (
        Quote.objects.select_for_update(of=("self",))
        .select_related("article", "speaker", "unnamed_source")
        .filter(pk=pk)
        .first()
    )
    if quote is None:
        raise Stale("This quote is no longer in the archive.")
    _refuse_held(Item(ReviewedKind.QUOTE, pk), editor)
    if quote.is_decided or state_of(quote) != seen:
        raise Stale(_happened(quote))
    return quote


def _apply(
    quote: Quote, judgement: Judgement, *, who: Speaker | UnnamedSource | None = None, editor: User
) -> None:
    fields = ["review_state"]
    match judgement.verdict:
        case Verdict.CONFIRM | Verdict.REJECT:
            is_confirmed = judgement.verdict is Verdict.CONFIRM
            quote.review_state = ReviewState.CONFIRMED if is_confirmed else ReviewState.REJECTED
            quote.save(update_fields=["review_state"])
        case Verdict.GIVE | Verdict.NOBODY:
            if who == (quote.speaker or quote.unnamed_source):
                raise Refused(f"It is given to {who or 'nobody'} already: confirm that.")
            give_to(quote, who)
            fields += ["speaker", "unnamed_source"]
        case _:
            raise Refused("A quote has no value to empty.")
    mark_edited(quote, fields=fields, editor=editor, reason=judgement.reason)
    _touch([quote.article_id])


def _refuse_held(item: Item, editor: User) -> None:
    other = holder(item)
    if other is not None and other != editor:
        raise Stale(f"{other} has taken this up since you opened it.")


def _happened(thing: Quote | Provenance) -> str:
    """Return what became of a quote or a field since an editor saw it."""
    if isinstance(thing, Quote):
        row = thing.provenance.filter(origin=Origin.EDITOR).order_by("-at").select_related("editor").first()
        now = thing.get_review_state_display().lower()
        if thing.speaker or thing.unnamed_source:
            now += f", given to {thing.speaker or thing.unnamed_source}"
    else:
        row, now = (thing if thing.origin == Origin.EDITOR else None), "set by an editor"
    if row is None:
        return "This changed since you opened it, for the text was read again: look at it anew."
    when = timezone.localtime(row.at)
    return f"{row.editor or 'An editor'} decided on this at {when:%H:%M} on {when.day} {when:%B %Y}: {now}."


def _let_go(kind: ReviewedKind, keys: Mapping[int, str] | list[int]) -> None:
    """Take what is decided out of all hands, and out of what anybody passed over."""
    Review.objects.filter(kind=kind, object_id__in=list(keys)).delete()
    ReviewSkip.objects.filter(kind=kind, object_id__in=list(keys)).delete()


def _touch(articles: list[int]) -> None:
    """Note that what hangs on articles changed: a form of one that is open elsewhere is out of date."""
    Article.objects.filter(pk__in=articles).update(updated_at=timezone.now())


def _value(article: Article, field: str) -> str:
    if field == "published":
        return article.published.iso
    return str(getattr(article, field, "") or "")


def _empty(article: Article, field: str) -> None:
    """Let an article, not yet saved, have nothing in a field."""
    match field:
        case "publication":
            article.publication = None
        case "published":
            article.date_precision, article.date_basis = DatePrecision.UNKNOWN.value, DateBasis.UNKNOWN.value
            article.date_earliest = article.date_latest = article.date_time = None
            article.date_zone = ""
        case _:
            setattr(article, field, "")
