"""Scores of labelled articles, on examples counted by hand."""

import datetime
import json

import pytest

from articles.text.spans import Span
from tests.quality.figures import figures, publish, report
from tests.quality.labels import Reading, Saying, TrueSpeaker, read_articles, read_speakers
from tests.quality.persons import Judged, Verdict, is_same_person, judge, name_words, risk_curve
from tests.quality.spans import heads, is_same_mention, pair, score_spans, trimmed

#           0         1         2         3         4         5         6
#           0123456789012345678901234567890123456789012345678901234567890123456789
TEXT = "“We vote now,” Ada Marsh said. It is “too late”, she said. He agreed."


def saying(words, *, kind="direct", mention="", shown="", confidence=0.0):
    start = TEXT.index(words)
    at = TEXT.index(mention) if mention else 0
    place = Span(at, at + len(mention)) if mention else None
    return Saying(Span(start, start + len(words)), kind, mention, place, shown, confidence)


def reading(labelled, found, *, name="gazette_1"):
    return Reading(name, TEXT, tuple(labelled), tuple(found))


def speaker(name, words, *, is_named=True, kind="name", article="gazette_1"):
    start = TEXT.index(words)
    return TrueSpeaker(article, Span(start, start + len(words)), name, is_named, kind)


# Spans


def test_marks_and_punctuation_at_the_ends_make_no_difference():
    assert trimmed(Span(0, 14), TEXT) == trimmed(Span(1, 12), TEXT) == (1, 12)


def test_precision_recall_and_joint_are_counted_over_stretches():
    """Two labelled, three found, one of them exact with its mention, one exact without: 1/3, 2/3, 2/2."""
    score = score_spans(
        [
            reading(
                [
                    saying("We vote now,", mention="Ada Marsh"),
                    saying("too late", kind="mixed", mention="she"),
                ],
                [
                    saying("We vote now", mention="Ada Marsh"),
                    saying("too late", mention="He"),
                    saying("He agreed."),
                ],
            )
        ]
    )
    assert (score.labelled, score.found, score.exact, score.paired, score.joint) == (2, 3, 2, 2, 1)
    assert score.precision == pytest.approx(66.67, abs=0.01)
    assert score.recall == 100
    assert score.f1 == pytest.approx(80)
    assert score.joint_f1 == pytest.approx(40)
    assert (score.mentions.held, score.mentions.of) == (1, 2)
    assert (score.words_labelled, score.words_found, score.words_common) == (5, 7, 5)


def test_half_of_the_words_make_a_pair_and_less_does_not():
    labelled = [saying("We vote now")]
    assert pair(labelled, [saying("We vote")], text=TEXT)
    assert not pair(labelled, [saying("now,” Ada Marsh said")], text=TEXT)


def test_what_is_found_in_quotations_of_another_kind_is_no_fault():
    labelled = [saying("We vote now"), saying("It is “too late", kind="indirect")]
    found = [saying("We vote now"), saying("It is “too late", kind="indirect")]
    assert score_spans([reading(labelled, found)]).precision == 100
    assert score_spans([reading(labelled, found)], kinds=("indirect",)).found == 1


def test_reported_speech_outside_all_labels_is_no_fault_of_the_speech_between_marks():
    labelled = [saying("We vote now")]
    found = [saying("We vote now"), saying("It is “too late", kind="indirect")]
    assert score_spans([reading(labelled, found)]).precision == 100
    assert score_spans([reading(labelled, found)], kinds=("indirect",)).found == 1


def test_nothing_labelled_and_nothing_found_is_no_division_by_zero():
    score = score_spans([reading([], [])])
    assert (score.precision, score.recall, score.f1, score.mentions.percent) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("mention", "words"),
    [
        ("Ann Lee, a lawyer at Mill & Co", {"lee", "co"}),
        ("a spokesman for the port", {"spokesman"}),
        ("Secretary of State John Kerr", {"secretary", "kerr"}),
        ("Ann Lee and Bo Ray Jr.", {"lee", "ray"}),
        ("Mr. Oduya’s", {"oduya"}),
        ("she", {"she"}),
        ("", set()),
    ],
)
def test_the_head_of_a_mention_is_its_last_name_or_noun(mention, words):
    assert heads(mention) == words


def test_a_mention_is_the_same_by_its_name_and_a_pronoun_by_its_place():
    assert is_same_mention(saying("We vote", mention="Ada Marsh"), saying("We vote", mention="Marsh"))
    assert is_same_mention(saying("too late", mention="she"), saying("too late", mention="she"))
    assert not is_same_mention(saying("too late", mention="she"), saying("too late", mention="He"))
    assert not is_same_mention(saying("too late", mention="Ada Marsh"), saying("too late"))


# Persons


@pytest.mark.parametrize(
    ("shown", "is_right"),
    [
        ("Benjamin Rowe", True),
        ("Ben Rowe", True),
        ("Mr. Ben K. Rowe", True),
        ("Rowe", True),
        ("Anna Rowe", False),
        ("Ben Crow", False),
        ("one of nine very long names that no reader would ever take for him, Rowe", False),
        ("", False),
    ],
)
def test_a_name_is_right_if_first_and_last_names_are(shown, is_right):
    assert is_same_person(shown, speaker("Ben Rowe", "We vote")) is is_right


def test_a_bare_last_name_is_wrong_where_another_speaker_bears_it():
    assert not is_same_person("Rowe", speaker("Ben Rowe", "We vote"), others={"Anna Rowe"})


def test_a_description_is_right_by_its_noun_and_not_by_a_name():
    aide = speaker("a ministry aide", "We vote", is_named=False)
    assert is_same_person("aide", aide)
    assert is_same_person("aides", aide)
    assert not is_same_person("Ben Rowe", aide)


def test_words_of_a_name_lose_titles_and_initials_and_first_names_are_whole():
    assert name_words("Former Sen. J.D. Bob K. O’Hara Jr.") == ["jd", "robert", "ohara"]


def test_each_quotation_is_right_wrong_silent_or_missed():
    found = [
        saying("We vote now", shown="Ada Marsh", confidence=0.9),
        saying("too late", shown="Ida Falk", confidence=0.4),
        saying("He agreed"),
    ]
    speakers = [
        speaker("Ada Marsh", "We vote now,"),
        speaker("Ada Marsh", "too late", kind="pronoun"),
        speaker("Bo Ray", "He agreed"),
        speaker("Bo Ray", "Ada Marsh said"),
        speaker("Bo Ray", "We vote", article="another"),
    ]
    judged = judge([reading([], found)], speakers)
    assert [one.verdict for one in judged] == [Verdict.RIGHT, Verdict.WRONG, Verdict.SILENT, Verdict.MISSED]
    assert [one.confidence for one in judged] == [0.9, 0.4, 0.0, 0.0]


def test_risk_is_counted_among_the_most_certain_and_silence_is_no_risk():
    """Ten quotations: the surest five have no error, the sixth is wrong, two of the last are given to nobody."""
    who = speaker("Ada Marsh", "We vote")
    judged = [
        Judged(who, "x" if at < 8 else "", 1 - at / 10, Verdict.WRONG if at in (5, 7) else Verdict.RIGHT)
        for at in range(10)
    ]
    points = {one.coverage: one for one in risk_curve(judged)}
    assert points[50].wrong == 0
    assert points[60].wrong == pytest.approx(100 / 6)
    assert points[80].wrong == points[100].wrong == 25
    assert points[50].confidence == pytest.approx(0.6)
    assert risk_curve([]) == []


# Files


def test_labelled_articles_are_read_with_what_the_engine_finds_or_with_what_a_file_says(tmp_path):
    labelled, predicted = tmp_path / "labelled.jsonl", tmp_path / "found.jsonl"
    quotes = [{"start": 1, "end": 13, "kind": "direct", "speaker_text": "Ada Marsh", "speaker_start": 15,
               "speaker_end": 24}]  # fmt: skip
    labelled.write_text(
        json.dumps({"id": "gazette_7", "text": TEXT, "quotes": quotes}) + "\n", encoding="utf-8"
    )
    predicted.write_text(json.dumps({"id": "other", "quotes": quotes}) + "\n", encoding="utf-8")
    (own,) = read_articles([labelled])
    assert own.outlet == "gazette"
    assert own.labelled[0].mention_span == Span(15, 24)
    assert own.found[0].shown == "Ada Marsh"
    (told,) = read_articles([labelled], predicted=predicted)
    assert told.found == ()


def test_quotations_that_are_hardly_speech_have_no_true_speaker(tmp_path):
    path = tmp_path / "persons.jsonl"
    row = {"id": "a", "start": 1, "end": 3, "speaker": "Ada Marsh", "named": True, "mention_type": "name"}
    rows = [row, {**row, "flag": "hardly speech: a title"}, {**row, "flag": "GOLD ERROR: it was her"},
            {**row, "speaker": "UNKNOWN"}]  # fmt: skip
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    assert len(read_speakers(path)) == 2


def test_published_figures_take_the_place_of_those_of_the_same_name(tmp_path):
    readings = [reading([saying("We vote now")], [saying("We vote now", shown="Ada Marsh", confidence=0.95)])]
    judged = judge(readings, [speaker("Ada Marsh", "We vote now")])
    path = tmp_path / "data" / "quality.json"
    for name, how in (("one", "at first"), ("two", ""), ("one", "again")):
        publish(figures(readings, judged, name=name, how=how, at=datetime.date(2026, 1, 2)), path)
    one, two = json.loads(path.read_text(encoding="utf-8"))["corpora"]
    assert (one["name"], one["how"], two["name"]) == ("one", "again", "two")
    assert one["kinds"][0] == {"kind": "direct", "labelled": 1, "recall": 100.0, "mention": 0.0}
    assert one["mentions"][-1] == {"mention": "all", "quotations": 1, "right": 100.0, "wrong": 0.0,
                                   "silent": 0.0, "missed": 0.0}  # fmt: skip
    assert one["shown"][0]["quotations"] == 1


def test_the_report_has_a_row_for_each_outlet():
    readings = [
        reading([saying("We vote now")], [saying("We vote now")]),
        reading([], [], name="ledger_1"),
    ]
    lines = report(readings, []).splitlines()
    assert [line.split()[:3] for line in lines if line.startswith(("gazette", "ledger"))] == [
        ["gazette", "1", "1"],
        ["ledger", "1", "0"],
    ]
