"""An archive by lot in which sentences that answer questions are planted, and where."""

import dataclasses
import random
import re
from collections.abc import Iterator

from benchmarks.search.archive import make_articles
from benchmarks.search.drafts import Draft, DraftQuote
from benchmarks.search.questions import QUESTIONS

_HEADLINE = "# "
_QUOTED = re.compile("“([^”]+)”")

# For each question, the grade of each article by its primary key.
Grades = tuple[dict[int, int], ...]


def planted(size: int, *, seed: int) -> tuple[list[Draft], Grades]:
    """Return the articles of an archive, some with one planted sentence each, and the grades of those."""
    drafts = list(make_articles(size, seed=seed))
    draw = random.Random(f"planted {seed}")
    places = iter(draw.sample(range(size), sum(len(question.graded()) for question in QUESTIONS)))
    grades: list[dict[int, int]] = []
    for question in QUESTIONS:
        graded: dict[int, int] = {}
        for grade, sentence in question.graded():
            place = next(places)
            drafts[place] = _with_sentence(drafts[place], sentence, draw)
            if grade:
                graded[drafts[place].number + 1] = grade
        grades.append(graded)
    return drafts, tuple(grades)


def _with_sentence(draft: Draft, sentence: str, draw: random.Random) -> Draft:
    """Return an article with one more paragraph, or with another headline."""
    if sentence.startswith(_HEADLINE):
        return dataclasses.replace(draft, headline=sentence.removeprefix(_HEADLINE))
    breaks = [match.end() for match in re.finditer("\n\n", draft.body)]
    place = draw.choice(breaks) if breaks else 0
    paragraph = f"{sentence}\n\n"
    quotes = sorted(
        (*_moved(draft.quotes, place, len(paragraph)), *_quotes(sentence, place)),
        key=lambda quote: quote.start,
    )
    return dataclasses.replace(
        draft, body=draft.body[:place] + paragraph + draft.body[place:], quotes=tuple(quotes)
    )


def _quotes(sentence: str, place: int) -> Iterator[DraftQuote]:
    for number, match in enumerate(_QUOTED.finditer(sentence), start=1_001):
        yield DraftQuote(place + match.start(1), place + match.end(1), "direct", number)


def _moved(quotes: tuple[DraftQuote, ...], place: int, distance: int) -> Iterator[DraftQuote]:
    """Yield quotes, those from `place` on moved along: none runs over a paragraph's end."""
    for quote in quotes:
        by = distance if max(quote.start, *(quote.mention or (0, 0))) >= place else 0
        yield dataclasses.replace(
            quote,
            start=quote.start + by,
            end=quote.end + by,
            cue=quote.cue and (quote.cue[0] + by, quote.cue[1] + by),
            mention=quote.mention and (quote.mention[0] + by, quote.mention[1] + by),
        )
