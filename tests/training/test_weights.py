"""What the committed files of weights hold: nothing of the articles they were learned from."""

import itertools
import json
import re
from pathlib import Path

import pytest

from articles.text.linear import FOLDER
from articles.text.resolution import MODELS

FILES = sorted(FOLDER.glob("*.json"))
WORD = re.compile(r"[^\W\d_]+")
# Made by features.py of a place and what stands there: "ends with a word", "between, over a quotation".
JOINED = {"endw", "midq", "outq"}
# What features call a word by its shape, and the sides on which a mention may stand.
SHAPES = {
    "A", "B", "E", "L", "N", "P", "I", "S", "Cap", "True", "False", "OUTLET", "NAME", "TITLE", "QUOTATION", "NOUN",
    "NUMBER", "PLURAL", "WORD", "START", "END",
}  # fmt: skip


def named(path: Path) -> str:
    return path.stem


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_there_is_a_file_for_each_model_and_no_other():
    assert {path.stem for path in FILES} == {
        "certainty",
        "headlines",
        "indirect",
        "lines",
        "pages",
        "speakers",
        "speech",
        *MODELS.values(),
    }


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_word_of_a_feature_stands_in_the_engines_own_lists(path):
    sources = "\n".join(file.read_text(encoding="utf-8") for file in FOLDER.parent.rglob("*.py"))
    own = set(WORD.findall(sources)) | JOINED
    assert {word for feature in read(path)["weights"] for word in WORD.findall(feature)} - own == set()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_feature_holds_a_name(path):
    capitals = {
        word for feature in read(path)["weights"] for word in WORD.findall(feature) if word[0].isupper()
    }
    assert capitals <= SHAPES


@pytest.mark.parametrize("path", FILES, ids=named)
def test_certainty_never_falls_where_the_score_rises(path):
    for (score, chance), (higher, surer) in itertools.pairwise(read(path)["steps"]):
        assert score < higher
        assert 0 < chance <= surer < 1


@pytest.mark.parametrize("path", FILES, ids=named)
def test_features_stand_in_order_and_each_counts_for_something(path):
    weights = read(path)["weights"]
    assert list(weights) == sorted(weights)
    assert all(weights.values())
