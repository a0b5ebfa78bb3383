"""Removed text restored from the article's page at the desk."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.models import Article, Redirect, RemovedText
from articles.search import SearchRequest, search
from tests.admin.forms import form_values
from tests.factories import import_bytes, make_article, make_quote

pytestmark = pytest.mark.django_db

TEXT = (
    "Harbour fee to fall\n\nThe harbour board met on Monday to discuss the new tariff and the old quay.\n\n"
    "“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters afterwards.\n\n"
    "It will sit again in a month, and the public may come to hear what it decides then.\n\n"
    "Share this on Facebook and Twitter\n"
)


@pytest.fixture
def removed():
    return import_bytes(TEXT.encode(), name="harbour.txt").article.removed_texts.get(text__startswith="Share")


def press(client, removed):
    url = reverse("admin:articles_article_restore", args=[removed.article_id])
    return client.post(url, {"removed": removed.pk}, follow=True).content.decode()


def found(text):
    return search(SearchRequest(text=text)).total


@pytest.mark.django_db(transaction=True)
def test_a_restored_line_is_found_at_once_and_gone_again_when_removed(admin_client, removed):
    assert found("facebook") == 0
    assert "Restored: “Share this on Facebook and Twitter”" in press(admin_client, removed)
    assert found("facebook") == 1
    assert "Removed again" in press(admin_client, removed)
    assert found("facebook") == 0


def test_readers_see_it_in_the_text_and_no_longer_under_removed_text(admin_client, client, removed):
    path = removed.article.get_absolute_url()
    assert "Removed text" in client.get(path).content.decode()
    press(admin_client, removed)
    html = client.get(path).content.decode()
    assert "Removed text" not in html
    assert html.count("Share this on Facebook and Twitter") >= 1


def test_the_page_offers_to_restore_and_then_to_remove_again(admin_client, admin_user, removed):
    url = reverse("admin:articles_article_change", args=[removed.article_id])
    assert ">Restore</button>" in admin_client.get(url).content.decode()
    html = press(admin_client, removed)
    assert ">Remove again</button>" in html
    assert f"by {admin_user}" in html
    row = removed.article.provenance.get(field="body")
    assert (row.origin, row.editor) == ("editor", admin_user)
    assert row.reason == "Restored: Share this on Facebook and Twitter"


def test_removing_it_again_leaves_no_trace_of_an_editor_so_that_imports_follow_again(admin_client, removed):
    press(admin_client, removed)
    press(admin_client, removed)
    assert not removed.article.provenance.filter(field="body").exists()
    newer = TEXT.replace("a month", "two months")
    assert import_bytes(newer.encode(), name="harbour.txt").outcome == "updated"
    assert "two months" in Article.objects.get().body


def test_quotes_of_a_restored_line_are_found_and_keep_their_address_when_it_comes_back(admin_client):
    line = "Sign up for our newsletter: “We will lower the fee by spring,” Nora Lind said."
    text = TEXT.replace("Share this on Facebook and Twitter", line)
    article = import_bytes(text.encode(), name="harbour.txt").article
    row = article.removed_texts.get(text=line)
    press(admin_client, row)
    article.refresh_from_db()
    first, second = article.quotes.filter(words="We will lower the fee by spring,").order_by("start")
    assert (first.speaker.name, second.speaker.name) == ("Ada Marsh", "Nora Lind")
    assert article.body[second.start : second.end] == second.words
    press(admin_client, row)
    assert Redirect.objects.target(kind="vanished", old=second.public_id) == article.public_id
    press(admin_client, row)
    assert article.quotes.filter(public_id=second.public_id).exists()
    assert not Redirect.objects.filter(old=second.public_id).exists()


def test_an_editors_other_changes_to_the_text_stay_an_editors(admin_client, removed):
    article = removed.article
    Article.objects.update(body=article.body.replace("Monday", "Tuesday"))
    press(admin_client, removed)
    press(admin_client, removed)
    assert article.provenance.get(field="body").origin == "editor"


def test_a_text_inside_of_a_quote_is_refused_with_a_sentence(admin_client):
    article = make_article(body="“We will lower the fee.\n\nIn May,” Ada Marsh said.")
    make_quote(article, "We will lower the fee.\n\nIn May,")
    row = RemovedText.objects.create(article=article, text="More below.", rule="related", position=25)
    assert "a quote would be lost or torn apart" in press(admin_client, row)
    assert "More below." not in Article.objects.get().body


@pytest.mark.django_db(transaction=True)
def test_the_text_of_a_withheld_article_is_restored_and_stays_withheld(admin_client, client, removed):
    Article.objects.update(visibility="withheld", withheld_reason="privacy")
    press(admin_client, removed)
    article = Article.objects.get()
    assert article.body.endswith("Share this on Facebook and Twitter")
    assert found("facebook") == 0
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "Facebook" not in response.content.decode()
    press(admin_client, removed)
    assert "Facebook" not in Article.objects.get().body


def test_a_form_opened_before_is_refused(admin_client, removed):
    url = reverse("admin:articles_article_change", args=[removed.article_id])
    opened = form_values(admin_client.get(url).content.decode())
    press(admin_client, removed)
    html = admin_client.post(url, {**opened, "standfirst": "Late."}).content.decode()
    assert "changed this article after you opened it" in html


def test_who_may_only_look_restores_nothing(client, removed, django_user_model):
    viewer = django_user_model.objects.create_user("vera", is_staff=True)
    viewer.user_permissions.add(*Permission.objects.filter(codename__in=["view_article", "view_removedtext"]))
    client.force_login(viewer)
    url = reverse("admin:articles_article_restore", args=[removed.article_id])
    assert client.post(url, {"removed": removed.pk}).status_code == 403
    assert client.get(url).status_code == 405
    page = client.get(reverse("admin:articles_article_change", args=[removed.article_id]))
    assert page.status_code == 200
    assert ">Restore</button>" not in page.content.decode()
    assert not RemovedText.objects.get(pk=removed.pk).is_restored


@pytest.mark.parametrize("number", ["", "x", "999999"])
def test_a_text_that_is_not_there_is_not_found(admin_client, removed, number):
    url = reverse("admin:articles_article_restore", args=[removed.article_id])
    assert admin_client.post(url, {"removed": number}).status_code == 404
