"""Stretches between quotation marks, read by eye: [[ ]] stands where each begins and ends."""

import pytest

from articles.text.marks import find_marked


def check(marked):
    """Compare the stretches that the engine finds with those between [[ and ]]."""
    body = marked.replace("[[", "").replace("]]", "")
    expected = []
    rest = marked
    while "[[" in rest:
        _, rest = rest.split("[[", 1)
        words, rest = rest.split("]]", 1)
        expected.append(words)
    assert [found.inner.of(body) for found in find_marked(body)] == expected


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("He said “[[we will vote]]”.", id="curly"),
        pytest.param('He said "[[we will vote]]".', id="straight"),
        pytest.param("He said ``[[we will vote]]''.", id="typewriter"),
        pytest.param("He said ''[[we will vote]]''.", id="doubled apostrophes"),
        pytest.param("« [[Nous votons]] », dit-il.", id="French, with spaces"),
        pytest.param("„[[Wir stimmen ab]]“, sagte er.", id="German"),
        pytest.param("He said ‘[[we’ll keep the farmers’ land]]’.", id="British, with apostrophes"),
        pytest.param("He said '[[we'll vote]]'.", id="straight single"),
        pytest.param("It's the farmers' land.", id="apostrophes alone"),
        pytest.param("The ’90s were ‘[[loud]]’.", id="a decade"),
        pytest.param('A 12" pipe. He said “[[it leaks]]”.', id="inches"),
        pytest.param("“[[He said ‘never’ twice]]”", id="single inside double"),
        pytest.param("”[[We vote]]” he said.", id="an opening mark turned round"),
        pytest.param("“[[We vote\n\n]]“[[We count]]”", id="no closing mark in the first paragraph"),
        pytest.param('“ ” “…” ""', id="nothing between"),
        pytest.param("Robert “Bobby” Scott", id="a nickname"),
    ],
)
def test_marks_are_paired_in_every_typography(marked):
    check(marked.replace("\n\n]]", "]]\n\n"))


def test_a_stretch_without_a_closing_mark_says_so():
    first, second = find_marked("“We vote.\n\n“We count.”")
    assert not first.is_closed
    assert second.is_closed
