"""The metadata of articles as a CSV file, for work away from the desk: written, and read back without a loss.

`id` and `version` say which article a row is of and how it was then; `headline` is there to recognise it by. The other
columns are those of `articles.editing.cells`. Columns may be left out of what is read, in any order.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from articles.editing import Edit, Mistake, Refused
from articles.editing.bulk_edits import MOST_ROWS, version_of, with_cells
from articles.editing.cells import columns, with_plain_line_ends
from articles.models import Article
from articles.models.articles import ArticleQuerySet

BYTE_ORDER_MARK = "\ufeff"
OWN_COLUMNS = ("id", "version", "headline")
# What spreadsheets take for the beginning of a formula, full-width forms too (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
APOSTROPHE = "'"
# What one writes between cells, the commonest first: Excel takes the one of the country it is in.
DELIMITERS = (",", ";", "\t")


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet calculates: an apostrophe before it, which `restored` takes away again."""
    bare = cell.lstrip(APOSTROPHE)
    return APOSTROPHE + cell if bare.startswith(FORMULA) else cell


def restored(cell: str) -> str:
    """Return a cell as it was before it was defused; an apostrophe that belongs to the words stays."""
    bare = cell.lstrip(APOSTROPHE)
    return cell[1:] if bare != cell and bare.startswith(FORMULA) else cell


def write_metadata(articles: ArticleQuerySet) -> Iterator[str]:
    """Yield the lines of a file: one of names, and one of each article."""
    among = columns()
    yield BYTE_ORDER_MARK + _line([*OWN_COLUMNS, *(column.name for column in among)])
    for article in with_cells(articles).iterator(chunk_size=500):
        cells = [article.public_id, version_of(article, among), with_plain_line_ends(article.headline)]
        yield _line([*cells, *(column.show(article) for column in among)])


def read_metadata(data: bytes) -> list[Edit]:
    """Return what a file asks for, a row each, in its order; rows without anything in them are passed over.

    Raises:
        Refused: it cannot be read as such a file; each mistake names its line and its column.
    """
    text = _decoded(data)
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    names: list[str] = []
    edits: list[Edit] = []
    mistakes: list[Mistake] = []
    line = 1
    try:
        for row in rows:
            if not names:
                names = [name.strip().casefold() for name in row]
                _check_names(names)
            elif any(cell.strip() for cell in row):
                if len(row) != len(names):
                    sentence = f"It has {len(row)} cells where the first line has {len(names)}."
                    mistakes.append(Mistake(sentence, line))
                else:
                    edits.append(_edit(dict(zip(names, map(restored, row), strict=True)), line))
            line = rows.line_num + 1
    except csv.Error as error:
        raise Refused([*mistakes, Mistake(f"From here on this is no CSV: {error}.", line)]) from None
    if len(edits) > MOST_ROWS:
        mistakes.append(Mistake(f"At most {MOST_ROWS:,} articles can be looked at in one go."))
    if not (edits or mistakes):
        mistakes.append(Mistake("The file has no articles."))
    mistakes += _other_headlines(edits) if not mistakes else []
    if mistakes:
        raise Refused(mistakes)
    return edits


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow([defused(cell) for cell in cells])
    return line.getvalue()


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([Mistake("The file is not UTF-8. Save it as “CSV UTF-8”.")]) from None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _check_names(names: Sequence[str]) -> None:
    known = {*OWN_COLUMNS, *(column.name for column in columns())}
    mistakes = [
        Mistake(f"No column is called “{name[:40]}”." if name else "A column has no name.", 1, name[:40])
        for name in names
        if name not in known
    ]
    mistakes += [
        Mistake(f"The column “{name}” is missing.", 1, name)
        for name in ("id", "version")
        if name not in names
    ]
    mistakes += [
        Mistake("This column is there twice.", 1, name)
        for number, name in enumerate(names)
        if name in known and name in names[:number]
    ]
    if mistakes:
        raise Refused(mistakes)


def _edit(cells: dict[str, str], line: int) -> Edit:
    return Edit(cells.pop("id").strip(), cells.pop("version").strip(), cells, line)


def _other_headlines(edits: Iterable[Edit]) -> list[Mistake]:
    """Return a mistake for each headline that is not the article's: they are corrected elsewhere, beside what was printed."""
    given = {edit.public_id: edit for edit in edits if "headline" in edit.cells}
    stored = Article.objects.filter(public_id__in=given).values_list("public_id", "headline")
    return [
        Mistake(
            "A headline is corrected on the page of its article; leave this one as it was.",
            edit.line,
            "headline",
        )
        for public_id, headline in stored
        if with_plain_line_ends((edit := given[public_id]).cells["headline"])
        != with_plain_line_ends(headline)
    ]
