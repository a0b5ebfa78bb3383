"""Indirect speech: what somebody is reported to have said, without marks."""

import json

import pytest

from articles.text.attribution import read_paragraphs
from articles.text.cues import LEMMA_OF
from articles.text.given_names import FEMALE, MALE
from articles.text.indirect import LIKELY, LONGEST_SENTENCE, find_indirect
from articles.text.indirect_cues import FORMS, KINDS, lemma_of_cue
from articles.text.linear import FOLDER
from articles.text.marks import find_marked
from articles.text.nouns import PLACES


def found(text):
    """Return each passage with its source and its cue, in text order."""
    return [
        (speech.span.of(text), speech.mention.name, speech.cue.words)
        for paragraph in read_paragraphs(text, find_marked(text))
        for speech in find_indirect(paragraph)
    ]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        (
            "Harbour master Ines Calado said that the ferry would stop running in June.",
            "the ferry would stop running in June",
            "Ines Calado",
        ),
        (
            "The ferry would stop running in June, harbour master Ines Calado said.",
            "The ferry would stop running in June",
            "Ines Calado",
        ),
        (
            "The ferry will stop running in June, said harbour master Ines Calado.",
            "The ferry will stop running in June",
            "Ines Calado",
        ),
        (
            "The ferry will stop running in June, according to harbour master Ines Calado.",
            "The ferry will stop running in June",
            "Ines Calado",
        ),
        (
            "According to Ines Calado, the ferry will stop running in June.",
            "the ferry will stop running in June",
            "Ines Calado",
        ),
        (
            "Calado told reporters on Monday that the ferry would stop running in June.",
            "the ferry would stop running in June",
            "Calado",
        ),
        (
            "Calado denied that she had known of the cracks in the quay.",
            "she had known of the cracks in the quay",
            "Calado",
        ),
        (
            "Calado accused the builders of ignoring the cracks in the quay.",
            "the builders of ignoring the cracks in the quay",
            "Calado",
        ),
        (
            "Critics say the plan would cost the town more than it earns.",
            "the plan would cost the town more than it earns",
            "critics",
        ),
        (
            "Officials warned residents that the road could flood again this week.",
            "the road could flood again this week",
            "officials",
        ),
        (
            "Calado hopes the ferry can return by the autumn.",
            "the ferry can return by the autumn",
            "Calado",
        ),
    ],
)
def test_the_words_reported_are_found_with_their_source(text, words, source):
    assert [(passage, who) for passage, who, _ in found(text)] == [(words, source)]


def test_a_source_in_the_middle_leaves_the_words_on_both_sides():
    text = "The ferry had been unsafe for years, she said, but nobody had listened to the crew."
    assert found(text) == [
        ("The ferry had been unsafe for years", "she", "said"),
        ("but nobody had listened to the crew", "she", "said"),
    ]


def test_what_the_outer_source_reports_is_one_passage():
    text = "Visser said that Calado wants to close the quay before the winter."
    assert found(text) == [("Calado wants to close the quay before the winter", "Visser", "said")]


def test_words_between_marks_are_never_inside_a_passage():
    text = (
        "Calado said that the old quay by the market was “a death trap” and that it would be closed in June."
    )
    for words, _, _ in found(text):
        assert "death trap" not in words


@pytest.mark.parametrize(
    "text",
    [
        "The quay was closed in June, and the ferry moved to the other bank.",
        "The quay, which opened in 1951, has carried millions of passengers.",
        "Several member states have built new quays along the river.",
        "The ferry was described as unsafe in the spring.",  # nobody knows by whom
        "",
        "said said said, said.",
    ],
)
def test_where_nobody_is_reported_nothing_is_found(text):
    assert found(text) == []


def test_a_sentence_without_an_end_is_no_speech():
    text = "Calado said that " + "the quay and " * LONGEST_SENTENCE + "the ferry would close."
    assert found(text) == []


def test_the_score_is_a_chance_above_the_threshold():
    text = "Critics say the plan would cost the town more than it earns."
    (speech,) = find_indirect(read_paragraphs(text, ())[0])
    assert LIKELY <= speech.score <= 1


def test_the_model_holds_no_names_of_people_or_places():
    model = json.loads((FOLDER / "indirect.json").read_text(encoding="utf-8"))
    words = {word for feature in model["weights"] for word in feature.split()}
    known = {word for form in FORMS.values() for word in form}
    # Names that are words of the lists as well: "will", "may", "mark", "said".
    assert not (words - known) & (MALE | FEMALE | PLACES) - {"will", "may", "mark", "said"}
    assert len(model["weights"]) <= 3000


def test_every_kind_is_of_words_that_are_cues():
    lemmas = {lemma for lemma, _ in FORMS.values()} | {"according to"}
    assert set(KINDS) <= lemmas


@pytest.mark.parametrize(
    ("printed", "lemma"),
    [
        ("said", "say"),
        ("Says", "say"),
        ("say", "say"),
        ("denied", "deny"),
        ("calling", "call"),
        ("warning", "warn"),
        ("findings", "find"),
        ("According  to", "according to"),
        ("went on", "went on"),
        ("nuschelte", "nuschelte"),
        ("", ""),
        ("x" * 200, "x" * 100),
    ],
)
def test_a_cue_is_filed_under_the_form_that_stands_for_all(printed, lemma):
    assert lemma_of_cue(printed) == lemma
    assert lemma_of_cue(lemma) == lemma


def test_the_form_that_stands_for_all_stands_for_itself():
    lemmas = {lemma_of_cue(form) for form in (*FORMS, *LEMMA_OF)}
    assert {lemma: lemma_of_cue(lemma) for lemma in lemmas} == {lemma: lemma for lemma in lemmas}
