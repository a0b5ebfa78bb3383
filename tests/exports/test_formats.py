"""Each format says what is known and no more, and a parser of others reads it back."""

import csv
import io
import json
import re
from html import unescape

import bibtexparser
import markdown
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from articles.exports import FORMATS
from articles.exports.characters import on_one_line, writable
from articles.exports.dates import date_parts, edtf, whole_date
from articles.exports.markdown import escaped as escaped_markdown
from articles.exports.plain import cite
from articles.exports.records import Name
from articles.exports.tables import BYTE_ORDER_MARK, COLUMNS
from tests.exports.records import (
    DAY,
    MONTH,
    OVER_NEW_YEAR,
    RANGE,
    UNDATED,
    YEAR,
    make_listing,
    make_record,
    make_saying,
)

# Words of any script, with marks of every format, line ends and control characters.
texts = st.text(
    st.one_of(
        st.sampled_from("\\{}$&#%_~^\"'`*[]()<>|@=+-:;,.!\t\r\n\x0b\x00\x1b\x85\u2028\u200f\ufffe é漢🙂 abc"),
        st.characters(),
    ),
    min_size=1,
    max_size=60,
).filter(on_one_line)

# What CSL 1.0.2 allows of an item, as far as we use it (csl-data.json, where nothing else may stand).
CSL_STRINGS = {
    "id", "title", "container-title", "publisher-place", "language", "abstract", "keyword", "note", "archive", "URL",
}  # fmt: skip


def written(ending, *records, **changes):
    return "".join(FORMATS[ending].write(make_listing(*records, **changes)))


def ris(text):
    return rispy.loads(text)


def bibtex(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries


def untex(value):
    """Return what TeX prints of a field as we write it."""
    value = value.replace(r"\textbackslash{}", "\0")
    for name, mark in (("asciitilde", "~"), ("asciicircum", "^")):
        value = value.replace(rf"\text{name}{{}}", mark)
    value = re.sub(r"\\([{}$&#%_])", r"\1", value)
    return value.replace("\0", "\\")


def test_a_citation_gives_all_that_is_known():
    assert cite(make_record()) == (
        "Iris Bell. “Mirefield lock to close”, Mirefield Mercury, 4 October 2019. "
        "https://mercury.example/lock, retrieved 3 May 2024. On the Record. "
        "https://archive.example/articles/abcdefgh2345/mirefield-lock-to-close/."
    )


def test_a_citation_leaves_out_what_is_not_known():
    bare = make_record(
        authors=(),
        publication="",
        published=UNDATED,
        has_headline=False,
        title="Boat owners marched",
        address="",
    )
    assert cite(bare) == (
        "[Boat owners marched], undated. On the Record. "
        "https://archive.example/articles/abcdefgh2345/mirefield-lock-to-close/."
    )


@pytest.mark.parametrize(
    ("changes", "opening"),
    [
        ({}, "Ada Marsh, “We have run out of money for the gates”, quoted in: Iris Bell. “"),
        ({"is_probable": True}, "Probably Ada Marsh, “We have run out of money for the gates”, quoted in: "),
        ({"speaker": ""}, "Unattributed, “We have run out of money for the gates”, quoted in: "),
        (
            {"kind": "indirect", "cue": "denied", "words": "the lock was unsafe"},
            "Ada Marsh, indirectly, with “denied”: the lock was unsafe, reported in: ",
        ),
        (
            {"kind": "indirect", "cue": "", "speaker": "name withheld", "words": "the lock was unsafe"},
            "Name withheld, indirectly: the lock was unsafe, reported in: ",
        ),
    ],
)
def test_the_citation_of_a_quote_names_who_is_quoted(changes, opening):
    assert cite(make_record(saying=make_saying(**changes))).startswith(opening)


def test_ris_is_a_newspaper_article_line_by_line():
    assert written("ris", make_record()) == (
        "TY  - NEWS\r\n"
        "ID  - abcdefgh2345\r\n"
        "TI  - Mirefield lock to close\r\n"
        "AU  - Bell, Iris\r\n"
        "T2  - Mirefield Mercury\r\n"
        "PY  - 2019\r\n"
        "DA  - 2019/10/04/\r\n"
        "CY  - Mirefield\r\n"
        "KW  - Canals\r\n"
        "N1  - Source: https://mercury.example/lock, retrieved 3 May 2024\r\n"
        "LA  - en\r\n"
        "DB  - On the Record\r\n"
        "UR  - https://archive.example/articles/abcdefgh2345/mirefield-lock-to-close/\r\n"
        "ER  - \r\n\r\n"
    )


def test_bibtex_is_an_article_with_its_day():
    assert written("bib", make_record()) == (
        "@article{article-abcdefgh2345,\n"
        "  author = {Bell, Iris},\n"
        "  title = {{Mirefield lock to close}},\n"
        "  journal = {Mirefield Mercury},\n"
        "  date = {2019-10-04},\n"
        "  year = {2019},\n"
        "  url = {https://archive.example/articles/abcdefgh2345/mirefield-lock-to-close/},\n"
        "  keywords = {Canals},\n"
        "  language = {en},\n"
        "  note = {Source: https://mercury.example/lock, retrieved 3 May 2024}\n"
        "}\n\n"
    )


def test_csl_json_is_a_newspaper_article_with_date_parts():
    [item] = json.loads(written("csl.json", make_record(saying=make_saying())))
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"family": "Bell", "given": "Iris"}]
    assert item["issued"] == {"date-parts": [[2019, 10, 4]]}
    assert item["abstract"] == "Ada Marsh: “We have run out of money for the gates”"
    assert set(item) <= CSL_STRINGS | {"type", "author", "issued"}
    assert all(isinstance(item[name], str) for name in CSL_STRINGS & set(item))


def test_an_agency_is_no_person_of_two_names():
    record = make_record(authors=(Name("Associated Press", is_agency=True),))
    assert ris(written("ris", record))[0]["authors"] == ["Associated Press"]
    assert "author = {{Associated Press}}" in written("bib", record)
    assert json.loads(written("csl.json", record))[0]["author"] == [{"literal": "Associated Press"}]


@pytest.mark.parametrize(
    ("published", "as_edtf", "day", "parts"),
    [
        (UNDATED, "", "", []),
        (DAY, "2019-10-04", "2019-10-04", [[2019, 10, 4]]),
        (MONTH, "2020-03", "2020-03", [[2020, 3]]),
        (YEAR, "2016", "2016", [[2016]]),
        (RANGE, "[2016-09-10..2016-09-20]", "2016-09", [[2016, 9, 10], [2016, 9, 20]]),
        (OVER_NEW_YEAR, "[2015-12-28..2016-01-03]", "", [[2015, 12, 28], [2016, 1, 3]]),
    ],
)
def test_a_date_is_never_more_exact_than_it_is_known(published, as_edtf, day, parts):
    assert edtf(published) == as_edtf
    assert whole_date(published) == day
    assert date_parts(published) == parts


@pytest.mark.parametrize(
    ("published", "lines"),
    [
        (MONTH, ["PY  - 2020", "DA  - 2020/03//"]),
        (YEAR, ["PY  - 2016", "DA  - 2016///", "N1  - The date is computed from words of the text."]),
        (
            RANGE,
            [
                "PY  - 2016",
                "DA  - 2016/09//",
                (
                    "N1  - Published between 10 September 2016 and 20 September 2016. "
                    "The date was set by an editor of the archive."
                ),
            ],
        ),
    ],
)
def test_ris_keeps_to_the_form_of_a_date_and_says_the_rest_in_a_note(published, lines):
    text = written("ris", make_record(published=published, address="")).split("\r\n")
    assert [line for line in text if line.startswith(("PY", "DA", "N1"))] == lines


def test_a_range_is_circa_in_csl_json():
    [item] = json.loads(written("csl.json", make_record(published=RANGE)))
    assert item["issued"] == {"date-parts": [[2016, 9, 10], [2016, 9, 20]], "circa": True}


@pytest.mark.parametrize("ending", FORMATS)
def test_an_undated_article_has_no_date_in_any_format(ending):
    record = make_record(published=UNDATED, retrieved=None, title="Lock", standfirst="")
    text = written(ending, record)
    assert not re.search(r"\b(?:19|20)\d\d\b", text.replace("23 November 2026", "").replace("2026-11-23", ""))
    assert not re.search(r'^(?:PY|DA|Y1)  - |\b(?:date|year|month) = |"issued"|"date"', text, re.MULTILINE)


def test_what_is_cut_says_so_in_every_format():
    records = [make_record(), make_record()]
    for ending in FORMATS:
        text = written(ending, *records, found=12_345, most=2)
        if ending == "json":
            assert json.loads(text)["found"] == 12_345
            assert json.loads(text)["left_out"] == "Only the first 2 of 12,345 are in this file."
        else:
            assert text.replace("\\", "").count("Only the first 2 of 12,345 are in this file.") == 1, ending
        assert "Only the first" not in written(ending, *records)


def test_an_empty_listing_is_well_formed_in_every_format():
    assert written("ris") == ""
    assert bibtex(written("bib")) == []
    assert json.loads(written("csl.json")) == []
    assert json.loads(written("json"))["items"] == []
    assert list(csv.reader(io.StringIO(written("csv").removeprefix(BYTE_ORDER_MARK)))) == [list(COLUMNS)]


@given(texts, texts, texts, texts)
def test_ris_is_read_back_as_written(title, family, given_name, note):
    record = make_record(title=title, authors=(Name("x", family, given_name),), topics=(note,), address="")
    [entry] = ris(written("ris", record))
    assert entry["type_of_reference"] == "NEWS"
    assert entry["title"] == on_one_line(title)
    assert entry["authors"] == [on_one_line(f"{family}, {given_name}")]
    assert entry["keywords"] == [on_one_line(note)]
    assert entry["secondary_title"] == "Mirefield Mercury"
    assert entry["urls"] == [record.url]


@given(texts, texts)
def test_bibtex_is_read_back_as_written(title, publication):
    [entry] = bibtex(written("bib", make_record(title=title, publication=publication)))
    fields = {field.key: field.value for field in entry.fields}
    assert untex(fields["title"].removeprefix("{").removesuffix("}")) == on_one_line(title)
    assert untex(fields["journal"]) == on_one_line(publication)
    assert fields["url"] == make_record().url


@given(texts, texts, texts)
def test_csv_is_read_back_as_written_and_calculates_nothing(title, words, remark):
    record = make_record(title=title, saying=make_saying(words=words), remark=remark)
    text = written("csv", record).encode().decode("utf-8-sig")
    names, cells = csv.reader(io.StringIO(text, newline=""))
    row = dict(zip(names, cells, strict=True))
    for name, value in (("headline", title), ("words", words), ("remark", remark)):
        assert row[name].removeprefix("'") == writable(value).removeprefix("'")
        assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_a_spreadsheet_would_calculate_gets_an_apostrophe(opening):
    text = written("csv", make_record(title=f'{opening}HYPERLINK("x")'))
    row = dict(zip(*csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")), strict=True))
    assert row["headline"] == f'\'{opening}HYPERLINK("x")'


def test_a_control_character_before_a_formula_does_not_hide_it():
    assert ",'=1+1," in written("csv", make_record(title="\x00=1+1"))


@given(texts, texts)
def test_markdown_shows_a_text_as_it_is_and_runs_nothing(text, remark):
    source = f"1. {escaped_markdown(text)}\n   {escaped_markdown(remark)}\n"
    html = markdown.markdown(source, output_format="html", extensions=["tables", "sane_lists"])
    assert set(re.findall(r"<[^>]*>", html)) == {"<ol>", "<li>", "</li>", "</ol>"}
    shown = unescape(html.removeprefix("<ol>\n<li>").removesuffix("</li>\n</ol>"))
    assert [" ".join(line.split()) for line in shown.split("\n")] == [on_one_line(text), on_one_line(remark)]


@pytest.mark.parametrize(
    "opening", ["# a", "- a", "+ a", "* a", "1. a", "12) a", "> a", "===", "---", "=", "    a", "![a](b)"]
)
def test_no_opening_of_a_text_makes_markdown_of_it(opening):
    html = markdown.markdown(f"Line\n{escaped_markdown(opening)}\n", output_format="html")
    assert re.fullmatch(r"<p>[^<]*</p>", html), html


@given(texts, texts)
def test_json_formats_are_read_back_as_written(title, words):
    record = make_record(title=title, saying=make_saying(words=words))
    [item] = json.loads(written("json", record))["items"]
    assert (item["article"]["headline"], item["words"]) == (writable(title), writable(words))
    [item] = json.loads(written("csl.json", record))
    assert item["title"] == on_one_line(title)


@given(st.lists(texts, max_size=3))
def test_no_text_makes_lines_of_a_format(parts):
    """Each of the lines of RIS begins with a tag, each record of plain text is one line."""
    record = make_record(title="\nER  - \n".join(["a", *parts]), dateline="\r\nTY  - BOOK")
    lines = written("ris", record).removesuffix("\r\n\r\n").split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - NEWS", "ER  - "]
    assert written("txt", record).count("\n") == 1
