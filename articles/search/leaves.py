"""What one word of a query, or one phrase, asks for, with the signs that stand behind it: * ~ ~2 ^2."""

import re
from dataclasses import dataclass

from articles.search.analysis import words
from articles.search.syntax import And, Everything, Fuzzy, Leaf, Near, Node, Phrase, Prefix, Word

# A word of up to so many letters is like another where one letter differs, a longer one where two do.
SHORT = 5
MOST_LETTERS = 2
# Words further apart say nothing of each other.
MOST_APART = 100
USUALLY_APART = 5

# Punctuation that may stand between words without a meaning.
_IDLE = frozenset("-–—−‐‑&/\\|,.;:!?…·•'’‘`´~_+=<>[]{}@#$%^")
_BOOST = re.compile(r"\^\d+(?:\.\d+)?$")
_LIKE = re.compile(r"(.*?\w[^\w~]*)~+(\d*(?:\.\d+)?)", re.DOTALL)
_WILD = re.compile(r"\*|(?<=\w)\?+(?=\w)")
# As other archives write that two words are near: trade NEAR/5 partners, trade w/5 partners.
_NEAR_ELSEWHERE = re.compile(r"(?:ADJ|NEAR|PRE|near|pre|W|w)/\d{1,3}")
_BEHIND_PHRASE = re.compile(r"(?:~+(\d*))?(\^\d+(?:\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of a query asks for, None for nothing, and what was wrong with it, a sentence each."""

    node: Node | None
    complaints: tuple[str, ...] = ()


def read_word(value: str, field: str) -> Reading:
    """Return what a run of letters and signs without a space asks for; several words in it are a phrase."""
    complaints: list[str] = []
    if value == "*":
        if field:
            return Reading(Prefix("", field))
        return Reading(Everything(), ("“*” alone stands for everything.",))
    if _NEAR_ELSEWHERE.fullmatch(value):
        return Reading(
            None, (f'“{value}” was left out: words near each other are written "trade partners"~5.',)
        )
    if (boost := _BOOST.search(value)) and words(value[: boost.start()]):
        complaints.append(f"“{boost.group()}” weighs nothing here and was left out.")
        value = value[: boost.start()]
    if _WILD.search(value):
        node = _beginning(value, field, complaints)
    elif (like := _LIKE.fullmatch(value)) and words(like[1]):
        node = _like(words(like[1]), like[2], field, complaints)
    else:
        found = words(value)
        node = _run(found, field) if found else None
        if not found and not set(value) <= _IDLE:
            complaints.append(f"“{value[:40]}” has no letters or digits to search for.")
    return Reading(node, tuple(complaints))


def read_phrase(content: str, field: str, *, apart: str | None = None) -> Reading:
    """Return what words between quotation marks ask for; `apart` is the number behind their tilde, "" for none."""
    complaints: list[str] = []
    if re.search(r"\w\*", content):
        complaints.append(
            "A * does nothing within quotation marks: the words were searched for as they stand."
        )
    found = words(content)
    if not found:
        return Reading(None, ("There is no word between these quotation marks.",))
    if apart is None:
        return Reading(Phrase(found, field), tuple(complaints))
    if len(found) == 1:
        complaints.append("One word has none that it could be near to; it was searched for as it stands.")
        return Reading(Phrase(found, field), tuple(complaints))
    if not apart:
        complaints.append(
            f"A ~ behind quotation marks needs a number of words; {USUALLY_APART} were taken, "
            f'as in "near words"~{USUALLY_APART}.'
        )
    distance = int(apart) if apart else USUALLY_APART
    if distance > MOST_APART:
        complaints.append(f"Words can be at most {MOST_APART} apart; {MOST_APART} were taken.")
    return Reading(Near(found, min(distance, MOST_APART), field), tuple(complaints))


def behind_phrase(text: str, place: int) -> tuple[str | None, str, int]:
    """Return the number behind a tilde (None without one), a weight like ^2, and the place after both."""
    found = _BEHIND_PHRASE.match(text, place)
    if not found:
        return None, "", place
    return found[1], found[2] or "", found.end()


def first_words(node: Node, count: int) -> Node | None:
    """Return what is left of a leaf when only its first words are taken."""
    match node:
        case Phrase(found, field) | Near(found, _, field) if len(found) > count:
            return Phrase(found[:count], field) if count else None
        case And(children):
            left = [
                first_words(children[0], count),
                first_words(children[1], count - word_count(children[0])),
            ]
            kept = tuple(child for child in left if child)
            return And(kept) if len(kept) == 2 else kept[0] if kept else None
        case _:
            return node if count >= word_count(node) else None


def word_count(node: Node) -> int:
    """Return how many words a leaf has."""
    match node:
        case Phrase(found) | Near(found):
            return len(found)
        case And(children):
            return sum(map(word_count, children))
        case _:
            return 1


def _run(found: tuple[str, ...], field: str) -> Leaf:
    return Word(found[0], field) if len(found) == 1 else Phrase(found, field)


def _with_last(found: tuple[str, ...], last: Leaf, field: str) -> Node:
    """Return a run of words of which the last is looked for in a way of its own."""
    return And((Phrase(found[:-1], field), last)) if len(found) > 1 else last


def _beginning(value: str, field: str, complaints: list[str]) -> Node | None:
    """Return words that begin so; a star works at the end of a word alone."""
    wild = _WILD.search(value)
    place = wild.start() if wild else len(value)
    before, after = words(value[:place]), words(value[place:])
    if after or not before or "?" in value[place:].rstrip("?.,;:!…"):
        complaints.append(
            f"{'A ? stands for no letter; a' if wild and wild.group() != '*' else 'A'} * works only at the end of a word, "
            "as in sanctio*; the rest of this word was left out."
        )
    elif "~" in value[place:]:
        complaints.append("A word takes a * or a ~, not both; the ~ was left out.")
    if before:
        return _with_last(before, Prefix(before[-1], field), field)
    return _run(after, field) if after else None


def _like(found: tuple[str, ...], written: str, field: str, complaints: list[str]) -> Node:
    """Return words like the last of these; what is written behind the tilde says how many letters may differ."""
    word = found[-1]
    distance = 1 if len(word) <= SHORT else MOST_LETTERS
    if written.isdigit():
        distance = min(int(written), MOST_LETTERS)
    if (written and not written.isdigit()) or (written.isdigit() and int(written) > MOST_LETTERS):
        complaints.append(
            f"A ~ takes the number of letters that may differ, 1 or 2; {distance} {'was' if distance == 1 else 'were'} taken."
        )
    if distance and distance >= len(word):
        distance = len(word) - 1
        complaints.append("At least one letter of a word has to stay the same.")
    last: Leaf = Fuzzy(word, distance, field) if distance else Phrase((word,), field)
    return _with_last(found, last, field)
