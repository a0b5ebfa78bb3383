"""Accounts, and the roles that open the desk."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.urls import reverse

from articles.editing import Role, give_role, make_roles, role_of
from tests.admin.forms import form_values

pytestmark = pytest.mark.django_db
PASSWORD = "long enough words"


def account(name="iris", role=None, **values):
    made = User.objects.create_user(name, email=f"{name}@archive.example", password=PASSWORD, **values)
    give_role(made, role)
    return made


@pytest.fixture
def administrator(client):
    made = account("ada", Role.ADMINISTRATOR)
    client.force_login(made)
    return made


def page_of(thing):
    return reverse(f"admin:auth_{thing._meta.model_name}_change", args=[thing.pk])


def save(client, thing, **changes):
    values = {**form_values(client.get(page_of(thing)).content.decode()), **changes}
    return client.post(page_of(thing), values)


def allowed(role):
    return {
        f"{app}.{name}"
        for app, name in Group.objects.get(name=role).permissions.values_list(
            "content_type__app_label", "codename"
        )
    }


def test_migrate_makes_three_groups():
    assert set(Group.objects.values_list("name", flat=True)) == {"Viewer", "Editor", "Administrator"}


def test_a_viewer_may_look_at_everything_of_the_archive_and_at_nothing_else():
    assert "articles.view_article" in allowed("Viewer")
    assert all(permission.startswith("articles.view_") for permission in allowed("Viewer"))


def test_an_editor_may_not_delete_an_article_nor_touch_accounts():
    assert allowed("Editor") >= {"articles.change_article", "articles.add_topic", "articles.delete_quote"}
    assert "articles.delete_article" not in allowed("Editor")
    assert all(permission.startswith("articles.") for permission in allowed("Editor"))


def test_an_administrator_keeps_accounts_and_deletes_none():
    of_accounts = {permission for permission in allowed("Administrator") if permission.startswith("auth.")}
    assert of_accounts == {"auth.add_user", "auth.change_user", "auth.view_user"}
    assert "articles.delete_article" in allowed("Administrator")


def test_erasing_is_the_administrators_alone_whatever_it_is_called_on():
    of_article = Permission.objects.get(codename="view_article").content_type
    Permission.objects.get_or_create(
        codename="erase_article", content_type=of_article, defaults={"name": "Can erase article"}
    )
    make_roles()
    assert "articles.erase_article" not in allowed("Editor")
    assert "articles.erase_article" in allowed("Administrator")


def test_migrate_brings_a_role_back_to_its_rules_and_leaves_other_groups_alone():
    own = Group.objects.create(name="Topic editors")
    topics = Permission.objects.get(codename="change_topic")
    own.permissions.add(topics)
    Group.objects.get(name="Viewer").permissions.add(topics)
    Group.objects.get(name="Editor").delete()
    call_command("migrate", verbosity=0)
    assert "articles.change_topic" not in allowed("Viewer")
    assert "articles.change_topic" in allowed("Editor")
    assert list(own.permissions.all()) == [topics]


def test_an_account_has_one_role_and_keeps_other_groups():
    iris = account(role=Role.ADMINISTRATOR)
    iris.groups.add(Group.objects.create(name="Topic editors"))
    give_role(iris, Role.VIEWER)
    assert set(iris.groups.values_list("name", flat=True)) == {"Viewer", "Topic editors"}
    assert (role_of(iris), iris.is_staff) == (Role.VIEWER, True)
    give_role(iris, None)
    assert (role_of(iris), iris.is_staff) == (None, False)


def test_an_administrator_makes_an_editor_who_can_sign_in_to_the_desk(client, administrator):
    address = reverse("admin:auth_user_add")
    sent = {
        **form_values(client.get(address).content.decode()),
        "username": "nora",
        "email": "nora@archive.example",
        "role": "Editor",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    assert client.post(address, sent).status_code == 302
    nora = User.objects.get(username="nora")
    assert (role_of(nora), nora.is_staff, nora.is_superuser) == (Role.EDITOR, True, False)
    client.force_login(nora)
    assert client.get(reverse("admin:articles_article_changelist")).status_code == 200
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_a_role_is_changed_and_taken_away(client, administrator):
    iris = account(role=Role.EDITOR)
    assert save(client, iris, role="Viewer").status_code == 302
    assert role_of(iris) is Role.VIEWER
    assert save(client, iris, role="").status_code == 302
    iris.refresh_from_db()
    assert not iris.is_staff
    assert "Reader" in client.get(reverse("admin:auth_user_changelist")).content.decode()


def test_nobody_takes_their_own_access_away(client, administrator):
    html = save(client, administrator, role="Viewer").content.decode()
    assert "Another administrator has to change your own role." in html
    values = form_values(client.get(page_of(administrator)).content.decode())
    del values["is_active"]
    html = client.post(page_of(administrator), values).content.decode()
    assert "You cannot close your own account." in html
    assert role_of(administrator) is Role.ADMINISTRATOR


def test_an_administrator_cannot_become_more_than_that(client, administrator, admin_user):
    iris = account()
    values = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}
    save(client, iris, **values)
    iris.refresh_from_db()
    assert (iris.is_superuser, iris.is_staff, iris.groups.count()) == (False, False, 0)
    assert client.post(page_of(admin_user), {"email": "mine@archive.example"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[admin_user.pk])
    assert client.post(password, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 403


def test_a_superuser_keeps_the_desk_without_a_role(admin_client, admin_user):
    assert save(admin_client, admin_user, email="root@archive.example").status_code == 302
    admin_user.refresh_from_db()
    assert (admin_user.email, admin_user.is_staff) == ("root@archive.example", True)


def test_no_account_is_deleted(admin_client):
    address = reverse("admin:auth_user_delete", args=[account().pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert "delete_selected" not in admin_client.get(reverse("admin:auth_user_changelist")).content.decode()
