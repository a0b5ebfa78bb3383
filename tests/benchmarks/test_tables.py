"""What is printed of the figures."""

import xml.etree.ElementTree as ET

from benchmarks.search.plots import plot
from benchmarks.search.tables import Line, table

FIGURES = {
    "seed": 1,
    "python": "3.11.7",
    "processors": 2,
    "commit": "abc",
    "relevance": None,
    "sizes": {
        "1000": {
            "page": {"ours": {"cpu_ms": 3.0}, "fts5": {"cpu_ms": 10.0}, "tantivy": {"cpu_ms": 5.0}},
            "first": {"cpu_ms": 4.0},
        },
        "10000": {
            "page": {"ours": {"cpu_ms": 6.0}, "fts5": {"cpu_ms": 100.0}, "tantivy": {"cpu_ms": 5.1}},
            "counts": {
                "a phrase": {"query": '"a b"', "ours": 1_200, "fts5": 1_200, "tantivy": 1_200},
                "a word": {"query": "a", "ours": 7, "fts5": 8, "tantivy": 7},
            },
        },
    },
}


def test_a_line_says_whether_its_target_is_met():
    assert str(Line("page", "≤ 5 ms", "4 ms", is_met=True)) == "| page | ≤ 5 ms | 4 ms | met |"
    assert str(Line("page", "≤ 5 ms", "6 ms", is_met=False)).endswith("| **not met** |")
    assert str(Line("page", "≤ 5 ms", "", is_met=None)).endswith("| not measured |")


def test_a_ratio_meets_its_target_at_the_target():
    lines = table(FIGURES).splitlines()
    assert "| search page, warm | ≤ 0.06 × FTS5 | 6.00 / 100.00 ms = 0.060 | met |" in lines
    assert "| search page, warm | ≤ 1.2 × Tantivy | 6.00 / 5.10 ms = 1.176 | met |" in lines
    assert "| search page, warm | ≤ 0.06 × FTS5 | 3.00 / 10.00 ms = 0.300 | **not met** |" in lines


def test_growth_is_told_where_a_tenth_was_measured_too():
    assert "| growth of the warm page from 1,000 articles | ≤ × 4 | × 2.0 | met |" in table(FIGURES)


def test_what_was_not_measured_is_said_to_be():
    assert "| suggestion | ≤ 1 ms |  | not measured |" in table(FIGURES)


def test_counts_that_differ_are_marked():
    lines = table(FIGURES).splitlines()
    assert '| a phrase | `"a b"` | 1,200 | 1,200 | 1,200 |  |  |' in lines
    assert "| a word | `a` | 7 | 8 | 7 |  | **differ** |" in lines


def test_the_plot_has_a_line_and_a_name_for_each_engine_that_was_measured():
    drawn = ET.fromstring(plot(FIGURES))  # noqa: S314  our own
    lines = drawn.findall("{*}polyline")
    assert len(lines) == 4
    assert max(len(line.get("points").split()) for line in lines) == 2
    texts = {text.text for text in drawn.findall("{*}text")}
    assert {
        "SQLite FTS5",
        "Tantivy",
        "On the Record",
        "On the Record, first time",
        "1,000",
        "10,000",
    } <= texts


def test_without_measurements_there_is_no_plot():
    assert plot({"sizes": {"1000": {}}}) == ""
