"""Topics at the desk."""

import datetime

import pytest
from django.urls import reverse

from articles.models import KeyDate, Redirect, Topic, TopicArticle, TopicOmission
from tests.admin.forms import form_values
from tests.factories import make_article, make_quote, make_speaker

# Rows are indexed after the commit.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article():
    article = make_article(headline="Harbour fee to fall")
    make_quote(article, speaker=make_speaker())
    return article


@pytest.fixture
def topic():
    return Topic.objects.create(name="Harbour", slug="harbour")


def page_of(topic):
    return reverse("admin:articles_topic_change", args=[topic.pk])


def save(client, topic, **changes):
    values = form_values(client.get(page_of(topic)).content.decode())
    return client.post(page_of(topic), {**values, **changes}, follow=True)


def row(prefix, number=0, **values):
    """Return the values of one more row of an inline form."""
    return {f"{prefix}-TOTAL_FORMS": str(number + 1)} | {
        f"{prefix}-{number}-{name}": str(value) for name, value in values.items()
    }


def test_saving_a_search_gathers_and_says_how_many_it_finds(admin_client, article, topic):
    html = save(admin_client, topic, query="/search/?q=harbour+fee&speaker=ada-marsh").content.decode()
    topic.refresh_from_db()
    assert (topic.query, topic.filters) == ("harbour fee", "speaker=ada-marsh")
    assert list(topic.articles.all()) == [article]
    assert "The saved search finds 1 article." in html
    html = admin_client.get(page_of(topic)).content.decode()
    assert '<a href="/search/?q=harbour+fee&amp;speaker=ada-marsh">1 article</a>' in html


def test_a_wrong_search_is_refused_at_its_field(admin_client, topic):
    html = save(admin_client, topic, query="harbour OR", filters="colour=red").content.decode()
    assert "“OR” has nothing to join here and was left out." in html
    assert "“colour” is no filter of a search" in html
    topic.refresh_from_db()
    assert (topic.query, topic.filters) == ("", "")


def test_a_search_can_be_tried_before_it_is_saved(admin_client, article, topic):
    url = reverse("admin:articles_topic_preview")
    html = admin_client.post(url, {"query": "harbour", "filters": ""}).content.decode()
    assert "The search finds 1 article. Nothing was saved." in html
    assert "Harbour fee to fall" in html
    assert "Finds articles that have any form of “harbour”." in html
    refused = admin_client.post(url, {"query": "topic:harbour"}).content.decode()
    assert "A saved search cannot ask for topics" in refused
    assert "The search finds nothing: there is none." in admin_client.post(url).content.decode()
    assert admin_client.get(url).status_code == 405
    assert not Topic.objects.exclude(query="").exists()


def test_only_who_may_change_topics_tries_a_search(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    assert client.post(reverse("admin:articles_topic_preview"), {"query": "harbour"}).status_code == 403


def test_articles_are_added_and_left_out_with_a_reason(admin_client, article, topic):
    other = make_article(headline="Quay to open", body="The quay opens.")
    save(
        admin_client,
        topic,
        query="harbour",
        **row("topicarticle_set", article=other.pk, reason="By the harbour."),
        **row("omissions", article=article.pk, reason="Another harbour."),
    )
    assert list(topic.articles.all()) == [other]
    assert TopicArticle.objects.get().reason == "By the harbour."
    assert TopicOmission.objects.get().reason == "Another harbour."
    assert "Another harbour." in admin_client.get(page_of(topic)).content.decode()


def test_what_is_found_already_is_taken_over_when_it_is_added(admin_client, article, topic):
    topic.query = "harbour"
    topic.save()
    save(admin_client, topic, **row("topicarticle_set", article=article.pk, reason="The first of all."))
    placed = TopicArticle.objects.get()
    assert (placed.by_hand, placed.reason) == (True, "The first of all.")
    save(admin_client, topic, **{"topicarticle_set-0-DELETE": "on"})
    assert TopicArticle.objects.get().by_hand is False


def test_what_is_left_out_leaves_at_once_though_it_was_added(admin_client, article, topic):
    topic.articles.add(article)
    save(admin_client, topic, **row("omissions", article=article.pk))
    assert not topic.articles.exists()


def test_an_article_is_placed_from_its_own_page(admin_client, article, topic):
    url = reverse("admin:articles_article_change", args=[article.pk])
    values = form_values(admin_client.get(url).content.decode())
    placed = row("topicarticle_set", topic=topic.pk, reason="Of course.")
    assert admin_client.post(url, {**values, **placed}).status_code == 302
    assert TopicArticle.objects.get().reason == "Of course."
    searching = Topic.objects.create(name="Fees", slug="fees", query="fee")
    TopicOmission.objects.create(article=article, topic=Topic.objects.create(name="Tolls", slug="tolls"))
    assert list(searching.articles.all()) == [article]
    assert "Fees, Tolls (left out)" in admin_client.get(url).content.decode()


def test_a_key_date_is_written_as_it_is_said(admin_client, article, topic):
    quote = article.quotes.get()
    save(
        admin_client,
        topic,
        **row("key_dates", day="October 2019", sentence="The fee falls.", quote=quote.pk, article=""),
    )
    stored = KeyDate.objects.get()
    assert (stored.precision, stored.earliest) == ("month", datetime.date(2019, 10, 1))
    assert stored.source == quote
    assert 'value="2019-10"' in admin_client.get(page_of(topic)).content.decode()
    html = save(admin_client, topic, **{"key_dates-0-day": "soon"}).content.decode()
    assert "“soon” is no date." in html
    html = save(admin_client, topic, **{"key_dates-0-article": str(article.pk)}).content.decode()
    assert "A key date leads to an article or to a quote, not to both." in html


def test_quotes_are_pinned_in_the_editors_order(admin_client, article, topic):
    quote = article.quotes.get()
    other = make_quote(make_article(body="“No,” he said."), "No,")
    save(admin_client, topic, **row("pins", position=2, quote=quote.pk))
    save(admin_client, topic, **row("pins", 1, position=1, quote=other.pk))
    assert list(topic.pinned_quotes) == [other, quote]


def test_a_deleted_topic_says_so_at_its_address(admin_client, client, topic):
    admin_client.post(reverse("admin:articles_topic_delete", args=[topic.pk]), {"post": "yes"})
    assert client.get("/topics/harbour/").status_code == 410
    other = Topic.objects.create(name="Quay", slug="quay")
    admin_client.post(
        reverse("admin:articles_topic_changelist"),
        {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"},
    )
    assert client.get("/topics/quay/").status_code == 410
    assert Redirect.objects.count() == 2
