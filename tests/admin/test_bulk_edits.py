"""Articles edited together, and by a CSV file, at the desk."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.changes import changing
from articles.models import Action, Article, Change, Provenance, Speaker, Topic
from tests.admin.forms import form_values
from tests.factories import make_article, make_publication, make_speaker
from tests.web.markup import Markup

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_article_changelist")
TOGETHER = reverse("admin:articles_article_together")
METADATA = reverse("admin:articles_article_metadata")


@pytest.fixture
def articles():
    return [make_article(headline="First"), make_article(headline="Second")]


def choose(client, articles, **more):
    return client.post(
        LIST, {"action": "edit_together", "_selected_action": [article.pk for article in articles], **more}
    )


def preview(client, articles, **values):
    form = form_values(choose(client, articles).content.decode())
    return client.post(TOGETHER, {**{name: form[name] for name in form}, **values})


def apply(client, response, **values):
    return client.post(TOGETHER, {**form_values(response.content.decode()), **values})


def export(client, articles):
    chosen = {"action": "export_metadata", "_selected_action": [article.pk for article in articles]}
    response = client.post(LIST, chosen)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="metadata-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"]
    )
    return b"".join(response.streaming_content)


def send(client, data):
    return client.post(METADATA, {"file": SimpleUploadedFile("metadata.csv", data, content_type="text/csv")})


def test_articles_are_edited_together_after_a_look_at_each_change(admin_client, admin_user, articles):
    make_publication()
    html = choose(admin_client, articles).content.decode()
    assert "2 articles will be shown" in html
    assert Markup(html).faults == []
    response = preview(admin_client, articles, publication="=The Harbour Times", language="fr")
    html = response.content.decode()
    assert "4 values of 2 articles change." in " ".join(html.split())
    assert Markup(html).faults == []
    assert not Change.objects.exists()
    response = apply(admin_client, response, reason="The masthead.")
    change = Change.objects.get()
    assert response["Location"] == reverse("admin:articles_article_act", args=[change.pk])
    assert (change.editor, change.reason) == (admin_user, "The masthead.")
    assert {(article.language, str(article.publication)) for article in Article.objects.all()} == {
        ("fr", "The Harbour Times")
    }
    html = admin_client.get(response["Location"]).content.decode()
    assert "admin changed 2 articles" in html
    assert html.count("<td>Language, Publication</td>") == 2
    assert Markup(html).faults == []
    html = admin_client.post(
        response["Location"], {"reason": "Another masthead."}, follow=True
    ).content.decode()
    assert "It was undone: everything is as it was before." in html
    assert {(article.language, article.publication) for article in Article.objects.all()} == {("", None)}
    assert not Provenance.objects.exists()


def test_all_articles_of_a_list_are_edited_beyond_its_page(admin_client, articles):
    html = choose(admin_client, articles[:1], select_across="1").content.decode()
    assert "2 articles will be shown" in html


def test_what_is_left_alone_and_what_is_taken_away(admin_client):
    article = make_article(
        language="fr", date_precision="year", date_earliest="2019-01-01", date_latest="2019-12-31"
    )
    article.bylines.create(name="Nora Lind")
    response = preview(admin_client, [article], empty=["byline", "date"])
    apply(admin_client, response)
    article.refresh_from_db()
    assert (article.language, str(article.published), article.bylines.count()) == ("fr", "Undated", 0)


def test_topics_are_added_and_left_out(admin_client, articles):
    Topic.objects.create(name="Fees", slug="fees")
    quay = Topic.objects.create(name="Quay", slug="quay", query="quay")
    response = preview(admin_client, articles, add_topics=["Fees"], out_of_topics=["Quay"])
    apply(admin_client, response)
    assert {topic.name for article in articles for topic in article.topics.all()} == {"Fees"}
    assert quay.omissions.count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Nothing is to be changed yet"),
        ({"date": "soon"}, "“soon” is no date."),
        ({"language": "French"}, "“French” is no language tag"),
        ({"byline": "Ada; Ada"}, "“Ada” is named twice."),
        ({"date": "2019", "empty": ["date"]}, "Either give one or take it away."),
        ({"visibility": "gone"}, "Select a valid choice."),
        ({"publication": "=Nowhere"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused_at_the_field_and_the_choice_is_kept(
    admin_client, articles, values, sentence
):
    response = preview(admin_client, articles, **values)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert form_values(html)["articles"] == [f"{articles[0].pk} {articles[1].pk}"]
    assert Markup(html).faults == []


def test_an_article_that_another_changed_meanwhile_refuses_all(admin_client, articles):
    response = preview(admin_client, articles, language="fr")
    articles[1].dateline = "Mirefield"
    articles[1].save()
    response = apply(admin_client, response)
    html = response.content.decode()
    assert response.status_code == 422
    assert "1 mistake, and so nothing was changed." in html
    assert "This article was changed after you looked at it." in html
    assert not Change.objects.exists()
    assert Markup(html).faults == []


def test_a_date_that_no_text_gives_is_asked_why_and_the_rest_is_not_lost(admin_client, articles):
    shown = preview(admin_client, articles, date="2019")
    response = apply(admin_client, shown)
    assert response.status_code == 422
    assert "Say how you know the date" in response.content.decode()
    assert apply(admin_client, response, reason="The box it lay in.").status_code == 302
    assert {str(article.published) for article in Article.objects.all()} == {"2019"}


def test_nothing_but_what_was_shown_is_applied(admin_client, articles):
    values = form_values(preview(admin_client, articles, language="fr").content.decode())
    forged = {**values, "edits": values["edits"][0][:-1]}
    response = admin_client.post(TOGETHER, forged, follow=True)
    assert "What was shown is too old to be applied." in response.content.decode()
    assert admin_client.post(TOGETHER, {**values, "back": "//elsewhere.example"}).status_code == 404
    assert not Change.objects.exists()


def test_what_was_changed_again_is_not_undone_and_says_by_what(admin_client, articles):
    address = apply(admin_client, preview(admin_client, articles, language="fr"))["Location"]
    apply(admin_client, preview(admin_client, articles[:1], language="de"))
    response = admin_client.post(address)
    html = response.content.decode()
    assert response.status_code == 409
    assert "It cannot be undone. What it changed was changed again since." in html
    assert "Edited with others by admin" in html
    assert Markup(html).faults == []
    assert Article.objects.filter(language="fr").count() == 1


def test_the_metadata_goes_out_and_comes_back_changed(admin_client, articles):
    data = export(admin_client, articles)
    html = send(admin_client, data).content.decode()
    assert "Nothing would change: all of it is so already." in html
    text = data.decode()
    assert text.count(",public,") == 2
    response = send(admin_client, text.replace(",public,", ",hidden,", 1).encode())
    html = response.content.decode()
    assert "1 value of 1 article changes; 1 stays as it is." in " ".join(html.split())
    assert Markup(html).faults == []
    assert apply(admin_client, response).status_code == 302
    assert [article.visibility for article in Article.objects.order_by("pk")] == ["hidden", "public"]
    html = send(admin_client, data).content.decode()
    assert "Line 2, column “version”: This article was changed after the file was written." in html
    html = admin_client.get(METADATA).content.decode()
    assert "What was edited together lately" in html
    assert Markup(html).faults == []


def test_a_file_that_cannot_be_read_is_refused_with_line_and_column(admin_client, articles):
    response = send(admin_client, b"id,version,colour\n")
    assert response.status_code == 422
    assert "Line 1, column “colour”: No column is called “colour”." in response.content.decode()
    response = admin_client.post(METADATA, {})
    assert response.status_code == 422
    assert "Choose a file." in response.content.decode()
    response = send(admin_client, b"x" * (4 * 1024 * 1024 + 1))
    assert "The file is larger than 4 MB: divide it." in response.content.decode()


def test_words_of_an_article_stay_words_on_every_page(admin_client):
    article = make_article(headline="<script>alert(1)</script>", notes="<b>bold</b>")
    response = preview(admin_client, [article], language="fr")
    assert "<script>alert(1)" not in response.content.decode()
    address = apply(admin_client, response)["Location"]
    assert "<script>alert(1)" not in admin_client.get(address).content.decode()


def test_the_page_of_articles_edited_together_takes_nothing_else_back(admin_client, admin_user):
    speaker = make_speaker("Ada Marsh")
    with changing(admin_user, action=Action.BULK) as act:
        speaker.delete()
    url = reverse("admin:articles_article_act", args=[act.change.pk])
    assert admin_client.post(url).status_code == 404
    assert not Speaker.objects.exists()
