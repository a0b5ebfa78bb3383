"""Ids and slugs made from content."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from articles.models.public_ids import (
    article_public_id,
    folded_words,
    name_key,
    quote_public_id,
    slug_for,
)


def test_an_article_id_is_the_start_of_its_digest_in_base_32():
    # printf harbour | sha256sum | cut -c1-64 | xxd -r -p | base32 | cut -c1-12
    digest = hashlib.sha256(b"harbour").hexdigest()
    assert article_public_id(digest) == "vj2pn7idx5ul"


def test_the_same_words_in_other_marks_and_spaces_are_the_same_quote():
    one = quote_public_id(article_id="a", words="We’ll  vote,\nhe", occurrence=1)
    other = quote_public_id(article_id="a", words="we'll vote, he", occurrence=1)
    assert one == other


def test_the_second_time_the_same_words_stand_in_an_article_is_another_quote():
    one = quote_public_id(article_id="a", words="never", occurrence=1)
    other = quote_public_id(article_id="a", words="never", occurrence=2)
    assert one != other


def test_names_are_compared_without_case_accents_and_full_stops():
    assert name_key("José M. Peña") == name_key("JOSE M PENA") == "jose m pena"


def test_a_slug_of_a_name_without_ascii_letters_is_never_empty():
    assert slug_for("李明").startswith("x-")
    assert slug_for("李明") != slug_for("王芳")


def test_a_long_slug_ends_at_a_words_end():
    assert slug_for("harbour " * 20) == "harbour-" * 9 + "harbour"
    assert slug_for("h" * 200) == "h" * 80


@given(st.text(max_size=300))
def test_any_text_has_a_slug_that_urls_take(text):
    slug = slug_for(text)
    assert slug
    assert slug.isascii()
    assert len(slug) <= 80


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    once = folded_words(text)
    assert folded_words(once) == once
