"""A field that an editor set returns to what its text says."""

import pytest

from articles.editing import mark_edited
from articles.importing import IncomingRefused, return_to_text
from articles.models import Article, Byline, Conflict
from tests.factories import import_bytes

pytestmark = pytest.mark.django_db

TEXT = (
    "Harbour fee to fall by spring\n\nBy Nora Lind\n\nJune 3, 2019\n\n"
    "The harbour board met on Monday to discuss the new tariff and the state of the old quay.\n\n"
    "“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters after the meeting.\n"
)


@pytest.fixture
def article():
    return import_bytes(TEXT.encode(), name="harbour.txt").article


def test_a_headline_returns_with_its_evidence_and_is_followed_by_imports_again(article, admin_user):
    article.headline, article.printed_headline = "Harbour fee to drop", "Harbour fee to fall by spring"
    article.save()
    mark_edited(article, fields=["headline"], editor=admin_user)
    import_bytes(TEXT.replace("spring\n", "May\n", 1).encode(), name="harbour.txt")
    assert Conflict.objects.open().count() == 1
    return_to_text(article, "headline", editor=admin_user, reason="A slip.")
    article.refresh_from_db()
    assert (article.headline, article.printed_headline) == ("Harbour fee to fall by May", "")
    row = article.provenance.get(field="headline")
    assert (row.origin, row.evidence, row.editor) == ("text", "Harbour fee to fall by May", admin_user)
    assert row.reason == "An editor returned to what the text says. A slip."
    assert not Conflict.objects.open().exists()
    import_bytes(TEXT.encode(), name="harbour.txt")
    import_bytes(TEXT.replace("spring\n", "June\n", 1).encode(), name="harbour.txt")
    assert Article.objects.get().headline == "Harbour fee to fall by June"


def test_authors_and_a_date_return(article, admin_user):
    article.bylines.all().delete()
    Byline.objects.create(article=article, name="Iris Holm")
    article.date_precision, article.date_basis = "unknown", "unknown"
    article.date_earliest = article.date_latest = None
    article.save()
    mark_edited(article, fields=["byline", "published"], editor=admin_user)
    for field in ("byline", "published"):
        return_to_text(article, field, editor=admin_user)
    article = Article.objects.get()
    assert [byline.name for byline in article.bylines.all()] == ["Nora Lind"]
    assert (article.published.iso, article.date_basis) == ("2019-06-03", "explicit")


def test_a_body_returns_and_its_quotes_are_found_anew(article, admin_user):
    body, quote = article.body, article.quotes.get(kind="direct")
    article.quotes.all().delete()
    article.body = "Another text."
    article.save()
    mark_edited(article, fields=["body"], editor=admin_user)
    return_to_text(article, "body", editor=admin_user)
    article = Article.objects.get()
    assert article.body == body
    assert article.quotes.get(kind="direct").public_id == quote.public_id


def test_a_body_with_a_quote_that_only_the_edited_one_has_is_refused_and_nothing_changes(article, admin_user):
    article.quotes.exclude(kind="direct").delete()
    quote = article.quotes.get()
    article.body = article.body.replace("lower the fee", "lower each fee")
    article.save()
    quote.words = "We will lower each fee by spring,"
    quote.public_id = "editedquote1"
    quote.end += 1
    quote.review_state = "confirmed"
    quote.save()
    mark_edited(article, fields=["body"], editor=admin_user)
    with pytest.raises(IncomingRefused) as refusal:
        return_to_text(article, "body", editor=admin_user)
    assert refusal.value.lost == ("We will lower each fee by spring,",)
    assert "lower each fee" in Article.objects.get().body


def test_an_erased_original_says_nothing_any_more(article, admin_user):
    article.originals.update(content=None, erased_at=article.created_at)
    with pytest.raises(IncomingRefused, match="erased"):
        return_to_text(article, "headline", editor=admin_user)
