"""The whole archive as JSON Lines, a chunk at a time.

A chunk is what follows a key, in the order of keys: public ids and slugs, which stay. So no transaction, no
cursor of the database and no thread lives longer than a chunk, memory is that of one, and a dump that broke
off goes on where it stopped. What is withheld meanwhile is not in the chunks that follow.
"""

import gzip
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from articles.api import records
from articles.api.schemas import Shape
from articles.models import Article, Quote, Speaker

CHUNK = 500
CONTENT_TYPE = "application/x-ndjson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """What one dump is made of: the rows that readers may see, what is read with them, and a line of each."""

    key: str
    rows: Callable[[], QuerySet[Any]]
    complete: Callable[[Any], QuerySet[Any]]
    line: Callable[..., Shape]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a dump; `last` is the key that the next chunk follows, None where there is none."""

    lines: tuple[str, ...]
    last: str | None


DUMPS: Mapping[str, Dump] = {
    "articles": Dump(
        key="public_id",
        rows=Article.objects.published,
        complete=records.with_record,
        line=records.article_record,
    ),
    "quotes": Dump(
        key="public_id",
        rows=Quote.objects.published,
        complete=lambda rows: rows.with_article(),
        line=records.quote_record,
    ),
    "speakers": Dump(
        key="slug",
        rows=lambda: Speaker.objects.published().heard(),
        complete=lambda rows: rows.with_quote_counts().prefetch_related("aliases"),
        line=records.speaker_record,
    ),
}


def read_chunk(name: str, *, after: str, site: str) -> Chunk:
    """Return the lines of a dump whose keys follow `after`, from the first where it is ""."""
    dump = DUMPS[name]
    following = dump.rows().filter(**{f"{dump.key}__gt": after}).order_by(dump.key)
    # Keys first: to count the quotes of all speakers for each chunk would make a dump quadratic.
    keys = list(following.values_list("pk", dump.key)[: CHUNK + 1])
    rows = dump.complete(dump.rows().filter(pk__in=[pk for pk, _ in keys[:CHUNK]])).order_by(dump.key)
    lines = tuple(dump.line(row, site=site).model_dump_json() for row in rows)
    return Chunk(lines, keys[CHUNK - 1][1] if len(keys) > CHUNK else None)


def read_lines(name: str, *, site: str) -> Iterator[str]:
    """Yield all lines of a dump, in memory for one chunk."""
    after: str | None = ""
    while after is not None:
        chunk = read_chunk(name, after=after, site=site)
        yield from chunk.lines
        after = chunk.last


def write_dumps(folder: Path, *, site: str, is_compressed: bool) -> Iterator[tuple[Path, int]]:
    """Write every dump into a folder; yield each file and the number of its lines once it is whole.

    A file takes its name when it is complete, so that nobody reads half of one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in DUMPS:
        path = folder / (f"{name}.jsonl.gz" if is_compressed else f"{name}.jsonl")
        part = path.with_name(f"{path.name}.part")
        count = 0
        with (
            gzip.open(part, "wt", encoding="utf-8")
            if is_compressed
            else part.open("w", encoding="utf-8") as out
        ):
            for line in read_lines(name, site=site):
                out.write(line + "\n")
                count += 1
        part.replace(path)
        yield path, count


def forget_in_dumps(folder: Path, public_ids: Collection[str]) -> int:
    """Take erased articles and quotes, given by public id, out of the dumps of a folder; return how many lines that were.

    A file is replaced when the new one is whole.
    """
    forgotten = 0
    for path in sorted(folder.glob("*.jsonl")) + sorted(folder.glob("*.jsonl.gz")):
        part = path.with_name(f"{path.name}.part")
        opened = gzip.open if path.suffix == ".gz" else open
        taken = 0
        with (
            opened(path, "rt", encoding="utf-8") as old,
            opened(part, "wt", encoding="utf-8") as new,
        ):
            for line in old:
                if json.loads(line).get("id") in public_ids:
                    taken += 1
                else:
                    new.write(line)
        if taken:
            part.replace(path)
        else:
            part.unlink()
        forgotten += taken
    return forgotten
