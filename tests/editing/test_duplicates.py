"""Which speakers are suggested as one, and why."""

import pytest
from django.contrib.auth.models import User

from articles.editing import likely_duplicates, set_apart, suggest_again
from articles.models import Speaker
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def told(suggestions):
    names = dict(Speaker.objects.values_list("pk", "name"))
    return [(names[each.one], names[each.other], each.percent, each.reasons) for each in suggestions]


def test_compatible_names_are_suggested_the_likeliest_first_with_the_reasons():
    make_speaker("Ada Marsh")
    make_speaker("Ada B. Marsh")
    make_speaker("Ben Marsh")
    make_speaker("Tom Hale")
    make_speaker("T. Hale")
    assert told(likely_duplicates()) == [
        ("Ada Marsh", "Ada B. Marsh", 80, ("The same first and family name.",)),
        (
            "Tom Hale",
            "T. Hale",
            72,
            (
                "The same family name, and an initial that fits.",
                "Nobody else in the archive has this family name.",
            ),
        ),
    ]


def test_a_role_and_a_publication_of_both_make_it_likelier_and_one_article_less():
    paper = make_publication()
    one, other = make_speaker("Ada Marsh"), make_speaker("A. Marsh")
    make_speaker("Ben Marsh")
    for speaker, role in ((one, "Mayor"), (other, "mayor")):
        make_quote(make_article(publication=paper), speaker=speaker, role=role)
    [(_, _, percent, reasons)] = told(likely_duplicates())
    # 1 - 0.4 * 0.5 * 0.8
    assert percent == 84
    assert reasons[1:] == ("Both are introduced as “Mayor”.", "Both are quoted by The Harbour Times.")
    article = make_article(body="“We vote,” Ada said. “We pay,” Ann said.")
    make_quote(article, "We vote,", speaker=one)
    make_quote(article, "We pay,", speaker=other)
    # ... * 0.4 is below what is suggested
    assert likely_duplicates() == []


def test_one_wikidata_id_is_certain_and_two_are_never_one():
    make_speaker("Ada Marsh", wikidata_id="Q5")
    make_speaker("Ann Hale", wikidata_id="Q5")
    make_speaker("A. Marsh", wikidata_id="Q6")
    assert told(likely_duplicates()) == [("Ada Marsh", "Ann Hale", 99, ("Both have the Wikidata id Q5.",))]


def test_bodies_are_suggested_by_name_and_letters_and_never_with_persons():
    make_speaker("International Monetary Fund", kind="body")
    make_speaker("IMF", kind="body")
    Speaker.objects.create(name="Imf", slug="a-person", sort_name="Imf")
    assert told(likely_duplicates()) == [
        ("International Monetary Fund", "IMF", 60, ("“IMF” may stand for the other name.",))
    ]


def test_a_dismissed_pair_is_suggested_no_more_until_that_is_taken_back():
    editor = User.objects.create_user("ada")
    one, other = make_speaker("Ada Marsh"), make_speaker("Ada B. Marsh")
    pair = set_apart(other, one, editor=editor, reason="Mother and daughter.")
    assert likely_duplicates() == []
    suggest_again(pair, editor=editor)
    assert len(likely_duplicates()) == 1


def test_the_duplicates_of_one_speaker_alone_can_be_asked_for():
    make_speaker("Ada Marsh")
    make_speaker("A. Marsh")
    hale = make_speaker("Tom Hale")
    make_speaker("T. Hale")
    assert [each[:2] for each in told(likely_duplicates(Speaker.objects.filter(pk=hale.pk)))] == [
        ("Tom Hale", "T. Hale")
    ]
