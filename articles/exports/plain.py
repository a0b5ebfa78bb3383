"""Citations as plain text, after the Chicago Manual of Style, with only what is known."""

from collections.abc import Iterator

from articles.exports.characters import on_one_line
from articles.exports.dates import date_in_words
from articles.exports.records import Listing, Record, capitalised, name_list, quoted_title


def cite(record: Record) -> str:
    """Return author, title, publication, date, where and when it was found, archive and permalink; unknowns are left out.

    Before that of a quote stand its speaker and words: "Ada Marsh, “We vote”, quoted in: …". What was said indirectly
    stands without marks, with the word that reports it.
    """
    source = [record.publication] if record.publication else []
    parts = [
        name_list([name.read for name in record.authors]),
        ", ".join([quoted_title(record), *source, date_in_words(record.published)]),
        record.found_at,
        record.archive,
        record.url,
    ]
    article = ". ".join(part for part in parts if part) + "."
    if record.saying is None:
        return on_one_line(article)
    saying = record.saying
    if saying.is_indirect:
        said = f"{saying.credit}: {saying.marked}, reported in"
    else:
        said = f"{saying.credit}, {saying.marked}, quoted in"
    return on_one_line(f"{capitalised(said)}: {article}")


def write(listing: Listing) -> Iterator[str]:
    """Return the citations, a blank line apart."""
    for number, record in enumerate(listing.records):
        yield ("\n" if number else "") + cite(record) + "\n"
        if record.remark:
            yield f"    {on_one_line(record.remark)}\n"
    if listing.is_cut:
        yield f"\n{listing.cut}\n"
