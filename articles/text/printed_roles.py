"""The role printed beside a name: "deputy national security adviser Ben Rhodes", "Ada Holt, the bank's director,".

Rules over the words next to one name; what stands in another sentence of the article is not looked for.
Misses: a role after a parenthesis, one of more than LONGEST_ROLE words, and nouns that articles.text.nouns lacks.
"""

import re

from articles.text import nouns
from articles.text.descriptions import find_role
from articles.text.documents import LONGEST_VALUE
from articles.text.mentions import VERBS
from articles.text.months import ENGLISH_MONTHS, WEEKDAYS
from articles.text.spans import Span
from articles.text.wordlists import words

LONGEST_ROLE = 10  # words
# Code points looked at on each side of a name.
AROUND = 160
# Titles that say how one is addressed, not what one does.
ADDRESSES = words(
    """mr mrs ms miss mx dr sir dame lord lady hon madam shri smt dato dato' datuk tan seri sri tun encik puan cik
    haji hajah alhaji cikgu begum adv engr cde prof rev reverend"""
)
# Participles that stand before an office.
OF_OFFICES = words(
    "acting retired leading ranking outgoing incoming founding managing visiting elected united appointed"
)
_WORD = re.compile(r"[^\W_][\w.&/’'-]*")
_BEFORE = re.compile(rf"(?:{_WORD.pattern}[ \u00a0])+\Z")
# One that may have a full stop within, yet not after it, where the sentence may end.
_WORD_AT_END = r"[^\W_](?:[\w&/’'-]|\.(?=\w))*"
# After the name and a comma, as far as the next stop.
_AFTER = re.compile(
    rf",[ \u00a0](?:(?:an?|the|its|his|her|their)[ \u00a0])?({_WORD_AT_END}(?:[ \u00a0]{_WORD_AT_END})*)(?=[,.;:—–)]|\Z)"
)
_TAIL = frozenset(("of", "for", "at", "in", "to", "with"))


def find_role_beside(body: str, name: Span) -> Span | None:
    """Return where the role of whom a name names is printed: within it, before it or after it; None where none is."""
    found = _before(body, name) or _after(body, name)
    return found if found and len(found) <= LONGEST_VALUE else None


def _before(body: str, name: Span) -> Span | None:
    """Return the titles that the name begins with and the words before it, down to the one that ends the role."""
    last = None
    for match in list(_WORD.finditer(body, name.start, name.end))[:-1]:
        if _is_office(match[0]):
            last = match
    start, end = (name.start, last.end()) if last else (None, name.start)
    first = max(0, name.start - AROUND)
    found = _BEFORE.search(body[first : name.start])
    before = list(_WORD.finditer(found[0])) if found else []
    offset = first + found.start() if found else 0
    for count, word in enumerate(reversed(before)):
        if count == LONGEST_ROLE or not _may_precede(word[0]):
            break
        if count == 0 and last is None:
            if not _is_office(word[0]):
                return None
            end = offset + word.end()
        start = offset + word.start()
    return Span(start, end) if start is not None else None


def _after(body: str, name: Span) -> Span | None:
    """Return the first words of an apposition that say what somebody is."""
    match = _AFTER.match(body, name.end, name.end + AROUND)
    if match is None:
        return None
    found = list(_WORD.finditer(body, match.start(1), match.end(1)))[: LONGEST_ROLE + 1]
    if len(found) > LONGEST_ROLE:
        return None
    head = next((n for n, word in enumerate(found) if word[0].lower() in _TAIL), len(found))
    if not head or not _is_office(found[head - 1][0]):
        return None
    if not all(_may_precede(word[0]) for word in found[:head]) or any(
        word[0].lower() in VERBS for word in found
    ):
        return None
    return Span(match.start(1), match.end(1))


def _is_office(word: str) -> bool:
    low = word.lower().rstrip(".")
    if low in ADDRESSES:
        return False
    role = find_role(low)
    return low in nouns.TITLES or (role.is_role and not role.is_thing and not role.is_several)


def _may_precede(word: str) -> bool:
    """Return whether a word can stand in a role before its last noun: no verb, no day, nobody's."""
    low = word.lower()
    if low in nouns.FUNCTION_WORDS or low in VERBS or word in WEEKDAYS or word in ENGLISH_MONTHS:
        return False
    if re.search(r"['’]s?\Z", low) or (word.endswith(".") and len(word) > 5):
        return False
    return low in OF_OFFICES or not low.endswith(("ed", "ing", "ly"))
