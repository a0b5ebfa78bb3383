"""Signing in, how often one may try, and a new password for who forgot theirs."""

import datetime
import re
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.editing import Role, give_role
from articles.models import SignInTry
from articles.sign_ins import Attempt
from tests.operation.machines import environment, manage
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db
PASSWORD = "long enough words"
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.CAN_SEND_MAIL = True


@pytest.fixture
def iris():
    return User.objects.create_user("iris", email="iris@archive.example", password=PASSWORD)


def sign_in(client, password="wrong", *, name="iris", at=SIGN_IN, **extra):  # noqa: S107  no password of anybody
    return client.post(at, {"username": name, "password": password}, **extra)


def test_five_wrong_passwords_have_to_wait_and_a_right_one_too(client, iris):
    for _ in range(5):
        assert sign_in(client).status_code == 200
    response = sign_in(client, PASSWORD)
    assert response.status_code == 429
    assert "Too many tries. Wait 15 minutes before the next one." in response.content.decode()
    assert 890 <= int(response["Retry-After"]) <= 901
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("door", [SIGN_IN, "/admin/login/"])
def test_both_doors_count_together_and_both_close(client, iris, door):
    for number in range(5):
        sign_in(client, at=("/admin/login/", SIGN_IN)[number % 2])
    assert sign_in(client, PASSWORD, at=door).status_code == 429


def test_another_account_and_another_address_may_still_try(client, iris):
    for _ in range(5):
        sign_in(client)
    User.objects.create_user("nora", password=PASSWORD)
    assert sign_in(client, PASSWORD, name="nora").status_code == 302
    assert sign_in(Client(), PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_name_that_nobody_has_is_locked_the_same_way(client, iris):
    answers = {name: [sign_in(client, name=name) for _ in range(6)] for name in ("iris", "nobody")}
    shown = {
        name: [
            re.sub(r"csrfmiddlewaretoken.*?>|value=\"[^\"]*\"", "", answer.content.decode())
            for answer in given
        ]
        for name, given in answers.items()
    }
    assert shown["iris"] == shown["nobody"]
    assert [answer.status_code for answer in answers["nobody"]] == [200] * 5 + [429]


def test_no_spelling_of_a_name_gives_more_tries(client, iris):
    for name in ("iris", "IRIS", " iris", "ｉｒｉｓ", "Iris"):
        sign_in(client, name=name)
    assert sign_in(client, PASSWORD).status_code == 429


def test_an_account_tried_from_everywhere_closes_everywhere(client, iris):
    for number in range(25):
        assert sign_in(client, REMOTE_ADDR=f"192.0.2.{number // 4}").status_code == 200
    assert sign_in(Client(), PASSWORD, REMOTE_ADDR="198.51.100.1").status_code == 429


def test_an_address_that_tries_many_accounts_is_closed(client, iris):
    for number in range(40):
        assert sign_in(client, name=f"name{number}").status_code == 200
    assert sign_in(client, PASSWORD).status_code == 429


def test_behind_a_proxy_the_client_counts_and_not_the_proxy(client, iris):
    for _ in range(5):
        sign_in(client, REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.5"})
    other = {"REMOTE_ADDR": "127.0.0.1", "headers": {"X-Forwarded-For": "203.0.113.6"}}
    assert sign_in(Client(), PASSWORD, **other).status_code == 302


def test_nobody_invents_addresses_by_a_header(client, iris):
    for number in range(5):
        sign_in(client, REMOTE_ADDR="198.51.100.9", headers={"X-Forwarded-For": f"203.0.113.{number}"})
    assert sign_in(client, PASSWORD, REMOTE_ADDR="198.51.100.9").status_code == 429


def test_a_right_password_forgets_the_wrong_ones(client, iris):
    for _ in range(4):
        sign_in(client)
    assert sign_in(client, PASSWORD).status_code == 302
    assert not SignInTry.objects.exists()


def test_the_way_opens_again_and_waiting_is_not_made_longer_by_trying():
    began = timezone.now()
    for minute in range(5):
        attempt = Attempt("iris", address="192.0.2.1")
        assert attempt.begin(now=began + datetime.timedelta(minutes=minute)) == 0
    for minute, wait in ((5, 601), (14, 61)):
        attempt = Attempt("iris", address="192.0.2.1")
        assert attempt.begin(now=began + datetime.timedelta(minutes=minute)) == wait
    assert Attempt("iris", address="192.0.2.1").begin(now=began + datetime.timedelta(minutes=15)) == 0


def test_what_is_kept_names_nobody_and_goes():
    began = timezone.now()
    Attempt("iris", address="192.0.2.1").begin(now=began)
    row = SignInTry.objects.values().get()
    assert "iris" not in str(row)
    assert "192.0.2.1" not in str(row)
    Attempt("nora", address="192.0.2.2").begin(now=began + datetime.timedelta(hours=1, seconds=1))
    assert SignInTry.objects.count() == 1


MANY = """
from concurrent.futures import ThreadPoolExecutor
from articles.sign_ins import Attempt
with ThreadPoolExecutor(6) as pool:
    print(*pool.map(lambda _: Attempt("iris", address="192.0.2.1").begin(), range(12)))
"""


def test_all_processes_count_together_and_let_no_more_through_than_the_limit(tmp_path):
    variables = environment(tmp_path)
    manage("migrate", "--verbosity", "0", env=variables)
    command = (sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", MANY)
    processes = [
        subprocess.Popen(command, cwd=project.BASE_DIR, env=variables, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    waits = [int(wait) for process in processes for wait in process.communicate(timeout=120)[0].split()]
    assert len(waits) == 24
    assert waits.count(0) <= 5


def test_the_desk_asks_to_sign_in_in_our_look_and_leads_there(client, iris):
    response = client.get("/admin/", follow=True)
    html = response.content.decode()
    assert "<h1>Sign in</h1>" in html
    assert Markup(html).faults == []
    give_role(iris, Role.EDITOR)
    response = sign_in(client, PASSWORD, at="/admin/login/")
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_who_may_not_open_the_desk_is_told_so(client, iris):
    client.force_login(iris)
    html = client.get("/admin/", follow=True).content.decode()
    assert "You are signed in as iris, and this account does not open that page." in html


def test_the_session_is_another_after_signing_in_and_ends_after_its_hours(client, iris, settings):
    session = client.session
    session["list"] = "kept"
    session.save()
    before = session.session_key
    response = sign_in(client, PASSWORD)
    assert client.session.session_key != before
    assert client.session["list"] == "kept"
    assert client.session.get_expiry_age() == 12 * 3600
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)


def test_over_https_cookies_are_bound_to_the_host(tmp_path):
    asked = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    done = manage("shell", "--verbosity", "0", "--command", asked, env=environment(tmp_path, HTTPS="true"))
    assert done.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "True"], done.stderr


def test_a_forgotten_password_is_set_anew_by_mail(client, iris):
    for _ in range(6):
        sign_in(client)
    assert client.post("/accounts/password/forgotten/", {"email": "IRIS@archive.example"}).status_code == 302
    (sent,) = mail.outbox
    assert sent.subject == "A new password for On the Record"
    assert "account “iris” at On the Record" in sent.body
    link = re.search(r"http://testserver(/\S+)", sent.body)[1]
    response = client.get(link, follow=True)
    html = response.content.decode()
    assert Markup(html).faults == []
    assert iris.password not in html
    own = response.request["PATH_INFO"]
    assert "At least ten characters" in html
    html = client.post(own, {"new_password1": "short", "new_password2": "short"}).content.decode()
    assert "This password is too short." in html
    new = "another long enough one"
    response = client.post(own, {"new_password1": new, "new_password2": new}, follow=True)
    assert "Your password is set" in response.content.decode()
    assert sign_in(client, PASSWORD).status_code == 200
    assert sign_in(client, new).status_code == 302
    assert "This link opens nothing any more" in Client().get(link, follow=True).content.decode()


def test_nobody_learns_who_has_an_account(client, iris):
    answers = [
        client.post("/accounts/password/forgotten/", {"email": f"{name}@archive.example"}, follow=True)
        for name in ("iris", "nobody")
    ]
    assert len({answer.content for answer in answers}) == 1
    assert len(mail.outbox) == 1


def test_nobody_is_flooded_with_mail(client, iris):
    asked = [
        client.post("/accounts/password/forgotten/", {"email": "iris@archive.example"}) for _ in range(5)
    ]
    assert [answer.status_code for answer in asked] == [302, 302, 302, 429, 429]
    assert len(mail.outbox) == 3
    assert "Too many mails were asked for today." in asked[-1].content.decode()


def test_an_archive_that_sends_no_mail_promises_none(client, iris, settings):
    settings.CAN_SEND_MAIL = False
    assert "An administrator gives you a new one." in client.get(SIGN_IN).content.decode()
    response = client.post("/accounts/password/forgotten/", {"email": "iris@archive.example"})
    assert "This archive sends no mail." in response.content.decode()
    assert not mail.outbox


@pytest.mark.parametrize("door", ["/accounts/password/", "/admin/password_change/"])
def test_a_password_is_changed_and_other_sessions_end(client, iris, door):
    give_role(iris, Role.VIEWER)
    client.force_login(iris)
    elsewhere = Client()
    elsewhere.force_login(iris)
    new = "another long enough one"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    html = client.post(door, {**sent, "old_password": "wrong"}).content.decode()
    assert "Your old password was entered incorrectly." in html
    response = client.post(door, sent, follow=True)
    assert "Wherever else you were signed in, you are no longer." in response.content.decode()
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_every_page_of_signing_in_is_well_formed_and_open_in_a_private_archive(client, settings):
    settings.ARCHIVE_PUBLIC = False
    for path in (
        SIGN_IN,
        "/accounts/password/forgotten/",
        "/accounts/password/sent/",
        "/accounts/password/new/MQ/abc/",
        "/accounts/password/set/",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        assert Markup(response.content.decode()).faults == [], path
        assert "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"], path
    assert client.get("/accounts/password/").status_code == 302


def test_passwords_of_ten_characters_are_asked_for():
    lengths = [
        validator["OPTIONS"]["min_length"]
        for validator in project.AUTH_PASSWORD_VALIDATORS
        if validator["NAME"].endswith("MinimumLengthValidator")
    ]
    assert lengths == [10]
