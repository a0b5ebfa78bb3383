"""Editors who work through the review queue as fast as they can, each a process or a thread of its own."""

from django.contrib.auth.models import User

from articles.editing.queues import Choice, take_next
from articles.editing.reviews import Judgement, Stale, Verdict, decide_quote, state_of
from articles.models import Quote
from articles.search import deferred_indexing
from tests.factories import make_article, make_quote, make_speaker

EDITORS, QUOTES = 4, 40


def fill() -> None:
    """Make quotes that wait, and the editors."""
    words = [f"word{number}" for number in range(QUOTES)]
    article = make_article(body=" ".join(words))
    speaker = make_speaker()
    for number, word in enumerate(words):
        make_quote(article, word, speaker=speaker, confidence=number / QUOTES)
    for number in range(EDITORS):
        User.objects.create_user(f"editor{number}", is_staff=True)


def review(name: str) -> list[int]:
    """Decide all that one is given, and try what one is not: return the keys of the quotes decided."""
    editor = User.objects.get(username=name)
    decided = []
    with deferred_indexing(in_background=True):
        while (item := take_next(Choice(), editor=editor)) is not None:
            # Then what a colleague may have in hand, or have decided by now.
            for pk, verdict in ((item.pk, Verdict.CONFIRM), (item.pk + 1, Verdict.REJECT)):
                quote = Quote.objects.filter(pk=pk).first()
                if quote is None:
                    continue
                try:
                    decide_quote(pk, Judgement(verdict=verdict, seen=state_of(quote)), editor=editor)
                except Stale:
                    continue
                decided.append(pk)
    return decided
