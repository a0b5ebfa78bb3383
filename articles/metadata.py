"""What an article's page tells catalogues, reference managers and search engines about it.

Only what is known is said. Tags are those that Zotero reads; there is no `citation_journal_title`,
which would make every news text a journal article.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Quote, Rights, Visibility
from articles.text.documents import AuthorRole, DatePrecision, QuotationKind, SpeakerKind

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """`names` go into <meta name>, `properties` into <meta property>; `json_ld` is for schema.org."""

    url: str
    description: str
    names: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    json_ld: dict[str, Any]


def article_metadata(
    article: Article, quotes: Sequence[Quote], *, url: str, archive_name: str
) -> PageMetadata:
    """Return what is known of an article; `quotes` are those that readers may see."""
    topics = [topic.name for topic in article.topics.all()]
    return PageMetadata(
        url=url,
        description=_description(article),
        names=tuple(_known(_names(article, topics, url))),
        properties=tuple(_known(_properties(article, topics, url, archive_name))),
        json_ld=_without_empty(_json_ld(article, quotes, topics, url)),
    )


def _names(article: Article, topics: list[str], url: str) -> Iterator[tuple[str, str]]:
    publication = article.shown_publication.name if article.shown_publication else ""
    date = _machine_date(article)
    yield "DC.type", "newspaperArticle"
    yield "DC.title", article.title
    yield from (("DC.creator", name) for name in _people(article, AuthorRole.AUTHOR))
    yield from (("DC.contributor", name) for name in _people(article, AuthorRole.REPORTER))
    yield "DC.date.issued", date
    yield "DC.language", article.language
    yield "DC.publisher", publication
    yield "DC.identifier", url
    yield "DC.rights", Rights(article.effective_rights).label
    yield from (("DC.subject", topic) for topic in topics)
    yield "prism.publicationName", publication
    yield "prism.publicationDate", date
    yield "eprints.place_of_pub", article.dateline
    yield "citation_title", article.title
    yield from (("citation_author", name) for name in _people(article, AuthorRole.AUTHOR))
    yield "citation_publication_date", date.replace("-", "/")
    yield "citation_language", article.language
    yield "citation_public_url", url


def _properties(
    article: Article, topics: list[str], url: str, archive_name: str
) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", article.title
    yield "og:url", url
    yield "og:site_name", archive_name
    yield "og:description", _description(article)
    yield "article:published_time", _machine_date(article)
    if article.published.is_known:  # on an undated page a reference manager might take it for the date
        yield "article:modified_time", article.updated_at.isoformat(timespec="seconds")
    yield from (("article:author", name) for name in _people(article, AuthorRole.AUTHOR))
    yield from (("article:tag", topic) for topic in topics)


def _json_ld(article: Article, quotes: Iterable[Quote], topics: list[str], url: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "headline": article.headline,
        "name": "" if article.headline else article.label,
        "author": [{"@type": "Person", "name": name} for name in _people(article, AuthorRole.AUTHOR)],
        "contributor": [{"@type": "Person", "name": name} for name in _people(article, AuthorRole.REPORTER)],
        "publisher": {"@type": "Organization", "name": article.shown_publication.name}
        if article.shown_publication
        else {},
        "datePublished": _machine_date(article),
        "dateModified": article.updated_at.isoformat(timespec="seconds")
        if article.published.is_known
        else "",
        "dateline": article.dateline,
        "articleBody": article.body if article.has_public_text else "",
        "inLanguage": article.language,
        "isBasedOn": article.shown_source_url,
        "about": [{"@type": "Thing", "name": topic} for topic in topics],
        # Indirect speech is the reporter's words: "denied" before them turns them into their opposite.
        "hasPart": [_quotation(quote, url) for quote in quotes if quote.kind != QuotationKind.INDIRECT],
    }


def _quotation(quote: Quote, url: str) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": "Quotation",
            "@id": url.removesuffix(quote.article.get_absolute_url()) + quote.get_absolute_url(),
            "text": quote.words,
            "spokenByCharacter": _speaker(quote),
            "isPartOf": {"@id": url},
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
    kind = "Organization" if quote.speaker.kind == SpeakerKind.BODY else "Person"
    same = f"https://www.wikidata.org/entity/{quote.speaker.wikidata_id}" if quote.speaker.wikidata_id else ""
    return _without_empty({"@type": kind, "name": quote.speaker.name, "sameAs": same})


def _description(article: Article) -> str:
    """Return the standfirst, else the first words of the body, cut between words."""
    text = " ".join((article.standfirst or article.body.split("\n\n", 1)[0]).split())
    length = DESCRIPTION_LENGTH if article.standfirst else article.excerpt_length(DESCRIPTION_LENGTH)
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0] + " …"


def _machine_date(article: Article) -> str:
    """Return the date in ISO 8601 without its time, which has no zone; "" for a range or none."""
    published = article.published
    if published.precision is DatePrecision.RANGE:
        return ""
    return published.iso.split("T", 1)[0]


def _people(article: Article, role: AuthorRole) -> list[str]:
    return [byline.name for byline in article.bylines.all() if byline.role == role.value]


def _known(tags: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in tags if value)


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
