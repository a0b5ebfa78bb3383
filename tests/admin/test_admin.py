"""The editors' desk as an editor uses it."""

import datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import Article, Provenance, Quote, Redirect, Speaker
from articles.models.public_ids import quote_public_id
from tests.admin.forms import form_values
from tests.factories import (
    BODY,
    import_bytes,
    make_article,
    make_publication,
    make_quote,
    make_speaker,
    make_unnamed_source,
)

pytestmark = pytest.mark.django_db


def change(client, thing, **changes):
    url = reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])
    return client.post(url, {**form_values(client.get(url).content.decode()), **changes})


@pytest.mark.parametrize("model", [model._meta.model_name for model in admin.site._registry])
def test_every_list_and_form_opens_and_can_be_searched(admin_client, model):
    article = make_article(publication=make_publication())
    make_quote(article, speaker=make_speaker())
    make_unnamed_source(article)
    app = next(m._meta.app_label for m in admin.site._registry if m._meta.model_name == model)
    url = reverse(f"admin:{app}_{model}_changelist")
    assert admin_client.get(url, {"q": "harbour"}).status_code == 200
    manager = next(m for m in admin.site._registry if m._meta.model_name == model)._default_manager
    for thing in manager.all()[:1]:
        assert admin_client.get(reverse(f"admin:{app}_{model}_change", args=[thing.pk])).status_code == 200


def test_saving_without_a_change_marks_nothing(admin_client):
    article = make_article()
    make_quote(article, speaker=make_speaker())
    assert change(admin_client, article).status_code == 302
    assert not Provenance.objects.filter(origin="editor").exists()
    assert Quote.objects.get().review_state == "unreviewed"


def test_a_browsers_line_ends_are_no_edit(admin_client):
    article = make_article()
    change(admin_client, article, body=BODY.replace("\n", "\r\n"), headline="Harbour fee to fall")
    assert Article.objects.get().body == BODY
    assert set(article.provenance.values_list("field", flat=True)) == {"headline"}


def test_a_form_opened_before_another_change_overwrites_none(admin_client):
    article = make_article()
    quote = make_quote(article)
    url = reverse("admin:articles_article_change", args=[article.pk])
    values = form_values(admin_client.get(url).content.decode())
    change(admin_client, article, headline="Harbour fee to fall")
    response = admin_client.post(url, {**values, "standfirst": "Late."})
    assert "changed this article after you opened it" in response.content.decode()
    for number, change_quote in enumerate(
        (
            lambda: change(admin_client, quote, speaker=str(make_speaker().pk)),
            lambda: admin_client.post(
                reverse("admin:articles_quote_changelist"),
                {"action": "confirm", "_selected_action": [quote.pk]},
            ),
        )
    ):
        values = form_values(admin_client.get(url).content.decode())
        change_quote()
        assert admin_client.post(url, {**values, "standfirst": f"Late {number}."}).status_code == 302
    article.refresh_from_db()
    quote.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Harbour fee to fall", "Late 1.")
    assert (quote.speaker.name, quote.review_state) == ("Ada Marsh", "confirmed")


def test_the_address_of_a_deleted_quote_says_that_it_was_there(admin_client, client):
    article = make_article()
    quotes = [make_quote(article), make_quote(article, "discuss the new tariff")]
    admin_client.post(reverse("admin:articles_quote_delete", args=[quotes[0].pk]), {"post": "yes"})
    admin_client.post(
        reverse("admin:articles_quote_changelist"),
        {"action": "delete_selected", "_selected_action": [quotes[1].pk], "post": "yes"},
    )
    assert not Quote.objects.exists()
    for quote in quotes:
        response = client.get(quote.get_absolute_url())
        assert response.status_code == 410
        assert article.get_absolute_url() in response.content.decode()


def test_an_edit_marks_the_field_as_the_editors_with_the_reason(admin_client, admin_user):
    article = make_article()
    change(admin_client, article, headline="Harbour fee to fall", reason="Typo.")
    row = Provenance.objects.get(article=article, field="headline")
    assert (row.origin, row.editor, row.reason) == ("editor", admin_user, "Typo.")
    assert not Provenance.objects.filter(field="body").exists()


def test_a_month_needs_only_one_of_its_days(admin_client):
    article = make_article()
    response = change(
        admin_client, article, date_precision="month", date_earliest="2016-09-06", reason="Wire."
    )
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.date_earliest, article.date_latest) == (
        datetime.date(2016, 9, 1),
        datetime.date(2016, 9, 30),
    )
    assert article.date_basis == "editor"
    assert str(article.published) == "September 2016"


def test_a_date_without_a_day_is_refused_at_the_field(admin_client):
    response = change(admin_client, make_article(), date_precision="day")
    assert "A date of this precision needs a day." in response.content.decode()


def test_a_longer_body_moves_the_quotes_along(admin_client):
    article = make_article()
    quote = make_quote(article)
    assert change(admin_client, article, body="A first line.\n\n" + BODY).status_code == 302
    quote.refresh_from_db()
    article.refresh_from_db()
    assert article.body[quote.start : quote.end] == quote.words


def test_a_body_without_a_quotes_words_is_refused_and_nothing_is_lost(admin_client):
    article = make_article()
    make_quote(article)
    response = change(admin_client, article, body="The harbour board met.")
    assert "The text no longer holds the quote" in response.content.decode()
    assert Article.objects.get().body == BODY


def test_choosing_a_speaker_corrects_the_quote_and_takes_the_unnamed_sources_place(admin_client):
    article = make_article()
    quote = make_quote(article, unnamed_source=make_unnamed_source(article))
    marsh = make_speaker()
    assert change(admin_client, quote, speaker=str(marsh.pk)).status_code == 302
    quote.refresh_from_db()
    assert (quote.speaker, quote.unnamed_source) == (marsh, None)
    assert (quote.attribution_origin, quote.review_state) == ("editor", "corrected")
    assert set(quote.provenance.values_list("field", flat=True)) >= {"speaker"}


def test_the_speaker_can_be_chosen_on_the_articles_own_page(admin_client):
    article = make_article()
    quote = make_quote(article)
    response = change(admin_client, article, **{"quotes-0-speaker": str(make_speaker().pk)})
    assert response.status_code == 302
    quote.refresh_from_db()
    assert quote.speaker.name == "Ada Marsh"
    assert (quote.attribution_origin, quote.review_state) == ("editor", "corrected")


def test_many_quotes_are_confirmed_at_once(admin_client):
    article = make_article()
    quotes = [make_quote(article), make_quote(article, "discuss the new tariff")]
    response = admin_client.post(
        reverse("admin:articles_quote_changelist") + "?review_state__exact=unreviewed",
        {"action": "confirm", "_selected_action": [quote.pk for quote in quotes]},
        follow=True,
    )
    assert "2 quotes: Confirmed by an editor." in response.content.decode()
    assert set(Quote.objects.values_list("review_state", flat=True)) == {"confirmed"}


def test_a_quote_that_was_missed_is_added_by_its_words(admin_client):
    article = make_article()
    admin_client.post(
        reverse("admin:articles_quote_add"),
        {
            "article": article.pk,
            "words": "discuss the new tariff",
            "kind": "mixed",
            "speaker": make_speaker().pk,
        },
    )
    quote = Quote.objects.get()
    assert article.body[quote.start : quote.end] == "discuss the new tariff"
    assert quote.review_state == "corrected"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("discuss the old tariff", "do not stand in the article", id="words that are not there"),
        pytest.param("lower the fee", "part of another quote", id="words of another quote"),
    ],
)
def test_a_quote_is_not_added_with(admin_client, words, error):
    article = make_article()
    make_quote(article)
    response = admin_client.post(
        reverse("admin:articles_quote_add"), {"article": article.pk, "words": words, "kind": "direct"}
    )
    assert error in response.content.decode()
    assert Quote.objects.count() == 1


def test_a_new_slug_leaves_a_redirect_from_the_old_one(admin_client):
    speaker = make_speaker()
    change(admin_client, speaker, slug="ada-m-marsh")
    assert Speaker.objects.get().slug == "ada-m-marsh"
    assert Redirect.objects.target(kind="speaker", old="ada-marsh") == "ada-m-marsh"


def test_an_alias_of_another_speaker_is_refused_at_the_field(admin_client):
    make_speaker("Tom Hale")
    speaker = make_speaker()
    response = change(
        admin_client,
        speaker,
        **{
            "aliases-TOTAL_FORMS": "2",
            "aliases-1-name": "TOM HALE",
            "aliases-1-identifies": "on",
            "aliases-1-speaker": str(speaker.pk),
        },
    )
    assert "This name already identifies a speaker: Tom Hale." in response.content.decode()


def test_originals_and_provenance_cannot_be_changed(admin_client):
    original = make_article().originals.get()
    url = reverse("admin:articles_original_change", args=[original.pk])
    assert admin_client.post(url, {"name": "other"}).status_code == 403
    assert admin_client.get(reverse("admin:articles_original_add")).status_code == 403


def test_a_description_that_an_editor_reworded_outlives_the_next_import(admin_client):
    text = "The quay will be closed for repairs in May.\n\n“Nobody will be hurt by it,” a senior official said.\n"
    article = import_bytes(text.encode(), name="quay.txt").article
    source = article.unnamed_sources.get()
    change(admin_client, source, description="official of the harbour board")
    import_bytes((text + "\nThe board sits again next month.\n").encode(), name="quay.txt")
    assert [source.description for source in article.unnamed_sources.all()] == [
        "official of the harbour board"
    ]
    assert article.quotes.get().unnamed_source == source


def test_a_quote_deleted_by_mistake_is_added_again_beside_one_of_the_same_words(admin_client):
    article = make_article(body="“No,” Ada said. “Never mind.” Later Tom said “No,” too, and went.")
    first = make_quote(article, "No,")
    again = article.body.rindex("No,")
    make_quote(
        article,
        "No,",
        start=again,
        end=again + 3,
        public_id=quote_public_id(article_id=article.public_id, words="No,", occurrence=2),
    )
    address = first.public_id
    first.delete()
    url = reverse("admin:articles_quote_add")
    sent = {
        **form_values(admin_client.get(url).content.decode()),
        "article": article.pk,
        "words": "No,",
        "kind": "direct",
    }
    assert admin_client.post(url, sent).status_code == 302
    assert [quote.public_id for quote in article.quotes.filter(start=1)] == [address]


def test_words_that_are_quoted_once_are_added_at_their_next_place(admin_client):
    article = make_article(body="“No,” Ada said. Later Tom said “No,” too, and went.")
    make_quote(article, "No,")
    url = reverse("admin:articles_quote_add")
    sent = {
        **form_values(admin_client.get(url).content.decode()),
        "article": article.pk,
        "words": "No,",
        "kind": "direct",
    }
    assert admin_client.post(url, sent).status_code == 302
    assert article.quotes.filter(start=article.body.rindex("No,")).exists()
