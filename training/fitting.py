"""Logistic models over sparse binary features, fitted by FTRL-Proximal.

Source: McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013. Its L1 term leaves
out what does not help, so that the files of weights stay small enough to read.
"""

import itertools
import json
import math
import random
from collections.abc import Collection, Sequence
from pathlib import Path

from articles.text.linear import logistic, softmax

Features = Sequence[str]


class Learner:
    """Per-feature weights that follow gradients; `l1` leaves features out, `l2` keeps weights small."""

    def __init__(self, *, alpha: float = 0.1, beta: float = 1.0, l1: float = 0.3, l2: float = 1.0) -> None:
        self.alpha, self.beta, self.l1, self.l2 = alpha, beta, l1, l2
        self._pull: dict[str, float] = {}
        self._squares: dict[str, float] = {}

    def weight(self, feature: str) -> float:
        pull = self._pull.get(feature, 0.0)
        if abs(pull) <= self.l1:
            return 0.0
        rate = (self.beta + math.sqrt(self._squares[feature])) / self.alpha + self.l2
        return -(pull - math.copysign(self.l1, pull)) / rate

    def score(self, features: Features) -> float:
        return sum(self.weight(feature) for feature in features)

    def follow(self, features: Features, gradient: float) -> None:
        """Take one step for every feature of an example against its gradient of the loss."""
        for feature in features:
            weight = self.weight(feature)
            squares = self._squares.get(feature, 0.0)
            grown = squares + gradient * gradient
            step = (math.sqrt(grown) - math.sqrt(squares)) / self.alpha
            self._pull[feature] = self._pull.get(feature, 0.0) + gradient - step * weight
            self._squares[feature] = grown

    def weights(self) -> dict[str, float]:
        """Return the features that count, in order of the alphabet."""
        found = {feature: round(self.weight(feature), 3) for feature in sorted(self._pull)}
        return {feature: weight for feature, weight in found.items() if weight}


def fit_yes_no(
    examples: Sequence[tuple[Features, bool]],
    *,
    offsets: Sequence[float] = (),
    epochs: int = 8,
    learner: Learner | None = None,
) -> dict[str, float]:
    """Return weights whose logistic score is the chance of yes.

    `offsets` are log odds that each example brings along, to which its features only add.
    """
    learner = learner or Learner()
    order = list(zip(examples, offsets or [0.0] * len(examples), strict=True))
    shuffle = random.Random(1).shuffle
    for _ in range(epochs):
        shuffle(order)
        for (features, is_yes), offset in order:
            learner.follow(features, logistic(offset + learner.score(features)) - is_yes)
    return learner.weights()


def fit_choice(
    groups: Sequence[tuple[Sequence[Features], Collection[int]]],
    *,
    epochs: int = 8,
    learner: Learner | None = None,
) -> dict[str, float]:
    """Return weights whose softmax over a group's candidates is the chance of each being right.

    A group is its candidates' features and the numbers of those that are right, at least one.
    """
    learner = learner or Learner()
    order = list(groups)
    shuffle = random.Random(1).shuffle
    for _ in range(epochs):
        shuffle(order)
        for candidates, right in order:
            chances = softmax([learner.score(features) for features in candidates])
            of_right = sum(chances[number] for number in right) or 1e-9
            for number, features in enumerate(candidates):
                wanted = chances[number] / of_right if number in right else 0.0
                if abs(chances[number] - wanted) > 1e-4:
                    learner.follow(features, chances[number] - wanted)
    return learner.weights()


def calibrate(scored: Sequence[tuple[float, bool]], *, points: int = 25) -> list[tuple[float, float]]:
    """Return (score, probability) steps that never fall, from scores of articles not trained on.

    Isotonic regression by pooling adjacent violators (Ayer et al. 1955), about `points` steps at most;
    half a yes and half a no are added to each, so that few cases never mean certainty.
    """
    pools: list[list[float]] = []  # sum of scores, yeses, count
    ordered = sorted(scored, key=lambda one: one[0])
    size = max(1, len(ordered) // points)
    end = 0
    while end < len(ordered):
        begin, end = end, end + size
        while end < len(ordered) and ordered[end][0] == ordered[end - 1][0]:
            end += 1  # equal scores are one step, whichever of them were right
        part = ordered[begin:end]
        pools.append([sum(score for score, _ in part), sum(is_yes for _, is_yes in part), len(part)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    scores = [round(total / count, 4) for total, _, count in pools]
    # What is added weighs more in a small pool, which may then fall below the one before it.
    chances = itertools.accumulate(((yes + 0.5) / (count + 1) for _, yes, count in pools), max)
    return [(score, round(chance, 4)) for score, chance in zip(scores, chances, strict=True)]


def write_model(path: Path, weights: dict[str, float], steps: Sequence[tuple[float, float]] = ()) -> None:
    """Write a model for articles.text.linear, one feature a line, so that changes can be read."""
    held = {"steps": [list(step) for step in steps], "weights": dict(sorted(weights.items()))}
    path.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
