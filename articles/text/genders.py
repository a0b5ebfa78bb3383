"""Who is a woman and who is a man, as far as titles, roles and given names tell."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from articles.text import given_names, nouns


class Basis(IntEnum):
    """How a gender is known, the surest first."""

    TITLE = 1  # "Mrs. Clinton"
    ROLE = 2  # "the spokeswoman, Kim Hale"
    GIVEN_NAME = 3
    ARTICLE = 4  # the pronouns that follow the name


@dataclass(frozen=True, slots=True)
class Gender:
    is_female: bool
    basis: Basis


def gender_of_words(words: Iterable[str]) -> Gender | None:
    """Return the gender that the words of a role say: "her husband", "the spokeswoman"."""
    found = set(words)
    is_female, is_male = bool(found & nouns.FEMALE_ROLES), bool(found & nouns.MALE_ROLES)
    return Gender(is_female, Basis.ROLE) if is_female is not is_male else None


@functools.lru_cache(maxsize=20_000)
def gender_of_name(name: str, title: str) -> Gender | None:
    """Return the gender that a title or, in a name of several words, the given name says."""
    titles = set(re.findall(r"\w+", title.lower()))
    if titles & nouns.FEMALE_TITLES:
        return Gender(is_female=True, basis=Basis.TITLE)
    if titles & nouns.MALE_TITLES:
        return Gender(is_female=False, basis=Basis.TITLE)
    words = _plain(name).split()
    if len(words) < 2:
        return None
    # The second word too: a word that is no part of the name often stands first.
    for given in (words[0], words[0].split("-")[0], *words[1:-1][:1]):
        if given in given_names.FEMALE:
            return Gender(is_female=True, basis=Basis.GIVEN_NAME)
        if given in given_names.MALE:
            return Gender(is_female=False, basis=Basis.GIVEN_NAME)
    return None


def is_given_name(word: str) -> bool:
    """Whether a word, in lower case and without accents, is a given name that we know."""
    return word in given_names.FEMALE or word in given_names.MALE


def _plain(name: str) -> str:
    low = name.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
