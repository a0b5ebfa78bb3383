"""`manage.py prepare`, which every start runs."""

import shutil

import pytest
from django.conf import settings
from django.core.management import call_command

from articles import search
from articles.models import Article, IndexChange, Publication, Topic
from articles.search import Scope, SearchRequest

pytestmark = pytest.mark.django_db(transaction=True)


def _found(query: str) -> int:
    return search.search(SearchRequest(text=query, scope=Scope.ARTICLES)).total


def _prepare(folder, **options):
    call_command("prepare", seeds=folder, **options)


@pytest.fixture
def seed_folder(tmp_path):
    """Return a folder with one text to import."""
    folder = tmp_path / "to import"
    folder.mkdir()
    (folder / "harbour.txt").write_text(
        "Harbour fee to fall\n\nThe harbour board lowered its fee on Monday.\n"
    )
    return folder


def test_an_empty_archive_gets_the_seeds_and_an_index(seed_folder):
    _prepare(seed_folder)
    assert Article.objects.count() == 1
    assert _found("harbour") == 1


def test_the_topics_beside_the_seeds_come_with_them_and_gather(seed_folder):
    beside = seed_folder.with_name("to import.topics.toml")
    beside.write_text('[[topics]]\nslug = "fees"\nname = "Fees"\nquery = "fee"\n')
    _prepare(seed_folder)
    topic = Topic.objects.get(slug="fees")
    assert topic.articles.count() == 1
    topic.delete()
    _prepare(seed_folder)
    assert not Topic.objects.exists()


def test_a_deleted_seed_stays_away_and_other_rows_stay(seed_folder):
    _prepare(seed_folder)
    Article.objects.get().delete()
    Publication.objects.create(name="The Quay", name_key="the quay", slug="the-quay")
    _prepare(seed_folder)
    assert not Article.objects.exists()
    assert Publication.objects.filter(slug="the-quay").exists()


def test_a_lost_index_is_built_again(seed_folder):
    _prepare(seed_folder)
    shutil.rmtree(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
    assert search.index_problem()
    _prepare(seed_folder)
    assert _found("harbour") == 1


def test_changes_that_a_killed_server_left_are_indexed(seed_folder):
    _prepare(seed_folder)
    Article.objects.update(headline="Toll on the canal")
    IndexChange.objects.record("article", [Article.objects.get().pk])
    _prepare(seed_folder)
    assert _found("canal") == 1
    assert not IndexChange.objects.exists()
