"""What can be seen of a line and of the lines around it: the features by which its part is learned."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from articles.text.blocks import Block
from articles.text.boilerplate import ADVERTISING, NAVIGATION, RELATED, SHARING
from articles.text.bylines import BY, NAME
from articles.text.date_lines import has_date
from articles.text.wordlists import words

# Words of pages that do not belong to their articles, of captions, and of notes under articles.
TELLING = SHARING | ADVERTISING | RELATED | NAVIGATION | words(
    """
    account ads affiliate ago alerts anmelden anzeige appeared article aussi author autor bild bottom browser bureau
    buy caption captions cents click comment commission consent contributed contributor cookie copyright correction
    correspondent courtesy crédit daily deal deals delivered disclaimer disclosure donation double edited editing
    editor's email emails epa exclusive fax feedback file filed foto free fuente gallery getty graphic handout here his
    http https iframe illustration image images inbox independent inscription istock javascript join journalist kommentar kommentare
    left leia lesen licensed likes lire login mehr member members membership mobile newsletter newsletters note notifications offer
    offers originally partager partner password permission photo photograph photographer photos pictured picture
    pictures poses privacy promotion published publicidad publicité purchase quelle recommended register registered
    rejoignez republished reproduced reserved retailers right rights screengrab screenshot seen she show shown shows
    sign slideshow staff stands subscriber subscribers subscription suscríbete supplied support tap también teilen terms
    thema this top trademark trending unlimited unsplash unsubscribe updated via viewed views visit visitors walks
    watch website which writer www your zum
    """
)  # fmt: skip
FUNCTION_WORDS = words(
    """
    a al an and are as at au auf avec be been but by che con da dans das de del dem den der des di die du e ein eine el en
    er est et for for from für had has have he her het his il in is ist it its la las le les lo los mit nicht not of on op
    or os para pas pour que qui said se she sich sie sont su sur that the their they to un una und une van von was were
    which who will with would y zu
    """
)
# Of these, those that tell a notice of the page even where it is long.
PAGE_WORDS = words(
    """
    account browser click consent contact cookie cookies copyright disclaimer download editor email emails facebook inbox
    javascript licensed login member members membership newsletter newsletters password permission photo policy privacy
    registered reproduced reserved rights settings site subscribe subscriber subscribers subscription support terms
    twitter unsubscribe website your
    """
)
READERS = words("you your you're you'll we our us we're")
# Verbs of captions, and how headlines begin.
SHOWING = words(
    """
    addresses arrive arrives attend attends carries carry celebrate celebrates delivers gesture gestures greet greets
    hold holds leaves listens look looks meets perform performs poses reacts shakes sit sits speaks smiles stand
    stands wait waits walk walks waves wear wears works
    """
)
ASKING = words("are can does how is meet what when where who why will")
SAYING = words("said says told added asked dit sagte dijo disse")
START = re.compile(r"[-–—•*·▪►→»]")
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
SIGNS = "|·•@©/>»#$£€%:_→"
QUOTED = re.compile('["“«„]')
SHORT, LONG = 60, 40  # words: of lines whose every sign counts, and of those that read like prose
COUNTS = (1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 41, 81)
FAR = (1, 2, 3, 5, 9, 17)


def bucket(number: float, bounds: Sequence[float]) -> int:
    """Return how many of the rising bounds a number reaches."""
    return bisect_right(bounds, number)


def find_kind(block: Block, rule: str | None) -> str:
    """Return what a line looks like from afar: prose, sentence, title, label, or boilerplate by rule."""
    if rule is not None:
        return "rule"
    count = block.words
    if count >= 25:
        return "prose"
    if block.ends_a_sentence:
        return "sentence" if count >= 9 else "short"
    if has_date(block.text):
        return "date"
    return "long" if count >= 17 else "title" if count >= 5 else "label" if count >= 3 else "tag"


def own_features(block: Block, rule: str | None, kind: str) -> list[str]:
    """Return the features of a line by itself."""
    size = bucket(block.words, COUNTS)
    ending = find_ending(block)
    features = ["bias", f"kind={kind}", f"size={size}", f"end={ending}", f"size={size}&end={ending}"]
    if rule is not None:
        features.append(f"rule={rule}")
    few = block.lowered[:60]
    features += _shape_features(block, few, size)
    features += _word_features(block, few, size)
    return features


def _shape_features(block: Block, few: Sequence[str], size: int) -> Iterator[str]:
    text = block.text
    yield f"first={_opening(text)}"

    long = [word for word in block.tokens[1:60] if len(word) > 3]
    if long:
        capitals = sum(1 for word in long if word[0].isupper()) / len(long)
        yield f"capitals={bucket(capitals, (0.01, 0.2, 0.4, 0.6, 0.8, 0.99))}&{size}"
    if block.words > 1 and text.isupper():
        yield "shouted"
    if digits := sum(1 for word in few if word[0].isdigit()):
        yield f"digits={bucket(digits / len(few), (0.1, 0.25, 0.5, 0.99))}&{size}"
    if QUOTED.search(text):
        yield "quoted"
    if block.words > SHORT:
        return
    for sign in SIGNS:
        if sign in text:
            yield f"sign={sign}"
    yield from _role_features(block)


def _role_features(block: Block) -> Iterator[str]:
    if has_date(block.text):
        yield "dated&sentence" if block.ends_a_sentence else "dated"
    if CLOCK.search(block.text):
        yield "clock"
    if BY.match(block.text):
        yield "by"
    elif block.words <= 5 and NAME.fullmatch(block.text):
        yield "name"


def _opening(text: str) -> str:
    first = text[0]
    if first.isalnum():
        return "upper" if first.isupper() else "lower" if first.islower() else "digit"
    if START.match(text):
        return "bullet"
    return "quote" if first in "\"“‘'«„" else "bracket" if first in "([" else "other"


def _word_features(block: Block, few: Sequence[str], size: int) -> Iterator[str]:
    count = len(few) or 1
    function_words = sum(1 for word in few if word in FUNCTION_WORDS)
    yield f"function={bucket(function_words / count, (0.05, 0.15, 0.25, 0.35, 0.45))}&{size}"
    known = sorted({word for word in few if word in TELLING})
    if block.words > LONG:
        yield from (f"word={word}&prose" for word in known if word in PAGE_WORDS)
    if block.words <= SHORT:
        yield from (f"word={word}" for word in known)
        yield f"known={bucket(len(known) / count, (0.1, 0.25, 0.4, 0.6, 0.8, 0.99))}&{size}"
    if block.words <= 24:
        yield from (f"word={word}&short" for word in known)
    if few and few[0] in TELLING:
        yield f"opens={few[0]}"
    if few and few[-1] in TELLING and block.words <= SHORT:
        yield f"closes={few[-1]}"
    if any(word in SAYING for word in few):
        yield "says"
    if block.words <= SHORT and any(word in SHOWING for word in few[:16]):
        yield f"shows&{size}"
    if few and few[0] in ASKING:
        yield f"asks&{size}"
    if any(word in READERS for word in few):
        yield "reader&quoted" if QUOTED.search(block.text) else f"reader&{size}"


def find_ending(block: Block) -> str:
    """Return what a line ends with: a sentence, a question, a quotation, a word, a digit or a sign."""
    last = block.text[-1]
    if block.ends_a_sentence:
        return "sentence" if last in ".…" else "asks" if last in "?!" else "quote"
    if last.isalpha():
        return "word"
    if last.isdigit():
        return "digit"
    return {":": "colon", ",": "comma", ")": "bracket", "”": "quoted", '"': "quoted", "’": "quoted"}.get(
        last, "other"
    )


def line_features(blocks: Sequence[Block], rules: Sequence[str | None], prose: range) -> Iterator[list[str]]:
    """Yield the features of each line in its surroundings; `prose` is where running text is densest."""
    kinds = [find_kind(block, rule) for block, rule in zip(blocks, rules, strict=True)]
    runs = _runs(kinds)
    counts = Counter(block.text for block in blocks)
    openings = Counter(block.lowered[:4] for block in blocks)
    vocabulary = Counter(
        word
        for block, kind in zip(blocks, kinds, strict=True)
        if kind in ("prose", "sentence")
        for word in set(block.lowered)
    )
    to_prose, from_prose = _distances(kinds), _distances(kinds[::-1])[::-1]
    # A page brings many lines of its own; a text that somebody pasted brings none.
    foreign = bucket(kinds.count("rule"), (1, 2, 4, 10))
    labels = bucket(kinds.count("tag") + kinds.count("label"), (1, 2, 4, 10))
    edge = ("edge", "edge")
    padded = (*edge, *kinds, *edge)
    named = ("", "", *[rule or "" for rule in rules], "", "")
    for index, block in enumerate(blocks):
        kind = kinds[index]
        before2, before, _, after, after2 = padded[index : index + 5]
        features = own_features(block, rules[index], kind)
        zone = _zone(index, prose)
        features += [
            f"zone={zone}",
            f"zone={zone}&{kind}",
            f"foreign={foreign}&{kind}",
            f"labels={labels}&{kind}",
            f"foreign={foreign}&labels={labels}&zone={zone.rstrip('0123456789')}",
            f"before={before}&{kind}",
            f"after={after}&{kind}",
            f"around={before}&{kind}&{after}",
            f"before2={before2}&{before}&{kind}",
            f"after2={kind}&{after}&{after2}",
            f"run={bucket(runs[index], (2, 3, 5, 9))}&{kind}",
            f"since={bucket(to_prose[index], FAR)}&{kind}",
            f"until={bucket(from_prose[index], FAR)}&{kind}",
            f"between={bucket(to_prose[index], FAR)}&{bucket(from_prose[index], FAR)}",
        ]
        for side, rule in (
            ("before", named[index + 1]),
            ("after", named[index + 3]),
            ("before2", named[index]),
        ):
            if rule:
                features.append(f"{side}:rule={rule}&{kind}")
        if counts[block.text] > 1:
            features.append(f"repeated={min(counts[block.text], 4)}&{kind}")
        elif block.words > 4 and openings[block.lowered[:4]] > 1:
            features.append(f"reopened&{kind}")
        own = 1 if kind in ("prose", "sentence") else 0
        rare = [word for word in block.lowered[:40] if len(word) > 3 and word not in FUNCTION_WORDS]
        if rare:
            shared = sum(1 for word in rare if vocabulary[word] > own) / len(rare)
            features.append(
                f"shared={bucket(shared, (0.01, 0.2, 0.4, 0.6, 0.8, 0.99))}&{kind}&{min(len(rare), 4)}"
            )
        if block.tokens:
            features += [
                f"parallel{side}={what}&{kind}"
                for side, other in (("-", index - 1), ("+", index + 1))
                if 0 <= other < len(blocks) and (what := _parallel(block, blocks[other]))
            ]
        yield features


def _parallel(block: Block, other: Block) -> str:
    """Return what two neighbours have in common, as the entries of a list do."""
    if not other.tokens:
        return ""
    opens, closes = block.lowered[0] == other.lowered[0], block.lowered[-1] == other.lowered[-1]
    signs = [sign for sign in ":(–-" if sign in block.text and sign in other.text]
    return "+".join([*(["opens"] if opens else []), *(["closes"] if closes else []), *signs[:1]])


def _zone(index: int, prose: range) -> str:
    if index < prose.start:
        return f"above{bucket(prose.start - index, FAR)}"
    if index >= prose.stop:
        return f"below{bucket(index - prose.stop + 1, FAR)}"
    if index - prose.start < 3:
        return f"first{index - prose.start}"
    return f"last{prose.stop - index}" if prose.stop - index < 4 else "inside"


def _runs(kinds: Sequence[str]) -> list[int]:
    """Return for each line how many lines in a row around it are no running text."""
    runs: list[int] = []
    start = 0
    for index, kind in enumerate((*kinds, "prose")):
        if kind in ("prose", "sentence"):
            runs += [index - start] * (index - start)
            if index < len(kinds):
                runs.append(0)
            start = index + 1
    return runs


def _distances(kinds: Sequence[str]) -> list[int]:
    """Return for each line how far back the last line of running text is; far where there is none."""
    distances: list[int] = []
    last = -99
    for index, kind in enumerate(kinds):
        distances.append(index - last)
        if kind in ("prose", "sentence"):
            last = index
    return distances
