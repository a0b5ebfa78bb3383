"""Stored originals read again: what would change, and storing it."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import importing, search
from articles.editing import mark_edited
from articles.models import Article, Conflict, ImportBatch, IndexChange, Original, Quote, Redirect
from articles.text.pipeline import PIPELINE_VERSION
from articles.text.readers import Item
from tests.factories import import_bytes
from tests.importing.test_import import TEXT

pytestmark = pytest.mark.django_db(transaction=True)


def run(*articles, **options) -> str:
    out = io.StringIO()
    call_command("reextract", *articles, stdout=out, **options)
    return out.getvalue()


def of_an_older_engine(**differences) -> Article:
    """Return an imported article as if an older engine had read it, and read these fields otherwise."""
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    Article.objects.filter(pk=article.pk).update(pipeline_version="1", **differences)
    article.refresh_from_db()
    return article


def everything() -> list:
    models = (Article, Original, Quote, IndexChange, Redirect, Conflict)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_preview_names_what_would_change_and_changes_nothing():
    article = of_an_older_engine(headline="Harbor fee", dateline="HARBOUR TOWN")
    article.bylines.all().delete()
    first = article.quotes.spoken().order_by("start").first()
    Quote.objects.filter(pk=first.pk).update(speaker=None, confidence=0)
    article.quotes.filter(words="long overdue").delete()
    before = everything()
    report = run()
    assert everything() == before
    assert report.splitlines()[:6] == [
        f"{article.public_id}  Harbor fee",
        "  headline: Harbor fee → Harbour fee to fall by spring",
        "  - dateline: HARBOUR TOWN",
        "  + byline: Nora Lind",
        "  speaker of “We will lower the fee by spring,”: nobody known, direct → Ada Marsh, direct",
        "  + quote: “long overdue” (Tom Hale, mixed)",
    ]
    assert "Preview, nothing changed: 1 would change, 0 would stay the same, 0 failed." in report


def test_a_preview_shows_paragraphs_and_removed_lines_that_come_and_go():
    text = TEXT + "\nblog comments powered by Disqus\n"
    article = import_bytes(text.encode(), name="harbour.txt").article
    Article.objects.filter(pk=article.pk).update(
        pipeline_version="1", body=article.body + "\n\nblog comments powered by Disqus"
    )
    article.removed_texts.all().delete()
    report = run()
    assert "  - paragraph: blog comments powered by Disqus\n" in report
    assert "  + removed text: blog comments powered by Disqus\n" in report


def test_applying_stores_it_keeps_ids_and_the_index_follows():
    article = of_an_older_engine(headline="Harbor fee")
    search.drain_outbox()
    ids = dict(article.quotes.values_list("pk", "public_id"))
    assert "1 changed, 0 the same, 0 failed" in run(apply=True)
    article.refresh_from_db()
    assert (article.headline, article.pipeline_version) == ("Harbour fee to fall by spring", PIPELINE_VERSION)
    assert dict(article.quotes.values_list("pk", "public_id")) == ids
    assert not IndexChange.objects.exists()
    assert search.search(search.SearchRequest(text="headline:harbour")).total == 1
    call_command("verify_archive", stdout=io.StringIO())
    assert not ImportBatch.objects.exists()


def test_what_an_editor_set_stays_and_is_no_conflict(django_user_model):
    article = of_an_older_engine(headline="An editor's headline", standfirst="Read by an older engine")
    mark_edited(article, fields=["headline"], editor=django_user_model.objects.create(username="nora"))
    quote = article.quotes.get(words="long overdue")
    Quote.objects.filter(pk=quote.pk).update(review_state="corrected", speaker=None)
    report = run(apply=True)
    assert "  headline: " not in report
    assert "  - standfirst: Read by an older engine\n" in report
    article.refresh_from_db()
    quote.refresh_from_db()
    assert (article.headline, article.standfirst, quote.speaker) == ("An editor's headline", "", None)
    assert not Conflict.objects.exists()


def test_a_text_that_an_editor_set_gets_the_quotes_of_todays_engine(django_user_model):
    article = of_an_older_engine()
    body = "The board met again on Monday.\n\n" + article.body.replace(
        " to discuss the new tariff and", ", about"
    )
    Article.objects.filter(pk=article.pk).update(body=body)
    mark_edited(article, fields=["body"], editor=django_user_model.objects.create(username="nora"))
    article.quotes.all().delete()
    run(apply=True)
    article.refresh_from_db()
    assert article.body == body
    assert [quote.words for quote in article.quotes.spoken().order_by("start")] == [
        "We will lower the fee by spring,",
        "long overdue",
    ]
    call_command("verify_archive", stdout=io.StringIO())


def test_a_quote_that_an_editor_removed_stays_away(admin_client):
    article = of_an_older_engine()
    quote = article.quotes.get(words="long overdue")
    admin_client.post(f"/admin/articles/quote/{quote.pk}/delete/", {"post": "yes"})
    assert not article.quotes.filter(words="long overdue").exists()
    assert "long overdue" not in run(apply=True)
    assert not article.quotes.filter(words="long overdue").exists()


def test_only_what_an_older_engine_read_is_read_again_unless_all_is_said():
    of_an_older_engine()
    run(apply=True)
    assert "0 would change, 0 would stay the same" in run()
    assert "0 would change, 1 would stay the same" in run(all=True)


def test_the_articles_named_are_read_whatever_engine_read_them():
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    import_bytes(TEXT.replace("harbour", "airport").encode(), name="airport.txt")
    Article.objects.update(headline="Another")
    assert "1 would change" in run(article.public_id)
    with pytest.raises(CommandError, match="There is no article nowhere"):
        run("nowhere")


def test_an_original_that_can_no_longer_be_read_is_named_and_the_rest_goes_on(capsys):
    article = of_an_older_engine(headline="Harbor fee")
    Original.objects.update(content=b"\x00\x01")
    other = import_bytes(TEXT.replace("harbour", "airport").encode(), name="airport.txt").article
    Article.objects.filter(pk=other.pk).update(pipeline_version="1", headline="Another")
    with pytest.raises(CommandError, match="1 failed"):
        call_command("reextract", apply=True)
    report = capsys.readouterr().out
    assert f"{article.public_id}  Harbor fee\n  failed: " in report
    other.refresh_from_db()
    assert other.headline == "Harbour fee to fall by spring"


def test_an_erased_original_is_passed_over_and_named_only_when_asked_for():
    article = of_an_older_engine(headline="Harbor fee")
    Original.objects.update(content=None, erased_at=timezone.now())
    assert "0 would change, 0 would stay the same, 0 failed" in run()
    with pytest.raises(CommandError, match="1 failed"):
        run(article.public_id)


def test_an_original_is_read_in_another_format_where_it_was_taken_wrongly():
    marked = TEXT.strip().replace("harbour board", "harbour <b>board</b>").split("\n\n")
    paragraphs = "".join(f"<p>\n{paragraph}\n</p>\n" for paragraph in marked)
    page = f"<!DOCTYPE html>\n<html><body><article>\n{paragraphs}</article></body></html>"
    item = Item(name="harbour.txt", data=page.encode(), format="text")
    article = importing.import_item(item).article
    assert "<b>board</b>" in article.body
    run(article.public_id, format="html", apply=True)
    article.refresh_from_db()
    assert "<b>" not in article.body
    assert article.originals.get().format == "html"
    with pytest.raises(CommandError, match="Name the articles"):
        run(format="html")
