"""What training takes for right, on passages whose answers a reader sees."""

import pytest

from articles.text.documents import MentionKind
from articles.text.linear import LinearModel
from tests.training.passages import labelled, persons
from training import train_indirect, train_persons, train_speech
from training.examples import read_examples


def right_leads(document):
    """Return, for each quotation, the names (or numbers of earlier quotations) of the leads held to be right."""
    found = []
    for example in read_examples(document):
        right = [example.leads[number] for number in sorted(example.right) if number < len(example.leads)]
        found.append([lead.mention.name if lead.mention is not None else lead.continues for lead in right])
    return found


# Speakers


def test_the_labelled_mention_is_the_right_lead_and_its_neighbour_is_not():
    document = labelled("“[[a:The bridge will open on Monday]],” <<a:Ada Marsh>> told Bo Ray.")
    (example,) = read_examples(document)
    assert right_leads(document) == [["Ada Marsh"]]
    assert "Bo Ray" in [lead.mention.name for lead in example.leads if lead.mention is not None]
    assert example.is_reachable


def test_a_quotation_of_the_same_speaker_makes_going_on_right():
    document = labelled(
        "“[[a:The bridge will open on Monday]],” <<a:Ada Marsh>> said. “[[a:Nobody asked us before]].”"
    )
    assert 0 in right_leads(document)[1]


def test_a_quotation_of_another_speaker_does_not():
    document = labelled(
        "“[[a:The bridge will open on Monday]],” <<a:Ada Marsh>> said.\n\n"
        "“[[b:It will fall down in a year]],” said <<b:Bo Ray>>."
    )
    assert right_leads(document) == [["Ada Marsh"], ["Bo Ray"]]


def test_a_description_and_the_name_set_beside_it_are_both_right():
    document = labelled(
        "“[[a:The bridge will open on Monday]],” said <<a:her campaign manager, Bo Ray>>, on the phone."
    )
    assert {"campaign manager", "Bo Ray"} <= set(right_leads(document)[0])


def test_nobody_is_right_where_no_source_is_labelled():
    (example,) = read_examples(labelled("Ada Marsh spoke. The wall read “[[a:The bridge will fall down]].”"))
    assert example.right == {len(example.leads)}
    assert not example.is_reachable


def test_words_that_are_labelled_as_reported_are_no_examples():
    written = "“[[a:The bridge will open on Monday]],” <<a:Ada Marsh>> said."
    assert read_examples(labelled(written, kind="indirect")) == []


# Speech


def test_a_labelled_stretch_is_speech_an_unlabelled_one_is_not_and_an_ignored_one_is_left_out():
    document = labelled(
        "The “flood tax” was “[[a:a gift]],” <<a:Ada Marsh>> said of the “old rule” on Monday."
    )
    ignored = document["text"].index("old rule")
    document["quotes"].append({"start": ignored, "end": ignored + len("old rule"), "kind": "ignore"})
    article = train_speech.read_article(document, "gazette", 2)
    assert [stretch.is_speech for stretch in article.stretches] == [False, True, None]
    assert article.missed == 0
    assert [is_speech for _, is_speech in train_speech.examples([article])] == [False, False, True, True]


def test_a_quotation_that_no_marks_hold_is_missed():
    article = train_speech.read_article(labelled("[[a:The bridge will open]], <<a:Ada Marsh>> said."), "")
    assert article.stretches == ()
    assert article.missed == 1


# Persons


def read_persons(document, *names):
    return train_persons.read_articles([document], persons(document, *names))


def no_models():
    return {kind: LinearModel({}) for kind in MentionKind}


def test_the_person_behind_a_pronoun_is_the_right_choice():
    document = labelled(
        "Mayor Ada Marsh met Bo Ray at the bridge on Monday. “[[a:It will open in the spring]],” <<a:she>> said."
    )
    (article,) = read_persons(document, "Ada Marsh")
    (example,) = train_persons.read_examples(article, no_models())
    assert [example.choices[number].member.name for number in example.right] == ["Ada Marsh"]
    assert len(example.choices) > 2


def test_a_person_whom_the_text_never_names_is_nobody():
    document = labelled(
        "Mayor Ada Marsh met Bo Ray at the bridge. “[[a:It will open in the spring]],” <<a:she>> said."
    )
    (article,) = read_persons(document, "Ida Falk")
    (example,) = train_persons.read_examples(article, no_models())
    assert [example.choices[number].is_nobody for number in example.right] == [True]


def test_an_article_whose_labels_contradict_it_twice_is_left_out():
    document = labelled(
        "“[[a:It will open in the spring]],” <<a:Ada Marsh>> said. “[[b:It will not open at all]],” <<b:Bo Ray>> said."
    )
    assert len(read_persons(document, "Ada Marsh", "Bo Ray")) == 1
    assert len(read_persons(document, "Ada Marsh", "Ida Falk")) == 1
    assert read_persons(document, "Ida Falk", "Ida Falk") == []


@pytest.mark.parametrize("change", [{"speaker": "UNKNOWN"}, {"flag": "hardly speech"}, {"start": 999}])
def test_a_label_that_names_nobody_in_the_text_teaches_nothing(change):
    document = labelled("Ada Marsh came. “[[a:It will open in the spring]],” <<a:she>> said.")
    (line,) = persons(document, "Ada Marsh")
    (article,) = train_persons.read_articles([document], [{**line, **change}])
    assert article.labels == []


# Indirect speech


def test_labelled_words_after_a_cue_are_a_right_example():
    document = labelled("<<a:Ada Marsh>> said [[a:the bridge would open on Monday]].", kind="indirect")
    examples = list(train_indirect.examples_of(train_indirect.read_labelled(document)))
    assert any(is_right for _, is_right in examples)
    document["quotes"] = []
    examples = list(train_indirect.examples_of(train_indirect.read_labelled(document)))
    assert examples
    assert not any(is_right for _, is_right in examples)
