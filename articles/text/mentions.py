"""A mention as found, and what both names and descriptions need to know of tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.cues import SAYING_FORMS
from articles.text.documents import MentionKind
from articles.text.spans import Span
from articles.text.tokens import Token

VERBS = SAYING_FORMS - {"report", "post", "state", "read"}  # no modifiers of a noun


@dataclass(slots=True)
class FoundMention:
    """A mention with its first and last token; `name` is without title, possessive and article."""

    name: str
    span: Span
    kind: MentionKind
    first: int
    last: int
    title: str = ""
    is_body: bool = False
    is_several: bool = False
    is_possessive: bool = False
    is_doubtful: bool = False  # one capitalised word that begins a sentence
    owner: str = ""  # the name before a description: "Clinton" of "Clinton's spokesman"
    antecedent: "FoundMention | None" = None  # whom "who" is about: "Obama, who called it …"


def begins_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital at this token says nothing, because a sentence begins."""
    return (
        index == 0
        or tokens[index - 1].words in (".", "!", "?", ":", "•", "-", "–", "—")
        or tokens[index - 1].is_quotation
    )


def base(low: str) -> str:
    """Return a word without its possessive ending."""
    return low.removesuffix("'s").removesuffix("'")


def possessive_ending(words: str) -> int:
    """Return how many code points of a word are its possessive ending: 2 of "Obama's", 1 of "farmers'"."""
    if words[-2:] in ("'s", "’s") and len(words) > 2:
        return 2
    return 1 if words[-1:] in ("'", "’") and len(words) > 1 else 0
