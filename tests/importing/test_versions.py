"""Several versions of one text, in any order, under any name, in any format."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.editing import mark_edited
from articles.importing import import_item
from articles.models import Article, Conflict, ImportBatch, Original
from articles.text.documents import Stated
from articles.text.readers import Item
from tests.factories import import_bytes
from tests.importing.test_import import TEXT

pytestmark = pytest.mark.django_db

SECOND = TEXT.replace("on Monday", "on Tuesday").encode()
THIRD = TEXT.replace("on Monday", "on Wednesday").encode()
FIRST = TEXT.encode()


def current() -> bytes:
    return bytes(Original.objects.get(is_current=True).content)


def outcomes(*texts: bytes) -> list[str]:
    return [import_bytes(text, name="harbour.txt").outcome for text in texts]


def test_each_newer_version_takes_the_place_of_the_one_before():
    assert outcomes(FIRST, SECOND, THIRD) == ["created", "updated", "updated"]
    article = Article.objects.get()
    assert "on Wednesday" in article.body
    assert article.originals.count() == 3
    assert current() == THIRD


def test_an_earlier_version_that_comes_again_does_not_bring_the_article_back():
    assert outcomes(FIRST, SECOND, FIRST) == ["created", "updated", "unchanged"]
    assert current() == SECOND
    assert import_bytes(FIRST, name="harbour.txt").reason == "A newer version of it is in the archive."


def test_all_versions_imported_again_in_any_order_change_nothing():
    outcomes(FIRST, SECOND, THIRD)
    assert outcomes(THIRD, FIRST, SECOND, SECOND, FIRST) == ["unchanged"] * 5
    assert current() == THIRD


def test_an_earlier_version_becomes_current_only_when_the_newer_is_undone(tmp_path):
    for version in (FIRST, SECOND):
        (tmp_path / "harbour.txt").write_bytes(version)
        call_command("import_articles", str(tmp_path), stdout=io.StringIO())
    call_command("undo_import", str(ImportBatch.objects.first().pk), apply=True, stdout=io.StringIO())
    assert current() == FIRST
    assert outcomes(SECOND) == ["updated"]


def test_the_same_bytes_under_two_names_are_one_original_and_keep_the_first_name():
    article = import_bytes(FIRST, name="harbour.txt").article
    copied = import_bytes(FIRST, name="copies/harbour.txt")
    assert (copied.outcome, copied.article, copied.name) == ("unchanged", article, "copies/harbour.txt")
    assert Original.objects.get().name == "harbour.txt"


def test_one_text_as_text_and_as_a_page_is_two_articles_unless_their_address_says_otherwise():
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT.strip().split("\n\n")[2:])
    page = f"<html><head><title>Harbour fee to fall by spring</title></head><body><article><h1>Harbour fee to fall by spring</h1>{paragraphs}</article></body></html>"
    stated = Stated(where="feed", source_url="https://news.example/harbour")
    first = import_item(Item("harbour.txt", FIRST, stated=stated))
    other = import_item(Item("harbour.html", page.encode()))
    assert (first.outcome, other.outcome) == ("created", "created")
    same = import_item(
        Item("harbour-2.html", page.replace("<html>", "<html lang=en>").encode(), stated=stated)
    )
    assert (same.outcome, same.article) == ("updated", first.article)


def test_a_conflict_stays_one_conflict_however_often_its_original_comes(django_user_model):
    article = import_bytes(FIRST, name="harbour.txt").article
    mark_edited(article, fields=["headline"], editor=django_user_model.objects.create(username="nora"))
    changed = TEXT.replace("by spring\n", "by May\n").encode()
    assert outcomes(changed, changed, FIRST) == ["conflict", "unchanged", "unchanged"]
    assert Conflict.objects.count() == 1
    further = TEXT.replace("by spring\n", "by June\n").encode()
    assert outcomes(further) == ["conflict"]
    assert [conflict.incoming for conflict in Conflict.objects.open().order_by("pk")] == [
        "Harbour fee to fall by May",
        "Harbour fee to fall by June",
    ]


def test_the_report_of_conflicts_names_both_values_and_imports_nothing(django_user_model):
    article = import_bytes(FIRST, name="harbour.txt").article
    editor = django_user_model.objects.create(username="nora")
    mark_edited(article, fields=["headline", "body"], editor=editor)
    changed = import_bytes(
        TEXT.replace("by spring\n", "by May\n").encode() + b"\nThe end is near.\n", name="harbour.txt"
    )
    out = io.StringIO()
    call_command("import_articles", conflicts=True, stdout=out)
    report = out.getvalue()
    assert report.splitlines()[:4] == [
        f"{article.public_id}  Harbour fee to fall by spring",
        "  field     headline",
        "  kept      Harbour fee to fall by spring",
        "  incoming  Harbour fee to fall by May",
    ]
    assert f"  original  harbour.txt ({changed.sha256})" in report
    assert report.endswith("2 conflicts wait for an editor.\n")
    Conflict.objects.update(resolved_at=timezone.now())
    out = io.StringIO()
    call_command("import_articles", conflicts=True, stdout=out)
    assert out.getvalue() == "0 conflicts wait for an editor.\n"


def test_an_import_of_nothing_is_refused():
    with pytest.raises(CommandError, match="Say what to import"):
        call_command("import_articles")
