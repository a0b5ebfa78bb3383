"""The whole of training on a small corpus that is made by lot, of invented words."""

import json
import random

import pytest

from benchmarks.corpus import CUES, FAMILY, GIVEN, OFFICES, STATES, THINGS
from tests.training.passages import labelled, persons
from training import cross_validate
from training.cross_validate import Judged, fit_certainty

WOMEN = ("Ada", "Edith", "Elena", "Rosa")


def make_labelled(count):
    """Return articles and who spoke in them: a name after its cue, going on, a pronoun and reported words."""
    draw = random.Random(5)
    documents, speakers = [], []
    for number in range(count):
        name = f"{draw.choice(WOMEN)} {draw.choice(FAMILY)}"
        other = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"
        said = [f"{draw.choice(THINGS).capitalize()} {draw.choice(STATES)}" for _ in range(4)]
        document = labelled(
            f"{draw.choice(OFFICES)} {name} met {other} on Monday.\n\n"
            f"“[[a:{said[0]}]],” <<a:{name}>> {draw.choice(CUES)}. “[[a:{said[1]}]].”\n\n"
            f"“[[b:{said[2]}]],” said <<b:{other}>>. The hall was cold.\n\n"
            f"“[[c:{said[3]}]],” <<c:{name}>> said of the so-called “winter fund”.",
            name=f"gazette_{number}",
        )
        documents.append(document)
        speakers += persons(document, name, name, other, name)
        reported = labelled(
            f"<<a:{name}>> said that [[a:{draw.choice(THINGS)} {draw.choice(STATES)}]].", kind="indirect"
        )
        start = len(document["text"]) + 2
        document["text"] += f"\n\n{reported['text']}"
        (quote,) = reported["quotes"]
        document["quotes"].append(
            quote | {key: quote[key] + start for key in ("start", "end", "speaker_start", "speaker_end")}
        )
    return documents, speakers


def write_lines(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs the command on files of a folder of its own, weights written there too."""

    def run(documents, speakers, *options):
        write_lines(tmp_path / "articles.jsonl", documents)
        write_lines(tmp_path / "persons.jsonl", speakers)
        paths = (
            tmp_path / "articles.jsonl",
            "--persons",
            tmp_path / "persons.jsonl",
            "--out",
            tmp_path / "out.jsonl",
        )
        monkeypatch.setattr("sys.argv", ["cross_validate", *map(str, paths), *options])
        monkeypatch.setattr(cross_validate, "FOLDER", tmp_path)
        cross_validate.main()
        lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines], tmp_path / "certainty.json"

    return run


def test_each_article_is_read_once_by_models_that_learned_from_the_others(run, capsys):
    documents, speakers = make_labelled(16)
    found, certainty = run(documents, speakers, "--folds", "2")
    assert sorted(one["id"] for one in found) == sorted(one["id"] for one in documents)
    assert not certainty.exists()
    spoken = {one["id"]: [q for q in one["quotes"] if q["kind"] != "indirect"] for one in found}
    named = [
        (quote["speaker"], line["speaker"])
        for line in speakers
        for quote in spoken[line["id"]]
        if quote["start"] == line["start"] and quote["speaker"]
    ]
    assert len(named) > len(speakers) / 2
    assert sum(shown == wanted for shown, wanted in named) > 0.8 * len(named)
    printed = capsys.readouterr().out
    assert "fold 2 of 2: 8 articles" in printed
    assert "mention full" in printed


def test_calibration_is_written_when_asked_for_and_never_falls(run):
    documents, speakers = make_labelled(6)
    _, certainty = run(documents, speakers, "--folds", "2", "--calibrate")
    chances = [chance for _, chance in json.loads(certainty.read_text(encoding="utf-8"))["steps"]]
    assert chances
    assert chances == sorted(chances)


def test_articles_of_which_nobody_is_known_to_have_spoken_are_read_all_the_same(run):
    documents, _ = make_labelled(3)
    found, _ = run(documents, [], "--folds", "2")
    assert len(found) == 3


def test_a_kind_of_decision_seen_too_seldom_gets_no_weight():
    judged = [Judged(0.8, ("always", "rule who"), 0.8, is_right=number % 2 == 0) for number in range(30)]
    assert fit_certainty(judged).weights == {}
    often = fit_certainty(judged * 10)
    assert often.weights["always"] < 0
