"""A page's headline, by a vote of those who state it: JSON-LD, OpenGraph, the page's own h1, its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text.documents import Evidence, Frame, TextValue
from articles.text.pages.blocks import PageBlock, compact
from articles.text.pages.metadata import Metadata
from articles.text.pages.structured import StructuredArticle

# What parts a headline from the site's name behind it: "Harbour fee to fall | The Harbour Times".
SEPARATOR = re.compile(r"\s*(?:[|｜ㅣ•·»«*]|\s[-–—:]\s|--|：|::)\s*|-(?=\w+$)")
BAR = re.compile(r"\s*[|｜ㅣ]\s*")
LONGEST_TAIL = 6  # words
LONGEST_HEADLINE = 400  # characters
CUT = re.compile(r"\s*(?:\.\.\.|…)$")


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A headline as one witness has it."""

    rule: str
    words: str
    value: str
    key: str


def find_headline(
    structured: StructuredArticle, metadata: Metadata, blocks: Sequence[PageBlock], *, names: Sequence[str]
) -> TextValue | None:
    """Return the headline, or None where nobody states one; `names` are those of the publication.

    JSON-LD has the headline as its publisher set it; where it is cut or missing, the value that most
    witnesses share, and of several the one that the page prints.
    """
    printed = [block.text for block in blocks if "h1" in block.place.tags and not block.place.is_hidden]
    stated = [
        ("JSON-LD headline", structured.headline),
        *(("h1", text) for text in printed[:5]),
        ("og:title", metadata.first("og:title")[0]),
        ("twitter:title", metadata.first("twitter:title")[0]),
        ("title", metadata.title),
    ]
    keys = {compact(words) for _, words in stated if words}
    witnesses = [
        Witnessed(rule, words, value, compact(value))
        for rule, words in stated
        if words
        and (value := without_tail(" ".join(words.split()), names=names, known=keys))
        and compact(value)
    ]
    found = _chosen([witness for witness in witnesses if len(witness.value) <= LONGEST_HEADLINE])
    return TextValue(found.value, found.rule, Evidence(found.words, None, Frame.PAGE)) if found else None


def without_tail(words: str, *, names: Sequence[str], known: set[str]) -> str:
    """Return a title without the site's name, or the section's, behind or before it.

    `known` are other witnesses' headlines, letters alone: what is left once the tail is gone often is one.
    """
    if len(words) > 2 * LONGEST_HEADLINE:
        return words
    own = [name for name in map(compact, names) if len(name) > 2]
    words = _before_name(words, own)
    while (parts := _separators(words)) and (tail := parts[-1]):
        head, rest = words[: tail.start()].strip(), words[tail.end() :].strip()
        if not head or len(rest.split()) > LONGEST_TAIL:
            break
        name = compact(rest)
        is_name = any(name == one or (len(name) > 3 and (name in one or one in name)) for one in own)
        if not (is_name or compact(head) in known or BAR.fullmatch(tail[0])):
            break
        words = head
    return words


def _separators(words: str) -> list[re.Match[str]]:
    """Return what may part a headline from a name, without the marks of a « quotation »."""
    found, at = [], 0
    while part := SEPARATOR.search(words, at):
        before = words[: part.start()]
        closes = "»" in part[0] and before.count("«") > before.count("»")
        opens = "«" in part[0] and "»" in words[part.end() :]
        if not (closes or opens):
            found.append(part)
        at = part.start() + 1 + len(part[0]) - len(part[0].lstrip()) if closes or opens else part.end()
    return found


def _before_name(words: str, own: Sequence[str]) -> str:
    """Return what stands before the site's name where a short tail follows: "Fee to fall * The Times * by Ada Marsh"."""
    for before, after in pairwise(_separators(words)):
        is_tail = len(words[after.end() :].split()) <= LONGEST_TAIL
        if before.start() and is_tail and compact(words[before.end() : after.start()]) in own:
            return words[: before.start()].strip()
    return words


def _chosen(witnesses: Sequence[Witnessed]) -> Witnessed | None:
    if not witnesses:
        return None
    by_rule = {witness.rule: witness for witness in reversed(witnesses)}
    structured = by_rule.get("JSON-LD headline")
    if structured is not None:
        whole = [one for one in witnesses if _is_cut_of(structured, one)]
        if whole:
            return whole[0]
        h1, og, title = by_rule.get("h1"), by_rule.get("og:title"), by_rule.get("title")
        # The page prints and shares another one than the title for search engines.
        if h1 and og and title and h1.key == og.key and title.key == structured.key != h1.key:
            return h1
        return structured
    votes = {witness.key: {one.rule for one in witnesses if one.key == witness.key} for witness in witnesses}

    # og:title and twitter:title are written by one hand.
    def rank(witness: Witnessed) -> tuple[int, bool, bool]:
        rules = votes[witness.key]
        count = len(rules - {"twitter:title"}) if "og:title" in rules else len(rules)
        return (count, witness.rule == "og:title", witness.rule == "h1")

    return max(witnesses, key=rank)


def _is_cut_of(one: Witnessed, other: Witnessed) -> bool:
    """Whether one headline is the other, cut at a length."""
    start = compact(CUT.sub("", one.value))
    is_cut = CUT.search(one.value) is not None or len(one.value) >= 105
    return is_cut and len(other.key) > len(start) >= 20 and other.key.startswith(start)
