"""Which other articles of the archive are versions of one: found by its sketch, decided by its words."""

from collections.abc import Iterator, Mapping

from django.db.models import Count

from articles.models import Article, NearDuplicate, Sketch, SketchEntry
from articles.text.alignments import Likeness, likeness
from articles.text.sketches import SKETCHED_WORDS, digest_of, folded_words, sketch_of_text

# A run of words in so many articles is a publication's own formula and says nothing.
COMMON_FROM = 200
# One run of five words in a sketch is often a quote of both; two lead to a look at the texts.
SHARED_ENTRIES = 2
# Texts that are read and set beside a new one, those that share most with it. Of a wire copy that more papers printed,
# each is a version of so many others.
MOST_CANDIDATES = 30
# From this share of the shorter text's words on, in order, two texts are versions of one another. Of 387 pages
# of 164 hosts, unrelated ones reach .38 (two reports of one company's figures), and extractions of one page have more.
VERSION = 0.5


def find_near_duplicates(article: Article) -> None:
    """Bring an article's sketch and pairs to its body; does nothing where they are those of its body.

    Pairs that an editor rejected stay as they are, so that none is flagged again.
    """
    digest = digest_of(article.body)
    sketch = Sketch.objects.filter(article=article).first()
    if sketch is not None and sketch.body_digest == digest:
        return
    runs = sketch_of_text(article.body)
    if sketch is not None:
        SketchEntry.objects.filter(article=article).delete()
    Sketch(article=article, body_digest=digest).save(force_insert=sketch is None)
    SketchEntry.objects.store({article.pk: runs}, owner="article")
    versions = dict(_versions(article, runs))
    if versions or sketch is not None:
        _store_pairs(article, versions)


def forget_near_duplicates() -> None:
    """Forget all sketches, so that every article's are made again; what editors rejected is kept."""
    SketchEntry.objects.all().delete()
    Sketch.objects.all().delete()
    NearDuplicate.objects.standing().delete()


def _versions(article: Article, runs: frozenset[int]) -> Iterator[tuple[int, Likeness]]:
    """Yield the articles that are versions of one, by primary key, with how alike they are to it."""
    candidates = _candidates(article, runs)
    if not candidates:
        return
    words = folded_words(article.body)
    for other, body in Article.objects.filter(pk__in=candidates).values_list("pk", "body"):
        found = likeness(words, folded_words(body))
        if found.larger_share >= VERSION and found.words >= SKETCHED_WORDS:
            yield other, found


def _candidates(article: Article, runs: frozenset[int]) -> list[int]:
    entries = SketchEntry.objects.exclude(article=article).order_by()
    telling = [run for run, count in entries.counts(runs).items() if count < COMMON_FROM]
    if len(telling) < SHARED_ENTRIES:
        return []
    shared = entries.filter(run__in=telling).values_list("article").annotate(count=Count("pk"))
    return [
        other
        for other, _ in shared.filter(count__gte=SHARED_ENTRIES).order_by("-count", "article")[
            :MOST_CANDIDATES
        ]
    ]


def _store_pairs(article: Article, versions: Mapping[int, Likeness]) -> None:
    """Replace the pairs of an article by those with these versions, but for what an editor rejected."""
    pairs = NearDuplicate.objects.of(article.pk)
    pairs.standing().delete()
    rejected = {key for pair in pairs.values_list("one", "other") for key in pair}
    NearDuplicate.objects.bulk_create(
        _pair(article.pk, other, found) for other, found in versions.items() if other not in rejected
    )


def _pair(article: int, other: int, found: Likeness) -> NearDuplicate:
    shares = {article: found.one_share, other: found.other_share}
    one, two = sorted(shares)
    return NearDuplicate(
        one_id=one, other_id=two, one_share=shares[one], other_share=shares[two], score=found.score
    )
