"""The quality gate: floors, the digest of the labels, and the arithmetic of its figures."""

import json
import re
import subprocess
import sys

import pytest

from articles.text.documents import (
    Attribution,
    ParsedArticle,
    Quotation,
    QuotationKind,
    Speaker,
    SpeakerKind,
)
from articles.text.spans import Span
from tests.quality import gate
from tests.quality.cases import Case
from tests.quality.persons import Verdict
from tests.quality.spans import Share


def test_no_figure_of_the_cases_is_below_its_floor():
    assert gate.faults() == []


def test_a_figure_below_its_floor_is_named_with_both_values():
    assert gate.below({"span recall": 89.8}, {"span recall": 90.0}, of="all cases") == [
        "all cases: span recall is 89.8 %, below the floor of 90.0 %."
    ]
    assert gate.below({"span recall": 90.0}, {"span recall": 90.0}, of="all cases") == []


def test_the_gate_fails_with_floor_and_figure_and_at_a_changed_label(monkeypatch, tmp_path):
    floors = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    floors["classes"]["marks"] = 100.5
    floors["digest"] = "0" * 64
    changed = tmp_path / "floors.json"
    changed.write_text(json.dumps(floors), encoding="utf-8")
    monkeypatch.setattr(gate, "FLOORS", changed)
    floor, label = gate.faults()
    assert re.fullmatch(r"class marks: claims that hold is [0-9.]+ %, below the floor of 100\.5 %\.", floor)
    assert "write digest" in label


def test_every_class_has_a_floor():
    assert set(json.loads(gate.FLOORS.read_text(encoding="utf-8"))["classes"]) == set(gate.CLASSES)


@pytest.mark.parametrize(
    ("wanted", "verdict"),
    [
        ({"words": "It leaks,", "speaker": "Ned Farrow"}, Verdict.RIGHT),
        ({"words": "It leaks,", "speaker": "Ida Falk"}, Verdict.WRONG),
        ({"words": "It leaks,", "speaker": None}, Verdict.WRONG),
        ({"words": "It leaks,", "unnamed": "plumber", "several": False}, Verdict.WRONG),
        ({"words": "It drips,", "speaker": "Ned Farrow"}, Verdict.MISSED),
        ({"words": "No more tolls on our road, not ever!", "speaker": None}, Verdict.RIGHT),
        ({"words": "No more tolls on our road, not ever!", "speaker": "Ned Farrow"}, Verdict.SILENT),
    ],
)
def test_nobody_is_right_where_nobody_is_known_and_silent_where_somebody_is(wanted, verdict):
    body = (
        "“It leaks,” said Ned Farrow.\n\n“No more tolls on our road, not ever!” stood on the largest banner."
    )
    ned = Attribution("named", 0.9, speaker=Speaker("Ned Farrow", SpeakerKind.PERSON))
    nobody = Attribution("none", 0.0)
    article = ParsedArticle(
        body,
        quotations=(
            Quotation(Span(1, 10), QuotationKind.DIRECT, 1, ned),
            Quotation(Span(31, 67), QuotationKind.DIRECT, 2, nobody),
        ),
    )
    assert gate._verdict(Case("made up", "marks", {}, article), wanted) is verdict


def test_figures_are_shares_of_what_is_labelled():
    score = gate.CaseScore(
        shapes=2, claims=Share(3, 4), labelled=8, found=10, exact=6,
        speakers=gate.Counter({Verdict.RIGHT: 4, Verdict.WRONG: 2, Verdict.SILENT: 1, Verdict.MISSED: 1}),
    )  # fmt: skip
    assert score.figures == {
        "claims that hold": 75.0,
        "span precision": 60.0,
        "span recall": 75.0,
        "speakers right": 50.0,
        "speakers not wrong": 75.0,
    }


def test_make_quality_prints_the_table_by_class_and_passes():
    done = subprocess.run(
        [sys.executable, "-m", "tests.quality"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split()[:4] == ["class", "of", "error", "shapes"]
    assert len(lines) == 1 + len(gate.CLASSES) + 1 + 1
