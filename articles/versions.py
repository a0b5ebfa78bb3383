"""What else the archive has of a text or of quoted words, as readers are told."""

from dataclasses import dataclass

from articles.exports.speakers import shows_name
from articles.models import Article, NearDuplicate, Quote, QuotedWording, WordingVariant
from articles.models.near_duplicates import MOST
from articles.models.telling import tell
from articles.text.differences import Row, Stretch, compare_paragraphs, mark_differences

# A list is to be read; the whole of a larger one an editor finds at the desk.
VERSIONS_LIMIT = 20
ECHOES_LIMIT = 50
# Longer texts, of some seventy thousand words, would keep a reader waiting and a server busy.
COMPARED_LENGTH = 400_000


@dataclass(frozen=True, slots=True)
class Version:
    """Another version of an article; `own_share` is how much of the article stands in it, `share` how much of it there."""

    article: Article
    score: float
    own_share: float
    share: float

    @property
    def relation(self) -> str:
        """What the other one is to the article: a "version", "shorter", "longer", or the two "share" much."""
        if self.own_share >= MOST and self.share >= MOST:
            return "version"
        if self.share >= MOST:
            return "shorter"
        return "longer" if self.own_share >= MOST else "share"


def seen_from(article: Article, pair: NearDuplicate) -> Version:
    """Return the other article of a pair as it is to this one."""
    if pair.one_id == article.pk:
        return Version(pair.other, pair.score, pair.one_share, pair.other_share)
    return Version(pair.one, pair.score, pair.other_share, pair.one_share)


def told_from(article: Article, pair: NearDuplicate) -> Version:
    """Return the other article of a pair as it is to this one, and as readers are told it."""
    seen = seen_from(article, pair)
    tell(seen.article)
    return seen


def versions_of(article: Article) -> list[Version]:
    """Return the versions of an article that readers may see, closest first."""
    pairs = NearDuplicate.objects.published().of(article.pk).with_articles()
    return [told_from(article, pair) for pair in pairs[:VERSIONS_LIMIT]]


def compared(one: Article, other: Article) -> tuple[Row, ...]:
    """Return the paragraphs of two articles side by side; none where they are too long for a page."""
    if max(len(one.body), len(other.body)) > COMPARED_LENGTH:
        return ()
    return compare_paragraphs(one.body, other.body)


@dataclass(frozen=True, slots=True)
class Echo:
    """The same words in another article: its quote, with what differs from this one, if anything does."""

    quote: Quote
    differences: tuple[Stretch, ...]
    is_credited_otherwise: bool


def echoes_of(quote: Quote) -> list[Echo]:
    """Return the quotes of the same words in other articles that readers may see, oldest first, undated last."""
    own = QuotedWording.objects.filter(quote=quote).first()
    if own is None:
        return []
    variants = WordingVariant.objects.of(own.wording_id).values_list("one", "other")
    wordings = {own.wording_id}.union(*variants)
    others = (
        Quote.objects.published()
        .of_wordings(wordings)
        .exclude(article=quote.article_id)
        .with_article()
        .oldest_first()
    )
    return [
        Echo(
            other,
            ()
            if other.quoted_wording.wording_id == own.wording_id
            else mark_differences(quote.words, other.words),
            _is_credited_otherwise(quote, other),
        )
        for other in others[:ECHOES_LIMIT]
    ]


def _is_credited_otherwise(one: Quote, other: Quote) -> bool:
    """Whether both are given to somebody whom readers may know, and not to the same."""
    if not (one.is_attributed and other.is_attributed and shows_name(one) and shows_name(other)):
        return False
    # An unnamed source belongs to one article: two descriptions may mean one person.
    return one.speaker_id != other.speaker_id
