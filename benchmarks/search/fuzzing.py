"""What nobody should ask: queries, and addresses of searches with every parameter, by lot and the same for the same seed."""

import os
import random
from collections.abc import Mapping
from urllib.parse import quote

from benchmarks.search.queries import QueryMaker

SEED = os.environ.get("FUZZ_SEED", "fuzz")
# What gunicorn reads of a first line is 8,190 bytes (gunicorn.conf.py), the method and the version among them.
LONGEST = 8_000

_SOUP = (
    "(", ")", '"', "“", "”", "*", "~", "~2", "~99", "-", "+", ":", "AND", "OR", "NOT", "date:", "speaker:", "kind:",
    "has:", "..", "date:2009..", "date:9999-99-99", "\\", "'", "\x00", "\ufeff", "\u202e", "🙂", "ｆｕｌｌ", "a", "é",
    "\ud800", "<script>", "%00", "C++", "U.S.", "[1 TO 2]", "{", "^5", "&&", "||", "!",
)  # fmt: skip


def make_fuzz(count: int, maker: QueryMaker, seed: str = SEED) -> list[str]:
    """Return queries that no reader would type, and some that one would with a slip of the hand."""
    draw = random.Random(seed)
    shapes = (_bytes, _mutated, _mutated, _soup, _nested, _long, _wild)
    return [draw.choice(shapes)(draw, maker) for _ in range(count)]


def _bytes(draw: random.Random, _: QueryMaker) -> str:
    encoding = draw.choice(("latin-1", "utf-8", "utf-16-le"))
    return draw.randbytes(draw.randint(1, 300)).decode(encoding, draw.choice(("replace", "ignore")))


def _mutated(draw: random.Random, maker: QueryMaker) -> str:
    text = list(maker.text())
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(text) + 1)
        text[at : at + draw.randint(0, 2)] = draw.choice((*_SOUP, chr(draw.randrange(0x11_0000))))
    return "".join(text)


def _soup(draw: random.Random, maker: QueryMaker) -> str:
    joint = draw.choice(("", " "))
    return joint.join(draw.choice((*_SOUP, maker.word())) for _ in range(draw.randint(1, 60)))


def _nested(draw: random.Random, maker: QueryMaker) -> str:
    depth = draw.choice((5, 40, 400))
    return draw.choice(("(", "-(", "NOT (", '"')) * depth + maker.word() + ")" * draw.choice((0, depth))


def _long(draw: random.Random, maker: QueryMaker) -> str:
    count = draw.choice((50, 300, 2_000))
    return draw.choice((" ", " OR ", " -", '" "', "~ ", "* ")).join(maker.word() for _ in range(count))


def _wild(draw: random.Random, maker: QueryMaker) -> str:
    def term() -> str:
        word = maker.word()
        return draw.choice(
            (f"{word[0]}*", f"{word[:2]}*", "*", f"{word[:3]}~2", f"{word}~", f"{word}~2", '"the of"~99')
        )

    return draw.choice((" ", " OR ")).join(term() for _ in range(draw.randint(1, 40)))


# Pages and files of searches; what one asks for of some rare kind the others do as well.
_PATHS = (
    "/search/",
    "/search/",
    "/search/",
    "/quotes/",
    "/quotes/",
    "/search/suggest",
    "/search/complete",
    "/feeds/search.atom",
)
_SLUGS = {"speaker": "speakers", "publication": "publications", "topic": "topics"}
_USUAL: Mapping[str, tuple[str, ...]] = {
    "year": ("2009", "2021", "undated", "0000", "9999"),
    "month": ("2009-06", "2009-13", "0000-00"),
    "kind": ("direct", "mixed", "indirect"),
    "cue": ("said", "warned"),
    "review": ("pending", "confirmed", "probable"),
    "attribution": ("named", "unnamed", "none"),
    "sort": ("relevance", "newest", "oldest"),
    "group": ("speaker",),
    "undated": ("1", "on", "0"),
    "page": ("1", "2", "50", "0", "-1", "999999999999999999999", "1e3"),
}
_SIGNS = "&=;%+#?/[]\x00\n"


def make_addresses(count: int, maker: QueryMaker, seed: str = SEED) -> list[str]:
    """Return addresses of searches with queries that nobody should ask for, and parameters of the same kind.

    None is longer than a server reads.
    """
    draw = random.Random(seed)
    texts = make_fuzz(count, maker, seed)
    return [_address(draw, maker, text) for text in texts]


def _address(draw: random.Random, maker: QueryMaker, text: str) -> str:
    pairs = [("q", text)] if draw.random() < 0.9 else []
    pairs += [_parameter(draw, maker) for _ in range(draw.choice((0, 0, 1, 1, 2, 3, 8)))]
    draw.shuffle(pairs)
    written = "&".join(f"{name}={_encoded(value)}" for name, value in pairs)
    if draw.random() < 0.05:
        # What no form and no browser would write.
        written = "".join(draw.choice(_SIGNS) if draw.random() < 0.1 and s.isalnum() else s for s in written)
        written = quote(written, safe="&=;%+/?[]")
    return f"{draw.choice(_PATHS)}?{written}"[:LONGEST]


def _parameter(draw: random.Random, maker: QueryMaker) -> tuple[str, str]:
    name = draw.choice((*_SLUGS, *_USUAL, "q", "marks", "letter"))
    if draw.random() < 0.4:
        return name, draw.choice((_bytes, _mutated, _soup))(draw, maker)
    if name in _SLUGS:
        return name, draw.choice(getattr(maker.material, _SLUGS[name]))[0]
    return name, draw.choice(_USUAL.get(name, ("",)))


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))
