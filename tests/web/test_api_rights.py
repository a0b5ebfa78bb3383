"""What the API keeps to itself: exactly what the pages do."""

from articles.models import Provenance
from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker, make_unnamed_source

LISTS = (
    "articles",
    "quotes",
    "quotes?kind=indirect",
    "speakers",
    "unnamed-sources",
    "publications",
    "topics",
)
DUMPS = ("dump/articles.jsonl", "dump/quotes.jsonl", "dump/speakers.jsonl")


def text(client, path, status=200):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, path
    return response.content.decode()


def test_nothing_private_hidden_or_withheld_is_in_any_list_or_dump(client, shelf):
    for path in (*LISTS, *DUMPS, "articles?q=words", "quotes?q=words"):
        said = text(client, path)
        for words in ("Private words", "Hidden words", "Withdrawn words", "nowhere in a quote"):
            assert words not in said, path
        for thing in (shelf.private, shelf.hidden, shelf.withheld, shelf.withheld_quote, shelf.rejected):
            assert thing.public_id not in said, path


def test_a_text_of_which_quotes_may_be_shown_has_no_body_but_an_excerpt(client, shelf):
    said = client.get(f"/api/v1/articles/{shelf.quotes_only.public_id}").json()
    assert (said["rights"], said["body"]) == ("quotes", None)
    assert said["excerpt"] == "The ministry promised to look at the gates of the canal next …"
    assert said["original"]["page"] is None
    assert [quote["words"] for quote in said["quotes"]] == ["There will be no blank cheque,"]
    quote = client.get(f"/api/v1/quotes/{said['quotes'][0]['id']}").json()
    assert (quote["context"]["before"], quote["context"]["after"]) == ("", "")


def test_what_is_private_or_hidden_is_not_found(client, shelf):
    for article in (shelf.private, shelf.hidden):
        text(client, f"articles/{article.public_id}", status=404)
        quote = make_quote(article, speaker=shelf.speaker)
        text(client, f"quotes/{quote.public_id}", status=404)
    make_publication("Closed Quarterly", rights="private")
    text(client, "publications/closed-quarterly", status=404)


def test_a_speaker_of_hidden_articles_alone_is_nowhere(client, db):
    make_quote(make_article(visibility="hidden"), speaker=make_speaker("Una Bray"))
    drain_outbox()
    for path in ("speakers", "dump/speakers.jsonl"):
        assert "Bray" not in text(client, path)
    text(client, "speakers/una-bray", status=404)


def test_a_withheld_name_takes_the_evidence_with_it(client, db):
    hidden = make_speaker("Tom Hale", visibility="hidden")
    article = make_article()
    quote = make_quote(
        article,
        speaker=hidden,
        mention="Mr Hale",
        chain=["“Hale” is Tom Hale"],
        candidates=[{"name": "Tom Hale", "score": 0.9, "reason": "Hale is near"}],
    )
    drain_outbox()
    for path in (
        f"quotes/{quote.public_id}",
        f"articles/{article.public_id}",
        "quotes",
        "articles",
        "speakers",
        *DUMPS,
    ):
        assert "Hale" not in text(client, path), path
    said = client.get(f"/api/v1/quotes/{quote.public_id}").json()
    assert said["is_name_withheld"]
    assert (said["speaker"], said["attribution"], said["candidates"]) == (None, None, [])
    text(client, "speakers/tom-hale", status=404)


def test_an_article_freed_from_a_private_publication_does_not_name_it(client, shelf):
    closed = make_publication("Closed Quarterly", rights="private")
    freed = make_article(
        headline="Freed words", publication=closed, rights="full", source_url="https://closed.example/1"
    )
    for field, evidence in (("publication", "Closed Quarterly, No. 3"), ("source_url", "closed.example")):
        Provenance.objects.create(
            article=freed, field=field, origin="rule", rule="masthead", evidence=evidence
        )
    make_quote(freed, unnamed_source=make_unnamed_source(freed, "trustee"))
    drain_outbox()
    for path in (f"articles/{freed.public_id}", *LISTS, *DUMPS):
        said = text(client, path)
        assert "Closed Quarterly" not in said, path
        assert "closed" not in said, path
    assert "Freed words" in text(client, "articles")


def test_a_private_archive_answers_nobody_who_has_not_signed_in(client, shelf, settings, admin_user):
    settings.ARCHIVE_PUBLIC = False
    for path in ("", *LISTS, *DUMPS, f"articles/{shelf.full.public_id}", "openapi.json"):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 403, path
        assert response.json()["detail"].startswith("This archive is private")
        assert "Access-Control-Allow-Origin" not in response
    client.force_login(admin_user)
    response = client.get("/api/v1/articles")
    assert response.json()["total"] == 4
    assert "private" in response["Cache-Control"]
