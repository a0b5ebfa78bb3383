"""A changed body: what it does to the quotes of its article, told before it is done."""

import hashlib
import itertools
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser

from articles.editing.anchors import LostQuotes, move_quotes
from articles.editing.marks import mark_edited
from articles.editing.redirects import redirect_removed, redirect_renamed
from articles.models import Article, Quote, Redirect, RedirectKind
from articles.models.public_ids import quote_public_id
from articles.text.anchors import find_again
from articles.text.rewordings import Rewording
from articles.text.spans import Span

REWORDED = "An editor corrected its words."


class Fate(StrEnum):
    """What becomes of a quote when the text around it changes."""

    STAYS = "stays"  # between the same words, wherever these are now
    MOVES = "moves"  # its words stand elsewhere
    REWORDED = "reworded"  # other words stand in its place
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class QuoteFate:
    """A quote and what becomes of it; `place` is where in the new body, and `words` what stands there."""

    quote: Quote
    fate: Fate
    place: Span | None = None
    words: str = ""


@dataclass(frozen=True)
class BodyPlan:
    """What a new body does to the quotes of an article, in the order of its old one."""

    old_body: str
    new_body: str
    fates: tuple[QuoteFate, ...]

    def of(self, fate: Fate) -> list[QuoteFate]:
        return [each for each in self.fates if each.fate is fate]

    @property
    def staying(self) -> list[QuoteFate]:
        return self.of(Fate.STAYS)

    @property
    def moved(self) -> list[QuoteFate]:
        return self.of(Fate.MOVES)

    @property
    def reworded(self) -> list[QuoteFate]:
        return self.of(Fate.REWORDED)

    @property
    def lost(self) -> list[QuoteFate]:
        return self.of(Fate.LOST)

    @property
    def is_worth_a_look(self) -> bool:
        """Whether more happens than that quotes go along with the text around them."""
        return len(self.staying) < len(self.fates)

    @cached_property
    def token(self) -> str:
        """What tells this plan from others: who confirms it confirms no other."""
        told = [
            self.old_body,
            self.new_body,
            *(f"{each.quote.pk} {each.fate} {each.place}" for each in self.fates),
        ]
        return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def plan_body(article: Article, *, old_body: str, new_body: str) -> BodyPlan:
    """Return what a new body would do to each quote of an article; nothing is changed."""
    rewording = Rewording(old_body, new_body)
    quotes = list(article.quotes.order_by("start", "end"))
    aligned = {quote: rewording.place_of(Span(quote.start, quote.end)) for quote in quotes}
    fates = {
        quote: QuoteFate(quote, Fate.STAYS, place, quote.words)
        for quote, place in aligned.items()
        if place is not None and place.of(new_body) == quote.words
    }
    for quote in quotes:
        if quote in fates:
            continue
        old = Span(quote.start, quote.end)
        taken = [
            fate.place
            for other, fate in fates.items()
            if fate.place is not None and not old.overlaps(Span(other.start, other.end))
        ]
        place = find_again(old, old_body=old_body, new_body=new_body, taken=taken)
        if place is not None and not rewording.cuts_words(old, place):
            fates[quote] = QuoteFate(quote, Fate.MOVES, place, quote.words)
            continue
        place = aligned[quote]
        if place is not None and not any(place.overlaps(other) for other in taken):
            fates[quote] = QuoteFate(quote, Fate.REWORDED, place, place.of(new_body))
        else:
            fates[quote] = QuoteFate(quote, Fate.LOST)
    return BodyPlan(old_body, new_body, tuple(fates[quote] for quote in quotes))


def carry_out(
    article: Article,
    plan: BodyPlan,
    *,
    editor: AbstractBaseUser,
    reason: str = "",
    let_go: Collection[int] = (),
) -> None:
    """Bring the quotes of an article, whose new body is saved, to where a plan sees them; inside a transaction.

    A quote of other words has another id, made of these; its old address leads to the new one. A lost one goes if
    its primary key is among `let_go`, and its address says that it was here.

    Raises:
        LostQuotes: some are lost that are not let go; nothing is changed.
    """
    if kept := [each.quote for each in plan.lost if each.quote.pk not in let_go]:
        raise LostQuotes(kept)
    for each in plan.lost:
        redirect_removed(each.quote)
        each.quote.delete()
    rewording = Rewording(plan.old_body, plan.new_body)
    for each in plan.reworded:
        _reword(each, rewording)
        mark_edited(each.quote, fields=["words"], editor=editor, reason=reason)
    move_quotes(article, {each.quote.pk: each.place for each in plan.fates if each.place is not None})


def _reword(each: QuoteFate, rewording: Rewording) -> None:
    """Give a quote, which moves to its place afterwards, its new words; what introduces it is found again there."""
    quote = each.quote
    old_id = quote.public_id
    assert each.place is not None  # noqa: S101  for the type checker
    distance = each.place.start - quote.start
    for part in ("cue", "mention", "role"):
        start, end = getattr(quote, f"{part}_start"), getattr(quote, f"{part}_end")
        place = rewording.place_of(Span(start, end)) if start is not None and end is not None else None
        # Moved with the quote, it comes to stand there.
        setattr(quote, f"{part}_start", place.start - distance if place else None)
        setattr(quote, f"{part}_end", place.end - distance if place else None)
    quote.words = each.words
    quote.public_id = free_public_id(quote.article, each.words, but=quote)
    quote.save()
    if quote.public_id != old_id:
        redirect_renamed(RedirectKind.QUOTE, old=old_id, new=quote.public_id, reason=REWORDED)
        Redirect.objects.filter(kind=RedirectKind.VANISHED_QUOTE, old=quote.public_id).delete()


def free_public_id(article: Article, words: str, *, but: Quote | None = None) -> str:
    """Return the public id of the first occurrence of words that no quote of the article has, `but` one."""
    others = article.quotes.exclude(pk=but.pk) if but is not None else article.quotes.all()
    used = set(others.values_list("public_id", flat=True))
    ids = (
        quote_public_id(article_id=article.public_id, words=words, occurrence=n) for n in itertools.count(1)
    )
    return next(public_id for public_id in ids if public_id not in used)
