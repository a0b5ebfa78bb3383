"""What the ranker looks at: features of a lead, as words of closed lists, never of the article."""

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.text import nouns
from articles.text.candidates import Lead
from articles.text.cues import ACCORDING_TO, LEMMA_OF, MENTAL, SAYING, FoundCue
from articles.text.documents import MentionKind
from articles.text.insides import count_words
from articles.text.mentions import FoundMention
from articles.text.paragraphs import Paragraph
from articles.text.subjects import introduced_name
from articles.text.tokens import Token
from articles.text.wordlists import words

SKIPPED = nouns.ADVERBS_AND_AUXILIARIES
WORD = re.compile(r"[\w']+")
FIRST_SINGULAR = frozenset(("i", "i'm", "i've", "i'll", "i'd", "my", "me"))
FIRST_PLURAL = frozenset(("we", "we're", "we've", "we'll", "our", "us"))
NEAR_ENOUGH = 24  # tokens between mention and quotation whose linking words are looked at
LEAST_BEATEN = 0.02  # by how much another rule's score must be higher to tell
ARTICLES = frozenset(("the", "a", "an"))
# Words between a mention and a quotation that open another clause or bind them.
LINKING = words(
    "that who which whose and but or when as because if by after while where though although to for about of ; — – ( :"
)
# Counts are told apart up to these limits.
NEARNESS = (0, 1, 2, 4, 8, 16)
RIVALS = (0, 1, 2)
SENTENCES_BACK = (1, 2)
CUE_DISTANCE = (0, 1, 3, 6, 12)
WORDS_BETWEEN = (0, 2, 5, 10, 20)
PARAGRAPHS_BACK = (1, 2, 4)
# Features that the same few facts decide are written once.
remembered = functools.lru_cache(maxsize=20_000)


@dataclass(slots=True)
class Asked:
    """One quotation as the ranker sees it: where it stands, and what its words are like."""

    paragraph: Paragraph
    number: int  # of the paragraph
    at: int  # its token
    sentence: range
    words: str
    is_whole: bool
    has_cue: bool  # whether a rule found a cue that governs it
    quotations: Sequence[int]  # tokens of the last two quotations before it in the paragraph
    best: float = 0.0  # the highest score of a rule
    is_closed: bool = True  # whether a mark closes it
    facts: tuple[str, ...] = field(default=())
    person: str = "none"  # in which it speaks: "I", "we", or neither
    lows: frozenset[str] = frozenset()  # its words in lower case

    def __post_init__(self) -> None:
        tokens, at = self.paragraph.tokens, self.at
        count = count_words(self.words)
        length = "1" if count == 1 else "2" if count < 4 else "4" if count < 9 else "9"
        self.lows = frozenset(WORD.findall(self.words.lower().replace("’", "'")))
        self.person = "I" if self.lows & FIRST_SINGULAR else "we" if self.lows & FIRST_PLURAL else "none"
        before = shape(tokens[at - 1]) if at else "^"
        after = shape(tokens[at + 1]) if at + 1 < len(tokens) else "$"
        end = self.words[-1] if self.words[-1] in ",.?!—-…" else "w"
        place = "opens" if at == 0 else "starts" if at == self.sentence.start else "inside"
        kind = "whole" if self.is_whole else "part"
        self.facts = (
            kind, f"{kind}/{length}", f"end{end}", f"{kind}/end{end}", f"before={before}", f"after={after}",
            place, f"{place}/{kind}", f"{kind}/cue" if self.has_cue else f"{kind}/nocue",
            "first" if not self.quotations else "later",
        )  # fmt: skip

    @property
    def kind(self) -> str:
        return self.facts[0]


@functools.lru_cache(maxsize=20_000)
def _word_shape(words: str, low: str) -> str:
    if not (words[0].isalnum() or words[0] == "@"):
        return "mark" if words[0] == "‖" else words[0]
    is_capital = words[0].isupper()
    if low in nouns.FUNCTION_WORDS or low in SKIPPED:
        return low
    if (verb := LEMMA_OF.get(low)) is not None and not is_capital:
        kind = "say" if verb in SAYING else "mental" if verb in MENTAL else "name"
        return f"cue-{kind}-ing" if low.endswith("ing") else f"cue-{kind}"
    if is_capital or words[0].isdigit():
        return "Cap" if is_capital else "0"
    ending = next((ending for ending in ("ing", "ed", "ly", "s") if low.endswith(ending)), "")
    return f"~{ending}" if ending else "word"


def shape(token: Token) -> str:
    """Return the class of a token: itself for function words and marks, else its form."""
    return _word_shape("‖" if token.is_quotation else token.words, token.low)


def kind_of(mention: FoundMention) -> str:
    """Return what sort of mention it is, in a short word."""
    if mention.kind is MentionKind.NAME:
        if mention.is_body:
            return "body"
        if mention.is_doubtful:
            return "doubtful"
        return "full" if " " in mention.name or mention.title else "name"
    if mention.kind is MentionKind.PRONOUN:
        low = mention.name.lower()
        return "he" if low in ("he", "she") else low
    return "thing" if mention.is_body else "people" if mention.is_several else "role"


def _bucket(count: int, limits: Sequence[int]) -> str:
    """Return the first limit that a count does not exceed, "+" beyond the last."""
    at = bisect.bisect_left(limits, count)
    return str(limits[at]) if at < len(limits) else "+"


def _cue_class(cue: FoundCue) -> str:
    if cue.lemma in (ACCORDING_TO, "phrase"):
        return "acc" if cue.lemma == ACCORDING_TO else "phrase"
    kind = "say" if cue.is_saying else "mental" if cue.is_mental else "name"
    return kind + ("-ing" if cue.is_participle else "-base" if cue.is_base else "")


def _around(paragraph: Paragraph, mention: FoundMention) -> tuple[str, str, str]:
    """Return the shapes left of a mention, right of it, and right of it past adverbs and auxiliaries."""
    tokens = paragraph.tokens
    left = mention.first - 1
    if left >= 0 and tokens[left].low in ARTICLES:
        left -= 1
    right = mention.last + 1
    later = right
    while later < len(tokens) and tokens[later].low in SKIPPED:
        later += 1
    end = len(tokens)
    return (
        shape(tokens[left]) if left >= 0 else "^",
        shape(tokens[right]) if right < end else "$",
        shape(tokens[later]) if later < end else "$",
    )


class Distance(NamedTuple):
    """How far a mention is from a quotation: on which side, tokens apart, mentions and quotations between."""

    side: (
        str  # B before and A after it in its sentence, E earlier and L later in its paragraph, P and N beyond
    )
    gap: int
    between: Sequence[FoundMention]
    marks: int


def mention_features(
    asked: Asked, lead: Lead, mention: FoundMention, *, where: Paragraph, back: int
) -> list[str]:
    """Return the features of a mention; `where` is its paragraph, `back` how many paragraphs before."""
    kind = kind_of(mention)
    left, right, later = _around(where, mention)
    apart = _distance(asked, mention, where, back)
    side = apart.side
    rivals = _bucket(sum([not other.is_possessive for other in apart.between]), RIVALS)
    features = [*_seen(kind, left, right, later), f"person={asked.person}/{kind}", f"rank{min(lead.rank, 4)}"]
    features += _own_features(asked, mention, where, kind, left)
    features += _placed(side, kind, left, later)
    features += _apart(side, _bucket(apart.gap, NEARNESS), rivals, min(apart.marks, 2))
    features += _beside(side, asked.facts[7], asked.facts[8], asked.facts[3], asked.facts[5])
    features += _far_features(asked, mention, where, side)
    features += _cue_features(asked, mention, where, side)
    features += _rule_features(asked, lead, kind, side)
    if not back and apart.gap <= NEAR_ENOUGH:
        low, high = (mention.last + 1, asked.at) if mention.last < asked.at else (asked.at + 1, mention.first)
        for word in LINKING.intersection([token.low for token in where.tokens[low:high]]):
            features.append(f"{side}/with={word}")
    return features


def _distance(asked: Asked, mention: FoundMention, where: Paragraph, back: int) -> Distance:
    if back > 0:
        return Distance("P", len(where.tokens) - mention.last, (), 0)
    if back < 0:
        return Distance("N", mention.first, (), 0)
    if mention.last < asked.at:
        marks = len(asked.quotations) - bisect.bisect_right(asked.quotations, mention.last)
        between = where.mentions_in(mention.last + 1, asked.at)
        side = "B" if mention.first >= asked.sentence.start else "E"
        return Distance(side, asked.at - mention.last - 1, between, marks)
    side = "A" if mention.first < asked.sentence.stop else "L"
    between = where.mentions_in(asked.at + 1, mention.first)
    return Distance(
        side, mention.first - asked.at - 1, between, where.count_marked(asked.at + 1, mention.first)
    )


def _own_features(
    asked: Asked, mention: FoundMention, where: Paragraph, kind: str, left: str
) -> Iterator[str]:
    """Yield what a mention is like by itself: owned, set beside another, an introduction, named in the words."""
    if mention.is_possessive:
        yield f"possessive/{kind}"
    if left == "," and (before := where.mention_at(mention.first - 2)) is not None:
        yield f"{kind} beside {kind_of(before)} after {_around(where, before)[0]}"
    if introduced_name(where, mention) is not None:
        yield f"introduces/{kind}"
    if mention.kind is MentionKind.NAME and mention.name.rsplit(" ", 1)[-1].lower() in asked.lows:
        yield f"names itself/{asked.person}"


def _far_features(asked: Asked, mention: FoundMention, where: Paragraph, side: str) -> Iterator[str]:
    if side in ("P", "N"):
        is_last = where.sentence_index(mention.first) == len(where.sentences) - 1
        yield f"{side}/{'last' if is_last else 'far'}"
    elif side == "E":
        sentences = where.sentence_index(asked.at) - where.sentence_index(mention.first)
        yield f"E/{_bucket(sentences, SENTENCES_BACK)}/{asked.kind}"


def _rule_features(asked: Asked, lead: Lead, kind: str, side: str) -> Iterator[str]:
    for rule, score in lead.rules:
        yield from _ruled(rule, score, kind, asked.kind)
    if not lead.rules:
        yield from ("norule", f"norule/{side}/{asked.facts[8]}")
    elif asked.best - lead.score > LEAST_BEATEN:
        yield f"beaten/{asked.best - lead.score:.1f}"


@remembered
def _seen(kind: str, left: str, right: str, later: str) -> tuple[str, ...]:
    return (f"kind={kind}", f"left={left}", f"right={right}", f"later={later}", f"{kind}/{later}")


@remembered
def _placed(side: str, kind: str, left: str, later: str) -> tuple[str, ...]:
    return (side, f"{side}/{kind}", f"{side}/{left}", f"{side}/{later}", f"{side}/{kind}/{later}")


@remembered
def _apart(side: str, near: str, rivals: str, marks: int) -> tuple[str, ...]:
    return (f"{side}/{near}", f"{side}/n{rivals}", f"{side}/q{marks}")


@remembered
def _beside(side: str, *facts: str) -> tuple[str, ...]:
    return tuple([f"{side}/{fact}" for fact in facts])


@remembered
def _ruled(rule: str, score: float, kind: str, asked_kind: str) -> tuple[str, ...]:
    return (
        f"rule={rule}", f"rule={rule}/{score:.1f}", f"rule={rule}/{kind}", f"rule={rule}/{asked_kind}",
        f"score{score:.2f}" if score > 0.8 else f"score{score:.1f}",
    )  # fmt: skip


def _cue_features(asked: Asked, mention: FoundMention, where: Paragraph, side: str) -> tuple[str, ...]:
    found = where.subjects.get(mention.first, ())
    subject = f"subject{min(len(found), 2)}/{side}"
    if side not in ("A", "B", "E") or not found:
        return (subject,)
    index, cue, way = min(found, key=lambda item: abs(item[0] - asked.at))
    low, high = sorted((index, asked.at))
    inner = len(where.cues_in(low + 1, high))
    gap = _bucket(high - low - 1, CUE_DISTANCE)
    place = "mid" if (mention.first < index < asked.at or asked.at < index < mention.first) else "out"
    if where.count_marked(low + 1, high):
        place += "q"
    # A cue before the quotation by what stands between them, one after it by how the quotation ends.
    edge = (shape(where.tokens[asked.at - 1]) if asked.at else "^") if side == "B" else asked.facts[2]
    linked = _linked(side, place, way, _cue_class(cue), gap, min(inner, 2), asked.kind, edge)
    return (subject, f"lemma={cue.lemma}", f"lemma={cue.lemma}/{side}", *linked)


@remembered
def _linked(  # noqa: PLR0913, PLR0917  what is remembered is keyed by all of them
    side: str, place: str, way: str, sort: str, gap: str, inner: int, asked_kind: str, edge: str
) -> tuple[str, ...]:
    link = f"{side}/{place}/{way}/{sort}"
    return (
        link, f"{link}/{gap}", f"link/{place}/{way}/{gap}", f"{side}/{place}/c{inner}/{sort}", f"{link}/{asked_kind}",
        f"{side}/{place}/{gap}/{edge}" if side == "B" else f"{link}/{edge}",
    )  # fmt: skip


def continued_features(asked: Asked, lead: Lead, *, earlier: Asked) -> list[str]:
    """Return the features of "the same speaker as that earlier quotation"."""
    if earlier.number == asked.number:
        tokens = asked.paragraph.tokens[earlier.at + 1 : asked.at]
        where = "sentence" if earlier.at >= asked.sentence.start else "paragraph"
        mentions = asked.paragraph.mentions_in(earlier.at + 1, asked.at)
        cues = len(asked.paragraph.cues_in(earlier.at + 1, asked.at))
        ahead = len(asked.paragraph.cues_in(asked.at + 1, asked.sentence.stop))
        words = sum(1 for token in tokens if token.is_word)
        others = sum(1 for m in mentions if not m.is_possessive)
        people = sum(1 for m in mentions if m.kind is not MentionKind.DESCRIPTION and not m.is_possessive)
        detail = [
            f"{where}/w{_bucket(words, WORDS_BETWEEN)}", f"{where}/m{min(others, 3)}/{asked.kind}",
            f"{where}/c{min(cues, 2)}/a{min(ahead, 1)}", f"{where}/p{min(people, 2)}/c{min(cues, 2)}",
            f"{where}/last={shape(tokens[-1]) if tokens else '^'}",
        ]  # fmt: skip
    else:
        gap = asked.number - earlier.number
        where = "paragraph-before" if gap == 1 else "further"
        own = asked.paragraph.mentions_in(0, asked.at)
        detail = [
            f"{where}/{'closed' if earlier.is_closed else 'open'}", f"{where}/own{min(len(own), 2)}/{asked.facts[7]}",
            f"{where}/{_bucket(gap, PARAGRAPHS_BACK)}/{asked.facts[8]}",
            f"{where}/cues{min(len(asked.paragraph.cues), 2)}/{asked.kind}",
        ]  # fmt: skip
    strength = f"{asked.best:.1f}"
    features = [
        "continued", f"continued/{where}", f"continued/{asked.kind}/{where}", f"continued/{asked.facts[8]}/{where}",
        f"continued/{asked.facts[7]}/{where}", f"continued/rule{strength}", f"continued/rule{strength}/{where}/{asked.kind}",
        f"continued/{earlier.kind}/{asked.kind}/{where}", f"continued/after={asked.facts[5]}/{where}",
        f"continued/{asked.facts[4]}/{where}",
    ]  # fmt: skip
    features += [f"continued/{one}" for one in detail]
    features += [f"continued/rule={rule}" for rule, _ in lead.rules]
    return features


def nobody_features(asked: Asked, *, count: int) -> list[str]:
    """Return the features of "none of these"."""
    return [
        "nobody", f"nobody/{asked.kind}", f"nobody/{asked.facts[8]}", f"nobody/rule{asked.best:.1f}",
        f"nobody/{asked.facts[1]}", f"nobody/n{min(count, 3)}", f"nobody/{asked.facts[7]}",
    ]  # fmt: skip
