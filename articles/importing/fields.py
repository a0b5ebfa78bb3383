"""An article's fields: what a text gives for each, what is stored, and where it came from."""

from articles.importing.slugs import free_slug
from articles.models import Article, Origin, Provenance, Publication, Redirect, RedirectKind
from articles.models.provenance import UNDATED_RULE, UNDATED_SEPARATOR
from articles.models.public_ids import name_key, slug_for
from articles.text.documents import Evidence, Frame, ParsedArticle, PublicationDate, TextValue

# Fields that a text fills one by one. The byline and the body have tables of their own hanging on them.
FIELDS = (
    "headline",
    "standfirst",
    "publication",
    "dateline",
    "language",
    "published",
    "source_url",
    "retrieved_at",
)


def edited_fields(article: Article) -> frozenset[str]:
    """Return the fields that an editor has set, which no import may change."""
    return frozenset(article.provenance.filter(origin=Origin.EDITOR).values_list("field", flat=True))


def parsed_value(parsed: ParsedArticle, field: str) -> str:
    """Return what the text gives for a field, as it is compared and shown; "" for nothing."""
    match field:
        case "published":
            return parsed.published.iso
        case "language" | "source_url":
            value = getattr(parsed, field)
            return str(value)
        case "retrieved_at":
            return parsed.retrieved_at.isoformat() if parsed.retrieved_at else ""
        case _:
            found: TextValue | None = getattr(parsed, field)
            return found.value if found else ""


def stored_value(article: Article, field: str) -> str:
    """Return what is stored for a field, as it is compared and shown; "" for nothing."""
    match field:
        case "published":
            return article.published.iso
        case "publication":
            return article.publication.name if article.publication else ""
        case "retrieved_at":
            return article.retrieved_at.isoformat() if article.retrieved_at else ""
        case _:
            return str(getattr(article, field))


def set_field(article: Article, field: str, parsed: ParsedArticle) -> None:
    """Give an article, not yet saved, what the text gives for a field."""
    match field:
        case "published":
            _set_date(article, parsed.published)
        case "publication":
            article.publication = stored_publication(parsed.publication.value) if parsed.publication else None
        case "retrieved_at":
            article.retrieved_at = parsed.retrieved_at
        case _:
            setattr(article, field, parsed_value(parsed, field))


def stored_publication(name: str) -> Publication:
    """Return the publication that has this name or had it before an editor renamed it, made where there is none."""
    key, slug = name_key(name), slug_for(name)
    known = Publication.objects.filter(name_key=key).first() or _renamed_publication(slug)
    if known is not None:
        return known
    slug = free_slug(slug, among=Publication.objects.all(), kind=RedirectKind.PUBLICATION)
    return Publication.objects.create(name=name, name_key=key, slug=slug)


def _renamed_publication(slug: str) -> Publication | None:
    """Return the publication whose address this is or was, if its name has become another."""
    target = Redirect.objects.target(kind=RedirectKind.PUBLICATION, old=slug) or slug
    publication = Publication.objects.filter(slug=target).first()
    # "Canal+" and "Canal" have one slug, and neither was renamed.
    return publication if publication is not None and slug_for(publication.name) != slug else None


def store_provenance(article: Article, parsed: ParsedArticle, *, edited: frozenset[str]) -> None:
    """Replace the rows that say where each field's value came from, but for those of an editor."""
    article.provenance.exclude(origin=Origin.EDITOR).delete()
    rows = [
        _row(article, field, value.evidence, rule=value.rule, is_inferred=value.is_inferred)
        for field in ("headline", "standfirst", "publication", "dateline")
        if (value := getattr(parsed, field)) is not None
    ]
    if parsed.authors:
        rows.append(_row(article, "byline", parsed.authors[0].evidence, rule="byline"))
    if parsed.published.evidence:
        rows.append(_row(article, "published", parsed.published.evidence[0], rule="date"))
    elif parsed.published.hints:
        rows.append(_undated_row(article, parsed.published.hints))
    rows += [
        _row(article, field, Evidence(value, None, Frame.PAGE), rule="where it was found")
        for field in ("source_url", "retrieved_at")
        if (value := parsed_value(parsed, field))
    ]
    Provenance.objects.bulk_create(row for row in rows if row.field not in edited)


def _row(
    article: Article, field: str, evidence: Evidence, *, rule: str, is_inferred: bool = False
) -> Provenance:
    return Provenance(
        article=article,
        field=field,
        origin=_origin(evidence, is_inferred=is_inferred),
        rule=rule,
        evidence=evidence.words,
        evidence_frame=evidence.frame.value,
        evidence_start=evidence.span.start if evidence.span else None,
        evidence_end=evidence.span.end if evidence.span else None,
    )


def _origin(evidence: Evidence, *, is_inferred: bool) -> Origin:
    if is_inferred:
        return Origin.RULE
    return Origin.PAGE if evidence.frame is Frame.PAGE else Origin.TEXT


def _undated_row(article: Article, hints: tuple[Evidence, ...]) -> Provenance:
    """Return the row of an undated article: the different words that bear on its date, the first with its place."""
    row = _row(article, "published", hints[0], rule=UNDATED_RULE)
    row.evidence = UNDATED_SEPARATOR.join(dict.fromkeys(hint.words for hint in hints))
    return row


def _set_date(article: Article, published: PublicationDate) -> None:
    article.date_precision = published.precision.value
    article.date_basis = published.basis.value
    article.date_earliest = published.earliest
    article.date_latest = published.latest
    article.date_time = published.time
    article.date_zone = published.zone
