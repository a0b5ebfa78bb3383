"""Rows as the API says them, with exactly what a page would show of them.

Each function takes rows that readers may see, with what it reads of them already fetched; `site` is what
every address begins with, such as "https://archive.example.org".
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote as percent_encoded

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from articles.api import schemas
from articles.dating import basis_in_words
from articles.exports.plain import cite
from articles.exports.records import record_of_article, record_of_quote
from articles.exports.speakers import shows_name
from articles.models import (
    Article,
    Origin,
    Original,
    Provenance,
    Publication,
    Quote,
    Speaker,
    Topic,
    UnnamedSource,
)
from articles.models.articles import ArticleQuerySet
from articles.models.telling import tell_original, tell_source, tell_values
from articles.reading import considered, context_of
from articles.search import ArticleHit, Passage, QuoteHit
from articles.text.addresses import web_address
from articles.text.concealing import in_brackets
from articles.text.documents import AuthorRole, MentionKind
from articles.versions import echoes_of, versions_of
from articles.views.article import FIELD_NAMES

EXCERPT_LENGTH = 300
Fields = dict[str, Any]
# Where an article's current original is kept: there is one, or none.
_ORIGINALS = "current_originals"


def with_record(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Add all that `article_record` reads, in five queries; never the bytes of an original."""
    return articles.with_bylines().prefetch_related(*_of_a_record())


def with_record_of(article: Article) -> Article:
    """Return an article with what `with_record` adds."""
    prefetch_related_objects([article], *_of_a_record())
    return article


def _of_a_record() -> "tuple[str | Prefetch[Any], ...]":
    originals = Original.objects.current().defer("content", "stated")
    return "topics", "provenance", Prefetch("originals", queryset=originals, to_attr=_ORIGINALS)


def published_date(article: Article) -> schemas.PublishedDate:
    published = article.published
    return schemas.PublishedDate(
        value=published.iso or None,
        in_words=str(published),
        earliest=published.earliest,
        latest=published.latest,
        time=f"{published.time:%H:%M}" if published.time else None,
        zone=published.zone or None,
        precision=published.precision,
        basis=published.basis,
    )


def publication_ref(publication: Publication, *, site: str) -> schemas.PublicationRef:
    return schemas.PublicationRef(**_named("publication", publication, site=site))


def article_ref(article: Article, *, site: str) -> schemas.ArticleRef:
    return schemas.ArticleRef(**_ref_fields(article, site=site))


def article_hit(hit: ArticleHit, *, site: str) -> schemas.ArticleHit:
    """Return a hit; its article's bylines are fetched."""
    return schemas.ArticleHit(
        **_summary_fields(hit.article, site=site), snippet=_passages(hit.snippet), score=hit.score
    )


def article_record(article: Article, *, site: str) -> schemas.ArticleRecord:
    """Return all of an article but its quotes; `with_record` fetched it."""
    return schemas.ArticleRecord(**_record_fields(article, site=site))


def article_detail(article: Article, *, site: str) -> schemas.ArticleDetail:
    """Return an article with its quotes and versions; `with_record` fetched it."""
    rows = {row.field: row for row in tell_values(article)}
    quotes = article.quotes.shown().told().with_speaker().order_by("start")
    return schemas.ArticleDetail(
        **_record_fields(article, site=site),
        quotes=[schemas.Quote(**_quote_fields(quote, site=site)) for quote in quotes],
        versions=[
            schemas.Version(
                article=article_ref(version.article, site=site),
                own_share=version.own_share,
                share=version.share,
            )
            for version in versions_of(article)
        ],
        date_basis=basis_in_words(article, rows.get("published")) or None,
        citation=cite(record_of_article(article, host=site)),
    )


def quote_record(quote: Quote, *, site: str) -> schemas.QuoteRecord:
    """Return a quote and its article; `with_article` fetched it."""
    return schemas.QuoteRecord(
        **_quote_fields(quote, site=site), article=article_ref(quote.article, site=site)
    )


def quote_hit(hit: QuoteHit, *, site: str) -> schemas.QuoteHit:
    return schemas.QuoteHit(
        **_quote_fields(hit.quote, site=site),
        article=article_ref(hit.quote.article, site=site),
        passages=_passages(hit.words),
        score=hit.score,
    )


def quote_detail(quote: Quote, *, site: str) -> schemas.QuoteDetail:
    """Return a quote in its place, with who was considered and where else its words stand."""
    context = context_of(quote)
    told = considered([quote])[quote.pk] if shows_name(quote) else []
    return schemas.QuoteDetail(
        **_quote_fields(quote, site=site),
        article=article_ref(quote.article, site=site),
        context=schemas.Context(paragraph=context.paragraph, before=context.before, after=context.after),
        candidates=[
            schemas.Candidate(
                name=one.name or None,
                reason=one.reason or None,
                score=one.score,
                is_given=one.is_given,
                is_rejected=one.is_rejected,
            )
            for one in told
        ],
        echoes=[
            schemas.Echo(
                quote=quote_record(echo.quote, site=site),
                is_exact=not echo.differences,
                is_credited_otherwise=echo.is_credited_otherwise,
            )
            for echo in echoes_of(quote)
        ],
        notes=quote.notes or None,
        citation=cite(record_of_quote(quote, host=site)),
    )


def speaker_record(speaker: Any, *, site: str) -> schemas.SpeakerRecord:
    """Return a speaker; `with_quote_counts` fetched it, and its aliases are fetched."""
    return schemas.SpeakerRecord(**_speaker_fields(speaker, quote_count=speaker.quote_count, site=site))


def speaker_detail(
    speaker: Speaker, *, quote_count: int, indirect_count: int, site: str
) -> schemas.SpeakerDetail:
    query = f"?speaker={percent_encoded(speaker.slug)}"
    return schemas.SpeakerDetail(
        **_speaker_fields(speaker, quote_count=quote_count, site=site),
        indirect_count=indirect_count,
        quotes_url=site + reverse("api:quotes") + query,
        articles_url=site + reverse("api:articles") + query,
    )


def unnamed_source(source: Any, *, site: str) -> schemas.UnnamedSource:
    """Return a description with its article; `published` and `with_article` fetched it."""
    tell_source(source)
    return schemas.UnnamedSource(
        **_unnamed_fields(source),
        article=article_ref(source.article, site=site),
        quote_count=source.quote_count,
    )


def publication(one: Any, *, site: str) -> schemas.Publication:
    """Return a publication; `with_article_counts` fetched it."""
    return schemas.Publication(
        **_named("publication", one, site=site),
        website=web_address(one.website) or None,
        rights=one.rights,
        notes=one.notes or None,
        article_count=one.article_count,
        first_day=one.first_day,
        last_day=one.last_day,
    )


def topic(one: Any, *, site: str) -> schemas.Topic:
    """Return a topic; `with_article_counts` fetched it."""
    return schemas.Topic(
        **_named("topic", one, site=site),
        introduction=one.introduction or None,
        article_count=one.article_count,
    )


def topic_detail(one: Any, *, site: str) -> schemas.TopicDetail:
    """Return a topic with what stands on its page before its articles; `with_article_counts` fetched it."""
    return schemas.TopicDetail(
        **topic(one, site=site).model_dump(),
        search=f"{site}{reverse('search')}?{one.shown_query}" if one.shown_query else None,
        key_dates=[
            schemas.KeyDate(
                value=each.date.iso,
                in_words=str(each.date),
                sentence=each.sentence,
                source=site + each.source.get_absolute_url() if each.source else None,
            )
            for each in one.key_dates.with_sources()
        ],
        pinned_quotes=[quote_record(quote, site=site) for quote in one.pinned_quotes],
    )


def _named(route: str, thing: Publication | Speaker | Topic, *, site: str) -> Fields:
    return {
        "slug": thing.slug,
        "name": thing.name,
        "url": site + reverse(f"api:{route}", args=[thing.slug]),
        "page": site + thing.get_absolute_url(),
    }


def _ref_fields(article: Article, *, site: str) -> Fields:
    publication = article.shown_publication
    return {
        "id": article.public_id,
        "url": site + reverse("api:article", args=[article.public_id]),
        "page": site + article.get_absolute_url(),
        "headline": article.headline or None,
        "printed_headline": article.printed_headline or None,
        "label": None if article.headline else article.label,
        "publication": publication_ref(publication, site=site) if publication else None,
        "published": published_date(article),
    }


def _summary_fields(article: Article, *, site: str) -> Fields:
    return {
        **_ref_fields(article, site=site),
        "authors": [
            schemas.Author(name=byline.name, printed=byline.printed or None, role=AuthorRole(byline.role))
            for byline in article.bylines.all()
        ],
        "dateline": article.dateline or None,
        "language": article.language or None,
        "source_url": article.shown_source_url or None,
        "rights": article.effective_rights,
    }


def _record_fields(article: Article, *, site: str) -> Fields:
    return {
        **_summary_fields(article, site=site),
        "standfirst": article.standfirst or None,
        "body": article.body if article.has_public_text else None,
        "excerpt": _excerpt(article),
        "notes": article.notes or None,
        "topics": [schemas.TopicRef(**_named("topic", one, site=site)) for one in article.topics.all()],
        "original": _original(article, site=site),
        "retrieved_at": article.retrieved_at,
        "changed_at": article.updated_at,
        "provenance": [_known(row) for row in tell_values(article) if _is_told(row.field, article)],
    }


def _excerpt(article: Article) -> str:
    """Return the first words of the body, as many as may be shown, cut between words."""
    text = " ".join(in_brackets(article.body).split())
    length = article.excerpt_length(EXCERPT_LENGTH)
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"


def _original(article: Article, *, site: str) -> schemas.Original | None:
    [received] = getattr(article, _ORIGINALS) or [None]
    if received is None:
        return None
    is_shown = article.has_public_original and received.erased_at is None
    tell_original(article, received)
    return schemas.Original(
        name=received.name,
        size=received.size,
        sha256=received.sha256,
        page=site + reverse("article-original", args=[article.public_id]) if is_shown else None,
    )


def _is_told(field: str, article: Article) -> bool:
    """Whether readers are told how a field is known: of one that they may not see it would give it away."""
    match field:
        case "publication":
            return article.shown_publication is not None
        case "source_url":
            return bool(article.shown_source_url)
        case _:
            return field in FIELD_NAMES


def _known(row: Provenance) -> schemas.Known:
    return schemas.Known(
        field=row.field,
        origin=Origin(row.origin),
        rule=row.rule or None,
        evidence=row.evidence_words if row.evidence else [],
        reason=row.reason or None,
    )


def _quote_fields(quote: Quote, *, site: str) -> Fields:
    is_named = shows_name(quote)
    speaker = quote.speaker if is_named else None
    return {
        "id": quote.public_id,
        "url": site + reverse("api:quote", args=[quote.public_id]),
        "page": site + quote.get_absolute_url(),
        "words": quote.words,
        "kind": quote.kind,
        "start": quote.start,
        "end": quote.end,
        "statement": quote.statement,
        "speaker": schemas.SpeakerRef(**_named("speaker", speaker, site=site)) if speaker else None,
        "unnamed_source": schemas.UnnamedRef(**_unnamed_fields(quote.unnamed_source))
        if quote.unnamed_source
        else None,
        "is_name_withheld": not is_named,
        "is_probable": quote.is_probable,
        "attribution": _attribution(quote) if is_named else None,
        "review_state": quote.review_state,
    }


def _attribution(quote: Quote) -> schemas.Attribution:
    """Return why a quote is given to whom it is given to; an editor's decision overrules the program's reasons."""
    is_by_program = quote.attribution_origin != Origin.EDITOR
    return schemas.Attribution(
        origin=Origin(quote.attribution_origin),
        cue=quote.cue or None,
        mention=(quote.mention or None) if is_by_program else None,
        mention_kind=MentionKind(quote.mention_kind) if is_by_program and quote.mention_kind else None,
        method=(quote.method or None) if is_by_program else None,
        steps=quote.chain if is_by_program else [],
        confidence=quote.confidence if is_by_program and quote.is_attributed else None,
    )


def _unnamed_fields(source: UnnamedSource) -> Fields:
    return {"description": source.description, "is_several": source.is_several, "terms": source.terms}


def _speaker_fields(speaker: Speaker, *, quote_count: int, site: str) -> Fields:
    return {
        **_named("speaker", speaker, site=site),
        "kind": speaker.kind,
        "sort_name": speaker.sort_name,
        "aliases": [alias.name for alias in speaker.aliases.all() if alias.name != speaker.name],
        "biography": speaker.biography or None,
        "wikidata_id": speaker.wikidata_id or None,
        "quote_count": quote_count,
    }


def _passages(passages: Iterable[Passage]) -> list[schemas.Passage]:
    return [schemas.Passage(text=passage.text, is_match=passage.is_match) for passage in passages]
