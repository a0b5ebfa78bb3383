"""Pages of errors."""

from django.test import Client

from articles.models import Article
from tests.web.markup import Markup


def test_an_error_of_ours_has_a_page_that_needs_nothing(shelf, monkeypatch):
    def fail(_):
        raise ZeroDivisionError

    monkeypatch.setattr(Article, "slug", property(fail))
    client = Client(raise_request_exception=False)
    response = client.get("/articles/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "The archive made an error" in html
    assert Markup(html).faults == []
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_request_that_cannot_be_read_has_a_page(db):
    response = Client().get("/articles/?" + "&".join(f"a{n}=1" for n in range(1100)))
    assert response.status_code == 400
    assert "This request cannot be read" in response.content.decode()


def test_an_unknown_host_is_refused(db):
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_form_without_its_token_is_refused_in_a_sentence(db):
    response = Client(enforce_csrf_checks=True).post(
        "/accounts/sign-in/", {"username": "iris", "password": "x"}
    )
    assert response.status_code == 403
    assert "This form was not accepted" in response.content.decode()
