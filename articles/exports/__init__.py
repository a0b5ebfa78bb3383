"""The ways out for those who cite and count: one module a format, and `records` with the facts of them all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from articles.exports import bibtex, csl, data, markdown, plain, ris, tables
from articles.exports.records import Listing


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format: how addresses end in it, what readers call it, and who writes it.

    `is_saved` where a browser would show nothing of use.
    """

    ending: str
    label: str
    media_type: str
    write: Callable[[Listing], Iterator[str]]
    is_saved: bool = True


FORMATS: Mapping[str, ExportFormat] = {
    one.ending: one
    for one in (
        ExportFormat("ris", "RIS", "application/x-research-info-systems", ris.write),
        ExportFormat("bib", "BibTeX", "application/x-bibtex", bibtex.write),
        ExportFormat("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
        ExportFormat("csv", "CSV", "text/csv", tables.write),
        ExportFormat("json", "JSON", "application/json", data.write, is_saved=False),
        ExportFormat("md", "Markdown", "text/markdown", markdown.write),
        ExportFormat("txt", "Plain text", "text/plain", plain.write, is_saved=False),
    )
}
# Of one article or quote; of a search or a list there are all.
SINGLE = ("ris", "bib", "csl.json", "json", "txt")
