"""What articles print of a speaker beside their quotes: forms of the name, and the words that introduce them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from articles.models.quotes import QuoteQuerySet
from articles.text.documents import MentionKind

MOST_CUES = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """Words as printed, and beside how many quotes; none where they stand in articles, but beside no quote."""

    words: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class PrintedBeside:
    """What is printed beside the quotes of a speaker, that which is printed most first.

    `forms` are names, `descriptions` what stands for the name ("the bank's governor"), `cues` the words that
    introduce speech.
    """

    forms: tuple[Printed, ...]
    descriptions: tuple[Printed, ...]
    cues: tuple[Printed, ...]


def printed_of(said: QuoteQuerySet, *, name: str) -> PrintedBeside:
    """Return what is printed beside quotes, two queries; the speaker's own name is no other form of it."""
    mentions = list(
        said.exclude(mention="")
        .order_by()
        .values_list("mention_kind", "mention")
        .annotate(count=Count("pk"))
        .order_by("-count", "mention")
    )
    cues = said.exclude(cue="").order_by().values_list("cue").annotate(count=Count("pk"))
    return PrintedBeside(
        forms=_of_kind(MentionKind.NAME, mentions, but=name),
        descriptions=_of_kind(MentionKind.DESCRIPTION, mentions),
        cues=tuple(Printed(words, count) for words, count in cues.order_by("-count", "cue")[:MOST_CUES]),
    )


def with_other_forms(forms: Iterable[Printed], others: Iterable[str]) -> tuple[Printed, ...]:
    """Return forms, and after them those that are printed beside no quote."""
    counted = tuple(forms)
    known = {form.words for form in counted}
    return (*counted, *(Printed(other) for other in others if other not in known))


def _of_kind(
    kind: MentionKind, mentions: Iterable[tuple[str, str, int]], *, but: str = ""
) -> tuple[Printed, ...]:
    return tuple(Printed(words, count) for found, words, count in mentions if found == kind and words != but)
