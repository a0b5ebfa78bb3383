"""What the API says of each thing; the OpenAPI document is made from these classes.

A value that the archive does not know is null, never "" and never left out. Every `url` is an address of
this API, every `page` the one to read and to cite.
"""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from articles.models import Origin, ReviewState
from articles.text.documents import (
    AuthorRole,
    DateBasis,
    DatePrecision,
    MentionKind,
    QuotationKind,
    SpeakerKind,
)

Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Shape(BaseModel):
    """A part of an answer: of exactly these fields, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PublishedDate(Shape):
    """When an article was published, as exactly as the archive knows, in the wall time of its place."""

    value: str | None = Field(
        description="ISO 8601 to its own precision: 2009-06-26T16:21, 2016-09, 2016, 2020-03-01/2020-03-14."
    )
    in_words: str = Field(description="As pages read it; “Undated” where nothing is known.")
    earliest: datetime.date | None
    latest: datetime.date | None
    time: str | None = Field(description="Hours and minutes as printed, never shifted.")
    zone: str | None = Field(description="As printed, such as EDT.")
    precision: DatePrecision
    basis: DateBasis


class PublicationRef(Shape):
    slug: str
    name: str
    url: str
    page: str


class TopicRef(Shape):
    slug: str
    name: str
    url: str
    page: str


class SpeakerRef(Shape):
    slug: str
    name: str
    url: str
    page: str


class Author(Shape):
    name: str
    printed: str | None = Field(description="The name as the article has it.")
    role: AuthorRole


class ArticleRef(Shape):
    """An article in a few fields."""

    id: str
    url: str
    page: str
    headline: str | None = Field(description="As printed, or as an editor corrected it.")
    printed_headline: str | None = Field(
        description="As printed, with the mistake of the source, where an editor corrected it."
    )
    label: str | None = Field(description="The first words, where there is no headline.")
    publication: PublicationRef | None
    published: PublishedDate


class ArticleSummary(ArticleRef):
    authors: list[Author]
    dateline: str | None
    language: str | None = Field(description="A BCP 47 tag.")
    source_url: str | None = Field(description="Where it was found.")
    rights: Literal["full", "quotes"] = Field(
        description="Whether the full text may be shown, or quotes and short passages only."
    )


class Passage(Shape):
    """A run of plain text; `is_match` where the words of the search stand."""

    text: str
    is_match: bool


class ArticleHit(ArticleSummary):
    snippet: list[Passage]
    score: float


class Original(Shape):
    """The bytes as received; `page` is null where they may not be shown."""

    name: str
    size: Count
    sha256: str
    page: str | None


class Known(Shape):
    """Where the value of one field comes from."""

    field: str
    origin: Origin
    rule: str | None
    evidence: list[str] = Field(description="The words it was taken from, or that bear on it.")
    reason: str | None = Field(description="An editor's.")


class ArticleRecord(ArticleSummary):
    """All of an article but its quotes; one line of the dump."""

    standfirst: str | None
    body: str | None = Field(
        description="Plain text, a blank line between paragraphs; null where it may not be shown."
    )
    excerpt: str = Field(description="How the text begins.")
    notes: str | None = Field(description="By the editors, in Markdown.")
    topics: list[TopicRef]
    original: Original | None
    retrieved_at: datetime.datetime | None
    changed_at: datetime.datetime
    provenance: list[Known]


class Version(Shape):
    """The same text in another article, wholly or in part."""

    article: ArticleRef
    own_share: Share = Field(description="How much of this article stands in the other.")
    share: Share = Field(description="How much of the other stands in this one.")


class UnnamedRef(Shape):
    """Someone quoted without a name, as one article describes them."""

    description: str
    is_several: bool
    terms: list[str] = Field(description="Conditions stated, such as “on background”.")


class Attribution(Shape):
    """Why a quote is given to whom it is given to; of an editor's decision only the cue is told."""

    origin: Origin
    cue: str | None
    mention: str | None = Field(description="The speaker as printed.")
    mention_kind: MentionKind | None
    method: str | None
    steps: list[str] = Field(description="From the mention to the speaker.")
    confidence: Share | None


class Quote(Shape):
    """One stretch that someone said; start and end count code points of the article's body, marks excluded."""

    id: str
    url: str
    page: str
    words: str
    kind: QuotationKind
    start: Count
    end: Count
    statement: Count = Field(description="Stretches of one utterance share a number.")
    speaker: SpeakerRef | None
    unnamed_source: UnnamedRef | None
    is_name_withheld: bool
    is_probable: bool = Field(description="Whether “probably” belongs before the name.")
    attribution: Attribution | None = Field(description="Null where the name is withheld.")
    review_state: Literal[ReviewState.UNREVIEWED, ReviewState.CONFIRMED, ReviewState.CORRECTED]


class QuoteRecord(Quote):
    """A quote and its article; one line of the dump."""

    article: ArticleRef


class QuoteHit(QuoteRecord):
    passages: list[Passage] = Field(description="Its words, with those of the search marked.")
    score: float


class ArticleDetail(ArticleRecord):
    quotes: list[Quote] = Field(description="In the order of the text, indirect speech among them.")
    versions: list[Version] = Field(description="Other articles of the same text, the closest first.")
    date_basis: str | None = Field(description="How the date is known, in words.")
    citation: str


class Context(Shape):
    """The words around a quote in its paragraph; "" where they may not be shown."""

    paragraph: Count
    before: str
    after: str


class Candidate(Shape):
    """Someone who might have said it; the name is null where it is withheld."""

    name: str | None
    reason: str | None
    score: float
    is_given: bool
    is_rejected: bool


class Echo(Shape):
    """The same words in another article; `is_exact` where nothing differs."""

    quote: QuoteRecord
    is_exact: bool
    is_credited_otherwise: bool


class QuoteDetail(QuoteRecord):
    context: Context
    candidates: list[Candidate]
    echoes: list[Echo]
    notes: str | None = Field(description="By the editors, in Markdown.")
    citation: str


class SpeakerRecord(SpeakerRef):
    """A named person or body; one line of the dump."""

    kind: SpeakerKind
    sort_name: str
    aliases: list[str]
    biography: str | None = Field(description="By the editors, in Markdown.")
    wikidata_id: str | None
    quote_count: Count = Field(description="Direct and mixed quotes.")


class SpeakerDetail(SpeakerRecord):
    indirect_count: Count = Field(description="Passages of indirect speech.")
    quotes_url: str
    articles_url: str


class UnnamedSource(UnnamedRef):
    """It has no address of its own: a description belongs to its article, and two of the same words may be two people."""

    article: ArticleRef
    quote_count: Count


class Publication(PublicationRef):
    website: str | None
    rights: Literal["full", "quotes"]
    notes: str | None = Field(description="By the editors, in Markdown.")
    article_count: Count
    first_day: datetime.date | None
    last_day: datetime.date | None


class Topic(TopicRef):
    introduction: str | None = Field(description="By the editors, in Markdown.")
    article_count: Count


class KeyDate(Shape):
    """What happened when, in the words of the editors."""

    value: str = Field(description="ISO 8601 to its own precision: 2009-06-26, 2016-09, 2016.")
    in_words: str
    sentence: str
    source: str | None = Field(description="The page of the article or quote that says so.")


class TopicDetail(Topic):
    search: str | None = Field(
        description="The saved search that finds its articles; editors add some and leave some out."
    )
    key_dates: list[KeyDate] = Field(description="The earliest first.")
    pinned_quotes: list[QuoteRecord] = Field(description="In the order of the editors.")


class Facet(Shape):
    """A value to filter by, with the number of results that it leaves."""

    value: str
    label: str
    count: Count
    is_selected: bool


class QueryProblem(Shape):
    """What could not be understood of `q`, and where (code points); the rest was searched."""

    sentence: str
    start: int | None
    end: int | None


class Listing(Shape):
    """One page of a list, and where the others are."""

    total: Count = Field(description="Exact, over all pages.")
    page: Annotated[int, Field(ge=1)]
    page_size: Annotated[int, Field(ge=1)]
    page_count: Annotated[int, Field(ge=1)]
    previous: str | None
    next: str | None


class Found(Listing):
    """A page of what a search found, as the site's own page of it says."""

    facets: dict[str, list[Facet]]
    undated_left_out: Count = Field(description="Undated ones that a limit on the date keeps out.")
    explanation: list[str] = Field(description="What was searched for, in sentences.")
    problems: list[QueryProblem]
    suggestion: str | None = Field(description="The query with words that the archive knows.")


class FoundArticles(Found):
    results: list[ArticleHit]


class FoundQuotes(Found):
    results: list[QuoteHit]


class SpeakerList(Listing):
    results: list[SpeakerRecord]


class UnnamedSourceList(Listing):
    results: list[UnnamedSource]


class PublicationList(Listing):
    results: list[Publication]


class TopicList(Listing):
    results: list[Topic]


class Index(Shape):
    """Where everything is."""

    archive: str
    guide: str
    openapi: str
    articles: str
    quotes: str
    speakers: str
    unnamed_sources: str
    publications: str
    topics: str
    dumps: list[str]


class Mistake(Shape):
    parameter: str
    sentence: str


class Problem(Shape):
    """Why there is no answer (RFC 9457)."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    detail: str = Field(description="One plain sentence.")
    mistakes: list[Mistake] | None = Field(
        default=None, description="What was wrong, parameter by parameter."
    )
    reason: str | None = Field(default=None, description="Of something withdrawn: why.")
    since: datetime.datetime | None = Field(default=None, description="Of something withdrawn: since when.")
