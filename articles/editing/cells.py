"""The metadata of an article as short texts, one a column: written down, read back, and put into effect.

What an article shows in a cell is read back as itself, so that a table of cells goes out and comes home unchanged.
"""

import datetime
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.editing.dates import IncompleteDate, NotDays, complete_range, read_days
from articles.models import (
    Article,
    Byline,
    Publication,
    Rights,
    Topic,
    TopicArticle,
    TopicOmission,
    Visibility,
    WithheldReason,
)
from articles.text.documents import AuthorRole, DateBasis, DatePrecision

NONE = "none"
HOW_TO_WRITE_DATES = (
    "Write 2019, 2019-10, 2019-10-04, 2019-10-04 16:21 ET, 2019-10-04 to 2019-10-09, or 4 October 2019."
)


class NotAValue(ValueError):
    """What stands in a cell is no value of its column; the message is one plain sentence."""


class Column:
    """One column: what stands in the cell of an article, "" for nothing.

    `provenance` is the field under which an editor's hand on it is noted, "" where that is told by rows of their own.
    """

    name: str
    label: str
    provenance: str = ""

    def show(self, article: Article) -> str:
        """Return the cell of an article."""
        raise NotImplementedError

    def read(self, cell: str) -> str:
        """Return a cell as `show` would write it.

        Raises:
            NotAValue: it is no value of this column.
        """
        raise NotImplementedError

    def put(self, article: Article, cell: str) -> None:
        """Put what `read` returned into effect; columns of the article itself are left to be saved."""
        raise NotImplementedError


class TextColumn(Column):
    """A column of the article that is text, held to what its field allows."""

    def __init__(self, name: str, label: str, *, pattern: str = "", meant: str = "") -> None:
        self.name = self.provenance = name
        self.label = label
        self._pattern, self._meant = pattern, meant

    def show(self, article: Article) -> str:
        return with_plain_line_ends(getattr(article, self.name))

    def read(self, cell: str) -> str:
        text = with_plain_line_ends(cell).strip()
        if self._pattern and text and not re.fullmatch(self._pattern, text):
            raise NotAValue(f"“{_short(text)}” is no {self._meant}.")
        try:
            _field(Article, self.name).clean(text, None)
        except ValidationError as error:
            raise NotAValue(" ".join(error.messages)) from None
        return text

    def put(self, article: Article, cell: str) -> None:
        setattr(article, self.name, cell)


class RightsColumn(Column):
    name = provenance = "rights"
    label = "Rights"

    def show(self, article: Article) -> str:
        return article.rights

    def read(self, cell: str) -> str:
        return _one_of([choice.value for choice in Rights], cell, empty="to leave them to the publication")

    def put(self, article: Article, cell: str) -> None:
        article.rights = cell


class VisibilityColumn(Column):
    """public, hidden, or withheld with the reason that readers are told: "withheld: privacy"."""

    name = provenance = "visibility"
    label = "Visibility"
    choices = (
        Visibility.PUBLIC.value,
        Visibility.HIDDEN.value,
        *(f"{Visibility.WITHHELD.value}: {reason.value}" for reason in WithheldReason),
    )

    def show(self, article: Article) -> str:
        return (
            f"{article.visibility}: {article.withheld_reason}" if article.is_withheld else article.visibility
        )

    def read(self, cell: str) -> str:
        return _one_of(self.choices, re.sub(r"\s*:\s*", ": ", cell))

    def put(self, article: Article, cell: str) -> None:
        visibility, _, reason = cell.partition(": ")
        if visibility != Visibility.WITHHELD:
            article.withheld_at = None
        elif article.withheld_at is None:
            article.withheld_at = timezone.now()
        article.visibility, article.withheld_reason = visibility, reason


class PublicationColumn(Column):
    name = provenance = "publication"
    label = "Publication"

    @cached_property
    def _by_name(self) -> dict[str, Publication]:
        return {publication.name: publication for publication in Publication.objects.all()}

    def show(self, article: Article) -> str:
        return article.publication.name if article.publication else ""

    def read(self, cell: str) -> str:
        name = cell.strip()
        if name and name not in self._by_name:
            raise NotAValue(f"No publication is called “{_short(name)}”. Add it first, or mind its spelling.")
        return name

    def put(self, article: Article, cell: str) -> None:
        article.publication = self._by_name[cell] if cell else None


_DAY = r"\d{4}-\d{2}-\d{2}"
_MINUTE = re.compile(
    rf"(?P<day>{_DAY})[ T](?P<time>\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,6}})?)?)(?:\s+(?P<zone>\S.*))?"
)
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_RANGE = re.compile(rf"(?P<first>{_DAY})\s*(?:/|to)\s*(?P<last>{_DAY})")


class DateColumn(Column):
    """The publication date: its precision, then the days, as in "month 2019-10".

    The word keeps spreadsheets from making another date of it; it may be left out in what is read.
    """

    name, label, provenance = "date", "Date", "published"

    def show(self, article: Article) -> str:
        first, last = article.date_earliest, article.date_latest
        if first is None or last is None:
            return ""
        written = {
            DatePrecision.YEAR: f"{first.year:04}",
            DatePrecision.MONTH: first.isoformat()[:7],
            DatePrecision.RANGE: f"{first} to {last}",
            DatePrecision.MINUTE: f"{first} {_written_time(article.date_time)} {article.date_zone}".strip(),
        }.get(DatePrecision(article.date_precision), first.isoformat())
        return f"{article.date_precision} {written}"

    def read(self, cell: str) -> str:
        text = " ".join(cell.split())
        if text.casefold() in ("", DatePrecision.UNKNOWN.value):
            return ""
        word, _, rest = text.partition(" ")
        told = DatePrecision(word.casefold()) if word.casefold() in set(DatePrecision) else None
        date = self._date(rest if told else text)
        if told not in (None, DatePrecision(date.date_precision)):
            raise NotAValue(f"“{_short(text)}” says {told}, and is {_with_article(date.date_precision)}.")
        return self.show(date)

    def put(self, article: Article, cell: str) -> None:
        date = self._date(cell.partition(" ")[2]) if cell else Article()
        for name in ("date_precision", "date_earliest", "date_latest", "date_time", "date_zone"):
            setattr(article, name, getattr(date, name))
        article.date_basis = (DateBasis.EDITOR if cell else DateBasis.UNKNOWN).value

    def _date(self, text: str) -> Article:
        """Return a date, held by an article that is nothing else."""
        try:
            return _exact_date(text) or _worded_date(text)
        except (NotDays, IncompleteDate) as error:
            hint = "" if "Write" in str(error) else f" {HOW_TO_WRITE_DATES}"
            raise NotAValue(f"{error}{hint}") from None
        except NotAValue:
            raise
        except ValueError:  # the 31st of June, 25 o'clock
            raise NotAValue(f"“{_short(text)}” is no date. {HOW_TO_WRITE_DATES}") from None


class BylineColumn(Column):
    """The authors in order, and the reporters that the text names: "Lindsey Ellerson; Yunji de Nies (reporter)"."""

    name = provenance = "byline"
    label = "Authors"

    def show(self, article: Article) -> str:
        return joined(_written_author(byline.name, byline.role) for byline in article.bylines.all())

    def read(self, cell: str) -> str:
        authors = [_read_author(item) for item in split(cell)]
        longest = _field(Byline, "name").max_length or 0
        for name, _ in authors:
            if len(name) > longest:
                raise NotAValue(f"“{_short(name)}” is longer than {longest} characters.")
        if (twice := _first_twice(authors)) is not None:
            raise NotAValue(f"“{_short(twice[0])}” is named twice.")
        return joined(_written_author(*author) for author in authors)

    def put(self, article: Article, cell: str) -> None:
        stored = {(byline.name, byline.role): byline for byline in article.bylines.all()}
        authors = [_read_author(item) for item in split(cell)]
        for author, byline in stored.items():
            if author not in authors:
                byline.delete()
        for position, (name, role) in enumerate(authors):
            byline = stored.get((name, role)) or Byline(article=article, name=name, role=role)
            if byline.pk is None or byline.position != position:
                byline.position = position
                byline.save()


class TopicsColumn(Column):
    """The topics that an article was put under by hand."""

    name, label = "topics", "Topics by hand"

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """All topics, by name."""
        return {topic.name: topic for topic in Topic.objects.all()}

    def rows(self, article: Article) -> Iterable[Any]:
        """Return the rows that say so of an article."""
        return [row for row in article.topicarticle_set.all() if row.by_hand]

    def show(self, article: Article) -> str:
        return joined(sorted(row.topic.name for row in self.rows(article)))

    def read(self, cell: str) -> str:
        names = list(split(cell))
        for name in names:
            if name not in self.topics:
                raise NotAValue(f"No topic is called “{_short(name)}”. Add it first, or mind its spelling.")
        if (twice := _first_twice(names)) is not None:
            raise NotAValue(f"“{_short(twice)}” is named twice.")
        return joined(sorted(names))

    def put(self, article: Article, cell: str) -> None:
        names = set(split(cell))
        stored = {row.topic.name: row for row in self.rows(article)}
        for name in stored.keys() - names:
            self._drop(stored[name])
        for name in sorted(names - stored.keys()):
            self._add(article, self.topics[name])

    def _drop(self, row: Any) -> None:
        if row.topic.has_search:
            # Whether its search finds the article is for the index to say, when it follows this.
            row.by_hand = False
            row.save()
        else:
            row.delete()

    def _add(self, article: Article, topic: Topic) -> None:
        row = TopicArticle.objects.filter(article=article, topic=topic).first()
        row = row or TopicArticle(article=article, topic=topic)
        row.by_hand = True
        row.save()


class LeftOutColumn(TopicsColumn):
    """The topics that an article was left out of, though their searches find it."""

    name, label = "left_out_of", "Left out of topics"

    def rows(self, article: Article) -> Iterable[Any]:
        return article.topic_omissions.all()

    def _drop(self, row: Any) -> None:
        row.delete()

    def _add(self, article: Article, topic: Topic) -> None:
        TopicOmission.objects.create(article=article, topic=topic)
        TopicArticle.objects.filter(article=article, topic=topic).delete()


def columns() -> tuple[Column, ...]:
    """Return the columns in their order; each looks up publications and topics once, so keep them for one table."""
    return (
        PublicationColumn(),
        DateColumn(),
        BylineColumn(),
        TextColumn("dateline", "Dateline place"),
        TextColumn(
            "language",
            "Language",
            pattern=r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
            meant="language tag: write en, fr or pt-BR",
        ),
        TextColumn("source_url", "Source URL"),
        RightsColumn(),
        VisibilityColumn(),
        TopicsColumn(),
        LeftOutColumn(),
        TextColumn("notes", "Notes"),
    )


def joined(items: Iterable[str]) -> str:
    """Return names as one cell, a semicolon between them, and a backslash before one that belongs to a name."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def split(cell: str) -> Iterable[str]:
    """Return the names of a cell that `joined` wrote, or an editor."""
    parts = re.findall(r"((?:[^\\;]|\\.|\\$)*)(?:;|$)", cell, re.DOTALL)
    names = (re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL) for part in parts)
    return [name for name in names if name]


def with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return model._meta.get_field(name)  # type: ignore[return-value]  # noqa: SLF001  public in all but name


def _refuse_long_zone(zone: str) -> None:
    longest = _field(Article, "date_zone").max_length or 0
    if len(zone) > longest:
        raise NotAValue(f"A zone has at most {longest} characters.")


def _written_author(name: str, role: str) -> str:
    is_plain = role == AuthorRole.AUTHOR and _read_author(name) == (name, role)
    return name if is_plain else f"{name} ({role})"


def _read_author(item: str) -> tuple[str, str]:
    match = re.fullmatch(rf"(.+?) \(({'|'.join(AuthorRole)})\)", item.strip(), re.DOTALL)
    return (match[1].strip(), match[2]) if match else (item.strip(), AuthorRole.AUTHOR.value)


def _exact_date(text: str) -> Article | None:
    """Return a date that is written in numbers, the year first, or None where it is not."""
    read = datetime.date.fromisoformat
    if match := _MINUTE.fullmatch(text):
        _refuse_long_zone(zone := match["zone"] or "")
        time = datetime.time.fromisoformat(match["time"])
        return _dated(DatePrecision.MINUTE, read(match["day"]), date_time=time, date_zone=zone)
    if match := _RANGE.fullmatch(text):
        return _dated(DatePrecision.RANGE, read(match["first"]), read(match["last"]))
    if match := _ISO.fullmatch(text):
        known = {"day": DatePrecision.DAY, "month": DatePrecision.MONTH, "year": DatePrecision.YEAR}
        precision = next(known[part] for part in known if match[part])
        return _dated(precision, read(f"{text}-01-01"[:10]))
    return None


def _worded_date(text: str) -> Article:
    days = read_days(text)
    return _dated(days.precision, days.earliest, days.latest)


def _dated(
    precision: DatePrecision, earliest: datetime.date, latest: datetime.date | None = None, **time: Any
) -> Article:
    first, last = complete_range(precision, earliest=earliest, latest=latest)
    return Article(date_precision=precision.value, date_earliest=first, date_latest=last, **time)


def _written_time(time: datetime.time | None) -> str:
    if time is None:
        return ""
    return time.isoformat("auto" if time.second or time.microsecond else "minutes")


def _one_of(values: Iterable[str], cell: str, *, empty: str = "") -> str:
    allowed, value = list(values), cell.strip().casefold()
    if value in allowed or (empty and not value):
        return value
    or_empty = f", or leave it empty {empty}" if empty else ""
    raise NotAValue(f"“{_short(cell)}” is not one of these: {', '.join(allowed)}{or_empty}.")


def _first_twice(items: list[Any]) -> Any:
    return next((item for number, item in enumerate(items) if item in items[:number]), None)


def _with_article(word: str) -> str:
    return f"a {word}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]} …"
