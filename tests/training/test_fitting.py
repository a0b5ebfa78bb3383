"""The learner, on problems whose answers are known."""

import itertools
import random

import pytest

from articles.text.linear import LinearModel, load_model, logistic, softmax
from training.corpus import deal, read_documents
from training.fitting import Learner, calibrate, fit_choice, fit_yes_no, write_model


def test_what_can_be_told_apart_is_told_apart():
    examples = [(["always", "cue"], True), (["always", "title"], False)] * 200
    model = LinearModel(fit_yes_no(examples))
    assert model.probability(["always", "cue"]) > 0.9
    assert model.probability(["always", "title"]) < 0.1


def test_a_feature_that_says_nothing_is_left_out():
    draw = random.Random(3)
    examples = []
    for number in range(400):
        is_yes = number % 2 == 0
        noise = [f"noise {at}" for at in range(20) if draw.random() < 0.5]
        examples.append((["cue" if is_yes else "title", *noise], is_yes))
    strict = fit_yes_no(examples, learner=Learner(l1=20.0))
    assert strict.keys() == {"cue", "title"}
    assert len(fit_yes_no(examples, learner=Learner(l1=0.0))) > 10


def test_what_an_example_brings_along_is_not_learned_again():
    examples = [(["always"], True)] * 90 + [(["always"], False)] * 10
    alone = fit_yes_no(examples, epochs=30, learner=Learner(l1=0.0, l2=0.0))
    beside = fit_yes_no(examples, offsets=[2.197] * 100, epochs=30, learner=Learner(l1=0.0, l2=0.0))
    assert logistic(alone["always"]) == pytest.approx(0.9, abs=0.05)
    assert logistic(2.197 + beside.get("always", 0.0)) == pytest.approx(0.9, abs=0.05)


def test_offsets_that_are_not_one_an_example_are_refused():
    with pytest.raises(ValueError, match="zip"):
        fit_yes_no([(["always"], True)] * 2, offsets=[1.0])


def test_the_right_one_of_several_is_learned_and_several_may_be_right():
    groups = [([["near"], ["far"], ["nobody"]], [0])] * 30 + [([["near"], ["near"], ["nobody"]], [0, 1])] * 30
    model = LinearModel(fit_choice(groups))
    near, far, nobody = softmax([model.score([name]) for name in ("near", "far", "nobody")])
    assert near > 0.8
    assert far < 0.1
    assert nobody < 0.1


def test_the_same_examples_give_the_same_weights():
    examples = [([f"a{number % 7}", f"b{number % 5}"], number % 3 == 0) for number in range(200)]
    assert fit_yes_no(examples) == fit_yes_no(examples)


def test_nothing_to_learn_from_gives_no_weights():
    assert fit_yes_no([]) == {}
    assert fit_choice([]) == {}


# Calibration


def test_calibration_never_falls_even_where_the_last_pool_is_small():
    """A hundred and one decisions: 25 pools of four, and a last one that holds the surest alone."""
    steps = calibrate([(number / 10, number not in (10, 20, 30, 40)) for number in range(101)])
    chances = [chance for _, chance in steps]
    assert chances == sorted(chances)
    assert chances[-1] > 0.97


def test_calibration_says_how_often_such_scores_were_right():
    """One in four at 0, nine in ten at 3."""
    scored = [(0.0, number % 4 == 0) for number in range(400)]
    scored += [(3.0, number % 10 > 0) for number in range(400)]
    model = LinearModel({}, calibrate(scored))
    assert model.chance(0.0) == pytest.approx(0.25, abs=0.02)
    assert model.chance(3.0) == pytest.approx(0.9, abs=0.02)
    assert model.chance(-9.0) <= model.chance(1.5) <= model.chance(9.0)


@pytest.mark.parametrize("right", [[], [True], [False], [True, False], [False, True, True]])
def test_calibration_on_a_handful_stays_short_of_certainty(right):
    steps = calibrate([(float(at), is_right) for at, is_right in enumerate(right)])
    assert len(steps) <= len(right)
    assert all(0 < chance < 1 for _, chance in steps)
    assert all(one[1] <= other[1] for one, other in itertools.pairwise(steps))


# Files


def test_a_written_model_is_the_one_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr("articles.text.linear.FOLDER", tmp_path)
    write_model(tmp_path / "toy.json", {"b": 0.25, "a": -1.0}, [(0.0, 0.5), (1.0, 0.75)])
    assert load_model("toy") == LinearModel({"a": -1.0, "b": 0.25}, ((0.0, 0.5), (1.0, 0.75)))
    lines = (tmp_path / "toy.json").read_text(encoding="utf-8").splitlines()
    assert lines[-4:-2] == ['  "a": -1.0,', '  "b": 0.25']


def test_documents_are_dealt_once_each_and_the_same_way_each_time():
    folds = deal(range(11), 3)
    assert sorted(itertools.chain(*folds)) == list(range(11))
    assert sorted(map(len, folds)) == [3, 4, 4]
    assert folds == deal(range(11), 3)


def test_a_line_that_is_no_document_is_an_error(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": 1}\n\n{"id": ', encoding="utf-8")
    documents = read_documents([path])
    assert next(documents) == {"id": 1}
    with pytest.raises(ValueError, match="Expecting value"):
        next(documents)
