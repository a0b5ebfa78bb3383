"""What the queue shows of one item: the value, what speaks for it, and who else it might be."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from articles.admin.passages import ShownParagraph, Sighting, first_sighting, passage_of
from articles.dating import basis_in_words
from articles.models import Article, Provenance, Quote, Speaker
from articles.models.public_ids import name_key
from articles.text.documents import Frame
from articles.text.spans import Span

# Characters of the text on either side of the words that a field was taken from.
AROUND_EVIDENCE = 220
# Candidates that a key of its own gives a quote to.
MOST_KEYS = 9

FIELD_QUESTIONS = {
    "dateline": "Is this where the article is from?",
    "headline": "Is this its headline?",
    "publication": "Did this outlet run it?",
    "published": "Was it published then?",
    "standfirst": "Is this its standfirst?",
}


@dataclass(frozen=True, slots=True)
class Rival:
    """A candidate whom the quote is not given to; `number` is theirs among all, `key` what gives it to them, or ""."""

    number: int
    key: str
    name: str
    what: str
    score: float
    reason: str
    is_rejected: bool
    can_take: bool
    sighting: Sighting | None


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as the queue shows it."""

    quote: Quote
    passage: tuple[ShownParagraph, ...]
    names: tuple[str, ...]
    sighting: Sighting | None
    given: dict[str, Any] | None
    rivals: tuple[Rival, ...]
    rest: tuple[Quote, ...]

    @property
    def who(self) -> Any:
        return self.quote.speaker or self.quote.unnamed_source


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field that a rule inferred, as the queue shows it."""

    row: Provenance
    article: Article
    question: str
    value: str
    basis: str
    before: str
    evidence: str
    after: str
    opening: str
    change_url: str


def show_quote(quote: Quote) -> ShownQuote:
    """Return a quote with the passage, the evidence and the other candidates; three queries."""
    body = quote.article.body
    names = _names(quote)
    own = _own_keys(quote)
    given: dict[str, Any] | None = None
    rivals: list[Rival] = []
    for number, candidate in enumerate(quote.candidates):
        if given is None and name_key(candidate["name"]) in own:
            given = candidate
            continue
        key = len(rivals) + 1
        rivals.append(_rival(candidate, number, str(key) if key <= MOST_KEYS else "", body))
    rest = quote.article.quotes.of_statement(quote.statement).with_speaker().exclude(pk=quote.pk)
    return ShownQuote(
        quote=quote,
        passage=passage_of(quote, names=names),
        names=names,
        sighting=first_sighting(body, names),
        given=given,
        rivals=tuple(rivals),
        rest=tuple(rest),
    )


def show_field(row: Provenance) -> ShownField:
    """Return what a rule inferred of an article, with the words it was taken from in their place."""
    article = row.article
    assert article is not None  # noqa: S101  for the type checker: the queue holds fields of articles
    body, before, after = article.body, "", ""
    if row.evidence_frame == Frame.BODY and row.evidence_start is not None and row.evidence_end is not None:
        place = Span(row.evidence_start, row.evidence_end)
        before = body[max(0, place.start - AROUND_EVIDENCE) : place.start]
        after = body[place.end : place.end + AROUND_EVIDENCE]
    match row.field:
        case "published":
            value, basis = str(article.published), basis_in_words(article, row)
        case "publication":
            value, basis = str(article.publication or ""), ""
        case field:
            value, basis = str(getattr(article, field, "") or ""), ""
    return ShownField(
        row=row,
        article=article,
        question=FIELD_QUESTIONS.get(row.field, "Is this so?"),
        value=value,
        basis=basis,
        before=before,
        evidence=row.evidence,
        after=after,
        opening=body[: 2 * AROUND_EVIDENCE],
        change_url=reverse("admin:articles_article_change", args=[article.pk]),
    )


def _names(quote: Quote) -> tuple[str, ...]:
    """Return the forms of the name, or the description, of whom a quote is given to."""
    if isinstance(quote.speaker, Speaker):
        return (quote.speaker.name, *(alias.name for alias in quote.speaker.aliases.all()))
    return (quote.unnamed_source.description,) if quote.unnamed_source else ()


def _own_keys(quote: Quote) -> set[str]:
    """Return the names, as they are compared, by which a candidate is whom the quote is given to."""
    if isinstance(quote.speaker, Speaker):
        identifying = (alias.name_key for alias in quote.speaker.aliases.all() if alias.identifies)
        return {name_key(quote.speaker.name), *identifying}
    return {name_key(quote.unnamed_source.description)} if quote.unnamed_source else set()


def _rival(candidate: dict[str, Any], number: int, key: str, body: str) -> Rival:
    names: Iterable[str] = [candidate["name"], *candidate.get("forms", ())]
    kind = candidate.get("kind", "")
    return Rival(
        number=number,
        key=key if kind else "",
        name=candidate["name"],
        what="a source without a name" if kind == "unnamed" else "a body" if kind == "body" else "",
        score=candidate["score"],
        reason=candidate["reason"],
        is_rejected=bool(candidate.get("rejected")),
        can_take=bool(kind),
        sighting=first_sighting(body, names),
    )
