"""Linear models as readable files: a feature is a word, its weight a number, the score their sum."""

import bisect
import contextlib
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("weights")
NOTHING = itertools.repeat(0.0)  # the weight of a feature that has none


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature, and `steps`: (score, probability) points that turn a score into a chance.

    Features that have no weight count nothing. Without steps the logistic function is the chance.
    """

    weights: Mapping[str, float]
    steps: Sequence[tuple[float, float]] = ()

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of the features."""
        return sum(map(self.weights.get, features, NOTHING))

    def probability(self, features: Iterable[str]) -> float:
        """Return the chance (0 to 1) that these features mean yes."""
        return self.chance(self.score(features))

    def chance(self, score: float) -> float:
        """Return the chance that a score stands for, between the points of `steps` on a straight line."""
        if not self.steps:
            return logistic(score)
        if score <= self.steps[0][0]:
            return self.steps[0][1]
        at = bisect.bisect_left(self.steps, (score,))
        if at == len(self.steps):
            return self.steps[-1][1]
        (left, low), (right, high) = self.steps[at - 1 : at + 1]
        return low + (high - low) * (score - left) / (right - left) if right > left else high


_held: dict[str, LinearModel] = {}


def load_model(name: str) -> LinearModel:
    """Return the model of `weights/<name>.json`, which training/ writes."""
    if name not in _held:
        held = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        steps = tuple((score, chance) for score, chance in held.get("steps", ()))
        _held[name] = LinearModel(held["weights"], steps)
    return _held[name]


@contextlib.contextmanager
def held_instead(models: Mapping[str, LinearModel]) -> Iterator[None]:
    """Let the engine use other models for a while, as cross-validation does."""
    before = dict(_held)
    _held.update(models)
    try:
        yield
    finally:
        _held.clear()
        _held.update(before)


def logistic(score: float) -> float:
    """Return the chance of a score in log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def log_odds(chance: float) -> float:
    """Return the score that a chance stands for."""
    chance = max(1e-9, min(1 - 1e-9, chance))
    return math.log(chance / (1 - chance))


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the chances of scores of which one is right; they add up to 1."""
    if not scores:
        return []
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]
