"""Citations as plain text, with only what is known."""

from dataclasses import replace

from django.utils import timezone

from articles.models import Article, Quote
from articles.models.visibility import Visibility
from articles.text.documents import AuthorRole, DatePrecision, PublicationDate, QuotationKind


def name_list(names: list[str]) -> str:
    """Return names as read: "Ada Marsh", "Ada Marsh and Ben Low", "Ada Marsh, Ben Low and Cy Fry"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def shows_name(quote: Quote) -> bool:
    """Return whether readers may know who said a quote; where not, the evidence goes with the name."""
    return quote.speaker is None or quote.speaker.visibility == Visibility.PUBLIC


def speaker_label(quote: Quote) -> str:
    """Return who said a quote as pages name them, "" where nobody could be found."""
    if quote.speaker:
        return quote.speaker.name if shows_name(quote) else "name withheld"
    return quote.unnamed_source.description if quote.unnamed_source else ""


def cite_article(article: Article, *, url: str, archive_name: str) -> str:
    """Return author, title, publication, date, where and when it was found, archive and permalink; unknowns are left out."""
    authors = [byline.name for byline in article.bylines.all() if byline.role == AuthorRole.AUTHOR]
    title = f"“{article.headline}”" if article.headline else f"[{article.label}]"
    date = _day(article.published) if article.published.is_known else "undated"
    source = [article.shown_publication.name] if article.shown_publication else []
    parts = [name_list(authors), ", ".join([title, *source, date]), _found(article), archive_name, url]
    return ". ".join(part for part in parts if part) + "."


def _found(article: Article) -> str:
    """Return where an article was found and when: "https://news.example/fee, retrieved 3 May 2024", or ""."""
    address = article.shown_source_url
    if not (address and article.retrieved_at):
        return address
    day = timezone.localdate(article.retrieved_at)
    return f"{address}, retrieved {day.day} {day:%B %Y}"


def _day(published: PublicationDate) -> str:
    """Return a date as citations give it: without the time of day."""
    if published.precision is DatePrecision.MINUTE:
        published = replace(published, precision=DatePrecision.DAY)
    return str(published)


def cite_quote(quote: Quote, *, url: str, archive_name: str) -> str:
    """Return the words and who said them, then the article as `cite_article` gives it.

    Words of indirect speech are the reporter's and stand without marks, with the word that
    reports them: who denied a thing did not say it.
    """
    speaker = speaker_label(quote) or "unattributed"
    if quote.is_probable:
        speaker = f"probably {speaker}"
    article = cite_article(quote.article, url=url, archive_name=archive_name)
    words = quote.words.rstrip(",")
    if quote.kind != QuotationKind.INDIRECT:
        words = f"“{words}”"
    elif quote.cue and shows_name(quote):
        speaker = f"{speaker}, indirectly, with “{quote.cue}”"
    else:
        speaker = f"{speaker}, indirectly"
    return f"{words} ({speaker}), in: {article}"
