"""The demo's questions have the answers that they are said to have, and no other."""

import functools
import re

import pytest

from demo.articles import Article, make_articles
from demo.questions import QUESTIONS


@functools.cache
def written() -> tuple[Article, ...]:
    return make_articles()


def test_there_are_twenty_questions_of_which_five_have_no_answer():
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS) == 20
    assert sum(question.answer is None for question in QUESTIONS) == 5


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_has_one_answer_or_none(question):
    assert question.text.startswith("Did ")
    words = set(re.findall(r"\w+", question.words.lower()))
    said = [
        (article, planted.words)
        for article in written()
        for planted in article.planted
        if planted.who == question.speaker and words <= set(re.findall(r"\w+", planted.words.lower()))
    ]
    if question.answer is None:
        assert said == []
    else:
        [(article, quoted)] = said
        assert quoted == question.answer.words
        assert article.outlet.name == question.answer.outlet
        assert article.headline == question.answer.headline
        assert question.answer.published == (article.day.isoformat() if article.is_dated else "")
