"""Each role at each address and action of the desk, and at the API."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse

from articles.editing import Role, apply_edits, edits_of, give_role
from articles.models import (
    Article,
    Conflict,
    ImportBatch,
    NearDuplicate,
    Publication,
    Quote,
    Redirect,
    Report,
    Speaker,
    Topic,
    UnnamedSource,
    Upload,
)
from tests.web.shelf import fill_shelf

pytestmark = pytest.mark.django_db

# What a role may do with the rows of each table, view, add, change, delete; with any other, nothing.
VIEWER = dict.fromkeys(
    (
        "article",
        "conflict",
        "importbatch",
        "nearduplicate",
        "original",
        "publication",
        "quote",
        "redirect",
        "report",
        "review",
        "speaker",
        "topic",
        "unnamedsource",
    ),
    "v",
)
EDITOR = {
    **VIEWER,
    "article": "vc",
    "publication": "vacd",
    "quote": "vacd",
    "redirect": "vacd",
    "report": "vcd",
    "speaker": "vacd",
    "topic": "vacd",
    "unnamedsource": "vacd",
    "upload": "vac",
}
ADMINISTRATOR = {**EDITOR, "article": "vcd", "user": "vac"}
MAY = {None: {}, Role.VIEWER: VIEWER, Role.EDITOR: EDITOR, Role.ADMINISTRATOR: ADMINISTRATOR}
ROLES = list(MAY)
MODELS = [model for model in admin.site._registry if model._meta.app_label in ("articles", "auth")]
# What a viewer may do with rows chosen from a list: nothing that changes them.
VIEWERS_ACTIONS = {"article": {"export_metadata"}}


def account(role):
    made = User.objects.create_user(f"the {role}")
    give_role(made, role)
    return made


@pytest.fixture
def shelf(db):
    return fill_shelf()


@pytest.fixture
def things(shelf, admin_user):
    """Return a row of each table of the desk, by the table's name."""
    editor = User.objects.create_user("nora")
    articles = list(Article.objects.order_by("pk")[:2])
    act = apply_edits(
        edits_of(Article.objects.filter(pk=articles[0].pk), cells={"language": "fr"}), editor=editor
    )
    return {
        "act": act,
        "article": articles[0],
        "conflict": Conflict.objects.create(
            article=articles[0],
            original=articles[0].originals.get(),
            field="headline",
            kept="a",
            incoming="b",
        ),
        "importbatch": ImportBatch.objects.create(given="a.txt"),
        "nearduplicate": NearDuplicate.objects.create(
            one=articles[0], other=articles[1], score=0.5, one_share=0.5, other_share=0.5
        ),
        "original": articles[0].originals.get(),
        "publication": Publication.objects.first(),
        "quote": Quote.objects.first(),
        "redirect": Redirect.objects.first(),
        "report": Report.objects.first(),
        "speaker": Speaker.objects.first(),
        "topic": Topic.objects.first(),
        "unnamedsource": UnnamedSource.objects.first(),
        "user": editor,
    }


def everything_stored():
    """Return every row of the archive and of the accounts, but for who signed in when."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for label in ("articles", "auth")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model is not User
    } | {
        "accounts": list(
            User.objects.order_by("pk").values("pk", "username", "is_staff", "is_superuser", "email")
        )
    }


def address(model, view, thing=None):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"
    return reverse(name, args=[thing.pk] if thing else [])


def patterns(within=None):
    """Yield every address of the desk as its pattern; those that others add are among them."""
    for pattern in within if within is not None else admin.site.urls[0]:
        if hasattr(pattern, "url_patterns"):
            yield from ((f"{pattern.pattern}{path}", each) for path, each in patterns(pattern.url_patterns))
        else:
            yield str(pattern.pattern), pattern


def addresses(things):
    """Yield every address of the desk, with keys of rows that there are."""
    for path, pattern in patterns():
        if not pattern.name:
            continue
        table = pattern.name.split("_")[1] if pattern.name.count("_") else ""
        own = things[table].pk if table in things else 1
        known = {
            "object_id": own,
            "id": own,
            "change_id": things["act"].pk,
            "app_label": "articles",
            "content_type_id": 1,
        }
        keys = {name: known.get(name, 1) for name in pattern.pattern.regex.groupindex} or {
            name: known.get(name, 1) for name in getattr(pattern.pattern, "converters", {})
        }
        yield path, reverse(f"admin:{pattern.name}", kwargs=keys)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_with_each_table_what_is_written_above(client, things, role):
    client.force_login(account(role))
    refused = 302 if role is None else 403
    for model in MODELS:
        may = MAY[role].get(model._meta.model_name, "")
        thing = things.get(model._meta.model_name)
        expected = {("changelist", None): "v" in may, ("add", None): "a" in may}
        if thing is not None:
            looks = {(view, thing): "v" in may for view in ("change", "history")}
            expected |= {**looks, ("delete", thing): "d" in may}
        for (view, of), is_allowed in expected.items():
            found = client.get(address(model, view, of)).status_code
            assert found == (200 if is_allowed else refused), (model, view)
        if thing is not None and "c" not in may:
            before = everything_stored()
            assert client.post(address(model, "change", thing), {"name": "Other"}).status_code == refused, (
                model
            )
            assert everything_stored() == before, model


def test_who_has_no_role_is_led_from_every_address_to_sign_in(client, things):
    client.force_login(account(None))
    before = everything_stored()
    for path, url in addresses(things):
        if path in ("login/", "logout/", "password_change/", "password_change/done/", "jsi18n/"):
            continue
        for ask in (client.get, client.post):
            response = ask(url)
            assert response.status_code in (302, 405), path
            if response.status_code == 302:
                assert "login" in response["Location"] or "sign-in" in response["Location"], path
    assert everything_stored() == before


def test_nothing_that_is_sent_to_any_address_changes_anything_for_who_may_only_look(client, things):
    upload = Upload.objects.create(editor=things["user"], name="a.txt", content=b"A line.")
    things = {**things, "upload": upload}
    client.force_login(account(Role.VIEWER))
    before = everything_stored()
    for path, url in addresses(things):
        if path in ("logout/", "login/"):
            continue
        for sent in (
            {},
            {"post": "yes", "_save": "Save", "name": "Other", "reason": "Because."},
            {"action": "delete_selected", ACTION_CHECKBOX_NAME: [1, 2, 3], "post": "yes"},
        ):
            response = client.post(url, sent)
            assert response.status_code in (200, 302, 400, 403, 404, 405, 422), (path, response.status_code)
        assert everything_stored() == before, path


def test_no_action_on_chosen_rows_is_a_viewers(client, things, admin_user):
    viewer = account(Role.VIEWER)
    client.force_login(viewer)
    request = RequestFactory().get("/")
    before = everything_stored()
    for model in MODELS:
        admins = admin.site._registry[model]
        request.user = viewer
        assert set(admins.get_actions(request)) == VIEWERS_ACTIONS.get(model._meta.model_name, set()), model
        request.user = admin_user
        keys = list(model._default_manager.values_list("pk", flat=True))
        for action in admins.get_actions(request):
            sent = {"action": action, ACTION_CHECKBOX_NAME: keys, "post": "yes", "confirmed": action}
            client.post(address(model, "changelist"), sent)
            assert everything_stored() == before, (model, action)


def test_an_editor_deletes_no_article_whichever_way(client, things):
    client.force_login(account(Role.EDITOR))
    article = things["article"]
    assert client.post(address(Article, "delete", article), {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [article.pk], "post": "yes"}
    client.post(address(Article, "changelist"), sent)
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize(
    ("role", "withholds", "erases"),
    [(Role.VIEWER, False, False), (Role.EDITOR, True, False), (Role.ADMINISTRATOR, True, True)],
)
def test_editors_withhold_and_administrators_erase(client, things, role, withholds, erases):
    client.force_login(account(role))
    for view, is_allowed in (("withhold", withholds), ("erase", erases)):
        found = client.get(address(Article, view, things["article"])).status_code
        assert found == (200 if is_allowed else 403), view


def test_only_who_may_change_articles_edits_many_or_takes_it_back(client, things):
    act = reverse("admin:articles_article_act", args=[things["act"].pk])
    client.force_login(account(Role.VIEWER))
    assert client.get(act).status_code == 200
    assert "Undo all of it" not in client.get(act).content.decode()
    assert client.post(act).status_code == 403
    for name in ("together", "metadata"):
        assert client.post(reverse(f"admin:articles_article_{name}")).status_code == 403
    assert client.get(reverse("admin:articles_article_metadata")).status_code == 403
    client.force_login(account(Role.EDITOR))
    assert client.post(act).status_code == 302


def test_nobody_sees_the_uploads_of_another(client, things):
    upload = Upload.objects.create(editor=things["user"], name="a.txt", content=b"A line.")
    for role in (Role.VIEWER, Role.EDITOR, Role.ADMINISTRATOR):
        client.force_login(account(role))
        item = client.get(reverse("admin:articles_upload_item", args=[upload.pk, 1]))
        assert item.status_code == (403 if role == Role.VIEWER else 404)


@pytest.mark.parametrize("role", ROLES)
def test_the_api_gives_every_role_what_it_gives_to_all(client, shelf, role):
    paths = [
        "/api/v1/articles",
        "/api/v1/quotes",
        "/api/v1/speakers",
        *(
            f"/api/v1/articles/{article.public_id}"
            for article in (shelf.full, shelf.private, shelf.hidden, shelf.withheld)
        ),
    ]
    to_all = [(path, client.get(path).status_code, client.get(path).content) for path in paths]
    client.force_login(account(role))
    assert [(path, client.get(path).status_code, client.get(path).content) for path in paths] == to_all
    before = everything_stored()
    for path in paths:
        for ask in (client.post, client.put, client.patch, client.delete):
            assert ask(path).status_code == 405
    assert everything_stored() == before


@pytest.mark.parametrize("role", ROLES)
def test_the_api_of_a_private_archive_is_for_who_signs_in(client, shelf, settings, role):
    settings.ARCHIVE_PUBLIC = False
    assert client.get("/api/v1/articles").status_code == 403
    client.force_login(account(role))
    assert client.get("/api/v1/articles").status_code == 200
    assert client.get(f"/api/v1/articles/{shelf.private.public_id}").status_code == 404
