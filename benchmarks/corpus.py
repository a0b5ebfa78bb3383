"""Policy news made by lot: every word is invented, and the same seed gives the same articles."""

import random
from collections.abc import Iterator

GIVEN = (
    "Ada", "Amadou", "Anneke", "Bilal", "Chidi", "Colm", "Dara", "Edith", "Elena", "Femke", "Gwen", "Hana", "Imran",
    "Jorge", "Kavita", "Leonora", "Mairi", "Ngozi", "Olu", "Priya", "Rosa", "Stefan", "Tove", "Walter",
)  # fmt: skip
FAMILY = (
    "Abara", "Brandt", "Crane", "Diallo", "Ferrán", "Gagnon", "Hale", "Ilić", "Keane", "Lindqvist", "Marsh", "Mwangi",
    "Novák", "Okello", "Pryce", "Qureshi", "Rao", "Salgado", "Tighe", "Visser", "Weiss", "van Rooyen", "Yelland",
)  # fmt: skip
OFFICES = (
    "Energy Minister", "Senator", "Mayor", "Judge", "Transport Secretary", "Governor", "Councillor", "Dr.",
    "union leader", "budget officer", "Rep.",
)  # fmt: skip
BODIES = (
    "the Harbour Board", "the Ministry of Water", "the Grain Council", "the Ferry Workers' Union", "the Audit Office",
)  # fmt: skip
THINGS = (
    "the levee", "the tariff on barley", "the night train", "the grid", "the fishing quota", "the new school law",
    "the harbour fee", "the census", "the ferry contract", "the drainage scheme",
)  # fmt: skip
STATES = (
    "will cost twice what was promised", "has not been read by anyone who voted for it", "must be ready before the rain",
    "is worth every coin that was spent on it", "was never going to work in a town of this size",
    "can wait until the accounts are closed", "leaves the upper valley without a road",
)  # fmt: skip
SHORT = (
    "a disgrace",
    "half a plan",
    "overdue",
    "a gift to nobody",
    "dead on arrival",
    "brave",
    "paper and ink",
)
CUES = ("said", "said", "said", "told reporters", "argued", "warned", "insisted", "added")
PLAIN = (
    "The vote was put off twice in the spring, and nobody on the committee could say why.",
    "Rain had been falling since Sunday, and the lower road was closed to lorries.",
    "The accounts for the year are due in March, after an audit that began in the autumn.",
    "Two hundred people stood outside the hall until the doors were opened.",
    "The old scheme ended in 2014, when the last of its money went to the bridge.",
    "In the capital, the so-called “winter fund” was already spent by then.",
)  # fmt: skip


def make_articles(count: int, *, seed: int = 1) -> Iterator[str]:
    """Yield articles of some 5,000 characters each, a dozen people and bodies in all of their quotations."""
    draw = random.Random(seed)
    for _ in range(count):
        people = [
            (draw.choice(OFFICES), draw.choice(GIVEN), draw.choice(FAMILY)) for _ in range(draw.randint(4, 7))
        ]
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < 5000:
            paragraphs.append(_paragraph(draw, people))
        yield "\n\n".join(paragraphs)


def make_text(length: int, *, seed: int = 1) -> str:
    """Return one text of this many characters: articles one after another, with ever new people."""
    parts: list[str] = []
    held = 0
    while held < length:
        parts += make_articles(1, seed=seed + len(parts))
        held += len(parts[-1]) + 2
    return "\n\n".join(parts)[:length]


def _paragraph(draw: random.Random, people: list[tuple[str, str, str]]) -> str:
    (office, given, family), (_, other_given, other_family) = draw.sample(people, 2)
    name = draw.choice((f"{office} {given} {family}", family, f"{given} {family}"))
    thing, state, cue = draw.choice(THINGS), draw.choice(STATES), draw.choice(CUES)
    more = f"{draw.choice(THINGS)} {draw.choice(STATES)}."
    shapes = (
        f"“{_opening(thing)} {state},” {name} {cue} on Monday. “{_opening(more)}”",
        f"“{_opening(more)[:-1]},” said {given} {family}, who chairs the committee. {draw.choice(PLAIN)}",
        f"{office} {given} {family} called {thing} “{draw.choice(SHORT)}” and left the room.",
        f"{name} {cue} that {thing} {state}. {draw.choice(PLAIN)}",
        f"{_opening(draw.choice(BODIES))} met on Tuesday. It said {thing} was “{draw.choice(SHORT)}.”",
        f"{given} {family} met {other_given} {other_family} for an hour. “{_opening(thing)} {state},” she said.",
        f"“{_opening(more)[:-1]},” a senior official said, who asked not to be named.",
        f"{draw.choice(PLAIN)} {draw.choice(PLAIN)}",
    )
    return draw.choice(shapes)


def _opening(words: str) -> str:
    """Return words as they open a sentence."""
    return words[0].upper() + words[1:]
