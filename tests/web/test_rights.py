"""What readers may see of articles whose text or very existence is not for them."""

import pytest

from articles.search import drain_outbox
from tests.factories import make_article, make_publication, make_quote, make_speaker

pytestmark = pytest.mark.django_db
BODY = (
    "The board met for six hours behind closed doors before it gave in.\n\n"
    "“We will lower the fee by spring,” Ada Marsh said, and left by the back door."
)


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_a_quotes_page_shows_nothing_around_it_where_only_quotes_may_be_shown(client):
    quote = make_quote(make_article(body=BODY, rights="quotes"), speaker=make_speaker())
    html = page(client, quote.get_absolute_url())
    assert "We will lower the fee by spring," in html
    assert "back door" not in html
    assert "not the text around them" in html


def test_a_quotes_page_shows_its_context_where_the_text_is_public(client):
    assert "back door" in page(client, make_quote(make_article(body=BODY)).get_absolute_url())


def test_a_speaker_of_hidden_articles_alone_is_nowhere(client):
    make_quote(make_article(visibility="hidden"), speaker=make_speaker("Tom Hale"))
    drain_outbox()
    html = page(client, "/speakers/")
    assert "Hale" not in html
    assert ">H<" not in html
    page(client, "/speakers/tom-hale/", status=404)


def test_a_speaker_of_indirect_speech_alone_is_listed_as_such(client):
    make_quote(make_article(), "discuss the new tariff", kind="indirect", speaker=make_speaker("Tom Hale"))
    drain_outbox()
    assert '<span class="count">indirectly</span>' in page(client, "/speakers/")
    html = page(client, "/speakers/tom-hale/")
    assert '?speaker=tom-hale&amp;kind=indirect">1 passage of indirect speech</a>' in html


def test_a_publication_without_an_article_for_readers_is_not_listed(client):
    make_article(publication=make_publication("Mirefield Mercury"), visibility="hidden")
    assert "Mirefield Mercury" not in page(client, "/publications/")
    make_article(publication=make_publication("Mirefield Mercury"))
    assert "Mirefield Mercury" in page(client, "/publications/")


def test_what_was_denied_is_never_told_without_the_denial(client):
    article = make_article(body="Ada Marsh denied that the lock was unsafe.")
    words = "the lock was unsafe"
    quote = make_quote(article, words, kind="indirect", cue="denied", speaker=make_speaker())
    html = page(client, quote.get_absolute_url())
    assert "Indirect speech, reported with <q>denied</q>" in html
    assert "Ada Marsh, indirectly, with “denied”: the lock was unsafe, reported in:" in html
    drain_outbox()
    line = '<span>indirect speech</span> <span><span class="visually-hidden">introduced with </span><q><bdi>denied</bdi></q>'
    assert line in page(client, "/quotes/?kind=indirect")
    assert '"Quotation"' not in page(client, article.get_absolute_url())


def test_the_cue_goes_with_a_withheld_name(client):
    speaker = make_speaker("Tom Hale", visibility="hidden")
    quote = make_quote(
        make_article(), "discuss the new tariff", kind="indirect", cue="refused", speaker=speaker
    )
    html = page(client, quote.get_absolute_url())
    assert "Name withheld, indirectly: discuss the new tariff, reported in:" in html
    assert "<q>refused</q>" not in html


def test_indirect_speech_never_stands_in_quotation_marks(client):
    quote = make_quote(make_article(), "discuss the new tariff", kind="indirect", speaker=make_speaker())
    assert "“discuss the new tariff" not in page(client, quote.get_absolute_url())
