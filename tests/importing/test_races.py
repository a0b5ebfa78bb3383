"""Two imports at once, as only PostgreSQL lets them run."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from articles.models import Article, Outcome, Speaker
from tests.factories import import_bytes

NAMES = [
    f"{given} {last}"
    for given in ("Ada", "Tom", "Nora", "Ivo")
    for last in ("Marsh", "Hale", "Lind", "Frost")
]


def _text(number: int, names: list[str]) -> bytes:
    said = "\n\n".join(f"“The quay needs plan {number}-{at},” {name} said." for at, name in enumerate(names))
    return f"The harbour board met for the {number}. time to talk about the fee.\n\n{said}\n".encode()


def _import_all(texts: list[tuple[str, bytes]]) -> list[tuple[str, str]]:
    try:
        results = [import_bytes(text, name=name) for name, text in texts]
        return [(result.outcome, result.reason) for result in results]
    finally:
        connections.close_all()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_imports_that_meet_the_same_new_speakers_in_opposite_order_both_succeed():
    for round_number in range(4):
        names = [f"{name}{'abcd'[round_number]}" for name in NAMES]
        one = [(f"one-{round_number}.txt", _text(2 * round_number, names))]
        other = [(f"other-{round_number}.txt", _text(2 * round_number + 1, names[::-1]))]
        with ThreadPoolExecutor(2) as pool:
            found = [outcome for outcomes in pool.map(_import_all, [one, other]) for outcome in outcomes]
        assert found == [(Outcome.CREATED, "")] * 2
    assert Speaker.objects.count() == 4 * len(NAMES)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_imported_twice_at_once_are_one_article():
    texts = [(f"{number}.txt", _text(number, NAMES[:2])) for number in range(10)]
    with ThreadPoolExecutor(2) as pool:
        found = [outcome for outcomes in pool.map(_import_all, [texts, texts]) for outcome, _ in outcomes]
    assert sorted(found) == [Outcome.CREATED] * 10 + [Outcome.UNCHANGED] * 10
    assert Article.objects.count() == 10
