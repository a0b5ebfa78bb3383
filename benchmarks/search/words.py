"""Invented words by rank, and the laws that say how often each rank is used.

Every word of a class is spelt from its rank alone, so that the same rank is the same word in every archive. The
most frequent are English, which makes the texts readable and gives stemmers something to do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ranks = NDArray[np.int64]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NOUNS = _listed(
    """
government law year plan report budget court week tax vote bill health country trade million school company
committee price minister agency worker energy election policy member market party city fund bank security police
parliament problem service student reform hospital measure group farmer road official rule economy court cost water
deal import debt factory power family pension strike border treaty office council project wage chairman inquiry
industry union teacher proposal sanction loan licence campaign rate statement meeting decision doctor region housing
contract investor deadline ship pipeline subsidy harbour village tariff storm investigation evidence document winter
patient coalition opposition regulator resident engineer customer negotiation emission harvest railway lender
export grant refugee ministry mayor judge expert partner demand threat ceasefire shortage protest resource survey
airport bridge premium auditor audit dispute permit target railroad tenant supplier carrier reservoir shelter
delegate veteran nurse scholar embassy consumer turbine mine vaccine levee orchard ferry quota census archive
    """
)
VERBS = _listed(
    """
report call ask plan vote support need open fund delay reject approve reach accept protect order review pass fill
sign expect block warn visit offer cover end limit raise help start watch claim finish attack cancel demand fear
add return defend join back question press follow clear extend suffer launch fail result lift list record present
examine inspect repair weaken strengthen threaten suspend restart replace repeal postpone oppose monitor mention
ignore impose explain ease double divide discuss disclose defeat confirm concern collect challenge award audit
    """
)
ADJECTIVES = _listed(
    """
new public national last economic local political federal social former military foreign private early late
financial major small senior common strong recent legal annual final rural northern southern eastern western
medical domestic regional clean digital weak central criminal modern urgent ordinary poor secret fair cheap
coastal temporary permanent industrial agricultural nuclear joint formal broad quiet technical mutual remote
    """
)
ADVERBS = _listed(
    """
quickly slowly largely sharply barely nearly openly firmly fully partly rarely widely quietly formally privately
publicly steadily again already later together once abroad
    """
)
GIVEN = _listed(
    """
Ada Amadou Ana Anneke Aleš Beatriz Bilal Björn Carla Chidi Chloé Claudia Colm Dara Dmitri Edith Elena Emeka Esther
Fatima Femke Fiona Georg Grace Gwen Håkon Hana Helena Hugo Imran Inés Ingrid Irene Ivan Jana Joana Jorge José Joyce
Karim Katarína Kavita Laila Lars Leonora Lucía Magnus Mairi Malik Marta Mehmet Mirjam Nadia Ngozi Niamh Nils Noor
Olga Olu Oskar Paula Pavel Petra Priya Rafael Rania René Rosa Ruth Sabine Samir Sean Sofia Stefan Sunita Tamar Tariq
Teresa Thea Tomás Tove Ursula Vera Viktor Walter Wanda Yasmin Yusuf Zoë Zofia
    """
)
FAMILY_ENDINGS = (
    "sen", "man", "ov", "ez", "son", "", "ski", "elli", "ić", "ault", "wick", "ova", "nen", "ard", "ín", "berg",
)  # fmt: skip
# Endings that stemmers know.
NOUN_ENDINGS = ("n", "r", "ment", "tion", "ler", "nist", "d", "ness", "m", "nity", "lk", "ge")
VERB_ENDINGS = ("d", "ck", "lt", "p", "n", "rm")
ADJECTIVE_ENDINGS = ("ral", "nic", "rous", "tive", "ld", "nable", "rd")

_ONSETS = (
    "b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pl", "pr", "r", "s", "st", "t",
    "tr", "v", "w",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_SYLLABLES = tuple(onset + vowel for onset in _ONSETS for vowel in _VOWELS)
# Of few syllables, as frequent words are.
_SHORT_RANKS = 6_000
_MIDDLE_RANKS = 500_000


def spelt(rank: int, endings: tuple[str, ...]) -> str:
    """Return the invented word of a rank: no two ranks share one.

    A syllable is consonants and then vowels, an ending starts with a consonant and comes last, so that a word can be
    read back in one way only; the multiplication only keeps neighbouring ranks from looking alike.
    """
    count = 2 if rank < _SHORT_RANKS else 3 if rank < _MIDDLE_RANKS else 4
    size = len(_SYLLABLES) ** count
    code = (rank * 2_654_435_761 + 12_345) % size
    syllables = []
    for _ in range(count):
        code, syllable = divmod(code, len(_SYLLABLES))
        syllables.append(_SYLLABLES[syllable])
    return "".join(syllables) + endings[(rank * 7 + 3) % len(endings)]


def plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def gerund(verb: str) -> str:
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


@dataclass(frozen=True, slots=True)
class Law:
    """How often the word of each rank (from 0) is used: as 1 / (rank + shift), and beyond `turn` as rank ** -steep.

    The first part is Zipf's law. Real text has two (Ferrer i Cancho and Solé 2001, Gerlach and Altmann 2013): beyond
    some thousands of words frequency falls faster, and that slope makes the vocabulary grow as length ** (1 / steep)
    without end. `beyond` is the share of uses that fall there; 0 ends the list at `turn`.
    """

    shift: float
    turn: int
    beyond: float = 0.0
    steep: float = 1.73
    last: int = 4_000_000

    def draw(self, uniform: NDArray[np.float64]) -> Ranks:
        """Return a rank for each number drawn evenly from [0, 1)."""
        place = uniform / (1 - self.beyond)
        ranks = self.shift * (np.exp(np.minimum(place, 1) * np.log(self.turn / self.shift + 1)) - 1)
        far = place >= 1
        if self.beyond:
            ranks[far] = self.turn * ((1 - uniform[far]) / self.beyond) ** (-1 / (self.steep - 1))
        drawn: Ranks = np.minimum(ranks, self.last).astype(np.int64)
        return drawn
