"""Which quotes have the same words, and which wordings differ in a few only."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from articles.models import Quote, QuotedWording, Wording, WordingEntry, WordingVariant
from articles.text.documents import QuotationKind
from articles.text.sketches import digest_of, sketch_of_quote
from articles.text.wordings import alike_lengths, compared_words, variant_score

# A run of words in so many wordings is a turn of speech ("a lot of people in") and leads nowhere.
COMMON_FROM = 100
# Runs that two wordings share before they are compared word by word; short ones of alike length need but one.
SHARED_ENTRIES = 2
# Quotes taken at once: a database takes so many values in one question and no more.
BATCH = 50


def cluster_quotes(quotes: Sequence[Quote]) -> None:
    """Give saved quotes the wordings of their words, made with their variants where there are none.

    What comes of many calls does not depend on their order: a variant is a fact about two wordings, and what only a
    run had found that has become common since is taken back.
    """
    for start in range(0, len(quotes), BATCH):
        _cluster_batch(quotes[start : start + BATCH])


def drop_unused(wordings: Collection[int]) -> None:
    """Delete those of these wordings, given by primary key, that no quote has any more."""
    if wordings:
        Wording.objects.unused().filter(pk__in=wordings).delete()


def forget_quote_clusters() -> None:
    """Forget all wordings, so that those of every quote are made again."""
    WordingVariant.objects.all().delete()
    WordingEntry.objects.all().delete()
    QuotedWording.objects.all().delete()
    # What other rows may hang on is read before it is deleted: not all at once.
    while keys := list(Wording.objects.values_list("pk", flat=True)[:1_000]):
        Wording.objects.filter(pk__in=keys).delete()


def _cluster_batch(quotes: Sequence[Quote]) -> None:
    words = {quote.pk: compared_words(quote.words, QuotationKind(quote.kind)) for quote in quotes}
    keys = {quote: digest_of(" ".join(compared)) for quote, compared in words.items() if compared}
    had = {
        row.quote_id: row.wording
        for row in QuotedWording.objects.select_related("wording").filter(quote__in=words)
    }
    left = {quote: wording.pk for quote, wording in had.items() if keys.get(quote) != wording.key}
    gained = {quote: key for quote, key in keys.items() if quote in left or quote not in had}
    QuotedWording.objects.filter(quote__in=left).delete()
    if gained:
        wordings = _stored_wordings({key: words[quote] for quote, key in gained.items()})
        QuotedWording.objects.bulk_create(
            QuotedWording(quote_id=quote, wording=wordings[key]) for quote, key in gained.items()
        )
    drop_unused(left.values())


def _stored_wordings(words: Mapping[str, Sequence[str]]) -> dict[str, Wording]:
    """Return the wordings of these words by their keys; those made are linked to their variants."""
    known = {wording.key: wording for wording in Wording.objects.filter(key__in=words)}
    # In the order of their keys, so that two imports at once never wait each for the other.
    made = Wording.objects.bulk_create(
        Wording(key=key, words=" ".join(words[key]), word_count=len(words[key]))
        for key in sorted(words.keys() - known.keys())
    )
    _link(made)
    return known | {wording.key: wording for wording in made}


def _link(made: Sequence[Wording]) -> None:
    """Store the runs of new wordings, and the variants that come and go with them."""
    sketches = {wording: sketch_of_quote(wording.words.split()) for wording in made}
    WordingEntry.objects.store({wording.pk: runs for wording, runs in sketches.items()}, owner="wording")
    added = Counter(run for runs in sketches.values() for run in runs)
    counts = WordingEntry.objects.counts(added)
    become_common = [run for run, count in counts.items() if count - added[run] < COMMON_FROM <= count]
    for wording in _taken_back(become_common):
        sketches[wording] = sketch_of_quote(wording.words.split())
        counts |= WordingEntry.objects.counts(sketches[wording] - counts.keys())
    telling = {run for run, count in counts.items() if 1 < count < COMMON_FROM}
    if telling:
        _store_variants({wording: runs & telling for wording, runs in sketches.items()})


def _taken_back(runs: Collection[int]) -> list[Wording]:
    """Delete the variants that these runs may have led to, and return their wordings, to be linked anew."""
    if not runs:
        return []
    having = WordingEntry.objects.filter(run__in=runs).values("wording")
    variants = WordingVariant.objects.filter(one__in=having, other__in=having)
    wordings = {key for pair in variants.values_list("one", "other") for key in pair}
    variants.delete()
    return list(Wording.objects.filter(pk__in=wordings))


def _store_variants(runs: Mapping[Wording, Collection[int]]) -> None:
    """Store the variants of wordings that these of their runs lead to."""
    candidates = _candidates(runs)
    others = {other for found in candidates.values() for other in found}
    words = dict(Wording.objects.filter(pk__in=others).values_list("pk", "words"))
    scores = {
        (min(wording.pk, other), max(wording.pk, other)): variant_score(
            wording.words.split(), words[other].split()
        )
        for wording, found in candidates.items()
        for other in found
        # One whose last quote goes at this moment, in another process, is gone by now.
        if other in words
    }
    WordingVariant.objects.bulk_create(
        (
            WordingVariant(one_id=one, other_id=other, score=score)
            for (one, other), score in scores.items()
            if score
        ),
        # Of two wordings linked anew a link may have stood.
        ignore_conflicts=True,
    )


def _candidates(runs: Mapping[Wording, Collection[int]]) -> dict[Wording, list[int]]:
    """Return for each wording those to compare it with: they share several of its runs, or one and are as short."""
    having = defaultdict(list)
    lengths = {}
    asked = {run for of_one in runs.values() for run in of_one}
    entries = WordingEntry.objects.filter(run__in=asked).order_by()
    for run, other, length in entries.values_list("run", "wording", "wording__word_count"):
        having[run].append(other)
        lengths[other] = length
    candidates = {}
    for wording, of_one in runs.items():
        least, most = alike_lengths(wording.word_count)
        shared = Counter(other for run in of_one for other in having[run] if other != wording.pk)
        candidates[wording] = [
            other
            for other, count in shared.items()
            if count >= SHARED_ENTRIES or least <= lengths[other] <= most
        ]
    return candidates
