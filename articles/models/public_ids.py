"""Public ids made from content, so that every URL survives a rebuild into an empty database."""

import base64
import hashlib
import re
import unicodedata

from django.utils.text import slugify

# 60 bits: among ten million articles the odds of any two sharing an id are below 1 in 20,000.
ID_LENGTH = 12
SLUG_LENGTH = 80
KEY_LENGTH = 200


def article_public_id(sha256: str) -> str:
    """Return an article's id: the digest of its first original (hex) in base 32, shortened."""
    return _shortened(bytes.fromhex(sha256))


def quote_public_id(*, article_id: str, words: str, occurrence: int) -> str:
    """Return a quote's id from its article's id, its words and their occurrence (from 1) in that article."""
    key = f"{article_id}\n{folded_words(words)}\n{occurrence}"
    return _shortened(hashlib.sha256(key.encode()).digest())


def folded_words(words: str) -> str:
    """Return words as they are compared: one space between them, marks and case folded."""
    text = unicodedata.normalize("NFKC", words).translate(_MARKS)
    return re.sub(r"\s+", " ", text).strip().casefold()


def name_key(name: str) -> str:
    """Return a name as it is compared: no case, accents, full stops or doubled spaces; never longer than its column."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_MARKS))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    # Compatibility forms grow: U+FDFA alone stands for eighteen letters.
    return re.sub(r"\s+", " ", bare.replace(".", "")).strip().casefold()[:KEY_LENGTH]


def slug_for(name: str) -> str:
    """Return a slug of ASCII letters, ended at a word's end, or, where a name has none, one made from its digest."""
    slug = slugify(name)
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug or "x-" + _shortened(hashlib.sha256(name_key(name).encode()).digest())


def _shortened(digest: bytes) -> str:
    return base64.b32encode(digest).decode("ascii").lower()[:ID_LENGTH]


_MARKS = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2010": "-", "\u2011": "-"}
)
