"""From the leads of a quotation to the person it is held to be by, and how surely.

The chances of all leads that mean one person add up. The sum is then set against what was learned
about such decisions in articles that the engine's other weights were not learned from
(training/cross_validate.py), so that nine in ten of those stated with .9 are right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.candidates import Lead
from articles.text.features import kind_of
from articles.text.linear import load_model, log_odds
from articles.text.resolution import Resolved

MOST_CANDIDATES = 5
INDIRECT = "indirect"
NOTABLE = 0.1  # the chance from which on another person is a rival


@dataclass(frozen=True, slots=True)
class Followed:
    """A lead with its chance, and those it may lead to with theirs, together at most the lead's."""

    lead: Lead
    chance: float
    persons: tuple[tuple[Resolved, float], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A person held to have spoken: the chance of all leads there, and the likeliest of them."""

    resolved: Resolved
    chance: float
    lead: Lead

    def is_same(self, other: "Held") -> bool:
        return _identity(self.resolved) == _identity(other.resolved)


@dataclass(frozen=True, slots=True)
class Decision:
    """Who is held to have said a quotation, best first, and how surely the first of them."""

    persons: tuple[Held, ...]
    features: tuple[str, ...]
    confidence: float

    @property
    def best(self) -> Held:
        return self.persons[0]


def decide(followed: Sequence[Followed], *, kind: str) -> Decision | None:
    """Return who the leads together point to, or None where they lead to nobody.

    `kind` says of the quotation what bears on certainty: whether it is a sentence of its own. How sure
    indirect speech is was learned with its passages (training/train_indirect.py).
    """
    sums: dict[object, float] = {}
    ways: dict[object, tuple[Followed, Resolved]] = {}
    roads: dict[object, int] = {}
    for one in followed:
        for resolved, chance in one.persons:
            key = _identity(resolved)
            sums[key] = sums.get(key, 0.0) + chance
            roads[key] = roads.get(key, 0) + (chance >= NOTABLE)
            if key not in ways or one.chance > ways[key][0].chance:
                ways[key] = (one, resolved)
    if not sums:
        return None
    ordered = sorted(sums, key=lambda key: -sums[key])[:MOST_CANDIDATES]
    persons = tuple(Held(ways[key][1], min(sums[key], 1.0), ways[key][0].lead) for key in ordered)
    features = _features(persons, roads=roads[ordered[0]], kind=kind)
    chance = persons[0].chance
    return Decision(persons, features, chance if kind == INDIRECT else certainty(chance, features))


def certainty(chance: float, features: Sequence[str]) -> float:
    """Return how often such decisions were right."""
    model = load_model("certainty")
    return model.chance(log_odds(chance) + model.score(features))


def _features(persons: Sequence[Held], *, roads: int, kind: str) -> tuple[str, ...]:
    """Return what else bears on certainty: how the person is known, and whether there are rivals."""
    best = persons[0]
    mention = best.lead.mention
    sort = kind_of(mention) if mention is not None else "continued"
    if best.resolved.member is None:
        who = (
            "several" if best.resolved.unnamed is not None and best.resolved.unnamed.is_several else "unnamed"
        )
    else:
        who = "body" if best.resolved.member.is_body else "person"
    rivals = sum(1 for other in persons[1:] if other.chance >= NOTABLE)
    rule = best.lead.rules[0][0] if best.lead.rules else "none"
    return (
        "always", f"mention {sort}", f"method {best.resolved.method}", f"who {who}", f"{kind}", f"{sort} {who}",
        f"rivals {min(rivals, 2)}", f"rule {rule}", f"roads {min(roads, 3)}", f"{kind} {sort}",
    )  # fmt: skip


def _identity(resolved: Resolved) -> object:
    return id(resolved.member) if resolved.member is not None else resolved.name.lower()
