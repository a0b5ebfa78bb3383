"""The project's own cases as one score, and the floors it must not fall below."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.quality.cases import Case, case_names, claims, digest, read_case, told_speaker
from tests.quality.persons import Verdict
from tests.quality.spans import Share

FLOORS = Path(__file__).with_name("floors.json")
# What each class of error is about, in the order of the table.
CLASSES = {
    "short": "one to three words",
    "continuation": "goes on without a cue of its own",
    "marks": "marks: unbalanced, single, over paragraphs",
    "nested": "someone tells what another said",
    "long-subject": "long subjects, tags, titles",
    "rare-cue": "cues off the beaten track",
    "unnamed": "descriptions and unnamed sources",
    "layout": "transcripts, lists, signatures, captions",
    "wrong-subject": "another subject at hand",
    "not-speech": "titles of works, quoted terms",
    "resolution": "whom a short name or pronoun means",
    "indirect": "indirect speech",
    "fields": "headline, byline, date, what is article",
}


@dataclass(slots=True)
class CaseScore:
    """What holds over some cases; spans and speakers are of direct and mixed quotations."""

    shapes: int = 0
    claims: Share = field(default_factory=Share)
    labelled: int = 0
    found: int = 0
    exact: int = 0
    speakers: Counter[Verdict] = field(default_factory=Counter)

    @property
    def figures(self) -> dict[str, float]:
        """The figures that have floors, in hundredths."""
        return {
            "claims that hold": self.claims.percent,
            "span precision": Share(self.exact, self.found).percent,
            "span recall": Share(self.exact, self.labelled).percent,
            "speakers right": Share(self.speakers[Verdict.RIGHT], self.labelled).percent,
            "speakers not wrong": 100 - Share(self.speakers[Verdict.WRONG], self.labelled).percent,
        }


def score_cases(cases: Iterable[Case]) -> CaseScore:
    """Return the score of some cases."""
    score = CaseScore()
    for case in cases:
        judged = claims(case.name)
        score.shapes += 1
        score.claims = Share(
            score.claims.held + sum(claim.holds for claim in judged), score.claims.of + len(judged)
        )
        if "quotations" not in case.expected:
            continue
        wanted = case.expected["quotations"]
        words = Counter(quotation["words"] for quotation in wanted)
        found = Counter(quotation.span.of(case.article.body) for quotation in case.spoken)
        score.labelled += words.total()
        score.found += found.total()
        score.exact += (words & found).total()
        score.speakers.update(_verdict(case, quotation) for quotation in wanted)
    return score


def score_by_class() -> dict[str, CaseScore]:
    """Return the score of each class of error, in the order of CLASSES."""
    cases = [read_case(name) for name in case_names()]
    return {name: score_cases(case for case in cases if case.error_class == name) for name in CLASSES}


def score_all() -> CaseScore:
    """Return the score of all cases together."""
    return score_cases(read_case(name) for name in case_names())


def faults() -> list[str]:
    """Return in words what is below its floor, or was changed without saying so; nothing if all is well."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = below(score_all().figures, floors["all"], of="all cases")
    for name, score in score_by_class().items():
        figures = {"claims that hold": score.claims.percent}
        found += below(figures, {"claims that hold": floors["classes"][name]}, of=f"class {name}")
    if floors["digest"] != digest():
        found.append(
            f"The cases are not those the floors were set on: write digest {digest()} into {FLOORS.name}, on purpose."
        )
    return found


def below(figures: dict[str, float], floors: dict[str, float], *, of: str) -> list[str]:
    """Return a sentence for each figure below its floor."""
    return [
        f"{of}: {name} is {figures[name]:.1f} %, below the floor of {floor} %."
        for name, floor in floors.items()
        if figures[name] < floor
    ]


def _verdict(case: Case, wanted: dict[str, Any]) -> Verdict:
    """Return whether a quotation is given to whom a careful reader gives it; nobody is right where nobody is known."""
    quotation = case.found(wanted["words"])
    if quotation is None:
        return Verdict.MISSED
    right = f"[{wanted['unnamed']}]" if "unnamed" in wanted else wanted["speaker"]
    told = told_speaker(quotation)
    if told == right:
        return Verdict.RIGHT
    return Verdict.WRONG if told is not None else Verdict.SILENT
