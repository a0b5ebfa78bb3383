"""What the pages of an article, a quote and a speaker tell catalogues, reference managers and search engines.

Only what is known is said. Tags are those that Zotero reads; there is no `citation_journal_title`,
which would make every news text a journal article.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.exports import FORMATS, SINGLE
from articles.exports.dates import plain_date
from articles.exports.records import Name, Record
from articles.models import Article, Quote, Speaker, Visibility
from articles.text.concealing import in_brackets
from articles.text.documents import QuotationKind, SpeakerKind

DESCRIPTION_LENGTH = 200
# Of the words of a quote, which reference managers keep as the abstract.
LONGEST_ABSTRACT = 1_000


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another format, at a full address."""

    url: str
    media_type: str
    title: str


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """`names` go into <meta name>, `properties` into <meta property>; `json_ld` is for schema.org.

    `alternates` are what the page is in other formats; `link_header` tells the same to who reads no HTML (FAIR Signposting).
    """

    url: str
    description: str
    names: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    json_ld: dict[str, Any] | None = None
    alternates: tuple[Alternate, ...] = ()
    link_header: str = ""


def article_metadata(record: Record, article: Article, quotes: Sequence[Quote], *, host: str) -> PageMetadata:
    """Return what is known of an article; `quotes` are those that readers may see."""
    description = description_of(article)
    alternates = export_links("article-export", record.public_id, host=host)
    original = host + reverse("article-original", args=[article.public_id]) if article.has_public_text else ""
    return PageMetadata(
        url=record.url,
        description=description,
        names=tuple(_known(_names(record))),
        properties=tuple(_known(_properties(record, article, description))),
        json_ld=_without_empty(_article_json_ld(record, article, quotes, host)),
        alternates=alternates,
        link_header=_link_header(record.url, alternates, kind="NewsArticle", raw_text=original),
    )


def quote_metadata(record: Record, quote: Quote, *, host: str) -> PageMetadata:
    """Return what is known of a quote: cited as its article is, at its own address, with speaker and words."""
    alternates = export_links("quote-export", record.public_id, host=host)
    said = _cut(record.abstract, LONGEST_ABSTRACT)
    is_spoken = quote.kind != QuotationKind.INDIRECT
    return PageMetadata(
        url=record.url,
        description=_cut(record.abstract, DESCRIPTION_LENGTH),
        names=tuple(_known(_names(record))),
        properties=tuple(_known(_properties(record, quote.article, said))),
        json_ld=_quote_json_ld(record, quote, host) if is_spoken else None,
        alternates=alternates,
        link_header=_link_header(record.url, alternates, kind="Quotation" if is_spoken else "NewsArticle"),
    )


def speaker_metadata(speaker: Speaker, aliases: Iterable[str], *, host: str) -> PageMetadata:
    """Return what is known of a speaker whose name readers may see."""
    url = host + speaker.get_absolute_url()
    description = (
        f"What {speaker.name} is quoted with in {settings.ARCHIVE_NAME}: the exact words, where and when."
    )
    return PageMetadata(
        url=url,
        description=description,
        properties=(
            ("og:type", "profile"),
            ("og:title", speaker.name),
            ("og:url", url),
            ("og:site_name", settings.ARCHIVE_NAME),
            ("og:description", description),
        ),
        json_ld=_without_empty(
            {
                "@context": "https://schema.org",
                "@id": url,
                "url": url,
                **speaker_json_ld(speaker),
                "alternateName": sorted(set(aliases)),
            }
        ),
        link_header=f'<{url}>; rel="cite-as"',
    )


def export_links(view: str, public_id: str, *, host: str = "") -> tuple[Alternate, ...]:
    """Return the formats of one article ("article-export") or quote ("quote-export") with their addresses."""
    return tuple(
        Alternate(
            host + reverse(view, args=[public_id, ending]), FORMATS[ending].media_type, FORMATS[ending].label
        )
        for ending in SINGLE
    )


def _link_header(url: str, alternates: Iterable[Alternate], *, kind: str, raw_text: str = "") -> str:
    links = [
        f'<{url}>; rel="cite-as"',
        '<https://schema.org/AboutPage>; rel="type"',
        f'<https://schema.org/{kind}>; rel="type"',
        *(f'<{one.url}>; rel="describedby"; type="{one.media_type}"' for one in alternates),
    ]
    if raw_text:
        links.append(f'<{raw_text}>; rel="item"')
    return ", ".join(links)


def _names(record: Record) -> Iterator[tuple[str, str]]:
    date = plain_date(record.published)
    yield "DC.type", "newspaperArticle"
    yield "DC.title", record.title
    yield from (("DC.creator", name.read) for name in record.authors)
    yield from (("DC.contributor", name.read) for name in record.reporters)
    yield "DC.date.issued", date
    yield "DC.language", record.language
    yield "DC.publisher", record.publication
    yield "DC.identifier", record.url
    yield "DC.rights", record.rights
    yield from (("DC.subject", topic) for topic in record.topics)
    yield "prism.publicationName", record.publication
    yield "prism.publicationDate", date
    yield "eprints.place_of_pub", record.dateline
    yield "citation_title", record.title
    yield from (("citation_author", name.read) for name in record.authors)
    yield "citation_publication_date", date.replace("-", "/")
    yield "citation_language", record.language
    yield "citation_public_url", record.url


def _properties(record: Record, article: Article, description: str) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", record.title
    yield "og:url", record.url
    if record.publication:  # Zotero would take the archive for the newspaper
        yield "og:site_name", record.archive
    yield "og:description", description
    yield "article:published_time", plain_date(record.published)
    if record.published.is_known:  # on an undated page a reference manager might take it for the date
        yield "article:modified_time", article.updated_at.isoformat(timespec="seconds")
    yield from (("article:author", name.read) for name in record.authors)
    yield from (("article:tag", topic) for topic in record.topics)


def _article_json_ld(record: Record, article: Article, quotes: Iterable[Quote], host: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": record.url,
        "url": record.url,
        "headline": record.title if record.has_headline else "",
        "name": "" if record.has_headline else record.title,
        "author": [_author(name) for name in record.authors],
        "contributor": [_author(name) for name in record.reporters],
        "publisher": {"@type": "Organization", "name": record.publication} if record.publication else {},
        "datePublished": plain_date(record.published),
        "dateModified": article.updated_at.isoformat(timespec="seconds") if record.published.is_known else "",
        "dateline": record.dateline,
        "articleBody": in_brackets(article.body) if article.has_public_text else "",
        "inLanguage": record.language,
        "isBasedOn": record.address,
        "isPartOf": {"@type": "Collection", "name": record.archive, "url": f"{host}/"},
        "about": [{"@type": "Thing", "name": topic} for topic in record.topics],
        # Indirect speech is the reporter's words: "denied" before them turns them into their opposite.
        "hasPart": [
            _quotation(quote, host, {"@id": record.url})
            for quote in quotes
            if quote.kind != QuotationKind.INDIRECT
        ],
    }


def _author(name: Name) -> dict[str, str]:
    return {"@type": "Organization" if name.is_agency else "Person", "name": name.read}


def _quote_json_ld(record: Record, quote: Quote, host: str) -> dict[str, Any]:
    article = _without_empty(
        {
            "@type": "NewsArticle",
            "@id": record.article_url,
            "headline": record.title if record.has_headline else "",
            "datePublished": plain_date(record.published),
            "publisher": {"@type": "Organization", "name": record.publication} if record.publication else {},
        }
    )
    return {"@context": "https://schema.org", **_quotation(quote, host, article)}


def _quotation(quote: Quote, host: str, article: dict[str, Any]) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "Quotation",
            "@id": host + quote.get_absolute_url(),
            "text": quote.words,
            "spokenByCharacter": _speaker(quote),
            "isPartOf": article,
        }
    )


def _speaker(quote: Quote) -> dict[str, Any]:
    """Return who said a quote, empty where nobody is known for certain or their name is withheld."""
    if quote.is_probable:
        return {}
    if quote.unnamed_source:
        return {"@type": "Person", "description": quote.unnamed_source.description}
    if quote.speaker is None or quote.speaker.visibility != Visibility.PUBLIC:
        return {}
    return speaker_json_ld(quote.speaker)


def speaker_json_ld(speaker: Speaker) -> dict[str, Any]:
    """Return a named person or body as schema.org has it, with Wikidata where an editor gave the id."""
    kind = "Organization" if speaker.kind == SpeakerKind.BODY else "Person"
    same = f"https://www.wikidata.org/entity/{speaker.wikidata_id}" if speaker.wikidata_id else ""
    return _without_empty({"@type": kind, "name": speaker.name, "sameAs": same})


def description_of(article: Article) -> str:
    """Return the standfirst, else the first words of the body, cut between words."""
    text = article.standfirst or in_brackets(article.body.split("\n\n", 1)[0])
    return _cut(
        text, DESCRIPTION_LENGTH if article.standfirst else article.excerpt_length(DESCRIPTION_LENGTH)
    )


def _cut(text: str, length: int) -> str:
    """Return a text on one line, cut between words where it is longer than so many code points."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _known(tags: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in tags if value)


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
