"""Nothing that can be typed into an address makes an error."""

import pytest
from django.db import connection
from django.test import Client
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATHS = (
    "/",
    "/articles/",
    "/quotes/",
    "/quotes/years/",
    "/wording/",
    "/report/",
    "/wording.svg",
    "/wording.csv",
    "/search/",
    "/search/complete",
    "/speakers/",
    "/speakers/unnamed/",
    "/publications/",
    "/topics/",
)
NAMES = (
    "q",
    "speaker",
    "publication",
    "topic",
    "year",
    "month",
    "kind",
    "cue",
    "review",
    "attribution",
    "group",
    "about",
    "sort",
    "undated",
    "letter",
    "page",
    "marks",
    "terms",
)
HARD = st.sampled_from(
    ["\0", "a\0b", "\ud800", "2019", "undated", "0", "-1", "9" * 30, "x" * 5000, "((:", '"', "\u202e", "😀", "AND OR",
     "speaker:", "date:..", "*", "%", "_", "' OR 1=1 --", "lock", "ada-marsh", "\n", " "]
)  # fmt: skip
VALUES = st.one_of(HARD, st.text(st.characters(), max_size=40))


def encoded(pairs):
    return urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])


@given(st.sampled_from(PATHS), st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_any_parameters_answer_200_or_404(shelf, path, pairs):
    response = Client().get(f"{path}?{encoded(pairs)}")
    assert response.status_code in (200, 404)


# What a query may be put together of, in any order.
PIECES = st.sampled_from(
    ["lock", "Gate*", "money~", "~2", "~", '"', "“", "(", ")", "-", "!", "+", " ", "AND", "OR", "NOT", "&&", "||", "speaker:", "title:",
     "by:", "date:", "2019", "..", ">=", "[", " TO ", "]", "before:", "kind:", "indirect", "has:", "date", "*", "?", "^2", "：", "\0",
     "\ud800", "\u202e", "東", "é", "e\u0301", "İ", "ß", "x" * 300, "topic:canals", "0", "\r\n", "<b>", "&amp;", "%", "{{ q }}"]
)  # fmt: skip
QUERIES = st.one_of(
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.text(max_size=200),
)
DATES = st.sampled_from(
    ["2019", "2019-06", "undated", "2019-13", "0", "99999", "\0", "२०१९", "2019-06-01", ""]
)


@given(
    path=st.sampled_from(["/search/", "/quotes/"]),
    query=QUERIES,
    others=st.lists(
        st.one_of(
            st.tuples(st.sampled_from(["year", "month"]), DATES),
            st.tuples(
                st.sampled_from(["sort"]), st.sampled_from(["newest", "oldest", "relevance", "loud", ""])
            ),
            st.tuples(st.sampled_from(["speaker", "topic", "publication", "kind", "undated"]), VALUES),
            st.tuples(st.just("page"), st.sampled_from(["1", "2", "0", "x", "99999999", "1e3", "١"])),
        ),
        max_size=4,
    ),
)
@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_search_answers_with_a_page_or_says_that_there_is_none(shelf, path, query, others):
    response = Client().get(f"{path}?{encoded([('q', query), *others])}")
    html = response.content.decode()
    if response.status_code == 404:
        assert dict(others).get("page") not in (None, "1")
        return
    assert response.status_code == 200
    assert '<p class="found">' in html
    assert '<details class="explanation">' in html
    assert "<b>" not in html


@pytest.mark.parametrize("raw", ["%00", "%ed%a0%80", "%ff", "%0a", "%2e%2e", "%e2%80%ae"])
def test_any_path_answers_404(client, shelf, raw):
    public_id = shelf.full.public_id
    for path in (
        f"/{raw}/",
        f"/speakers/{raw}/",
        f"/topics/a{raw}/",
        f"/articles/{public_id}{raw}/x/",
        f"/quotes/{raw}/",
    ):
        assert client.get(path, follow=True).status_code == 404, path
    assert client.get(f"/articles/{public_id}/{raw}/").status_code in (301, 404)
    assert client.get(f"/admin/articles/article/{raw}/change/").status_code in (302, 404)


def test_nul_never_reaches_the_database(client, shelf, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("desk"))
    paths = (
        "/admin/articles/article/?q=a%00b",
        "/search/?q=lock%00gate",
        "/articles/?speaker=%00",
        "/speakers/?letter=%00",
    )
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append("\0" in f"{params!r}" or "\\x00" in f"{params!r}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for path in paths:
            assert client.get(path).status_code in (200, 302), path
    assert seen
    assert not any(seen)


def test_a_cookie_that_hides_a_nul_is_dropped(db):
    client = Client(headers={"cookie": 'sessionid="aaaaaaaa\\000bbbb"'})
    assert client.get("/").status_code == 200


def test_signing_in_with_a_nul_is_a_wrong_name(client, db):
    response = client.post("/accounts/sign-in/", {"username": "a\0b", "password": "\0"})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_a_very_long_query_says_that_it_was_cut(client, shelf):
    html = client.get(f"/search/?q={'lock+' * 1000}").content.decode()
    assert "Only the first 1,000 characters were searched." in html


def test_an_article_of_markup_and_marks_is_inert(client, shelf):
    html = client.get(shelf.hostile.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(&#x27;body&#x27;)" in html
