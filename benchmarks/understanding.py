"""Scores what is understood of labelled pages and raw texts, beside what libraries and simple rules do, in one run.

    python benchmarks/understanding.py GOLD.jsonl[.gz] …

A line is an object with `html_base64` (a page, `url` beside it) or `raw` (a text), and the labels that
benchmarks/scoring.py names. Peers that are not installed are left out and named: newspaper4k and readability-lxml
are no part of this project (pip install newspaper4k readability-lxml to see them).
"""

import argparse
import base64
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tqdm import tqdm

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

import htmldate  # noqa: E402  found only now
import justext  # noqa: E402
import trafilatura  # noqa: E402
from lxml import html as lxml_html  # noqa: E402

from articles.text.documents import Stated  # noqa: E402
from articles.text.errors import UnreadableInput  # noqa: E402
from articles.text.pipeline import parse  # noqa: E402
from articles.text.readers import Item  # noqa: E402
from articles.text.records import article_record  # noqa: E402
from benchmarks.scoring import Score  # noqa: E402

Understand = Callable[[dict[str, Any]], dict[str, Any]]
COLUMNS = (
    "headline", "authors", "authors F1", "date", "overclaimed", "body F1", "same tokens", "lost", "noise left",
    "chunks kept", "chunks left",
)  # fmt: skip
# The labels that a field is scored by.
LABELS = {
    "headline": ("headline",),
    "authors": ("authors",),
    "published": ("published",),
    "body": ("body", "chunks_with", "chunks_without"),
}
DATE_LINE = re.compile(
    r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* (\d{4})"
    r"|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? (\d{1,2}), (\d{4})|\b(\d{4})-(\d\d)-(\d\d)"
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def on_the_record(given: dict[str, Any]) -> dict[str, Any]:
    """Return what this project understands, without quotations."""
    try:
        return article_record(parse(_item(given), finds_quotations=False))
    except UnreadableInput:
        return {}


def _item(given: dict[str, Any]) -> Item:
    if "html_base64" in given:
        url = given.get("url") or ""
        stated = Stated(where="page", source_url=url if url.startswith("http") else "")
        return Item(str(given["id"]), page_bytes(given), format="html", stated=stated)
    return Item(str(given["id"]), given["raw"].encode(), format="text")


def page_bytes(given: dict[str, Any]) -> bytes:
    return base64.b64decode(given["html_base64"])


def page(given: dict[str, Any]) -> str:
    return trafilatura.utils.decode_file(page_bytes(given))


def by_trafilatura(given: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Return what trafilatura extracts, its own metadata included."""
    found = trafilatura.bare_extraction(
        page_bytes(given), with_metadata=True, include_comments=False, **options
    )
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {
        "headline": found.title,
        "authors": authors,
        "published": found.date,
        "published_kind": "explicit",
        "body": (found.text or "").split("\n"),
    }


def by_precise_trafilatura(given: dict[str, Any]) -> dict[str, Any]:
    return by_trafilatura(given, favor_precision=True)


def by_justext(given: dict[str, Any]) -> dict[str, Any]:
    """Return jusText's paragraphs, with its English word list."""
    try:
        paragraphs = justext.justext(page_bytes(given), justext.get_stoplist("English"))
    except (ValueError, AssertionError):
        return {}
    return {"body": [paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate]}


def by_htmldate(given: dict[str, Any]) -> dict[str, Any]:
    return {"published": htmldate.find_date(page(given), original_date=True), "published_kind": "explicit"}


def by_markup(given: dict[str, Any]) -> dict[str, Any]:
    """Return what JSON-LD and, where that is silent, OpenGraph and meta tags say."""
    tree = lxml_html.fromstring(page(given) or "<p></p>")
    said: dict[str, Any] = {"authors": []}
    for thing in _linked_data(tree):
        if "headline" in thing:
            said.setdefault("headline", str(thing["headline"]))
            said.setdefault("published", str(thing.get("datePublished") or "") or None)
            authors = thing.get("author") or []
            for author in authors if isinstance(authors, list) else [authors]:
                name = author.get("name") if isinstance(author, dict) else author
                if isinstance(name, str) and name not in said["authors"]:
                    said["authors"].append(name)
    for key, names in {"headline": ("og:title",), "published": ("article:published_time",)}.items():
        for name in names:
            for content in tree.xpath("//meta[@property=$name]/@content", name=name):
                said.setdefault(key, str(content))
    if not said["authors"]:
        said["authors"] = [str(name) for name in tree.xpath("//meta[@name='author']/@content")][:1]
    return {**said, "published_kind": "explicit"}


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            things = [json.loads(script, strict=False)]
        except ValueError:
            continue
        while things:
            thing = things.pop(0)
            if isinstance(thing, list):
                things.extend(thing)
            elif isinstance(thing, dict):
                things.extend(thing.get("@graph") or [])
                yield thing


def by_newspaper(given: dict[str, Any]) -> dict[str, Any]:
    """Return what newspaper4k parses, without a network."""
    import newspaper  # noqa: PLC0415  not a part of this project

    article = newspaper.Article(given.get("url") or "https://example.org/")
    try:
        article.download(input_html=page(given))
        article.parse()
    except Exception:  # noqa: BLE001  a page that it cannot parse is a page without anything
        return {}
    day = article.publish_date
    return {
        "headline": article.title,
        "authors": article.authors,
        "published": str(day)[:10] if day else None,
        "published_kind": "explicit",
        "body": article.text.split("\n"),
    }


def by_readability(given: dict[str, Any]) -> dict[str, Any]:
    """Return readability-lxml's summary and short title."""
    import readability  # noqa: PLC0415  not a part of this project

    try:
        document = readability.Document(page(given))
        body = lxml_html.fromstring(document.summary()).text_content()
        return {"headline": document.short_title(), "body": body.split("\n")}
    except Exception:  # noqa: BLE001  as above
        return {}


def by_first_line(given: dict[str, Any]) -> dict[str, Any]:
    """Return the first line as headline, the line that begins with By, any date, and every other line as body."""
    lines = [line.strip() for line in given["raw"].split("\n") if line.strip()]
    byline = next((line for line in lines if re.match(r"(?i)by\s", line) and len(line) < 90), "")
    return {
        "headline": lines[0],
        "authors": [name for name in re.split(r",| and ", byline[3:]) if name.strip()],
        "published": _first_date(lines),
        "published_kind": "explicit",
        "body": [line for line in lines[1:] if line != byline],
    }


def by_simple_rules(given: dict[str, Any]) -> dict[str, Any]:
    """Return as by_first_line, with long lines alone as the body and the headline as the last short line above it."""
    lines = [line.strip() for line in given["raw"].split("\n") if line.strip()]
    prose = [
        len(line) > 90 or (len(line) > 40 and line.endswith((".", "!", "?", "”", '"'))) for line in lines
    ]
    first = prose.index(True) if True in prose else 0
    titles = [line for line in lines[:first] if 4 <= len(line.split()) <= 20 and not DATE_LINE.search(line)]
    return {
        **by_first_line(given),
        "headline": titles[-1] if titles else None,
        "published": _first_date(lines[: first + 1]),
        "body": [line for line, is_prose in zip(lines, prose, strict=True) if is_prose],
    }


def _first_date(lines: list[str]) -> str | None:
    for line in lines:
        if match := DATE_LINE.search(line):
            if match[1]:
                day, month, year = match[1], MONTHS.index(match[2]) + 1, match[3]
            elif match[4]:
                month, day, year = MONTHS.index(match[4]) + 1, match[5], match[6]
            else:
                year, month, day = match[7], int(match[8]), match[9]
            return f"{year}-{month:02}-{int(day):02}"
    return None


PAGES: dict[str, Understand] = {
    "On the Record": on_the_record,
    "trafilatura": by_trafilatura,
    "trafilatura, precision": by_precise_trafilatura,
    "jusText": by_justext,
    "htmldate": by_htmldate,
    "JSON-LD, OpenGraph": by_markup,
}
OPTIONAL = {"newspaper": ("newspaper4k", by_newspaper), "readability": ("readability-lxml", by_readability)}
TEXTS: dict[str, Understand] = {
    "On the Record": on_the_record,
    "first line, By …": by_first_line,
    "simple rules": by_simple_rules,
}


def main() -> None:
    """Score every set, and print a table for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, metavar="GOLD")
    for path in parser.parse_args().sets:
        articles = list(_read(path))
        print_table(path.name, articles)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def print_table(name: str, articles: list[dict[str, Any]]) -> None:
    """Print the measures of everybody on one set, and articles per CPU second."""
    peers = dict(PAGES if "html_base64" in articles[0] else TEXTS)
    if "html_base64" in articles[0]:
        for module, (title, function) in OPTIONAL.items():
            if find_spec(module):
                peers[title] = function
            else:
                print(f"({title} is not installed and left out)")
    rows = {}
    for peer, understand in peers.items():
        understand(articles[0])  # what is loaded once is not counted
        score, start = Score(), time.process_time()
        found = [understand(given) for given in tqdm(articles, desc=peer, leave=False, disable=None)]
        seconds = time.process_time() - start
        # What a peer never says anything of is not its business.
        silent = LABELS.keys() - set().union(*found)
        unscored = {label for name in silent for label in LABELS[name]}
        for given, understood in zip(articles, found, strict=True):
            score.add({key: value for key, value in given.items() if key not in unscored}, understood)
        rows[peer] = score.row() | {"per CPU s": len(articles) / seconds}
    columns = [column for column in COLUMNS if any(column in row for row in rows.values())] + ["per CPU s"]
    print(f"\n{name}: {len(articles)} articles")
    print("  ".join([f"{'':24}", *(f"{column:>11}" for column in columns)]))
    for peer, row in rows.items():
        cells = [_cell(row.get(column), column) for column in columns]
        print("  ".join([f"{peer:24}", *cells]))


def _cell(value: float | None, column: str) -> str:
    if value is None:
        return f"{'–':>11}"
    return f"{value:11,.0f}" if column == "per CPU s" else f"{value:11.3f}"


if __name__ == "__main__":
    main()
