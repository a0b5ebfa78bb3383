"""Which encoding bytes are in that nothing declares."""

import codecs
import re
from collections.abc import Iterator

import charset_normalizer

# Unlabelled texts in other scripts are in one of these; the others would only be found by mistake.
OTHER_SCRIPTS = [
    "cp1251", "cp1253", "cp1255", "cp1256", "cp874", "koi8_r", "koi8_u", "cp866", "gb18030", "big5hkscs", "cp932",
    "euc_jp", "cp949",
]  # fmt: skip
# The letters beyond ASCII of languages in Latin letters, by what they are written in, the commonest first. Spanish
# read as windows-1250 has letters of Polish, of Czech and of Hungarian, but never of one language.
WESTERN = (
    "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "äöüß", "ãáâàçéêíõóôú", "àèéìòù", "åäöé", "åæøé", "áðéíóúýþæö", "àçèéíïòóúü",
)  # fmt: skip
CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ", "äöüß")
LATIN = {
    "cp1252": WESTERN,
    "cp1250": CENTRAL,
    "iso8859_2": CENTRAL,
    "cp1254": ("âçğıîöşüû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
    "mac_roman": WESTERN,
    "cp437": WESTERN,
}
# Letters that are words.
WORDS = "àèéóåö"
MARKS = "–—…•·°§©®™€£†’"
OPENING = "„‚«‹“‘"
CLOSING = "”»›“‘«‹"  # German closes with what English opens with, and turns the others round
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
NEIGHBOURS = re.compile(rb"[\x80-\xff]{2,}")
FEWEST_NEIGHBOURS = 10
SAMPLE = 64 * 1024


def detect(data: bytes) -> Iterator[str]:
    """Yield the encodings that bytes may be in, the likeliest first, judged by their lines beyond ASCII.

    Measured on 169 raw English texts and on sentences in 18 languages; a short text in another
    language that has few letters of its own is the commonest mistake.
    """
    sample = _sample(data)
    beyond = len(BEYOND_ASCII.findall(sample))
    side_by_side = sum(map(len, NEIGHBOURS.findall(sample)))
    # In Latin letters those beyond ASCII stand alone, in other scripts beside one another.
    if side_by_side < max(FEWEST_NEIGHBOURS, beyond / 2):
        fits = {name: _fit(sample.decode(name, errors="replace"), name) for name in LATIN}
        for name in sorted(fits, key=lambda name: -fits[name]):
            yield codecs.lookup(name).name
    else:
        for match in charset_normalizer.from_bytes(sample, cp_isolation=OTHER_SCRIPTS, enable_fallback=False):
            yield codecs.lookup(match.encoding).name


def _sample(data: bytes) -> bytes:
    sample = b""
    for line in re.finditer(rb"[^\n]*[\x80-\xff][^\n]*\n?", data):
        sample += line[0][: SAMPLE - len(sample)]
        if len(sample) == SAMPLE:
            break
    return sample


def _fit(text: str, encoding: str) -> float:
    """Return how many of a text's characters beyond ASCII stand as one language uses them, 1 where all do."""
    places = [match.start() for match in re.finditer(r"[^\x00-\x7f\s]", text)]
    marks = sum(_is_mark(text, place) for place in places)
    letters = [text[place].lower() for place in places if _is_letter(text, place)]
    return max(
        (marks + sum(letter in alphabet for letter in letters)) / (len(places) or 1)
        for alphabet in LATIN[encoding]
    )


def _is_mark(text: str, place: int) -> bool:
    before, mark, after = text[place - 1 : place], text[place], text[place + 1 : place + 2]
    opens = mark in OPENING and not before.isalnum() and after.strip() != ""
    closes = mark in CLOSING and before.strip() != ""
    return mark in MARKS or opens or closes


def _is_letter(text: str, place: int) -> bool:
    before, letter, after = text[place - 1 : place], text[place], text[place + 1 : place + 2]
    if not letter.isalpha() or (before.islower() and letter.isupper()):
        return False
    return before.isalpha() or after.isalpha() or letter.lower() in WORDS
