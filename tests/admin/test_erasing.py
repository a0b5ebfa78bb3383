"""The screen on which an administrator destroys an article."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles.changes import changing
from articles.editing import link_sources
from articles.models import Action, Article, Change, ChangedRow, Original, Quote, Speaker
from articles.search import drain_outbox
from tests.admin.forms import form_values
from tests.factories import make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db


def address(article):
    return reverse("admin:articles_article_erase", args=[article.pk])


def erase(client, article, **said):
    values = form_values(client.get(address(article)).content.decode())
    filled = {"reason": "legal", "note": "Court of W., 12/3", "confirmed": article.public_id, **said}
    return client.post(address(article), {**values, **filled})


@pytest.fixture
def article():
    article = make_article()
    make_quote(article, speaker=make_speaker())
    make_quote(make_article(), speaker=make_speaker("Tom Hale"))
    drain_outbox()
    return article


def test_an_article_is_erased_and_its_digest_and_its_stub_stay(admin_client, client, article):
    digest = article.originals.get().sha256
    page = admin_client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert f'<a href="{address(article)}">Erase for good</a>' in page
    quote = article.quotes.get()
    assert erase(admin_client, article).status_code == 302
    assert not Article.objects.filter(pk=article.pk).exists()
    assert (Quote.objects.count(), Speaker.objects.get().name) == (1, "Tom Hale")
    original = Original.objects.get(sha256=digest)
    assert (original.content, original.name, original.article) == (None, "(erased)", None)
    for path in (article.get_absolute_url(), quote.get_absolute_url()):
        stub = client.get(path)
        assert (stub.status_code, "Erased: legal order" in stub.content.decode()) == (410, True)
    assert client.get("/speakers/ada-marsh/").status_code == 404
    logged = LogEntry.objects.get()
    assert (logged.object_repr, logged.change_message) == (
        article.public_id,
        "Erased: legal order. Court of W., 12/3",
    )


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"reason": ""}, "Choose the reason that readers are told."),
        ({"note": " "}, "Say on what ground"),
        ({"confirmed": "aaaaaaaaaaaa"}, "This is not "),
    ],
    ids=["no reason", "no ground", "another id"],
)
def test_a_form_that_says_too_little_erases_nothing_and_says_so_at_the_field(
    admin_client, article, said, error
):
    response = erase(admin_client, article, **said)
    assert response.status_code == 422
    assert error in response.content.decode()
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize(("role", "status"), [("Viewer", 403), ("Editor", 403), ("Administrator", 200)])
def test_of_the_roles_administrators_alone_may_erase(client, article, role, status):
    account = User.objects.create_user("vera", is_staff=True)
    account.groups.add(Group.objects.get(name=role))
    client.force_login(account)
    assert client.get(address(article)).status_code == status
    if status == 403:
        assert client.post(address(article), {"confirmed": article.public_id}).status_code == 403
        assert Article.objects.filter(pk=article.pk).exists()


def test_what_editors_said_of_its_unnamed_sources_goes_with_it(admin_client, admin_user, article):
    one = make_unnamed_source(article, "clerk of the harbour")
    other = make_unnamed_source(make_article(), "harbour clerk")
    with changing(admin_user, action=Action.EDIT):
        link_sources(one, other, editor=admin_user, reason="The clerk told us so")
    assert erase(admin_client, article).status_code == 302
    assert not ChangedRow.objects.filter(label__contains="clerk").exists()
    assert not Change.objects.filter(reason__contains="clerk").exists()
