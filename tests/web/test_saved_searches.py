"""The saved search of a topic as editors write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.forms import QUERY_LIMIT
from articles.saved_searches import NotASearch, SavedSearch, read_saved_search
from tests.factories import make_publication, make_speaker


def refusal(query="", filters=""):
    with pytest.raises(NotASearch) as caught:
        read_saved_search(query, filters)
    return caught.value.errors


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        ("", "", SavedSearch("", "")),
        (" ferry  OR toll ", "", SavedSearch("ferry  OR toll", "")),
        ("", "year=2019&speaker=ada-marsh", SavedSearch("", "speaker=ada-marsh&year=2019")),
        ("ferry", "?year=2020&year=2019&year=2020", SavedSearch("ferry", "year=2019&year=2020")),
        ("ferry", "/search/?sort=newest&page=2&undated=include", SavedSearch("ferry", "undated=include")),
        (
            "https://archive.example/search/?q=%22night+ferry%22&year=2019",
            "",
            SavedSearch('"night ferry"', "year=2019"),
        ),
        ("/search/?q=ferry", "kind=direct", SavedSearch("ferry", "kind=direct")),
        ("?q=ferry", "", SavedSearch("ferry", "")),
        ("what then?", "", SavedSearch("what then?", "")),
    ],
)
def test_words_and_filters_are_read_from_wherever_they_stand(query, filters, expected):
    make_speaker("Ada Marsh")
    assert read_saved_search(query, filters) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "filters", "field", "sentence"),
    [
        ("date:soon", "", "query", "soon"),
        ("ferry AND", "", "query", "“AND” has nothing to join here and was left out."),
        ("kind:loud", "", "query", "“loud” is no kind of quote: kind: takes direct, mixed or indirect."),
        ("ferry topic:trade", "", "query", "cannot ask for topics"),
        ("-has:topic", "", "query", "cannot ask for topics"),
        ("…", "", "query", "There is no word to search for in this query."),
        ("", "topic=trade", "filters", "Leave out “topic=”."),
        ("", "colour=red", "filters", "“colour” is no filter of a search"),
        ("", "soon", "filters", "“soon” is no filter."),
        ("", "year=soon", "filters", "“soon” is not a year."),
        ("", "speaker=nobody", "filters", "The archive has no speaker with the short name “nobody”."),
        ("", "publication=none", "filters", "The archive has no publication with the short name “none”."),
        ("x" * (QUERY_LIMIT + 1), "", "query", "at most 1,000 characters"),
        ("", "&".join(f"year={year}" for year in range(1000, 1200)), "filters", "at most 1,000 characters"),
    ],
)
def test_what_cannot_be_searched_for_is_refused_with_the_reason(query, filters, field, sentence):
    errors = refusal(query, filters)
    assert list(errors) == [field]
    assert any(sentence in each for each in errors[field]), errors


@pytest.mark.django_db
def test_both_fields_are_explained_at_once():
    assert set(refusal("ferry AND", "year=soon")) == {"query", "filters"}


@pytest.mark.django_db
def test_names_that_the_archive_has_are_taken():
    make_publication("The Quay")
    assert read_saved_search("", "publication=the-quay").filters == "publication=the-quay"


@pytest.mark.django_db
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_is_a_search_or_refused(query, filters):
    try:
        saved = read_saved_search(query, filters)
    except NotASearch:
        return
    assert read_saved_search(saved.query, saved.filters) == saved
