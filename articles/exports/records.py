"""What is known of an article or a quote, once, for every format that tells it to others.

A record holds only what readers may see. Each format chooses from it and writes by its own rules; none asks
the database.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.exports.speakers import shows_name, speaker_label
from articles.importing.speakers import sort_name
from articles.models import Article, Origin, Quote, Rights
from articles.text.bylines import is_agency
from articles.text.documents import (
    AuthorRole,
    DateBasis,
    DatePrecision,
    PublicationDate,
    QuotationKind,
    SpeakerKind,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a byline as read; `family` and `given` are empty for an agency and for who has but one name."""

    read: str
    family: str = ""
    given: str = ""
    is_agency: bool = False

    @property
    def inverted(self) -> str:
        """The name as lists sort it: "Marsh, Ada"."""
        return f"{self.family}, {self.given}" if self.family else self.read


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """The words of a quote and who said them. `cue` is empty where it would give a withheld name away."""

    public_id: str
    words: str
    speaker: str
    printed: str
    kind: str
    cue: str
    review: str
    is_probable: bool

    @property
    def is_indirect(self) -> bool:
        return self.kind == QuotationKind.INDIRECT.value

    @property
    def marked(self) -> str:
        """The words between quotation marks, without the comma before the cue; the reporter's own stand without."""
        words = self.words.rstrip(",")
        return words if self.is_indirect else f"“{words}”"

    @property
    def credit(self) -> str:
        """Who said it, and how sure that is: "probably Ada Marsh", "unattributed", "Ada Marsh, indirectly, with “denied”".

        Who denied a thing did not say it: the word that reports indirect speech goes with it.
        """
        credit = self.speaker or "unattributed"
        if self.is_probable:
            credit = f"probably {credit}"
        if self.is_indirect:
            credit += f", indirectly, with “{self.cue}”" if self.cue else ", indirectly"
        return credit


@dataclass(frozen=True, kw_only=True)
class Record:
    """An article, or a quote with its article. Empty values are unknown; `url` is the permalink of what is cited.

    `address` is where the article was found, `retrieved` the day of that. `title` is a label made of the first words
    where the source gives no headline; `printed_title` is a headline's form with the mistake of its source, where
    an editor corrected that. `remark` is what a reading list or an export says of it.
    """

    public_id: str
    url: str
    article_url: str
    title: str
    has_headline: bool
    standfirst: str
    authors: tuple[Name, ...]
    reporters: tuple[Name, ...]
    publication: str
    published: PublicationDate
    dateline: str
    language: str
    address: str
    retrieved: datetime.date | None
    rights: str
    topics: tuple[str, ...]
    archive: str
    saying: Saying | None = None
    remark: str = ""
    printed_title: str = ""

    @property
    def kind(self) -> str:
        return "quote" if self.saying else "article"

    @property
    def cited_title(self) -> str:
        """The headline, or the label in brackets, as catalogues give a title that is theirs."""
        return self.title if self.has_headline else f"[{self.title}]"

    @property
    def abstract(self) -> str:
        """Who said what, or the standfirst."""
        return f"{capitalised(self.saying.credit)}: {self.saying.marked}" if self.saying else self.standfirst

    @property
    def found_at(self) -> str:
        """Where the article was found, and when: "https://news.example/fee, retrieved 3 May 2024", or ""."""
        if not (self.address and self.retrieved):
            return self.address
        return f"{self.address}, retrieved {day_in_words(self.retrieved)}"

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What formats have no field for, a sentence each."""
        return tuple(_notes(self))


def record_of_article(article: Article, *, host: str) -> Record:
    """Return what is known of an article; `host` is "https://archive.example", without a path.

    It takes the bylines, the topics and the publication, which a list should have fetched before.
    """
    url = host + article.get_absolute_url()
    return Record(
        public_id=article.public_id,
        url=url,
        article_url=url,
        title=article.title,
        has_headline=bool(article.headline),
        printed_title=article.printed_headline,
        standfirst=article.standfirst,
        authors=_people(article, AuthorRole.AUTHOR),
        reporters=_people(article, AuthorRole.REPORTER),
        publication=article.shown_publication.name if article.shown_publication else "",
        published=article.published,
        dateline=article.dateline,
        language=article.language,
        address=article.shown_source_url,
        retrieved=timezone.localdate(article.retrieved_at) if article.retrieved_at else None,
        rights=Rights(article.effective_rights).label,
        topics=tuple(topic.name for topic in article.topics.all()),
        archive=settings.ARCHIVE_NAME,
    )


def record_of_quote(quote: Quote, *, host: str, article: Record | None = None) -> Record:
    """Return what is known of a quote and its article; it takes speaker and unnamed source besides.

    `article` is the record of its article, where that is known from another quote.
    """
    is_known = shows_name(quote)
    # Whom an editor names is not whom the program found in the text.
    printed = quote.mention if is_known and quote.attribution_origin != Origin.EDITOR else ""
    saying = Saying(
        public_id=quote.public_id,
        words=quote.words,
        speaker=speaker_label(quote),
        printed=printed,
        kind=quote.kind,
        cue=quote.cue if is_known else "",
        review=quote.get_review_state_display(),
        is_probable=quote.is_probable,
    )
    article = article or record_of_article(quote.article, host=host)
    return replace(article, public_id=quote.public_id, url=host + quote.get_absolute_url(), saying=saying)


def short_article_url(article: Article) -> str:
    """Return the path of an article that no change of its headline changes."""
    return reverse("article-without-slug", args=[article.public_id])


def name_list(names: Iterable[str]) -> str:
    """Return names as read: "Ada Marsh", "Ada Marsh and Ben Low", "Ada Marsh, Ben Low and Cy Fry"."""
    *first, last = names or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def quoted_title(record: Record) -> str:
    """Return the headline between quotation marks, or the label in brackets."""
    return f"“{record.title}”" if record.has_headline else record.cited_title


def day_in_words(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def _people(article: Article, role: AuthorRole) -> tuple[Name, ...]:
    return tuple(_name(byline.name) for byline in article.bylines.all() if byline.role == role.value)


def _name(read: str) -> Name:
    if is_agency(read):
        return Name(read, is_agency=True)
    family, comma, given = sort_name(read, SpeakerKind.PERSON).partition(", ")
    return Name(read, family, given) if comma else Name(read)


def _notes(record: Record) -> Iterator[str]:
    if record.remark:
        yield record.remark if record.remark[-1] in ".?!" else f"{record.remark}."
    if record.saying:
        yield "Quoted in this article."
    if record.reporters:
        yield f"Reporting by {name_list([name.read for name in record.reporters])}."
    if not record.has_headline:
        yield "The source gives no headline; the title is its first words."
    if record.printed_title:
        yield f"The source prints the headline as “{record.printed_title}” [sic]."
    if record.published.precision is DatePrecision.RANGE:
        yield f"Published {record.published}."
    match record.published.basis:
        case DateBasis.PARTIAL:
            yield "The date is computed from words of the text."
        case DateBasis.EDITOR:
            yield "The date was set by an editor of the archive."
        case _:
            pass
    if record.found_at:  # last, since an address should not end in a full stop
        yield f"Source: {record.found_at}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Several records in order, and what they are together: the result of a search, or a reading list.

    `found` is how many there are; where there are more than `most`, the rest is left out, as are `withdrawn` ones that
    readers may no longer see, and each format says so.
    """

    title: str
    url: str
    records: Iterable[Record]
    found: int
    most: int
    exported: datetime.date
    withdrawn: int = 0

    @property
    def is_cut(self) -> bool:
        return bool(self.cut)

    @property
    def cut(self) -> str:
        """What was left out, in sentences; "" where nothing was."""
        said = []
        if self.found > self.most:
            said.append(f"Only the first {self.most:,} of {self.found:,} are in this file.")
        if self.withdrawn:
            said.append(f"Left out, since the archive no longer shows them: {self.withdrawn:,}.")
        return " ".join(said)

    def told(self) -> Iterator[Record]:
        """Return the records, the last of which says what was left out: for formats without a place for that."""
        if not self.is_cut:
            yield from self.records
            return
        records = iter(self.records)
        last = next(records, None)
        for record in records:
            if last:
                yield last
            last = record
        if last:
            yield replace(last, remark=" ".join(filter(None, (last.remark, self.cut))))


def listing_of(record: Record) -> Listing:
    """Return a listing of one."""
    return Listing(
        title=record.title,
        url=record.url,
        records=(record,),
        found=1,
        most=1,
        exported=timezone.localdate(),
    )
