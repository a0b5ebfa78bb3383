"""What nobody has confirmed, least certain first, and who has which of it in hand."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import (
    Origin,
    Provenance,
    Quote,
    Review,
    ReviewedKind,
    ReviewSkip,
    ReviewState,
    Visibility,
)
from articles.models.quotes import QuoteQuerySet

# An editor who is called to the telephone comes back to the item; one who went home does not keep it from the others.
HELD_FOR = datetime.timedelta(minutes=15)
# Of those that wait, how many are tried before the queue says that others have them all in hand.
MOST_TRIED = 50


class Waiting(StrEnum):
    """The parts of the queue."""

    GIVEN = "given"  # quotes that the engine gave to somebody
    NOBODY = "nobody"  # quotes that it gave to nobody
    FIELDS = "fields"  # fields of articles that a rule inferred


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of the queue an editor works on: one part of it, or one random sample, narrowed by what else is set.

    `publication`, `speaker` and `sample` are primary keys, `since` the first day of import. Method, kind and speaker
    are of quotes alone.
    """

    what: Waiting = Waiting.GIVEN
    publication: int | None = None
    method: str = ""
    kind: str = ""
    speaker: int | None = None
    since: datetime.date | None = None
    sample: int | None = None

    @property
    def reviewed_kind(self) -> ReviewedKind:
        is_field = self.what is Waiting.FIELDS and self.sample is None
        return ReviewedKind.FIELD if is_field else ReviewedKind.QUOTE


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the queue."""

    kind: ReviewedKind
    pk: int


def waiting_quotes(choice: Choice) -> QuoteQuerySet:
    """Return the quotes that wait: the least certain first, those of a sample as they were drawn."""
    quotes = Quote.objects.filter(
        review_state=ReviewState.UNREVIEWED,
        visibility=Visibility.PUBLIC,
        article__visibility=Visibility.PUBLIC,
    ).exclude(attribution_origin=Origin.EDITOR)
    if choice.sample is not None:
        quotes = quotes.filter(audit_item__sample=choice.sample)
    else:
        # In the words of the index of those given to nobody, so that it is used.
        is_nobodys = Q(speaker__isnull=True, unnamed_source__isnull=True)
        is_given = Q(speaker__isnull=False) | Q(unnamed_source__isnull=False)
        quotes = quotes.filter(is_nobodys if choice.what is Waiting.NOBODY else is_given)
    wanted: dict[str, Any] = {
        "article__publication": choice.publication,
        "method": choice.method,
        "kind": choice.kind,
        "speaker": choice.speaker,
    }
    quotes = quotes.filter(**{field: value for field, value in wanted.items() if value})
    if choice.since:
        quotes = quotes.filter(article__created_at__date__gte=choice.since)
    return quotes.order_by("audit_item__position") if choice.sample else quotes.order_by("confidence", "pk")


def waiting_fields(choice: Choice) -> QuerySet[Provenance]:
    """Return what rules inferred of articles and nobody confirmed, of the newest articles first.

    A rule states no confidence, so that there is no other order.
    """
    # By what it is not: by what it is, SQLite would begin with all articles that have it.
    hidden = [visibility for visibility in Visibility if visibility is not Visibility.PUBLIC]
    fields = Provenance.objects.filter(origin=Origin.RULE, article__isnull=False).exclude(
        article__visibility__in=hidden
    )
    if choice.publication:
        fields = fields.filter(article__publication=choice.publication)
    if choice.since:
        fields = fields.filter(article__created_at__date__gte=choice.since)
    return fields.order_by("-article", "field")


def waiting(choice: Choice) -> QuerySet[Quote] | QuerySet[Provenance]:
    """Return everything of a choice that nobody has decided, whoever has it in hand."""
    return waiting_fields(choice) if choice.reviewed_kind is ReviewedKind.FIELD else waiting_quotes(choice)


def count_waiting(choice: Choice, *, most: int) -> int:
    """Return how many wait, counted no further than one beyond `most`: the queue may be as long as the archive."""
    return waiting(choice).order_by()[: most + 1].count()


def take_next(choice: Choice, *, editor: User) -> Item | None:
    """Give an editor the first of what waits that no other has in hand and they have not passed over; None at the end."""
    kind = choice.reviewed_kind
    same: dict[str, Any] = {"kind": kind, "object_id": OuterRef("pk")}
    of_others = Review.objects.held().filter(**same).exclude(editor=editor)
    passed = ReviewSkip.objects.filter(**same, editor=editor)
    free = waiting(choice).filter(~Exists(of_others), ~Exists(passed))
    for pk in free.values_list("pk", flat=True)[:MOST_TRIED]:
        item = Item(kind, pk)
        if not hold(item, editor=editor):
            continue
        # It may have been decided between the look and the hold.
        if waiting(choice).filter(pk=pk).exists():
            return item
        release(item)
    return None


def hold(item: Item, *, editor: User) -> bool:
    """Put an item into an editor's hands, for HELD_FOR from now; return whether no other has it.

    The database decides: of two who reach for it at once, one gets it.
    """
    now = timezone.now()
    same = Review.objects.filter(kind=item.kind, object_id=item.pk)
    if same.filter(Q(editor=editor) | Q(until__lte=now)).update(editor=editor, until=now + HELD_FOR):
        return True
    try:
        with transaction.atomic():
            Review.objects.create(kind=item.kind, object_id=item.pk, editor=editor, until=now + HELD_FOR)
    except IntegrityError:
        return False
    return True


def holder(item: Item) -> User | None:
    """Return who has an item in hand."""
    held = Review.objects.held().filter(kind=item.kind, object_id=item.pk).select_related("editor").first()
    return held.editor if held else None


def release(item: Item) -> None:
    """Take an item out of anybody's hands."""
    Review.objects.filter(kind=item.kind, object_id=item.pk).delete()


def skip(item: Item, *, editor: User) -> None:
    """Pass over an item: an editor is not offered it again, others are."""
    ReviewSkip.objects.update_or_create(kind=item.kind, object_id=item.pk, editor=editor)
    Review.objects.filter(kind=item.kind, object_id=item.pk, editor=editor).delete()


def count_skipped(editor: User) -> int:
    return ReviewSkip.objects.filter(editor=editor).count()


def bring_back(editor: User) -> None:
    """Offer an editor again what they passed over."""
    ReviewSkip.objects.filter(editor=editor).delete()
