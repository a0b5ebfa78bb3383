"""What tells an index made by this program from one made by another version of it."""

import hashlib
import json
from functools import lru_cache

from articles.search.analysis import stem, words
from articles.search.indexes import SCHEMA_VERSION, ArticleIndex, QuoteIndex
from articles.text.unnamed import standing_of

# Each way in which a word is folded or stemmed, once.
SAMPLE = (
    "The U.S. Senate’s “sanctions” and 1,000 tariffs, 3.5 per cent; it's O'Brien's C++ and C#. "
    "Économie, naïve, STRASSE, Straße, Ærø, œuvre, co-operation, re\u00adelected, e\u0301lan, a b c, 東京 2009-06. "
    "Presidents presidential running flies generously connections policies happily agreed organization"
)
# Each thing that a description of an unnamed source may tell, once.
DESCRIPTIONS = (
    "former senior U.S. officials",
    "junior aide at the Home Office",
    "foreign ministry",
    "diplomat",
)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a digest of the fields of the index, of how words are compared and of what is read from descriptions.

    It changes by itself where somebody changes any of them and forgets to raise SCHEMA_VERSION.
    """
    folded = words(SAMPLE)
    record = {
        "version": SCHEMA_VERSION,
        "fields": [
            sorted((name, type(field).__name__, field.stored) for name, field in index().fields.items())
            for index in (ArticleIndex, QuoteIndex)
        ],
        "words": folded,
        "stems": [stem(word) for word in folded],
        "standings": [standing_of(description).key for description in DESCRIPTIONS],
    }
    return hashlib.sha256(json.dumps(record).encode()).hexdigest()[:16]
