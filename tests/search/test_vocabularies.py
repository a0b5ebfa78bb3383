"""The words of a field: by their beginning, and by the slips of the pen that make one of another."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.search.backends.reading.vocabularies import Vocabulary
from tests.search.textbook import slips

pytestmark = pytest.mark.whoosh

WORDS = ("a", "ab", "fee", "fees", "free", "tariff", "tariffs", "traffic", "éclair", "налог", "税")


def vocabulary(*words):
    return Vocabulary.of(dict.fromkeys(words, 1))


@pytest.mark.parametrize(
    ("word", "distance", "expected"),
    [
        pytest.param("fee", 0, ["fee"], id="itself"),
        pytest.param("fee", 1, ["fee", "fees", "free"], id="one-more"),
        pytest.param("fes", 1, ["fee", "fees"], id="one-other-or-one-more"),
        pytest.param("tarrif", 2, ["tariff"], id="two"),
        pytest.param("tarfif", 1, ["tariff"], id="neighbours-swapped-are-one-slip"),
        pytest.param("atriff", 1, ["tariff"], id="swapped-at-the-beginning"),
        pytest.param("b", 1, ["a", "ab", "税"], id="a-letter-is-one-slip-from-every-other"),
        pytest.param("eclair", 1, ["éclair"], id="an-accent-is-a-letter"),
        pytest.param("налаг", 1, ["налог"], id="letters-of-several-bytes"),
        pytest.param("税金", 1, ["税"], id="ideographs"),
        pytest.param("zzzzzzzzzz", 2, [], id="nothing"),
        pytest.param("", 1, ["a", "税"], id="no-word"),
    ],
)
def test_words_within_some_slips(word, distance, expected):
    known = vocabulary(*WORDS)
    assert known.words(known.within(word, distance)) == expected


# Few letters, so that words are near each other; letters of one to four bytes; U+0061 and U+10061 share no bit.
letters = st.sampled_from("aabcé税𐌀") | st.characters(codec="utf-8", exclude_characters="\x00")
near_words = st.text(st.sampled_from("abc"), min_size=1, max_size=8)
any_words = st.text(letters, max_size=12) | near_words


@given(st.sets(any_words, max_size=40), any_words | st.just(""), st.integers(0, 2))
@example({"ca"}, "abc", 2)  # swapped and then parted: two slips only where a slip may meet another
@example({""}, "a", 1)
@example({"", "b"}, "", 1)
@example({"ab" * 50}, "ba" * 50, 2)
def test_the_words_within_a_distance_are_those_of_the_textbook(words, asked, distance):
    known = vocabulary(*words)
    found = known.words(known.within(asked, distance))
    assert found == sorted(word for word in words if slips(word, asked) <= distance)


@given(st.sets(any_words, max_size=40), st.text(letters, max_size=3))
def test_the_words_that_begin_so_lie_together(words, beginning):
    known = vocabulary(*words)
    assert known.words(known.starting_with(beginning)) == sorted(
        word for word in words if word.startswith(beginning)
    )


def test_a_lone_surrogate_is_no_word_and_no_error():
    known = vocabulary(*WORDS)
    assert len(known.starting_with("\ud800")) == 0
    assert known.words(known.within("\ud800", 1)) == ["a", "税"]


def test_the_frequent_words_keep_their_frequencies_and_order():
    known = Vocabulary.of({"grain": 3, "fee": 9, "zebra": 1, "tariff": 9})
    frequent = known.frequent(3)
    assert dict(zip(frequent.words(range(3)), frequent.frequencies.tolist(), strict=True)) == {
        "fee": 9,
        "grain": 3,
        "tariff": 9,
    }
    assert known.frequent(4) is known


def test_a_distance_that_means_nothing_is_refused():
    with pytest.raises(ValueError, match="0 to 2"):
        vocabulary("fee").within("fee", 3)


def test_a_vocabulary_without_words_has_none():
    known = vocabulary()
    assert known.words(known.within("fee", 2)) == []
    assert len(known.starting_with("f")) == 0


@given(st.lists(st.dictionaries(any_words, st.integers(1, 99), max_size=10), max_size=4))
def test_joined_vocabularies_add_their_frequencies_up(listed):
    joined = Vocabulary.joined(Vocabulary.of(frequencies) for frequencies in listed)
    assert joined.words(range(len(joined))) == sorted(
        {word for frequencies in listed for word in frequencies}
    )
    assert joined.frequencies.tolist() == [
        sum(frequencies.get(word, 0) for frequencies in listed) for word in joined.words(range(len(joined)))
    ]


def test_the_distance_comes_with_each_word():
    known = vocabulary(*WORDS)
    positions, distances = known.near("tarifs", 2)
    assert dict(zip(known.words(positions), distances.tolist(), strict=True)) == {"tariff": 1, "tariffs": 1}


def test_the_most_frequent_of_some_words_come_in_order():
    known = Vocabulary.of({"fee": 2, "fees": 9, "feet": 2, "zebra": 99})
    assert known.words(known.most_frequent(known.starting_with("fe"), 2)) == ["fees", "fee"]
