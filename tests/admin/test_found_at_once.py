"""What an editor does is found, or gone, in the next search."""

import pytest
from django.urls import reverse

from articles.search import Scope, SearchRequest, search
from tests.admin.test_admin import change
from tests.admin.test_withholding import decide
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


def found(text, scope=Scope.ARTICLES):
    return search(SearchRequest(text=text, scope=scope)).total


def test_an_edited_headline_is_found_at_once(admin_client):
    article = make_article()
    change(admin_client, article, headline="Quay closed for repairs")
    assert found("headline:repairs") == 1


def test_a_deleted_article_and_its_quotes_are_gone_at_once(admin_client):
    article = make_article()
    make_quote(article)
    assert (found("tariff"), found("spring", Scope.QUOTES)) == (1, 1)
    admin_client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert (found("tariff"), found("spring", Scope.QUOTES)) == (0, 0)


def test_a_withheld_article_is_gone_at_once(admin_client):
    article = make_article()
    decide(admin_client, article, visibility="withheld", reason="privacy")
    assert found("tariff") == 0


def test_a_quote_marked_as_no_quotation_is_gone_at_once(admin_client):
    quote = make_quote(make_article())
    admin_client.post(
        reverse("admin:articles_quote_changelist"), {"action": "reject", "_selected_action": [quote.pk]}
    )
    assert found("spring", Scope.QUOTES) == 0


def test_a_renamed_speaker_is_found_by_the_new_name_at_once(admin_client):
    speaker = make_speaker()
    make_quote(make_article(), speaker=speaker)
    change(admin_client, speaker, name="Ada Lindqvist")
    assert found("speaker:lindqvist", Scope.QUOTES) == 1


def test_a_new_speaker_of_a_quote_is_found_at_once(admin_client):
    quote = make_quote(make_article(), speaker=make_speaker())
    change(admin_client, quote, speaker=str(make_speaker("Tom Hale").pk))
    assert (found("speaker:hale", Scope.QUOTES), found("speaker:marsh", Scope.QUOTES)) == (1, 0)


def test_a_byline_added_on_the_articles_page_is_found_at_once(admin_client):
    article = make_article()
    change(
        admin_client,
        article,
        **{
            "bylines-TOTAL_FORMS": "1",
            "bylines-0-article": str(article.pk),
            "bylines-0-position": "0",
            "bylines-0-name": "Nora Lind",
            "bylines-0-role": "author",
        },
    )
    assert found("by:lind") == 1
    assert article.provenance.get(field="byline").origin == "editor"
