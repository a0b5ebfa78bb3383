"""Topics written in a file, and what becomes of them: made, followed where no editor was at work, or left alone.

[[topics]]
slug = "harbour-fees"
name = "Harbour fees"
introduction = "Markdown"
query = "harbour fee"                       # the saved search, as in the admin
filters = "year=2019"

[[topics.key_dates]]
date = "4 October 2019"                     # or "October 2019", "2019-10", "2019"
sentence = "The board lowers the fee."
article = "nbpbr4qmzy6d"                    # or quote = "…": the id in its address; neither is needed

[[topics.quotes]]                           # pinned, in this order
quote = "a7otnr2wr5iz"

[[topics.added]]                            # and [[topics.left_out]]
article = "nbpbr4qmzy6d"
reason = "Names no fee, and is about it."
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from articles.changes import changing
from articles.editing import NotDays, read_days
from articles.models import (
    Action,
    Article,
    KeyDate,
    PinnedQuote,
    Quote,
    Redirect,
    RedirectKind,
    Topic,
    TopicArticle,
    TopicOmission,
)
from articles.models.topics import LONGEST_REASON
from articles.saved_searches import NotASearch, read_saved_search

# The fields of a topic that a file gives, and of the tables within it.
_TEXTS = ("name", "introduction", "query", "filters")
_TABLES: Mapping[str, tuple[str, ...]] = {
    "key_dates": ("date", "sentence", "article", "quote"),
    "quotes": ("quote",),
    "added": ("article", "reason"),
    "left_out": ("article", "reason"),
}
FIELDS = (*_TEXTS, *_TABLES)

# Fields of a topic as a file gives them and as they are kept in `Topic.imported`.
Values = dict[str, Any]


class TopicFileError(ValueError):
    """A file of topics is not as it should be; the message is a sentence that names the topic."""


class Deed(StrEnum):
    """What was done with a topic."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left alone: an editor deleted it"


@dataclass(frozen=True, slots=True)
class TopicResult:
    """What became of a topic: the fields left as an editor has them, and the ids that the archive does not have."""

    slug: str
    deed: Deed
    kept: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledTopic:
    """A topic as a file has it: its fields by name, tables as lists of texts by name."""

    slug: str
    values: Values = field(default_factory=dict)


def read_topics(text: str) -> tuple[FiledTopic, ...]:
    """Return the topics of a file, their searches and dates read.

    Raises:
        TopicFileError: it is no TOML, or says something that no topic can have.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TopicFileError(f"This is no TOML: {error}.") from error
    tables = content.get("topics", [])
    if content.keys() - {"topics"} or not _are_tables(tables):
        raise TopicFileError("A file of topics has tables called [[topics]] and nothing else.")
    return tuple(map(_read_topic, tables))


def import_topic(filed: FiledTopic) -> TopicResult:
    """Make a topic, or bring it in line with a file where no editor changed what the file gave before.

    Raises:
        TopicFileError: another topic has its name.
    """
    with changing(None, action=Action.IMPORT, reason="As a file of topics says."):
        return _import_topic(filed)


def _import_topic(filed: FiledTopic) -> TopicResult:
    topic = Topic.objects.filter(slug=_slug_of_today(filed.slug)).first()
    if topic is None and Redirect.objects.stub(kind=RedirectKind.TOPIC, old=filed.slug):
        return TopicResult(filed.slug, Deed.LEFT)
    if _is_taken(filed.values["name"], topic):
        raise TopicFileError(f"{filed.slug}: another topic has the name “{filed.values['name']}”.")
    wanted, missing = _in_this_archive(filed.values)
    is_new = topic is None
    topic = topic or Topic(slug=filed.slug, name=wanted["name"])
    stored = {} if is_new else _values_of(topic)
    changed = {name for name in FIELDS if is_new or stored[name] != wanted[name]}
    kept = {name for name in changed if not is_new and stored[name] != topic.imported.get(name)}
    if changed - kept:
        for name in _TEXTS:
            if name in changed - kept:
                setattr(topic, name, wanted[name])
        topic.imported = {**topic.imported, **{name: wanted[name] for name in FIELDS if name not in kept}}
        topic.save()
        _write_tables(topic, {name: wanted[name] for name in _TABLES if name in changed - kept})
    deed = Deed.CREATED if is_new else Deed.UPDATED if changed - kept else Deed.UNCHANGED
    return TopicResult(topic.slug, deed, tuple(name for name in FIELDS if name in kept), missing)


# Reading


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _read_topic(table: Mapping[str, Any]) -> FiledTopic:
    slug = table.get("slug", "")
    name = slug if isinstance(slug, str) and slug else "A topic without a slug"
    if unknown := sorted(table.keys() - {"slug", *FIELDS}):
        raise TopicFileError(f"{name}: “{unknown[0]}” is no field of a topic.")
    values: Values = {}
    for each in _TEXTS:
        values[each] = table.get(each, "")
        if not isinstance(values[each], str):
            raise TopicFileError(f"{name}: {each} is not a text.")
        values[each] = values[each].strip()
    for each, fields in _TABLES.items():
        values[each] = [_read_row(name, each, fields, row) for row in _rows_of(name, each, table)]
    _refuse_doubles(name, values)
    try:
        saved = read_saved_search(values["query"], values["filters"])
    except NotASearch as error:
        raise TopicFileError(f"{name}: {error}") from error
    values |= {"query": saved.query, "filters": saved.filters}
    try:
        Topic(slug=slug, **{each: values[each] for each in _TEXTS}).clean_fields()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise TopicFileError(f"{name}: {field}: {' '.join(messages)}") from error
    return FiledTopic(slug, values)


def _rows_of(topic: str, name: str, table: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = table.get(name, [])
    if not _are_tables(rows):
        raise TopicFileError(f"{topic}: {name} stands in tables called [[topics.{name}]].")
    return list(rows)


def _read_row(topic: str, name: str, fields: Sequence[str], row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row of a table with all its fields, "" where it does not give one."""
    if unknown := sorted(row.keys() - set(fields)):
        raise TopicFileError(f"{topic}: “{unknown[0]}” is no field of {name}.")
    read = {each: row.get(each, "") for each in fields}
    if not all(isinstance(value, str) for value in read.values()):
        raise TopicFileError(f"{topic}: {name} has a value that is not a text.")
    read = {each: value.strip() for each, value in read.items()}
    if name == "key_dates":
        try:
            days = read_days(read["date"])
        except NotDays as error:
            raise TopicFileError(f"{topic}: {error}") from error
        read["date"] = KeyDate(
            precision=days.precision.value, earliest=days.earliest, latest=days.latest
        ).date.iso
        if not read["sentence"] or (read["article"] and read["quote"]):
            raise TopicFileError(f"{topic}: a key date has a sentence, and an article or a quote, not both.")
    elif not read[fields[0]]:
        raise TopicFileError(f"{topic}: a row of {name} names no {fields[0]}.")
    if len(read.get("reason", "")) > LONGEST_REASON:
        raise TopicFileError(f"{topic}: a reason has at most {LONGEST_REASON} characters.")
    return read


def _refuse_doubles(topic: str, values: Values) -> None:
    for kind, names in (("quote", ["quotes"]), ("article", ["added", "left_out"])):
        ids = [row[kind] for name in names for row in values[name]]
        if doubles := sorted({each for each in ids if ids.count(each) > 1}):
            raise TopicFileError(f"{topic}: {doubles[0]} stands twice in {' and '.join(names)}.")


# Writing


def _slug_of_today(slug: str) -> str:
    if Topic.objects.filter(slug=slug).exists():
        return slug
    return Redirect.objects.target(kind=RedirectKind.TOPIC, old=slug) or slug


def _is_taken(name: str, topic: Topic | None) -> bool:
    others = Topic.objects.filter(name=name)
    return (others.exclude(pk=topic.pk) if topic else others).exists()


def _in_this_archive(values: Values) -> tuple[Values, tuple[str, ...]]:
    """Return the fields without the articles and quotes that are not here, and the ids of these."""
    here = {
        "article": _known(Article.objects.values_list("public_id", flat=True), "article", values),
        "quote": _known(Quote.objects.values_list("public_id", flat=True), "quote", values),
    }
    missing = tuple(
        value
        for kind, known in here.items()
        for value in dict.fromkeys(_ids(values, kind))
        if value not in known
    )
    wanted = dict(values)
    for name, fields in _TABLES.items():
        rows = [
            {each: "" if each in here and value not in here[each] else value for each, value in row.items()}
            for row in values[name]
        ]
        # A key date stands without its article; what pins or places one does not.
        wanted[name] = rows if name == "key_dates" else [row for row in rows if row[fields[0]]]
    return wanted, missing


def _ids(values: Values, kind: str) -> Iterator[str]:
    return (row[kind] for name in _TABLES for row in values[name] if row.get(kind))


def _known(ids: Any, kind: str, values: Values) -> set[str]:
    return set(ids.filter(public_id__in=set(_ids(values, kind))))


def _values_of(topic: Topic) -> Values:
    """Return the fields of a stored topic as a file would give them."""
    by_hand = TopicArticle.objects.filter(topic=topic, by_hand=True)
    left_out = TopicOmission.objects.filter(topic=topic)
    return {
        **{name: getattr(topic, name) for name in _TEXTS},
        "key_dates": [
            {
                "date": each.date.iso,
                "sentence": each.sentence,
                "article": each.article.public_id if each.article else "",
                "quote": each.quote.public_id if each.quote else "",
            }
            for each in topic.key_dates.select_related("article", "quote").order_by("pk")
        ],
        "quotes": [{"quote": pin.quote.public_id} for pin in topic.pins.select_related("quote")],
        "added": [_placed(row) for row in by_hand.select_related("article").order_by("pk")],
        "left_out": [_placed(row) for row in left_out.select_related("article").order_by("pk")],
    }


def _placed(row: TopicArticle | TopicOmission) -> dict[str, str]:
    return {"article": row.article.public_id, "reason": row.reason}


def _write_tables(topic: Topic, tables: Values) -> None:
    """Write these tables of a topic anew."""
    articles = {
        row.public_id: row for row in Article.objects.filter(public_id__in=set(_all(tables, "article")))
    }
    quotes = {row.public_id: row for row in Quote.objects.filter(public_id__in=set(_all(tables, "quote")))}
    if "key_dates" in tables:
        topic.key_dates.all().delete()
        for row in tables["key_dates"]:
            days = read_days(row["date"])
            KeyDate.objects.create(
                topic=topic,
                precision=days.precision.value,
                earliest=days.earliest,
                latest=days.latest,
                sentence=row["sentence"],
                article=articles.get(row["article"]),
                quote=quotes.get(row["quote"]),
            )
    if "quotes" in tables:
        topic.pins.all().delete()
        for position, row in enumerate(tables["quotes"], start=1):
            PinnedQuote.objects.create(topic=topic, quote=quotes[row["quote"]], position=position)
    if "added" in tables:
        TopicArticle.objects.filter(topic=topic, by_hand=True).delete()
        for row in tables["added"]:
            TopicArticle.objects.update_or_create(
                topic=topic,
                article=articles[row["article"]],
                defaults={"by_hand": True, "reason": row["reason"]},
            )
    if "left_out" in tables:
        topic.omissions.all().delete()
        for row in tables["left_out"]:
            TopicOmission.objects.create(topic=topic, article=articles[row["article"]], reason=row["reason"])


def _all(tables: Values, kind: str) -> Iterator[str]:
    return (row[kind] for rows in tables.values() for row in rows if row.get(kind))
