"""What is private: a whole archive asks for an account, a publication is not named."""

import pytest

from articles.models import Provenance
from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_unnamed_source

PASSWORD = "long enough words"
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
        f"/articles/{shelf.full.public_id}.ris",
        "/quotes.csv",
        "/lists/mine.csv",
        "/feeds/latest.atom",
        "/sitemap.xml",
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


def test_no_cache_keeps_a_page_of_a_private_archive(client, shelf, private, admin_user):
    client.force_login(admin_user)
    for path in (*shelf.pages, f"/articles/{shelf.full.public_id}/original", "/nowhere/"):
        kept = client.get(path)["Cache-Control"]
        assert "private" in kept, path
        assert "no-cache" in kept, path


def test_a_page_of_a_public_archive_may_be_kept(client, shelf):
    assert "private" not in client.get("/about/").headers.get("Cache-Control", "")


def test_an_article_freed_from_a_private_publication_does_not_name_it(client, shelf):
    publication = make_publication("Closed Quarterly", rights="private")
    freed = make_article(headline="Freed words", publication=publication, rights="full")
    Provenance.objects.create(
        article=freed, field="publication", origin="rule", rule="masthead", evidence="Closed Quarterly, No. 3"
    )
    quote = make_quote(freed, unnamed_source=make_unnamed_source(freed, "trustee"))
    drain_outbox()
    for path in (
        freed.get_absolute_url(),
        quote.get_absolute_url(),
        "/",
        "/articles/",
        "/search/?q=tariff",
        "/quotes/",
        "/speakers/unnamed/",
    ):
        html = client.get(path).content.decode()
        assert "Freed words" in html, path
        assert "Closed Quarterly" not in html, path
        assert "closed-quarterly" not in html, path
    assert "Freed words" not in client.get("/articles/?publication=closed-quarterly").content.decode()
    assert "Publication not shown" in client.get(freed.get_absolute_url()).content.decode()
