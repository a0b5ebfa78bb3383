"""A private archive asks for an account."""

import pytest

PASSWORD = "long enough words"  # noqa: S105  of no real account
OPEN = ("/healthz", "/readyz", "/accounts/sign-in/", "/robots.txt", "/admin/login/")


@pytest.fixture
def private(settings):
    settings.ARCHIVE_PUBLIC = False


def test_every_page_of_a_private_archive_asks_to_sign_in(client, shelf, private):
    addresses = [path for path in shelf.pages if path != "/accounts/sign-in/"]
    addresses += [
        shelf.withheld.get_absolute_url(),
        shelf.hidden.get_absolute_url(),
        f"/articles/{shelf.full.public_id}/original",
        "/opensearch.xml",
    ]
    for path in addresses:
        response = client.get(path)
        assert response.status_code == 302, path
        assert response["Location"].startswith("/accounts/sign-in/?next="), path


def test_health_and_sign_in_stay_open(client, shelf, private):
    for path in OPEN:
        assert client.get(path).status_code == 200, path
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_whoever_signs_in_may_read(client, shelf, private, django_user_model):
    django_user_model.objects.create_user("iris", password=PASSWORD)
    path = shelf.full.get_absolute_url()
    response = client.post(
        f"/accounts/sign-in/?next={path}", {"username": "iris", "password": PASSWORD, "next": path}
    )
    assert (response.status_code, response["Location"]) == (302, path)
    assert "Sign out" in client.get(path).content.decode()
    assert client.post("/accounts/sign-out/").status_code == 302
    assert client.get(path).status_code == 302


def test_a_wrong_password_is_told_in_a_sentence(client, db):
    response = client.post("/accounts/sign-in/", {"username": "iris", "password": "wrong"})
    assert response.status_code == 200
    assert "Please enter a correct username and password" in response.content.decode()


def test_a_public_archive_does_not_look_at_the_visitor(client, shelf):
    assert client.get("/articles/").status_code == 200
    assert "Editors’ desk" not in client.get("/").content.decode()
