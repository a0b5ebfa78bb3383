"""The figures of one labelled corpus: to be printed, and to be published on /about/quality/."""

import datetime
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from articles.text.documents import CERTAIN
from articles.text.pipeline import PIPELINE_VERSION
from tests.quality.labels import SPOKEN, Reading
from tests.quality.persons import Judged, Verdict, risk_curve
from tests.quality.spans import Share, SpanScore, score_spans
from tests.quality.tables import table

PUBLISHED = Path(__file__).resolve().parent.parent.parent / "articles" / "data" / "quality.json"
# How the page calls what the labels call otherwise.
MENTIONS = {"none": "nothing nearby"}


def report(readings: Sequence[Reading], judged: Sequence[Judged]) -> str:
    """Return the tables of a corpus: spans by kind and by outlet, speakers by mention, risk against coverage."""
    parts = [_span_table(readings), _outlet_table(readings, judged)]
    if judged:
        parts += [_mention_table(judged), _shown_table(judged), _risk_table(judged)]
    return "\n\n".join(parts)


def figures(
    readings: Sequence[Reading], judged: Sequence[Judged], *, name: str, how: str, at: datetime.date
) -> dict[str, Any]:
    """Return what the page says of one corpus; `name` and `how` say in words what it is and how it was measured."""
    spoken, indirect = score_spans(readings), score_spans(readings, kinds=("indirect",))
    return {
        "name": name,
        "how": how,
        "measured": at.isoformat(),
        "engine": PIPELINE_VERSION,
        "articles": len(readings),
        "quotations": spoken.labelled,
        "kinds": [
            *({"kind": kind, **_of_spans(score_spans(readings, kinds=(kind,)))} for kind in SPOKEN),
            {"kind": "direct and mixed", **_of_spans(spoken), "precision": _tenth(spoken.precision)},
            *([_of_indirect(indirect)] if indirect.labelled else []),
        ],
        "mentions": [
            {"mention": MENTIONS.get(kind, kind), **_of_verdicts(part)}
            for kind, part in _by_mention(judged).items()
            if part
        ],
        "shown": [{"shown": name, **_of_verdicts(part)} for name, part in _by_certainty(judged).items()],
        "risk": [
            {"coverage": one.coverage, "wrong": _tenth(one.wrong), "confidence": round(one.confidence, 3)}
            for one in risk_curve(judged)
        ],
    }


def publish(corpus: dict[str, Any], path: Path = PUBLISHED) -> None:
    """Write the figures of a corpus into the project's file, in the place of those it has of that name."""
    held = json.loads(path.read_text(encoding="utf-8"))["corpora"] if path.exists() else []
    names = [one["name"] for one in held]
    if corpus["name"] in names:
        held[names.index(corpus["name"])] = corpus
    else:
        held.append(corpus)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"corpora": held}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _of_spans(score: SpanScore) -> dict[str, float | int]:
    return {
        "labelled": score.labelled,
        "recall": _tenth(score.recall),
        "mention": _tenth(score.mentions.percent),
    }


def _of_indirect(score: SpanScore) -> dict[str, float | int | str]:
    """Indirect speech has no marks to say where it ends: its figures count words, not stretches."""
    return {
        "kind": "indirect, by words",
        "labelled": score.labelled,
        "recall": _tenth(score.overlap_recall),
        "mention": _tenth(score.mentions.percent),
        "precision": _tenth(score.overlap_precision),
    }


def _of_verdicts(part: Collection[Judged]) -> dict[str, float | int]:
    counts = Counter(one.verdict for one in part)
    shares = {verdict.value: _tenth(Share(counts[verdict], len(part)).percent) for verdict in Verdict}
    return {"quotations": len(part), **shares}


def _tenth(percent: float) -> float:
    return round(percent, 1)


def _by_mention(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Return verdicts by how the text names who spoke, the commonest way first; then all."""
    every = list(judged)
    kinds = [kind for kind, _ in Counter(one.speaker.mention_kind for one in every).most_common()]
    return {
        **{kind: [one for one in every if one.speaker.mention_kind == kind] for kind in kinds},
        "all": every,
    }


def _by_certainty(judged: Collection[Judged]) -> dict[str, list[Judged]]:
    """Return verdicts by what pages would show: a name, "probably" a name, or nobody."""
    if not judged:
        return {}
    return {
        "plainly": [one for one in judged if one.shown and one.confidence >= CERTAIN],
        "with “probably”": [one for one in judged if one.shown and one.confidence < CERTAIN],
        "unattributed": [one for one in judged if not one.shown],
    }


def _span_table(readings: Sequence[Reading]) -> str:
    head = ("spans", "labelled", "found", "P", "R", "F1", "joint F1", "mention", "words P", "words R")
    rows = []
    for name, kinds in (("direct and mixed", SPOKEN), ("indirect", ("indirect",))):
        score = score_spans(readings, kinds=kinds)
        if score.labelled:
            rows.append(
                (
                    name, score.labelled, score.found, score.precision, score.recall, score.f1, score.joint_f1,
                    score.mentions.percent, score.overlap_precision, score.overlap_recall,
                )
            )  # fmt: skip
    for kind in SPOKEN:
        score = score_spans(readings, kinds=(kind,))
        if score.labelled:
            rows.append(
                (kind, score.labelled, "", "", score.recall, "", "", score.mentions.percent, "", score.overlap_recall)
            )  # fmt: skip
    return table(head, rows)


def _outlet_table(readings: Sequence[Reading], judged: Sequence[Judged]) -> str:
    head = ("outlet", "articles", "labelled", "F1", "joint F1", "right", "wrong")
    rows = []
    for outlet in sorted({reading.outlet for reading in readings}):
        part = [reading for reading in readings if reading.outlet == outlet]
        score = score_spans(part)
        ids = {reading.id for reading in part}
        told = [one for one in judged if one.speaker.article in ids]
        shares = _of_verdicts(told) if told else {"right": "–", "wrong": "–"}
        rows.append(
            (outlet, len(part), score.labelled, score.f1, score.joint_f1, shares["right"], shares["wrong"])
        )
    return table(head, rows)


def _mention_table(judged: Sequence[Judged]) -> str:
    head = ("person shown, by mention", "quotations", *(verdict.value for verdict in Verdict))
    return table(head, ([kind, *_of_verdicts(part).values()] for kind, part in _by_mention(judged).items()))


def _shown_table(judged: Sequence[Judged]) -> str:
    head = ("as it is shown", "quotations", *(verdict.value for verdict in Verdict))
    return table(head, ([name, *_of_verdicts(part).values()] for name, part in _by_certainty(judged).items()))


def _risk_table(judged: Sequence[Judged]) -> str:
    head = ("most certain", "wrong among them", "confidence from")
    rows = [(f"{one.coverage} %", one.wrong, f"{one.confidence:.3f}") for one in risk_curve(judged)]
    return table(head, rows)
