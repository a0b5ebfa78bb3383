"""Names as an index files them: accents apart, letters of other alphabets under their own."""

import functools
import unicodedata
from typing import NamedTuple

# Where names stand that begin with no letter of an alphabet.
OTHERS = "#"
# Latin letters that are more than a letter with a mark, as catalogues file them: "Ørsted" under O, "Łukasz" under L.
LATIN = str.maketrans(
    {
        "'": "", "ı": "i", "æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ł": "l", "ŋ": "n",
        "œ": "oe", "ŧ": "t", "ƙ": "k", "ə": "e", "ɓ": "b", "ɗ": "d", "ʻ": "", "ʼ": "", "‘": "", "’": "",
    }
)  # fmt: skip


def fold(name: str) -> str:
    """Return a name as it is filed and looked for: no case, accents or apostrophes, one space between words."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(name.casefold().translate(LATIN).split())


class Filed(NamedTuple):
    """Where a name stands in an index: in the order of `place`, and under the capital `letter`.

    Latin letters come first, other alphabets after them, and last what begins with no letter.
    """

    place: str
    letter: str

    @property
    def folded(self) -> str:
        """The name as it is looked for."""
        return self.place[1:]


@functools.lru_cache(maxsize=50_000)
def filed(name: str) -> Filed:
    """Return where a name stands, as filed: "Obama, Barack"."""
    folded = fold(name)
    letter = initial(folded)
    group = "2" if letter == OTHERS else "0" if letter.isascii() else "1"
    return Filed(group + folded, letter)


def initial(folded: str) -> str:
    """Return the capital that a folded name stands under, or OTHERS.

    A letter of an alphabet that has capitals stands under itself ("Й" under "И"); digits, marks and
    scripts without capitals, some of thousands of signs, have no letter.
    """
    first = folded[:1]
    capital = first.upper()
    return capital if len(capital) == 1 and capital != first and capital.isalpha() else OTHERS
