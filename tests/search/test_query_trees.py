"""The query syntax by property: any text is a query, and any tree can be written as one."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.leaves import MOST_APART
from articles.search.query import parse, replaced
from articles.search.syntax import (
    And,
    Dated,
    Fuzzy,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Undated,
    Value,
    Word,
)


def day(text):
    return datetime.date.fromisoformat(text)


def kind(value):
    return Value("kinds", frozenset({value}))


def has(value):
    return Value("has", frozenset({value}))


PIECES = st.sampled_from(
    [
        "~",
        "~2",
        "^2",
        "&&",
        "||",
        "!",
        "+",
        "kind:",
        "has:",
        "before:",
        "[",
        "]",
        " TO ",
        ">=",
        "：",
        "?",
        "fee",
        "Tax",
        " ",
        "  ",
        "(",
        ")",
        '"',
        "“",
        "”",
        "-",
        "*",
        "AND",
        "OR",
        "NOT",
        "speaker:",
        "date:",
        "2009",
        "..",
        "\x00",
        "🙂",
        "'",
        ":",
        "\ud800",
        "é",
        "東",
    ]
)


@given(
    st.one_of(
        st.text(), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join)
    )
)
@settings(deadline=None, max_examples=400)
def test_every_text_is_a_query(text):
    query = parse(text)
    for problem in query.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.message.endswith(".")
    if query.node == Nothing():
        assert query.problems


# A tree written as a reader may write it, and read again.

WORDS = st.sampled_from(["fee", "tax", "toll", "cafe", "c++", "us", "x", "1000", "not"])
WORD_FIELDS = {"": "", "speaker": "speaker:", "headline": "title:", "byline": "by:", "publication": "source:"}
IN_FIELD = st.sampled_from(sorted(WORD_FIELDS))
DAYS = st.dates(day("1900-01-01"), day("2100-01-01"))
RANGES = st.one_of(
    st.lists(DAYS, min_size=2, max_size=2).map(lambda days: Dated(min(days), max(days))),
    DAYS.map(lambda one: Dated(one, None)),
    DAYS.map(lambda one: Dated(None, one)),
)
LEAVES = st.one_of(
    st.builds(Word, WORDS, IN_FIELD),
    st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=4).map(tuple), IN_FIELD),
    st.builds(Prefix, st.sampled_from(["fee", "ta", "c"]), IN_FIELD),
    st.builds(Fuzzy, st.sampled_from(["fee", "tariff"]), st.sampled_from([1, 2]), IN_FIELD),
    st.builds(Near, st.lists(WORDS, min_size=2, max_size=4).map(tuple), st.integers(0, MOST_APART), IN_FIELD),
    RANGES,
    st.just(Undated()),
    st.sampled_from(["direct", "mixed", "indirect"]).map(kind),
    st.sampled_from(["date", "headline", "byline", "publication", "topic", "quote", "speaker"]).map(has),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: Or(tuple(nodes))),
        inner.filter(lambda node: not isinstance(node, Not)).map(Not),
    ),
    max_leaves=12,
)


def written(node):  # noqa: C901, PLR0911  one case for each kind of node
    """Return a query that asks for a tree."""
    field = WORD_FIELDS.get(getattr(node, "field", ""), "")
    match node:
        case Word(text):
            return f"{field}{text}"
        case Phrase(words):
            return f'{field}"{" ".join(words)}"'
        case Prefix(text):
            return f"{field}{text}*"
        case Fuzzy(text, distance):
            return f"{field}{text}~{distance}"
        case Near(words, distance):
            return f'{field}"{" ".join(words)}"~{distance}'
        case Dated(first, last):
            return f"date:{first or ''}..{last or ''}"
        case Undated():
            return "date:undated"
        case Value("kinds", values):
            return f"kind:{min(values)}"
        case Value("has", values):
            return f"has:{min(values)}"
        case And(children):
            return "(" + " ".join(map(written, children)) + ")"
        case Or(children):
            return "(" + " OR ".join(map(written, children)) + ")"
        case Not(child):
            return f"-{written(child)}"


@given(TREES)
@settings(deadline=None, max_examples=500)
def test_every_tree_can_be_written_and_is_read_as_it_was_written(tree):
    query = parse(written(tree))
    assert (query.node, query.problems) == (tree, ())


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(deadline=None, max_examples=300)
def test_a_query_of_which_no_word_is_replaced_stays_as_it_is(text):
    assert replaced(text, {"zebra": "horse"}) == text
