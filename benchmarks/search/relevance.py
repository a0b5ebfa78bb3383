"""How well the first ten answer questions as people ask them, in every engine: nDCG@10."""

import hashlib
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management import call_command

from articles.search import ArticleHit, SearchRequest, search
from benchmarks.search.filling import fill
from benchmarks.search.folders import PROJECT, Folder
from benchmarks.search.peers import documents
from benchmarks.search.peers.fts5 import Fts5
from benchmarks.search.peers.fts5 import build as build_fts5
from benchmarks.search.planting import planted
from benchmarks.search.preparing import bar, stamp
from benchmarks.search.queries import Asked
from benchmarks.search.questions import QUESTIONS

DEPTH = 10

Ranked = Sequence[int]


def ndcg(ranked: Ranked, grades: dict[int, int]) -> float:
    """Return the discounted gain of the first ten beside that of the best order there is (Järvelin and Kekäläinen 2002)."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(key, 0) for key in ranked]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def measure(folder: Folder) -> dict[str, Any]:
    """Plant the answers, build every index, and ask every engine every question."""
    from benchmarks.search.peers.tantivy import Tantivy  # noqa: PLC0415  only where it is installed
    from benchmarks.search.peers.tantivy import build as build_tantivy  # noqa: PLC0415

    drafts, grades = planted(folder.size, seed=folder.seed)
    questions = (PROJECT / "benchmarks" / "search" / "questions.py").read_bytes()
    made_from = stamp(folder) | {"questions": hashlib.sha256(questions).hexdigest()}
    if not folder.reset_unless(made_from):
        call_command("migrate", verbosity=0)
        with bar(folder.size, "planting answers") as progress:
            fill(drafts, progress=progress)
        build_fts5(folder.peer("fts5.sqlite3"), documents(folder.database))
        build_tantivy(folder.peer("tantivy"), documents(folder.database))
        folder.keep("archive", made_from)
    call_command("rebuild_index", verbosity=0)
    fts5 = Fts5(folder.peer("fts5.sqlite3"), folder.database)
    tantivy = Tantivy(folder.peer("tantivy"), folder.database)
    engines: dict[str, Callable[[str], Ranked]] = {
        "On the Record, as typed": ours,
        "FTS5, all words": lambda question: fts5.best(Asked("", words=words_of(question)), DEPTH),
        "FTS5, any word": lambda question: fts5.best(Asked("", words=words_of(question), is_any=True), DEPTH),
        "Tantivy, all words": lambda question: tantivy.best(Asked("", words=words_of(question)), DEPTH),
        "Tantivy, any word": lambda question: tantivy.best(
            Asked("", words=words_of(question), is_any=True), DEPTH
        ),
        # What a reader gets who writes OR between the words.
        "On the Record, any word": lambda question: ours(" OR ".join(words_of(question))),
    }
    found = {name: _scored(answer, grades) for name, answer in engines.items()}
    return {"questions": len(QUESTIONS), "articles": folder.size, "engines": found}


def words_of(question: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"\w+", question.lower())))


def ours(text: str) -> Ranked:
    """Return the keys of our ten best, as a reader gets them."""
    results = search(SearchRequest(text=text, page_size=DEPTH))
    hits = (*results.hits, *results.partial)
    return [hit.article.pk for hit in hits if isinstance(hit, ArticleHit)]


def _scored(answer: Callable[[str], Ranked], grades: Sequence[dict[int, int]]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for question, graded in zip(QUESTIONS, grades, strict=True):
        ranked = answer(question.asked)
        rows.append(
            {
                "question": question.asked,
                "ndcg": round(ndcg(ranked, graded), 4),
                "is_found": any(graded.get(key) == 3 for key in ranked),
                "hits": len(ranked),
            }
        )
    return {
        "ndcg": round(sum(row["ndcg"] for row in rows) / len(rows), 4),
        "found": round(sum(row["is_found"] for row in rows) / len(rows), 3),
        "nothing": sum(not row["hits"] for row in rows),
        "by_question": rows,
    }
