"""Whom names, pronouns and descriptions mean, in small articles of our own."""

import itertools

import pytest

from articles.text import given_names
from articles.text.attribution import read_cast, read_paragraphs
from articles.text.casts import Cast
from articles.text.genders import Basis, gender_of_name
from articles.text.marks import find_marked
from articles.text.resolution import Resolver


def read(body):
    paragraphs = read_paragraphs(body, find_marked(body))
    cast = read_cast(paragraphs)
    return paragraphs, cast, Resolver(paragraphs, cast, body)


def last_mention(paragraphs, words):
    mentions = [mention for paragraph in paragraphs for mention in paragraph.mentions]
    return [mention for mention in mentions if mention.name.lower() == words.lower()][-1]


def meant(body, words):
    """Return whom the last mention of these words means."""
    paragraphs, _, resolver = read(body)
    resolved = resolver.resolve(last_mention(paragraphs, words))
    return resolved.name if resolved is not None else None


def member(cast: Cast, name):
    return next(member for member in cast.members if member.name == name)


@pytest.mark.parametrize(
    ("body", "words", "name"),
    [
        ("Mayor Lucy Abbot met Henry Moss on Monday. She said the bridge would close.", "she", "Lucy Abbot"),
        ("Mayor Lucy Abbot met Henry Moss on Monday. He said the bridge would close.", "he", "Henry Moss"),
        (
            "Tunde Bello was backed by Sen. Carol Finch, who chairs the panel. Later he said the tax was wrong.",
            "he",
            "Tunde Bello",
        ),
        (
            "Governor Ada Holt (D-Maine) spoke on Friday. Paul Reyes did not.\n\nThe Maine governor would sign.",
            "Maine governor",
            "Ada Holt",
        ),
        (
            "Former judge Iris Lund won.\n\nOn Sunday, the former judge said little.",
            "former judge",
            "Iris Lund",
        ),
        (
            "The Harbor Workers' Union called a strike. On Tuesday the union said it would last.",
            "union",
            "Harbor Workers' Union",
        ),
        (
            "A senior rail official spoke on Monday. Later the official said nothing was ready.",
            "official",
            "senior rail official",
        ),
    ],
)
def test_a_mention_means_the_one_whom_a_reader_would_take(body, words, name):
    assert meant(body, words) == name


def test_an_indefinite_description_stays_an_unnamed_source():
    paragraphs, _, resolver = read("Mayor Lucy Abbot spoke. A former aide said the plan was dead.")
    resolved = resolver.resolve(last_mention(paragraphs, "former aide"))
    assert resolved.member is None
    assert resolved.unnamed.description == "former aide"


def test_a_pronoun_without_anybody_before_it_means_nobody():
    assert meant("On Monday she said the bridge would close.", "she") is None


def test_he_is_never_someone_known_as_a_woman_nor_a_body():
    assert meant("Mrs. Abbot leads the Harbor Workers' Union. On Monday he said no.", "he") is None


def test_alternatives_come_best_first_and_share_one_chance():
    paragraphs, _, resolver = read(
        "After the vote Henry Moss met Paul Reyes and David Lang.\n\nIn the evening he said it was a start."
    )
    found = resolver.alternatives(last_mention(paragraphs, "he"))
    assert {one.name for one in found} == {"Henry Moss", "Paul Reyes", "David Lang"}
    assert found == sorted(found, key=lambda one: -one.sure)
    assert sum(one.sure for one in found) <= 1


def test_who_spoke_last_is_likelier_to_be_meant():
    body = "After the long vote Henry Moss met Paul Reyes.\n\nIn the evening he said it was a start."
    paragraphs, cast, resolver = read(body)
    mention = last_mention(paragraphs, "he")
    before = {one.name: one.sure for one in resolver.alternatives(mention)}
    resolver.heard(member(cast, "Paul Reyes"), 0, 9)
    after = {one.name: one.sure for one in resolver.alternatives(mention)}
    assert after["Paul Reyes"] > before["Paul Reyes"]


def test_every_decision_says_how_it_was_made():
    paragraphs, _, resolver = read("Mayor Lucy Abbot spoke on Monday. She said the bridge would close.")
    resolved = resolver.resolve(last_mention(paragraphs, "she"))
    assert resolved.chain == (
        "“She” is the subject of the sentence before: Mayor Lucy Abbot",
        "“Mayor Lucy Abbot” is Lucy Abbot",
    )


@pytest.mark.parametrize(
    ("body", "words", "name"),
    [
        ("Chris Van Hollen spoke first. Later Van Hollen said no.", "Van Hollen", "Chris Van Hollen"),
        ("José Peña Solís spoke first. Later Pena said no.", "Pena", "José Peña Solís"),
        ("Lin Meihua spoke first. Later Lin said no.", "Lin", "Lin Meihua"),
        ("Ruth Cole and her son Adam Cole came. Mrs. Cole said no.", "Cole", "Ruth Cole"),
    ],
)
def test_a_short_name_finds_its_full_one(body, words, name):
    assert meant(body, words) == name


def test_a_word_before_a_name_is_no_part_of_it():
    _, cast, _ = read("This Year Robert Finch won. Robert Finch said so.")
    assert [one.name for one in cast.members] == ["Robert Finch"]


def test_pronouns_tell_the_gender_that_a_name_does_not():
    _, cast, resolver = read(
        "Kizz Oyelaran opened the fair, and she sang. Oyelaran said her choir was ready."
    )
    assert resolver is not None
    gender = member(cast, "Kizz Oyelaran").gender
    assert gender.is_female
    assert gender.basis is Basis.ARTICLE


@pytest.mark.parametrize(
    ("name", "title", "is_female"),
    [
        ("Abbot", "Mrs.", True),
        ("Abbot", "Mr.", False),
        ("Fatoumata Diallo", "", True),
        ("José Ruiz", "", False),
        ("Jean-Claude Roy", "", False),
        ("Kim Hale", "", None),
        ("Abbot", "", None),
    ],
)
def test_titles_and_given_names_say_a_gender(name, title, is_female):
    gender = gender_of_name(name, title)
    assert (gender.is_female if gender is not None else None) is is_female


def test_no_given_name_is_a_womans_and_a_mans():
    assert not given_names.FEMALE & given_names.MALE
    assert all(name == name.lower() for name in given_names.FEMALE | given_names.MALE)


def test_a_long_paragraph_of_pronouns_and_names_is_read_in_seconds():
    sentences = itertools.islice(
        itertools.cycle(("Ada Holt met Paul Reyes. ", "She said he was late. ")), 4000
    )
    paragraphs, _, resolver = read("".join(sentences))
    mentions = paragraphs[0].mentions
    assert resolver.resolve(mentions[-1]).name == "Paul Reyes"
    assert resolver.resolve(mentions[-2]).name == "Ada Holt"
