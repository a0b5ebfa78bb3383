"""The demo's articles: the same each time, and invented throughout."""

import functools
import re
from collections import Counter

from articles.text.wordlists import words
from demo.articles import Article, make_articles
from demo.events import SAYS_WITH_MARKS, backgrounds, events
from demo.files import write_files
from demo.outlets import OUTLETS
from demo.speakers import SPEAKERS

# States, capitals, outlets and heads of government that a reader would know.
REAL = words(
    """
    America American Britain British China Chinese England English Europe European France French Germany German
    India Italy Japan Norway Poland Russia Russian Scotland Spain Sweden Turkey Ukraine London Paris Berlin Moscow
    Washington Brussels Geneva Hague Oslo Reuters Guardian Times Bloomberg Associated Obama Trump Biden Merkel
    Thatcher Blair Putin Macron Johnson Clinton Bush Nile Danube Rhine
    """
)


@functools.cache
def written() -> tuple[Article, ...]:
    return make_articles()


def test_a_seed_writes_the_same_bytes_again(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    write_files(make_articles(), one)
    write_files(make_articles(), other)
    names = sorted(path.relative_to(one) for path in one.rglob("*.*"))
    assert names == sorted(path.relative_to(other) for path in other.rglob("*.*"))
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def test_another_seed_writes_other_articles():
    assert make_articles(seed=7) != written()


def test_there_are_three_hundred_articles_of_ten_years_and_four_outlets():
    assert len(written()) == 300
    assert {article.day.year for article in written()} == set(range(2011, 2021))
    assert {article.outlet for article in written()} == set(OUTLETS)


def test_no_two_articles_of_an_outlet_have_one_headline_or_address():
    assert max(Counter((article.outlet, article.headline) for article in written()).values()) == 1
    assert max(Counter(article.url for article in written()).values()) == 1


def test_every_name_in_a_text_is_invented():
    texts = [f"{article.headline} {article.byline} {article.body}" for article in written()]
    texts += [speaker.name for speaker in SPEAKERS.values()]
    real = re.compile(rf"\b(?:{'|'.join(sorted(REAL))})\b")
    assert [found[0] for text in texts if (found := real.search(text))] == []


def test_every_address_leads_nowhere():
    assert all(re.match(r"https://[a-z]+\.example/", article.url) for article in written())


def test_nothing_stays_unfilled_and_no_sentence_ends_twice():
    for article in written():
        assert not re.search(r"[{}|]|\.\.|,,|, ,|  ", article.body), article.headline
        assert article.body.count("“") in (article.body.count("”"), article.body.count("”") + 1), (
            article.headline
        )
        for paragraph in article.paragraphs:
            assert re.match(r"[A-Z“]", paragraph), paragraph
            assert re.search(r"[.?!]”?$", paragraph), paragraph


def test_what_is_planted_stands_in_the_text_between_marks():
    for article in written():
        for planted in article.planted:
            if planted.kind == "indirect":
                assert planted.words in article.body
            else:
                assert f"“{planted.words}" in article.body, planted


def test_every_event_says_who_spoke_in_words_that_differ():
    said = [line.words for event in events() for line in event.lines]
    assert max(Counter(said).values()) == 1
    assert all(line.is_spoken or SAYS_WITH_MARKS.search(line.words) or " that " in f" {line.words} " or line.words.startswith(("said", "denied"))
               for event in events() for line in event.lines)  # fmt: skip
    assert set(backgrounds()) == {event.story for event in events()}


def test_two_speakers_share_a_family_name_and_one_has_two_spellings():
    assert {speaker.name for speaker in SPEAKERS.values() if speaker.name.endswith("Oldane")} == {
        "Marcus Oldane",
        "Peter Oldane",
    }
    assert {
        planted.who for article in written() for planted in article.planted if planted.who.endswith("Volmar")
    } == {
        "Andrei Volmar",
        "Andrej Volmar",
    }


def test_some_are_undated_some_are_copies_and_some_have_a_mistake():
    assert sum(not article.is_dated for article in written()) == 15
    assert sum(article.is_copy for article in written()) == 42
    assert sum(article.note != "" for article in written()) == 11
