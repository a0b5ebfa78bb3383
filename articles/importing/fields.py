"""An article's fields: what a text gives for each, what is stored, and where it came from."""

import datetime

from articles.changes import added
from articles.models import Article, Origin, Provenance, Publication, Redirect, RedirectKind
from articles.models.provenance import COMPUTED_RULE, UNDATED_RULE, UNDATED_SEPARATOR
from articles.models.public_ids import name_key, slug_for
from articles.models.slugs import free_slug, welcome_back
from articles.text.anchors import find_again
from articles.text.documents import (
    DateBasis,
    Evidence,
    Frame,
    ParsedArticle,
    PublicationDate,
    TextValue,
)
from articles.text.spans import Span

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

# What a row of provenance says of a value.
_TELLING = ("origin", "rule", "evidence", "evidence_frame", "evidence_start", "evidence_end", "reason")


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
            return _instant(parsed.retrieved_at)
        case "byline":
            return ", ".join(author.name for author in parsed.authors)
        case "body":
            return parsed.body
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
            return _instant(article.retrieved_at)
        case "byline":
            return ", ".join(byline.name for byline in article.bylines.all())
        case _:
            return str(getattr(article, field))


def _instant(moment: datetime.datetime | None) -> str:
    """Return a moment in one zone, as the database gives it back, so that two can be compared."""
    return moment.astimezone(datetime.UTC).isoformat() if moment else ""


def set_field(article: Article, field: str, parsed: ParsedArticle) -> None:
    """Give an article, not yet saved, what the text gives for a field."""
    match field:
        case "published":
            _set_date(article, parsed.published)
        case "publication":
            article.publication = stored_publication(parsed.publication.value) if parsed.publication else None
        case "retrieved_at":
            article.retrieved_at = parsed.retrieved_at
        case "headline":
            # What a text gives is what it prints.
            article.headline, article.printed_headline = parsed_value(parsed, field), ""
        case _:
            setattr(article, field, parsed_value(parsed, field))


def stored_publication(name: str) -> Publication:
    """Return the publication that has this name or had it before an editor renamed it, made where there is none."""
    key, slug = name_key(name), slug_for(name)
    known = Publication.objects.filter(name_key=key).first() or _renamed_publication(slug)
    if known is not None:
        return known
    slug = free_slug(slug, among=Publication.objects.all(), kind=RedirectKind.PUBLICATION)
    welcome_back([slug], kind=RedirectKind.PUBLICATION)
    return Publication.objects.create(name=name, name_key=key, slug=slug)


def _renamed_publication(slug: str) -> Publication | None:
    """Return the publication whose address this is or was, if its name has become another."""
    target = Redirect.objects.target(kind=RedirectKind.PUBLICATION, old=slug) or slug
    publication = Publication.objects.filter(slug=target).first()
    # "Canal+" and "Canal" have one slug, and neither was renamed.
    return publication if publication is not None and slug_for(publication.name) != slug else None


def store_provenance(article: Article, parsed: ParsedArticle, *, edited: frozenset[str]) -> None:
    """Bring the rows that say where each field's value came from to a text, but for those of an editor.

    The article has its body already; where that is an editor's, the evidence is looked up in it.
    A row that says the same as before stays as it is.
    """
    stored = {row.field: row for row in article.provenance.exclude(origin=Origin.EDITOR)}
    new = []
    for row in provenance_rows(article, parsed):
        if row.field in edited:
            continue
        was = stored.pop(row.field, None)
        if was is None:
            new.append(row)
        elif any(getattr(was, name) != getattr(row, name) for name in _TELLING):
            row.pk = was.pk
            row.save(force_update=True)
    article.provenance.filter(pk__in=[row.pk for row in stored.values()]).delete()
    added(Provenance.objects.bulk_create(new))


def provenance_rows(article: Article, parsed: ParsedArticle) -> list[Provenance]:
    """Return a row, not yet saved, for each field whose value a text gives with its evidence."""
    rows = [
        _row(article, field, value.evidence, rule=value.rule, is_inferred=value.is_inferred)
        for field in ("headline", "standfirst", "publication", "dateline")
        if (value := getattr(parsed, field)) is not None
    ]
    if parsed.authors:
        rows.append(_row(article, "byline", parsed.authors[0].evidence, rule="byline"))
    if parsed.published.basis is DateBasis.PARTIAL:
        rows.append(_computed_row(article, parsed.published.evidence))
    elif parsed.published.evidence:
        rows.append(_row(article, "published", parsed.published.evidence[0], rule="date"))
    elif parsed.published.hints:
        rows.append(_undated_row(article, parsed.published.hints))
    rows += [
        _row(article, field, Evidence(value, None, Frame.PAGE), rule="where it was found")
        for field in ("source_url", "retrieved_at")
        if (value := parsed_value(parsed, field))
    ]
    if article.body != parsed.body:
        for row in rows:
            _look_up(row, parsed_body=parsed.body, body=article.body)
    return rows


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


def _look_up(row: Provenance, *, parsed_body: str, body: str) -> None:
    """Set a row, not yet saved, to where its evidence in the parsed body stands in the article's own body."""
    if row.evidence_frame != Frame.BODY or row.evidence_start is None or row.evidence_end is None:
        return
    found = find_again(Span(row.evidence_start, row.evidence_end), old_body=parsed_body, new_body=body)
    row.evidence_start, row.evidence_end = (found.start, found.end) if found else (None, None)


def _origin(evidence: Evidence, *, is_inferred: bool) -> Origin:
    if is_inferred:
        return Origin.RULE
    return Origin.PAGE if evidence.frame is Frame.PAGE else Origin.TEXT


def _undated_row(article: Article, hints: tuple[Evidence, ...]) -> Provenance:
    """Return the row of an undated article: the different words that bear on its date, the first with its place."""
    row = _row(article, "published", hints[0], rule=UNDATED_RULE)
    row.evidence = UNDATED_SEPARATOR.join(dict.fromkeys(hint.words for hint in hints))
    return row


def _computed_row(article: Article, evidence: tuple[Evidence, ...]) -> Provenance:
    """Return the row of a partial date: the printed words, the first with its place, and what was known beside them."""
    row = _row(article, "published", evidence[0], rule=COMPUTED_RULE, is_inferred=True)
    row.evidence = " and ".join(f"“{one.words}”" if one.span else one.words for one in evidence)
    return row


def _set_date(article: Article, published: PublicationDate) -> None:
    article.date_precision = published.precision.value
    article.date_basis = published.basis.value
    article.date_earliest = published.earliest
    article.date_latest = published.latest
    article.date_time = published.time
    article.date_zone = published.zone
