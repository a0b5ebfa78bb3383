"""What each rank of a class is called: nouns and verbs, numbers, people, places, publications and topics."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.search import words

FAMILIES = 5_003


def publication_name(number: int) -> str:
    kind = ("Times", "Herald", "Tribune", "Post", "Gazette", "Observer", "Courier", "Ledger")[number % 8]
    return f"The {words.spelt(number + 700, ('n', 'r', 'd')).title()} {kind}"


def topic_name(number: int) -> str:
    return f"{words.ADJECTIVES[number % len(words.ADJECTIVES)]} {words.NOUNS[number * 3]}".capitalize()


def speaker_name(rank: int) -> str:
    """Return the name of a speaker, "Given Family"; no two of the first FAMILIES times as many given names share one."""
    family, given = divmod(rank * 7_368_787 % (FAMILIES * len(words.GIVEN)), len(words.GIVEN))
    return f"{words.GIVEN[given]} {words.spelt(family + 1_100, words.FAMILY_ENDINGS).title()}"


def place_name(rank: int) -> str:
    return words.spelt(rank + 2_000, ("burg", "", "mouth", "nia", "stad", "ñola", "vår", "land")).title()


class Spellings:
    """The words of a class by rank, spelt when they are first used."""

    def __init__(self, spell: Callable[[int], str]) -> None:
        self.spell = spell
        self.spelt = np.empty(0, dtype=object)
        self.is_spelt = np.zeros(0, dtype=bool)

    def of(self, ranks: NDArray[np.int64]) -> NDArray[np.object_]:
        """Return the word of each rank."""
        more = int(ranks.max(initial=0)) + 1 - len(self.spelt)
        if more > 0:
            self.spelt = np.append(self.spelt, np.empty(more, dtype=object))
            self.is_spelt = np.append(self.is_spelt, np.zeros(more, dtype=bool))
        new = np.unique(ranks[~self.is_spelt[ranks]])
        for rank in new.tolist():
            self.spelt[rank] = self.spell(rank)
        self.is_spelt[new] = True
        words_of: NDArray[np.object_] = self.spelt[ranks]
        return words_of


def _english(listed: tuple[str, ...], endings: tuple[str, ...]) -> Callable[[int], str]:
    return lambda rank: listed[rank] if rank < len(listed) else words.spelt(rank, endings)


noun = _english(words.NOUNS, words.NOUN_ENDINGS)
verb = _english(words.VERBS, words.VERB_ENDINGS)
adjective = _english(words.ADJECTIVES, words.ADJECTIVE_ENDINGS)


def number_word(rank: int) -> str:
    return f"{rank / 10:.1f}" if rank % 5 == 3 else f"{rank + 2:,}"
