"""Wrong speakers planted among right ones, for whoever wants to see how many an editor finds. Needs Django."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Article, AuditItem, AuditSample, Quote, ReviewState, Speaker, Told
from articles.text.spans import Span
from demo import articles as written

AMONG, WRONG = 100, 15


@dataclass(frozen=True, slots=True)
class Planting:
    """A random sample of quotes, each with who said it; `wrong` are the public ids of those given to another."""

    sample: AuditSample
    truth: dict[str, str]
    wrong: frozenset[str]


@transaction.atomic
def plant_wrong_speakers(
    articles: Sequence[written.Article], *, seed: int, among: int = AMONG, wrong: int = WRONG
) -> Planting:
    """Draw quotes of the imported demo that are given to whom they should be, and give some to another.

    The other stands in the same article, and the evidence is made as the engine would have found it: their name nearest
    to the quote is the mention, the chain leads from it to them, and who said it is second among the candidates. Those
    that stay right get a second candidate, too, so that nothing but the passage tells them apart. The same seed plants
    the same.

    Raises:
        ValueError: the archive holds too few such quotes.
    """
    dice = random.Random(seed)
    right = sorted(_rightly_given(articles), key=lambda quote: quote.public_id)
    fit = [quote for quote in right if _others(quote)]
    if len(right) < among or len(fit) < wrong:
        raise ValueError("The archive holds too few quotes that are given to whom they should be.")
    chosen = dice.sample(fit, wrong)
    taken = {quote.public_id for quote in chosen}
    drawn = chosen + dice.sample([quote for quote in right if quote.public_id not in taken], among - wrong)
    dice.shuffle(drawn)
    truth = {quote.public_id: str(quote.speaker) for quote in drawn}
    for quote in drawn:
        others = _others(quote)
        if quote.public_id in taken:
            _give_wrongly(quote, dice.choice(others))
        elif others:
            _doubt(quote, dice.choice(others))
    editor = User.objects.filter(is_staff=True).order_by("pk").first()
    sample = AuditSample.objects.create(seed=seed, size=among, population=len(right), drawn_by=editor)
    AuditItem.objects.bulk_create(
        AuditItem(sample=sample, position=position, quote_id=quote.public_id, told=_told(quote))
        for position, quote in enumerate(drawn, start=1)
    )
    return Planting(sample, truth, frozenset(taken))


def _rightly_given(articles: Sequence[written.Article]) -> list[Quote]:
    """Return the quotes that nobody has looked at and that are given to whom the demo's author gave them."""
    stored = {
        (article.publication.name, article.headline): article
        for article in Article.objects.select_related("publication")
        if article.publication
    }
    found = []
    for made in articles:
        article = stored.get((made.outlet.name, made.headline))
        if article is None:
            continue
        who = {planted.words: planted.who for planted in made.planted}
        quotes = article.quotes.spoken().filter(review_state=ReviewState.UNREVIEWED, audit_item__isnull=True)
        found += [
            quote
            for quote in quotes.select_related("speaker", "article")
            if quote.speaker is not None and who.get(quote.words) == quote.speaker.name
        ]
    return found


def _others(quote: Quote) -> list[Speaker]:
    """Return who else is quoted in the article of a quote and named in it, by name."""
    quoted = Speaker.objects.filter(quotes__article=quote.article).exclude(name=str(quote.speaker))
    return [other for other in quoted.distinct().order_by("name") if _nearest(quote, other) is not None]


def _nearest(quote: Quote, other: Speaker) -> Span | None:
    """Return where a name, or family name, of somebody stands nearest to a quote."""
    names = {other.name, other.name.split()[-1]}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", quote.article.body)
    places = [Span(*match.span()) for match in found]
    outside = [place for place in places if not place.overlaps(Span(quote.start, quote.end))]
    return min(outside, key=lambda place: abs(place.start - quote.start), default=None)


def _give_wrongly(quote: Quote, other: Speaker) -> None:
    place = _nearest(quote, other)
    said = quote.speaker
    if place is None or said is None:
        raise ValueError("Nobody else stands in this article.")
    mention = place.of(quote.article.body)
    quote.speaker, quote.mention, quote.mention_kind = other, mention, "name"
    quote.mention_start, quote.mention_end = place.start, place.end
    quote.role, quote.role_start, quote.role_end = "", None, None
    is_short = mention != other.name
    quote.method = "short-name" if is_short else "named"
    quote.chain = [*quote.chain[:1], *([f"“{mention}” is {other.name}"] if is_short else [])]
    _consider(quote, other, said)


def _doubt(quote: Quote, other: Speaker) -> None:
    """Let another be considered for a quote that is given to whom it should be."""
    if quote.speaker is not None:
        _consider(quote, quote.speaker, other)


def _consider(quote: Quote, first: Speaker, second: Speaker) -> None:
    """Let two be the first candidates of a quote, with scores that are the same for all, and save it."""
    rest = [one for one in quote.candidates if one["name"] not in (first.name, second.name)]
    best = [
        {
            "name": who.name,
            "score": score,
            "reason": "Stands near the quotation",
            "kind": who.kind,
            "forms": [who.name],
        }
        for who, score in ((first, 0.81), (second, 0.14))
    ]
    quote.candidates = [*best, *rest]
    quote.confidence = 0.81
    quote.save()


def _told(quote: Quote) -> Told:
    return Told.PROBABLE if quote.is_probable else Told.PLAIN
