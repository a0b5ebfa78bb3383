"""How good attribution is, as measured while the engine was made: the figures of data/quality.json, with their curve."""

import datetime
import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.pictures.curves import Curve, draw_curve

FIGURES = Path(__file__).parent / "data" / "quality.json"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was measured on one set of labelled articles; `figures` are as the file gives them."""

    figures: dict[str, Any]
    measured: datetime.date
    curve: Curve | None


@functools.cache
def measured_corpora() -> tuple[Corpus, ...]:
    """Return the development figures, in the order of the file; none where none were published."""
    if not FIGURES.exists():
        return ()
    held = json.loads(FIGURES.read_text(encoding="utf-8"))["corpora"]
    return tuple(
        Corpus(
            one,
            datetime.date.fromisoformat(one["measured"]),
            draw_curve(one["risk"], plain=_plain_share(one)),
        )
        for one in held
    )


def _plain_share(figures: dict[str, Any]) -> float | None:
    """Return how much of all is shown without "probably", in hundredths."""
    counts = [row["quotations"] for row in figures["shown"]]
    return 100 * counts[0] / sum(counts) if sum(counts) else None
