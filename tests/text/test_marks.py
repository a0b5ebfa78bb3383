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
        pytest.param("Ada ‘Dot’ Marsh", id="a nickname between single marks"),
        pytest.param("How Exile Made Her “[[Invisible]]” At Home", id="no nickname but a headline"),
        pytest.param("»[[Wir stimmen ab]]«, sagte sie.", id="guillemets that point inwards"),
        pytest.param("«[[Votiamo]]», disse.", id="guillemets without spaces"),
        pytest.param("„[[Głosujemy]]”, powiedziała.", id="Polish"),
        pytest.param("‚[[Wir gehen]]‘, sagte er.", id="German single"),
        pytest.param("He said ‘[[we heard “never” twice]]’.", id="double inside British single"),
        pytest.param('He said “[[we vote]]".', id="curly closed by straight"),
        pytest.param('He said "[[we vote]]”, then left.', id="straight closed by curly"),
        pytest.param("“[[We vote,]]“ he said. “[[We count.]]“", id="an opening mark that closes"),
        pytest.param('"“[[We vote,]]” he said.', id="two marks that open side by side"),
        pytest.param('He said ""[[we vote]]"" twice.', id="doubled straight marks"),
        pytest.param('"[[We went from "no" to "maybe" today,]]" she said.', id="straight inside straight"),
        pytest.param("“[[He called it “a farce” again,]]” she said.", id="curly inside curly"),
        pytest.param(
            '"[[We vote,]] the mayor said. "[[We count,]]" she said.', id="a closing mark lost before its cue"
        ),
        pytest.param(
            '"[[We vote today.]] "[[We count tomorrow,]]" she said.', id="a closing mark lost between two"
        ),
        pytest.param("[[We vote,]]” she said. “[[We count.]]”", id="an opening mark lost"),
        pytest.param("A stray mark” and no more.", id="a closing mark alone"),
        pytest.param('<post id="77" by="@ada">She said "[[yes]]".', id="markup that a scraper left"),
        pytest.param('He said "[[the 12" pipe leaks,]]" and left.', id="inches inside straight marks"),
        pytest.param('At 6\'2" he is tall, and says "[[so what]]".', id="feet and inches"),
        pytest.param("He said ‘[[rock ’n’ roll isn’t dead]]’.", id="an elision inside single marks"),
        pytest.param("He said '[[rock 'n' roll isn't dead]]'.", id="an elision inside straight single marks"),
        pytest.param("In the '90s we said 'em all.", id="elisions alone"),
        pytest.param("The workers’ and farmers’ unions met.", id="plurals alone"),
        pytest.param("He said ‘[[nothin’ doing here]]’.", id="a lost letter inside single marks"),
        pytest.param("‘Mapule waited in the farmers’ hall", id="a name that begins with a mark"),
    ],
)
def test_marks_are_paired_in_every_typography(marked):
    check(marked.replace("\n\n]]", "]]\n\n"))


def test_a_stretch_without_a_closing_mark_says_so():
    first, second = find_marked("“We vote.\n\n“We count.”")
    assert not first.is_closed
    assert second.is_closed


def test_a_missing_mark_shifts_no_later_pair():
    body = "“We vote. We always did.\n\nHe said “no”, she said “yes”."
    assert [found.inner.of(body) for found in find_marked(body)] == ["We vote. We always did.", "no", "yes"]


def test_a_stretch_cut_at_its_cue_does_not_go_on_in_the_next_paragraph():
    (found,) = find_marked("“We vote, the mayor said on Monday.")
    assert found.is_closed
