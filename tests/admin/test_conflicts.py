"""The queue of conflicts: keeping the editor's value, or taking the incoming one."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.models import Article, Conflict, Original, Quote, Redirect
from articles.search import SearchRequest, search
from tests.admin.forms import form_values
from tests.admin.test_admin import change
from tests.factories import import_bytes

pytestmark = pytest.mark.django_db

TEXT = """Harbour fee to fall by spring

By Nora Lind

June 3, 2019

The harbour board met on Monday to discuss the new tariff and the state of the old quay.

“We will lower the fee by spring,” Ada Marsh, who chairs the board, told reporters after the meeting.

Tom Hale, a fisherman, called the plan “long overdue” and asked for a written promise.
"""
QUEUE = reverse("admin:articles_conflict_changelist")


def conflict_over(field, admin_client, *, newer, **edits):
    """Import a text, edit the article at the desk, import a newer one, and return the conflict."""
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    assert change(admin_client, article, **edits).status_code == 302
    assert import_bytes(newer.encode(), name="harbour.txt").outcome == "conflict"
    return Conflict.objects.get(field=field)


def decide(client, conflict, decision):
    url = reverse("admin:articles_conflict_change", args=[conflict.pk])
    return client.post(url, {"decision": decision}, follow=True)


@pytest.fixture
def over_headline(admin_client):
    return conflict_over(
        "headline",
        admin_client,
        newer=TEXT.replace("by spring\n", "by May\n", 1),
        headline="Harbour fee to fall",
        reason="Shorter.",
    )


def test_the_page_shows_both_values_who_set_one_and_the_original_of_the_other(
    admin_client, over_headline, admin_user
):
    html = admin_client.get(
        reverse("admin:articles_conflict_change", args=[over_headline.pk])
    ).content.decode()
    assert "Harbour fee to fall" in html
    assert '<mark class="differs">by May</mark>' in html
    assert f"Set by {admin_user}" in html
    assert "Shorter." in html
    current = Original.objects.get(is_current=True)
    assert reverse("admin:articles_original_change", args=[current.pk]) in html


def test_the_queue_lists_what_is_open_and_the_article_leads_to_it(admin_client, over_headline):
    url = reverse("admin:articles_conflict_change", args=[over_headline.pk])
    article_page = reverse("admin:articles_article_change", args=[over_headline.article_id])
    assert url in admin_client.get(QUEUE).content.decode()
    assert url in admin_client.get(article_page).content.decode()
    decide(admin_client, over_headline, "keep")
    assert url not in admin_client.get(QUEUE).content.decode()
    assert url in admin_client.get(QUEUE, {"state": "decided"}).content.decode()
    assert url in admin_client.get(QUEUE, {"state": "all"}).content.decode()


def test_keeping_the_editors_value_closes_the_conflict_and_changes_nothing(
    admin_client, over_headline, admin_user
):
    html = decide(admin_client, over_headline, "keep").content.decode()
    assert "the editor’s value stands" in html
    over_headline.refresh_from_db()
    assert over_headline.resolved_by == admin_user
    assert over_headline.resolved_at is not None
    assert Article.objects.get().headline == "Harbour fee to fall"
    assert Article.objects.get().provenance.get(field="headline").origin == "editor"


def test_taking_the_incoming_value_sets_it_with_its_evidence_and_who_decided(
    admin_client, over_headline, admin_user
):
    decide(admin_client, over_headline, "take")
    article = Article.objects.get()
    assert article.headline == "Harbour fee to fall by May"
    row = article.provenance.get(field="headline")
    assert (row.origin, row.evidence, row.editor) == ("text", "Harbour fee to fall by May", admin_user)
    assert "in place of an editor's value" in row.reason
    over_headline.refresh_from_db()
    assert over_headline.resolved_by == admin_user
    newest = TEXT.replace("by spring\n", "by June\n", 1)
    assert import_bytes(newest.encode(), name="harbour.txt").outcome == "updated"
    assert Article.objects.get().headline == "Harbour fee to fall by June"


def test_a_date_is_taken_with_its_precision_and_basis(admin_client):
    conflict = conflict_over(
        "published",
        admin_client,
        newer=TEXT.replace("June 3, 2019", "June 4, 2019"),
        date_precision="month",
        date_earliest="2019-06-01",
    )
    decide(admin_client, conflict, "take")
    article = Article.objects.get()
    assert (article.date_precision, article.date_basis) == ("day", "explicit")
    assert article.date_earliest == article.date_latest == datetime.date(2019, 6, 4)


def test_authors_are_taken(admin_client):
    conflict = conflict_over(
        "byline",
        admin_client,
        newer=TEXT.replace("By Nora Lind", "By Nora Lind and Iris Holm"),
        **{"bylines-0-name": "N. Lind"},
    )
    decide(admin_client, conflict, "take")
    assert [byline.name for byline in Article.objects.get().bylines.all()] == ["Nora Lind", "Iris Holm"]


def test_a_text_is_taken_and_its_quotes_keep_their_addresses(admin_client):
    conflict = conflict_over(
        "body",
        admin_client,
        newer=TEXT.replace("met on Monday", "met for three hours on Monday").replace(
            "long overdue", "much too late"
        ),
        body="An editor’s line.\n\n" + "\n\n".join(paragraph for paragraph in TEXT.strip().split("\n\n")[3:]),
    )
    before = Quote.objects.get(words__startswith="We will lower")
    gone = Quote.objects.get(words="long overdue")
    decide(admin_client, conflict, "take")
    article = Article.objects.get()
    assert article.body.startswith("The harbour board met for three hours")
    after = Quote.objects.get(words__startswith="We will lower")
    assert (after.pk, after.public_id) == (before.pk, before.public_id)
    assert article.body[after.start : after.end] == after.words
    assert Redirect.objects.target(kind="vanished", old=gone.public_id) == article.public_id
    assert Quote.objects.filter(words="much too late").exists()
    assert not article.provenance.filter(field="body").exists()


@pytest.fixture
def over_lost_quote(admin_client, admin_user):
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    Quote.objects.filter(words="long overdue").update(review_state="confirmed")
    shorter = TEXT[: TEXT.index("\nTom Hale")]
    assert import_bytes(shorter.encode(), name="harbour.txt").outcome == "conflict"
    return article


def test_a_text_that_would_lose_a_reviewed_quote_is_refused_with_a_sentence(admin_client, over_lost_quote):
    conflict = Conflict.objects.get(field="body")
    url = reverse("admin:articles_conflict_change", args=[conflict.pk])
    page = admin_client.get(url).content.decode()
    assert "cannot be taken while they are here" in page
    assert 'value="take"' not in page
    html = decide(admin_client, conflict, "take").content.decode()
    assert "lacks quotes that an editor worked on. “long overdue”" in html
    assert Conflict.objects.open().count() == 2
    assert Article.objects.get().body == over_lost_quote.body


def test_once_a_lost_quote_is_given_up_the_text_can_be_taken_and_both_conflicts_close(
    admin_client, over_lost_quote
):
    quote = Quote.objects.get(words="long overdue")
    conflict = Conflict.objects.get(field="quote")
    html = admin_client.get(reverse("admin:articles_conflict_change", args=[conflict.pk])).content.decode()
    assert reverse("admin:articles_quote_delete", args=[quote.pk]) in html
    assert 'value="take"' not in html
    assert "no other value to take" in decide(admin_client, conflict, "take").content.decode()
    admin_client.post(reverse("admin:articles_quote_delete", args=[quote.pk]), {"post": "yes"})
    decide(admin_client, Conflict.objects.get(field="body"), "take")
    assert not Conflict.objects.open().exists()
    assert "Tom Hale" not in Article.objects.get().body


def test_many_are_decided_at_once_after_a_question(admin_client, over_headline):
    other = Conflict.objects.create(
        article=over_headline.article,
        original=over_headline.original,
        field="quote",
        kept="long overdue",
        incoming="not in the text as it came",
    )
    sent = {"action": "take", "_selected_action": [over_headline.pk, other.pk]}
    question = admin_client.post(QUEUE, sent)
    assert "Take the incoming values?" in question.content.decode()
    assert Conflict.objects.open().count() == 2
    answer = {
        name: values
        for name, values in form_values(question.content.decode()).items()
        if name in ("action", "confirmed", "_selected_action")
    }
    html = admin_client.post(QUEUE, answer, follow=True).content.decode()
    assert "1 conflict closed; the incoming values were taken." in html
    assert "no other value to take" in html
    assert Article.objects.get().headline == "Harbour fee to fall by May"
    assert Conflict.objects.open().get() == other
    answer |= {"action": "keep", "confirmed": "keep", "_selected_action": [other.pk]}
    admin_client.post(QUEUE, answer)
    assert not Conflict.objects.open().exists()


def test_a_decided_conflict_is_not_decided_again(admin_client, over_headline):
    decide(admin_client, over_headline, "keep")
    decide(admin_client, over_headline, "take")
    assert Article.objects.get().headline == "Harbour fee to fall"
    url = reverse("admin:articles_conflict_change", args=[over_headline.pk])
    html = admin_client.get(url).content.decode()
    assert "Decided on" in html
    assert 'name="decision"' not in html


def test_an_erased_original_gives_nothing(admin_client, over_headline):
    Original.objects.filter(pk=over_headline.original_id).update(
        content=None, erased_at=over_headline.created_at
    )
    html = decide(admin_client, over_headline, "take").content.decode()
    assert "The original it came from was erased." in html
    assert Conflict.objects.open().exists()


def test_who_may_only_look_decides_nothing(client, over_headline, django_user_model):
    viewer = django_user_model.objects.create_user("vera", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_conflict"))
    client.force_login(viewer)
    url = reverse("admin:articles_conflict_change", args=[over_headline.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert 'name="decision"' not in page.content.decode()
    assert client.post(url, {"decision": "take"}).status_code == 403
    client.post(QUEUE, {"action": "keep", "confirmed": "keep", "_selected_action": [over_headline.pk]})
    assert Conflict.objects.open().exists()


def test_a_conflict_that_is_gone_leads_back_to_the_desk(admin_client):
    assert admin_client.get(reverse("admin:articles_conflict_change", args=[1])).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_is_found_at_once(admin_client):
    conflict = conflict_over(
        "headline",
        admin_client,
        newer=TEXT.replace("by spring\n", "by Whitsun\n", 1),
        headline="Harbour fee to fall",
    )
    decide(admin_client, conflict, "take")
    assert search(SearchRequest(text="headline:whitsun")).total == 1
