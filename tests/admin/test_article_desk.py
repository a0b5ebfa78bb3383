"""The desk of an article: where fields came from, corrected headlines, changed texts, quotes added by their words."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.changes import undo
from articles.models import Article, Change, Provenance, Quote, Redirect
from tests.admin.forms import form_values
from tests.admin.test_admin import change
from tests.factories import BODY, import_bytes, make_article, make_quote, make_speaker, make_unnamed_source

pytestmark = pytest.mark.django_db

TEXT = (
    "Harbour fee to fal by spring\n\nBy Nora Lind\n\nJune 3, 2019\n\n"
    "The harbour board met on Monday to discuss the new tariff and the state of the old quay.\n\n"
    "“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters after the meeting.\n"
)
CORRECTED, PRINTED = "Harbour fee to fall by spring", "Harbour fee to fal by spring"


@pytest.fixture
def article():
    return import_bytes(TEXT.encode(), name="harbour.txt").article


def page(client, article):
    return client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()


def errors_at(response, field):
    form = response.context["adminform"].form if "adminform" in response.context else response.context["form"]
    return form.errors.get(field, [])


# Origins


def test_beside_each_field_stands_where_it_came_from(admin_client, article):
    html = page(admin_client, article)
    assert (
        '<b>Stated in the text</b> <span class="desk-rule">byline</span>: <q dir="auto">Nora Lind</q>' in html
    )
    assert '<q dir="auto">June 3, 2019</q>' in html
    # Standfirst, publication, dateline, source URL, and when it was retrieved.
    assert html.count("The text gives none") == 5
    assert "Return to what the text says" not in html


def test_an_edited_field_says_who_and_why_and_returns_to_what_the_text_says(
    admin_client, admin_user, article
):
    change(admin_client, article, headline="Harbour fee to drop", reason="A better word.")
    html = page(admin_client, article)
    assert "<b>Set by an editor</b>" in html
    assert ": <bdi>A better word.</bdi>" in html
    assert f'The text says: <q dir="auto">{PRINTED}</q>' in html
    url = reverse("admin:articles_article_return", args=[article.pk])
    response = admin_client.post(url, {"field": "headline"}, follow=True)
    assert "Headline: returned to what the text says." in response.content.decode()
    article.refresh_from_db()
    assert (article.headline, article.printed_headline) == (PRINTED, "")
    assert article.provenance.get(field="headline").origin == "text"
    # And that is undone as any other act is.
    undo(Change.objects.first(), editor=admin_user)
    article.refresh_from_db()
    assert (article.headline, article.printed_headline) == ("Harbour fee to drop", PRINTED)
    assert article.provenance.get(field="headline").reason == "A better word."


def test_only_what_an_editor_set_returns(admin_client, article):
    url = reverse("admin:articles_article_return", args=[article.pk])
    for field in ("headline", "rights", "nothing", ""):
        html = admin_client.post(url, {"field": field}, follow=True).content.decode()
        assert "No editor set this field" in html
    assert admin_client.get(url).status_code == 405
    assert not Change.objects.exists()


def test_a_text_that_cannot_be_read_any_more_offers_no_return(admin_client, article):
    change(admin_client, article, headline=CORRECTED)
    article.originals.update(content=None, erased_at=article.created_at)
    html = page(admin_client, article)
    assert "The original it came from was erased." in html
    assert "Return to what the text says" not in html
    url = reverse("admin:articles_article_return", args=[article.pk])
    html = admin_client.post(url, {"field": "headline"}, follow=True).content.decode()
    assert "Headline stays as it was: The original it came from was erased." in html


def test_who_may_only_look_returns_nothing_and_sees_the_origins_in_a_table(
    client, article, django_user_model
):
    viewer = django_user_model.objects.create_user("vera", is_staff=True)
    viewer.user_permissions.add(*Permission.objects.filter(codename__in=["view_article", "view_provenance"]))
    client.force_login(viewer)
    assert "Stated in the text" in page(client, article)
    url = reverse("admin:articles_article_return", args=[article.pk])
    assert client.post(url, {"field": "headline"}).status_code == 403
    url = reverse("admin:articles_article_add_quote", args=[article.pk])
    assert client.get(url).status_code == 403


# Headlines


def test_a_corrected_headline_keeps_what_the_source_prints(admin_client, client, article):
    change(admin_client, article, headline=CORRECTED)
    article.refresh_from_db()
    assert (article.headline, article.printed_headline) == (CORRECTED, PRINTED)
    change(admin_client, article, headline="Harbour fees to fall by spring")
    article.refresh_from_db()
    assert article.printed_headline == PRINTED
    change(admin_client, article, headline=PRINTED)
    article.refresh_from_db()
    assert article.printed_headline == ""


def test_a_headline_that_the_archive_misread_has_no_printed_form_until_the_editor_says_otherwise(
    admin_client, article
):
    change(admin_client, article, headline=CORRECTED, mistake_of="archive")
    article.refresh_from_db()
    assert (article.headline, article.printed_headline) == (CORRECTED, "")
    change(admin_client, article, standfirst="A summary.")
    change(admin_client, article, headline="Harbour fees to fall")
    article.refresh_from_db()
    assert article.printed_headline == ""
    change(admin_client, article, mistake_of="source")
    article.refresh_from_db()
    assert (article.headline, article.printed_headline) == ("Harbour fees to fall", PRINTED)


# Texts


def test_a_body_that_rewords_a_quote_is_saved_only_after_a_look(admin_client, client, article):
    quote = article.quotes.get(kind="direct")
    body = article.body.replace("the fee by", "the fees by")
    response = change(admin_client, article, body=body, reason="As in print.")
    assert errors_at(response, "body") == [
        "Not saved yet: see below what this does to quotes, then save again."
    ]
    html = response.content.decode()
    assert 'We will lower the <mark class="differs">fees</mark> by spring,' in html
    assert Quote.objects.get(pk=quote.pk).words == "We will lower the fee by spring,"
    url = reverse("admin:articles_article_change", args=[article.pk])
    assert admin_client.post(url, form_values(html)).status_code == 302
    article.refresh_from_db()
    now = Quote.objects.get(pk=quote.pk)
    assert article.body == body
    assert (now.words, article.body[now.start : now.end]) == ("We will lower the fees by spring,",) * 2
    response = client.get(quote.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, now.get_absolute_url())


def test_a_look_saves_nothing_and_renders_notes_and_fates(admin_client, article):
    url = reverse("admin:articles_article_change", args=[article.pk])
    sent = form_values(page(admin_client, article)) | {
        "notes": "A *note* and <script>alert(1)</script>.",
        "body": article.body.replace("the fee by", "the fees by"),
        "_look": "notes",
    }
    html = admin_client.post(url, sent).content.decode()
    assert "Nothing is saved yet" in html
    assert "<p>A <em>note</em> and .</p>" in html
    assert "Other words in their place" in html
    assert not Change.objects.exists()
    article.refresh_from_db()
    assert (article.notes, article.provenance.filter(origin="editor").count()) == ("", 0)


def test_a_lost_quote_is_let_go_only_by_its_box(admin_client, client, article):
    quote = article.quotes.get(kind="direct")
    body = article.body.split("\n\n")[0]
    article.quotes.exclude(pk=quote.pk).delete()
    response = change(admin_client, article, body=body)
    assert "The text no longer holds the quote “We will lower the fee by spring,”." in errors_at(
        response, "body"
    )
    url = reverse("admin:articles_article_change", args=[article.pk])
    opened = form_values(response.content.decode())
    assert "let_go" not in opened
    again = admin_client.post(url, opened)
    assert errors_at(again, "body")[-1] == "Leave its words in the text, or let it go below."
    assert admin_client.post(url, opened | {"let_go": [quote.pk]}).status_code == 302
    article.refresh_from_db()
    assert (article.body, article.quotes.count()) == (body, 0)
    assert client.get(quote.get_absolute_url()).status_code == 410


def test_a_plan_of_another_text_confirms_nothing(admin_client, article):
    response = change(admin_client, article, body=article.body.replace("the fee by", "the fees by"))
    opened = form_values(response.content.decode())
    url = reverse("admin:articles_article_change", args=[article.pk])
    other = admin_client.post(url, opened | {"body": article.body.replace("the fee by", "a fee by")})
    assert errors_at(other, "body")


def test_a_changed_text_is_undone_with_its_quotes(admin_client, admin_user, article):
    quote = article.quotes.get(kind="direct")
    response = change(admin_client, article, body=article.body.replace("the fee by", "the fees by"))
    url = reverse("admin:articles_article_change", args=[article.pk])
    admin_client.post(url, form_values(response.content.decode()))
    undo(Change.objects.first(), editor=admin_user)
    now = Quote.objects.get(pk=quote.pk)
    assert (now.words, now.public_id, now.start) == (quote.words, quote.public_id, quote.start)
    assert Article.objects.get().body == article.body
    assert not Redirect.objects.exists()


def test_quotations_are_found_in_what_an_editor_writes_but_not_those_that_were_removed(admin_client, article):
    article.quotes.exclude(kind="direct").delete()
    quote = article.quotes.get()
    url = reverse("admin:articles_quote_delete", args=[quote.pk])
    admin_client.post(url, {"post": "yes"})
    article.refresh_from_db()
    body = (
        article.body.replace("after the", "behind the")
        + "\n\n“It was long overdue,” said Tom Hale, a fisherman."
    )
    response = change(admin_client, article, body=body)
    assert response.status_code == 302
    (found,) = article.quotes.exclude(kind="indirect")
    assert (found.words, str(found.speaker)) == ("It was long overdue,", "Tom Hale")
    html = admin_client.get(response["Location"]).content.decode()
    assert "found in what is new" in html


# New quotes


def add_quote(client, article, **sent):
    url = reverse("admin:articles_article_add_quote", args=[article.pk])
    return client.post(url, {**form_values(client.get(url).content.decode()), **sent})


def test_pasted_words_become_a_quote_of_a_speaker(admin_client, admin_user):
    article = make_article()
    make_quote(article)
    make_speaker()
    response = add_quote(
        admin_client, article, words="discuss the new tariff", kind="mixed", who="ada marsh", reason="Missed."
    )
    assert response.status_code == 302
    quote = article.quotes.get(kind="mixed")
    assert (quote.words, str(quote.speaker), quote.start) == ("discuss the new tariff", "Ada Marsh", 35)
    assert quote.provenance.get(field="words").reason == "Missed."
    (recorded,) = Change.objects.all()
    assert (recorded.editor, recorded.reason) == (admin_user, "Missed.")


def test_a_description_of_the_article_may_have_said_it(admin_client):
    article = make_article()
    source = make_unnamed_source(article)
    add_quote(admin_client, article, words="discuss the new tariff", who="Senior official")
    assert article.quotes.get().unnamed_source == source


def test_words_that_stand_twice_are_chosen_between(admin_client):
    article = make_article(body="“No,” Ada said.\n\nLater Tom said “No,” too, and went.")
    response = add_quote(admin_client, article, words="No,")
    html = response.content.decode()
    assert "These words stand 2 times in the text: choose which." in html
    assert (
        'value="33"> Paragraph 2: <span dir="auto">Later Tom said “<mark class="differs">No,</mark>” too'
        in html
    )
    sent = {**form_values(html), "start": "33"}
    url = reverse("admin:articles_article_add_quote", args=[article.pk])
    assert admin_client.post(url, sent).status_code == 302
    assert article.quotes.get().start == 33


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        pytest.param({"words": ""}, "words", "This field is required.", id="no words"),
        pytest.param({"words": "the fee"}, "words", "part of another quote", id="words of another quote"),
        pytest.param({"words": "We shall"}, "words", "do not stand in the article", id="other words"),
        pytest.param({"words": "tariff", "start": "9999"}, "start", "outside of the text", id="outside"),
        pytest.param({"words": "tariff", "start": "3"}, "start", "Other words stand", id="another place"),
        pytest.param({"words": "tariff", "start": "-1"}, "start", "greater than or equal to 0", id="before it"),
        pytest.param({"words": "tariff", "start": "x"}, "start", "whole number", id="no place"),
        pytest.param({"words": "tariff", "who": "Nobody Known"}, "who", "knows nobody", id="an unknown name"),
        pytest.param({"words": "tariff", "kind": "sung"}, "kind", "not one of", id="an unknown kind"),
    ],
)  # fmt: skip
def test_no_quote_is_added_with(admin_client, sent, field, said):
    article = make_article()
    make_quote(article)
    response = add_quote(admin_client, article, **sent)
    assert said in " ".join(errors_at(response, field))
    assert article.quotes.count() == 1
    assert not Change.objects.exists()


def test_a_quote_of_any_article_is_refused_where_its_words_stand_several_times(admin_client):
    article = make_article(body="“No,” Ada said.\n\nLater Tom said “No,” too, and went.")
    sent = {"article": article.pk, "words": "No,", "kind": "direct"}
    response = admin_client.post(reverse("admin:articles_quote_add"), sent)
    assert errors_at(response, "words") == [
        (
            "These words stand 2 times in the text: choose which. "
            "That can be done on the article’s own page, under “Add a quote”."
        )
    ]


def test_the_text_to_select_from_stands_whole_with_its_quotes_marked(admin_client):
    article = make_article()
    make_quote(article, speaker=make_speaker())
    url = reverse("admin:articles_article_add_quote", args=[article.pk])
    html = admin_client.get(url).content.decode()
    assert '<p dir="auto" data-start="60">“<span class="said" title="Ada Marsh">' in html
    assert BODY.split("\n\n")[0] in html


def test_rights_say_what_is_in_effect(admin_client):
    assert "In effect now: full text public." in page(admin_client, make_article())


def test_edits_are_marked_as_the_editors_and_nothing_else_is(admin_client, article):
    change(admin_client, article, notes="A note.", mistake_of="archive")
    edited = Provenance.objects.filter(origin="editor").values_list("field", flat=True)
    assert set(edited) == {"notes", "headline"}
