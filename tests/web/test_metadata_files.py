"""The metadata of articles as a CSV file: out and back without a loss."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing import Refused, plan_edits
from articles.metadata_files import FORMULA, defused, read_metadata, restored, write_metadata
from articles.models import Article, Byline, Topic, TopicArticle
from tests.factories import make_article, make_publication

pytestmark = pytest.mark.django_db


def written():
    return "".join(write_metadata(Article.objects.order_by("pk")))


def mistakes(text):
    with pytest.raises(Refused) as refused:
        read_metadata(text.encode() if isinstance(text, str) else text)
    return [(mistake.line, mistake.column, mistake.sentence) for mistake in refused.value.mistakes]


def rows():
    return list(csv.DictReader(io.StringIO(written().removeprefix("\ufeff"), newline="")))


def as_file(rows, *, delimiter=","):
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


@given(st.text() | st.text("='+@-a\t＝"))
def test_a_defused_cell_is_restored_and_calculated_by_no_spreadsheet(cell):
    assert restored(defused(cell)) == cell
    assert not defused(cell).startswith(FORMULA)


def test_an_apostrophe_that_belongs_to_the_words_stays():
    assert [restored(cell) for cell in ("'Tis the season", "'=1+1", "''=x", "'", "’=")] == [
        "'Tis the season",
        "=1+1",
        "'=x",
        "'",
        "’=",
    ]


ODD = [
    "=cmd|' /C calc'!A0",
    "'=x",
    "+1",
    "-",
    "@SUM(A1)",
    'He said "no"; then, left',
    "Zeile\nzwei",
    "名前",
    " a ",
]


def test_a_file_comes_back_without_a_change():
    Topic.objects.create(name="Fees; and tolls", slug="fees")
    for number, odd in enumerate(ODD):
        article = make_article(
            headline=odd,
            dateline=odd,
            notes=odd,
            publication=make_publication(odd, slug=f"p{number}"),
            date_precision="minute",
            date_earliest="2019-10-04",
            date_latest="2019-10-04",
            date_time="16:21",
            date_zone="ET",
        )
        Byline.objects.create(article=article, name=odd)
        TopicArticle.objects.create(article=article, topic=Topic.objects.get())
    planned = plan_edits(read_metadata(written().encode()))
    assert (planned.changes, planned.mistakes, planned.unchanged) == ((), (), len(ODD))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_a_spreadsheet_saves_in_its_own_way_is_read(delimiter):
    make_article(notes="One; two, three")
    table = rows()
    table[0]["language"] = "fr"
    table[0]["notes"] = "Four\r\nfive"
    (edit,) = read_metadata(b"\xef\xbb\xbf" + as_file(table, delimiter=delimiter))
    (change,) = plan_edits([edit]).changes
    assert {cell.column.name: cell.new for cell in change.cells} == {"language": "fr", "notes": "Four\nfive"}


def test_rows_and_columns_may_be_left_out_and_moved():
    make_article()
    wanted = make_article(language="en")
    row = rows()[1]
    file = f"language,version,id\n,,\nfr,{row['version']},{row['id']}\n"
    (change,) = plan_edits(read_metadata(file.encode())).changes
    assert (change.article, [cell.new for cell in change.cells]) == (wanted, ["fr"])


def test_cells_that_spreadsheets_rewrite_are_written_so_that_they_do_not():
    make_article(date_precision="month", date_earliest="2019-10-01", date_latest="2019-10-31")
    (row,) = rows()
    assert row["date"] == "month 2019-10"
    assert row["version"].startswith("v")


def test_unknown_missing_and_doubled_columns_are_named():
    assert mistakes("id,version,Colour,\n") == [
        (1, "colour", "No column is called “colour”."),
        (1, "", "A column has no name."),
    ]
    assert mistakes("language\nfr\n") == [
        (1, "id", "The column “id” is missing."),
        (1, "version", "The column “version” is missing."),
    ]
    assert mistakes("id,version,id\n") == [(1, "id", "This column is there twice.")]


def test_unknown_and_doubled_ids_and_stale_rows_are_named_by_their_line():
    article = make_article(notes="One\ntwo")
    other = make_article()
    table = rows()
    table += [dict(table[0]), {**table[0], "id": "aaaaaaaaaaaa"}]
    other.dateline = "Mirefield"
    other.save()
    found = plan_edits(read_metadata(as_file(table))).mistakes
    # The first article's notes take two lines.
    assert [(mistake.line, mistake.column, mistake.sentence) for mistake in found] == [
        (4, "version", "This article was changed after the file was written."),
        (5, "id", "Line 2 has this article, too."),
        (7, "id", "No article has the id “aaaaaaaaaaaa”."),
    ]
    assert article.notes == "One\ntwo"


def test_a_wrong_value_is_named_by_line_and_column():
    make_article()
    table = rows()
    table[0] |= {"date": "10/11/2019", "rights": "open"}
    found = plan_edits(read_metadata(as_file(table))).mistakes
    assert [(mistake.line, mistake.column) for mistake in found] == [(2, "date"), (2, "rights")]


def test_a_headline_is_not_corrected_here():
    make_article(headline="Harbour fee to fall")
    table = rows()
    table[0]["headline"] = "Harbour fee to rise"
    ((line, column, sentence),) = mistakes(as_file(table))
    assert (line, column) == (2, "headline")
    assert sentence.startswith("A headline is corrected on the page of its article")


@pytest.mark.parametrize(
    ("data", "line", "sentence"),
    [
        (b"", 0, "The file has no articles."),
        (b"id,version\n", 0, "The file has no articles."),
        (b"id,version\na,b,c\n", 2, "It has 3 cells where the first line has 2."),
        (b'id,version\n"a"b,c\n', 2, "From here on this is no CSV"),
        ("id,version\né,b\n".encode("cp1252"), 0, "The file is not UTF-8."),
        (b"PK\x03\x04\xff\xfe\x00", 0, "The file is not UTF-8."),
        (b"id,version\n" + b"a,b\n" * 2_001, 0, "At most 2,000 articles can be looked at in one go."),
    ],
)
def test_what_is_no_such_file_is_refused(data, line, sentence):
    ((found, _, told),) = mistakes(data)
    assert (found, told[: len(sentence)]) == (line, sentence)


@given(st.binary(max_size=200) | st.text("id,version\n\"'a;\t\r", max_size=80).map(str.encode))
def test_no_file_breaks_the_reader(data):
    with contextlib.suppress(Refused):
        assert not plan_edits(read_metadata(data)).changes
