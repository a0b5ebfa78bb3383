"""Speech told from other marked words, and its kind: [[ ]] stands around what is somebody's words."""

import json

import pytest

from articles.text.documents import QuotationKind
from articles.text.linear import FOLDER
from articles.text.pipeline import find_quotations

# Around each paragraph, so that the article is one that reports speech.
BEFORE = "The harbour council met on Tuesday to settle the budget, and few of its members left content.\n\n"
AFTER = "\n\n“We have talked about this for three years and nobody has moved,” Councillor Hana Weiss said."


def spoken(paragraph):
    return [
        quotation
        for quotation in find_quotations(BEFORE + paragraph + AFTER)
        if quotation.kind is not QuotationKind.INDIRECT
    ][:-1]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Weiss called the plan “[[a disaster]]” for the port.", id="a judgement after its cue"),
        pytest.param("The mayor said the ferry was “[[never safe]]” in winter.", id="two words of a report"),
        pytest.param(
            "It was “[[too little]]” and “[[far too late]],” Weiss said.", id="several in one sentence"
        ),
        pytest.param(
            "“[[I don’t know what they want]],” said Karim Benali, who sells fish.",
            id="a sentence and its cue",
        ),
        pytest.param("“[[We are not going anywhere.]]”", id="a paragraph of its own"),
        pytest.param(
            "Asked whether he would stand again, Benali said: “[[No.]]”", id="one word after a colon"
        ),
        pytest.param("The museum keeps “The Salt Road” in its east wing.", id="a title with no cue"),
        pytest.param("Her second novel, “A House of Reeds,” came out in May.", id="a title after its noun"),
        pytest.param("Weiss appeared on NBC’s “Harbour Today” on Sunday.", id="a broadcast"),
        pytest.param(
            "The choir sang “Low Water,” “Grey Morning,” “The Pilot” and “Homeward” to a full hall.",
            id="an enumeration of titles",
        ),
        pytest.param("The band, known as “The Dredgers,” broke up in 1998.", id="a name"),
        pytest.param("Engineers speak of a so-called “dry dock” phase.", id="a term"),
        pytest.param("The town closed its “green lane” in 2011.", id="a scare quote"),
        pytest.param("The word “harbour” comes from an older word for shelter.", id="a word about words"),
    ],
)
def test_speech_is_told_from_titles_terms_and_scare_quotes(marked):
    wanted = [part.split("]]")[0] for part in marked.split("[[")[1:]]
    paragraph = marked.replace("[[", "").replace("]]", "")
    found = [quotation.span.of(BEFORE + paragraph + AFTER).rstrip(",") for quotation in spoken(paragraph)]
    assert found == wanted


@pytest.mark.parametrize(
    ("paragraph", "kinds"),
    [
        ("“We vote on Monday,” Weiss said.", ["direct"]),
        ("Weiss said the vote was “a farce from the start” and left.", ["mixed"]),
        ("“We vote on Monday,” Weiss said, “because the law says so.”", ["direct", "direct"]),
        ("Weiss said: “[We] vote because the law says so.”", ["direct"]),
        ("“[The council] has no money for it,” Weiss said.", ["direct"]),
        ("Weiss says, “that is how you get things done here.”", ["direct"]),
    ],
)
def test_a_sentence_of_the_speaker_is_direct_and_words_in_the_reporters_are_mixed(paragraph, kinds):
    assert [quotation.kind.value for quotation in spoken(paragraph)] == kinds


def test_a_text_in_an_unknown_language_keeps_what_is_long_or_whole():
    body = "„Wir haben lange genug gewartet und stimmen jetzt ab“, sagte die Frau. Das „Wort“ blieb. " * 3
    assert {quotation.span.of(body) for quotation in find_quotations(body)} == {
        "Wir haben lange genug gewartet und stimmen jetzt ab"
    }


def test_the_weights_are_words_and_numbers_few_enough_to_read():
    weights = json.loads((FOLDER / "speech.json").read_text(encoding="utf-8"))["weights"]
    assert 100 < len(weights) <= 3000
    assert all(isinstance(weight, float) for weight in weights.values())
