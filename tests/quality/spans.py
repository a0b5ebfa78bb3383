"""Whether quotations are found, and given to the mention that people gave them to."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from articles.text.spans import Span
from articles.text.wordlists import words
from tests.quality.labels import SPOKEN, Reading, Saying

WORD = re.compile(r"\w+(?:['’]\w+)?")
EDGE = re.compile(r"\w(?:.*\w)?", re.DOTALL)  # what is left without marks and punctuation at the ends
# Where the name or noun that a mention is about has ended: "Ann Lee, who …", "a spokesman for Disney".
HEAD_ENDS = re.compile(
    r"[,;:(–—\n]|\s-|\s(?:of|for|at|in|from|with|who|which|that|on|to|by|whose|after|as|near)\s"
)
PRONOUNS = words("""
    i we you he she it they who him her them me us one that which himself herself themselves this these
""")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    held: int = 0
    of: int = 0

    @property
    def percent(self) -> float:
        """The share in hundredths; 0 of nothing."""
        return 100 * self.held / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class SpanScore:
    """How found quotations agree with labelled ones.

    `exact`: start and end are the same but for marks and punctuation. `paired`: at least half of
    their words are common. `joint`: exact, and the mention is right. `mentions`: of the paired that
    have one. `words_*` count words inside quotations. `recall` counts exact ones.
    """

    labelled: int
    found: int
    exact: int
    paired: int
    joint: int
    mentions: Share
    words_labelled: int
    words_found: int
    words_common: int

    @property
    def precision(self) -> float:
        return Share(self.exact, self.found).percent

    @property
    def recall(self) -> float:
        return Share(self.exact, self.labelled).percent

    @property
    def f1(self) -> float:
        return 100 * f1(self.exact, self.found, self.labelled)

    @property
    def joint_f1(self) -> float:
        return 100 * f1(self.joint, self.found, self.labelled)

    @property
    def overlap_precision(self) -> float:
        return Share(self.words_common, self.words_found).percent

    @property
    def overlap_recall(self) -> float:
        return Share(self.words_common, self.words_labelled).percent


def f1(common: int, found: int, labelled: int) -> float:
    """Return the harmonic mean of precision and recall, 0 to 1."""
    return 2 * common / (found + labelled) if found + labelled else 0.0


def score_spans(readings: Iterable[Reading], *, kinds: Collection[str] = SPOKEN) -> SpanScore:
    """Return the score of quotations of these kinds, as labelled.

    Speech between marks and reported speech are judged apart: what was found as the other does not
    count. Found quotations that pair with none of these and lie mostly in labelled ones of another kind
    are left out too.
    """
    counts = [0] * 10
    for reading in readings:
        for at, count in enumerate(_counts(reading, kinds)):
            counts[at] += count
    labelled, found, exact, paired, joint, right, mentioned, *in_words = counts
    return SpanScore(labelled, found, exact, paired, joint, Share(right, mentioned), *in_words)


def _counts(reading: Reading, kinds: Collection[str]) -> tuple[int, ...]:
    text = reading.text
    labelled = [one for one in reading.labelled if one.kind in kinds]
    is_spoken = not set(SPOKEN).isdisjoint(kinds)
    candidates = [one for one in reading.found if (one.kind in SPOKEN) is is_spoken]
    pairs = pair(labelled, candidates, text=text)
    asked = _union(words_in(one.span, text) for one in labelled)
    others = _union(words_in(one.span, text) for one in reading.labelled if one.kind not in kinds) - asked
    taken = {id(one) for _, one in pairs}
    found = [one for one in candidates if id(one) in taken or not _lies_in(one, others, text)]
    exact = {trimmed(one.span, text) for one in labelled} & {trimmed(one.span, text) for one in found}
    said = _union(words_in(one.span, text) for one in found) - others
    right = [not one.mention or is_same_mention(one, other) for one, other in pairs]
    mentioned = [bool(one.mention) for one, _ in pairs]
    joint = sum(
        is_right and trimmed(one.span, text) == trimmed(other.span, text)
        for (one, other), is_right in zip(pairs, right, strict=True)
    )
    return (
        len(labelled),
        len(found),
        len(exact),
        len(pairs),
        joint,
        sum(is_right and has_one for is_right, has_one in zip(right, mentioned, strict=True)),
        sum(mentioned),
        len(asked),
        len(said),
        len(asked & said),
    )


def pair(labelled: Sequence[Saying], found: Sequence[Saying], *, text: str) -> list[tuple[Saying, Saying]]:
    """Return labelled and found quotations that have at least half of their words in common, each in one pair.

    The best agreement is taken first.
    """
    asked = [words_in(one.span, text) for one in labelled]
    said = [words_in(one.span, text) for one in found]
    shares = sorted(
        (-share, i, j)
        for i, one in enumerate(asked)
        for j, other in enumerate(said)
        if (share := f1(len(one & other), len(one), len(other))) >= 0.5
    )
    pairs, used, taken = [], set(), set()
    for _, i, j in shares:
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            pairs.append((labelled[i], found[j]))
    return pairs


def words_in(span: Span, text: str) -> frozenset[int]:
    """Return where the words of a stretch begin."""
    return frozenset(match.start() for match in WORD.finditer(text, span.start, span.end))


def trimmed(span: Span, text: str) -> tuple[int, int]:
    """Return a stretch without marks and punctuation at its ends."""
    match = EDGE.search(text, span.start, span.end)
    return match.span() if match else (span.start, span.end)


def is_same_mention(labelled: Saying, found: Saying) -> bool:
    """Whether a quotation was given to the labelled mention: the same name or noun, or words of it.

    "Ann Lee, a lawyer" is "Lee"; another mention of the same name counts; a pronoun is itself only.
    """
    wanted = heads(labelled.mention)
    given = heads(found.mention) | heads(found.shown)
    if (wanted & given) - PRONOUNS:
        return True
    if labelled.mention_span is None or found.mention_span is None:
        return bool(wanted & given)
    if not labelled.mention_span.overlaps(found.mention_span):
        return False
    inside = {word.lower() for word in WORD.findall(labelled.mention)}
    return bool(wanted & PRONOUNS) or bool(given & inside)


def heads(mention: str) -> frozenset[str]:
    """Return the last word of each one named, in small letters: {"lee"} of "Ann Lee of Ohio".

    Of "Secretary of State John Kerry" both the office's word and the name's are given.
    """
    found = set()
    for part in re.split(r"\s+and\s+|\s*&\s*", mention):
        if noun := _last_word(HEAD_ENDS.split(part, maxsplit=1)[0]):
            found.add(noun.lower())
        name = _last_word(re.split(r"[,;:(–—\n]|\s-\s|\swho\b", part, maxsplit=1)[0])
        if name[:1].isupper():
            found.add(name.lower())
    return frozenset(found)


def _last_word(phrase: str) -> str:
    plain = [re.sub(r"['’]s?\Z|\.", "", word) for word in phrase.split()]
    return next((word for word in reversed(plain) if word.lower() not in ("jr", "sr", "ii", "iii")), "")


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _lies_in(one: Saying, others: frozenset[int], text: str) -> bool:
    own = words_in(one.span, text)
    return not own or 2 * len(own & others) >= len(own)
