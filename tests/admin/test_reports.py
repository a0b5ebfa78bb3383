"""The queue of reports at the editors' desk."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from articles.models import Redirect, Report
from tests.admin.forms import form_values
from tests.factories import make_article, make_quote, make_speaker

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:articles_report_changelist")


@pytest.fixture
def quote():
    article = make_article(headline="Harbour fee to fall", date=datetime.date(2019, 6, 3))
    return make_quote(article, speaker=make_speaker("Ada Marsh"))


@pytest.fixture
def report(quote):
    return Report.objects.create(
        kind="quote", about=quote.public_id, reason="speaker", message="It was <b>Tom</b> who said it."
    )


def page(client, report):
    return client.get(reverse("admin:articles_report_change", args=[report.pk])).content.decode()


def save(client, report, **changes):
    """Send the form as a browser would, with some values changed; None leaves a box unticked."""
    values = form_values(page(client, report)) | changes
    values = {name: value for name, value in values.items() if value is not None}
    response = client.post(reverse("admin:articles_report_change", args=[report.pk]), values)
    report.refresh_from_db()
    return response


def test_the_desk_leads_to_the_queue(admin_client):
    assert f'href="{QUEUE}"' in admin_client.get(reverse("admin:index")).content.decode()


def test_the_queue_lists_what_is_open_and_can_be_narrowed(admin_client, report):
    Report.objects.create(
        kind="speaker",
        about="ada-marsh",
        reason="date",
        message="An old one",
        note="Done.",
        resolved_at=timezone.now(),
    )
    html = admin_client.get(QUEUE).content.decode()
    assert "It was &lt;b&gt;Tom&lt;/b&gt; who said it." in html
    assert "An old one" not in html
    assert "An old one" in admin_client.get(f"{QUEUE}?state=resolved").content.decode()
    html = admin_client.get(f"{QUEUE}?state=all&reason__exact=date").content.decode()
    assert "An old one" in html
    assert "It was" not in html
    assert "It was" in admin_client.get(f"{QUEUE}?q=Tom").content.decode()


def test_a_report_stands_beside_what_it_is_about(admin_client, quote, report):
    html = page(admin_client, report)
    assert "We will lower the fee by spring," in html
    assert "Ada Marsh, in “Harbour fee to fall”, 3 June 2019" in html
    assert reverse("admin:articles_quote_change", args=[quote.pk]) in html
    assert f'href="{quote.get_absolute_url()}"' in html
    assert f'href="{report.get_absolute_url()}"' in html
    assert "It was &lt;b&gt;Tom&lt;/b&gt; who said it." in html


def test_what_was_merged_is_shown_by_what_took_its_place_and_what_is_gone_is_said_to_be(
    admin_client, quote, report
):
    Report.objects.filter(pk=report.pk).update(kind="speaker", about="a-marsh")
    assert "The speaker a-marsh, which is no longer in the archive." in page(admin_client, report)
    Redirect.objects.create(kind="speaker", old="a-marsh", new="ada-marsh")
    assert reverse("admin:articles_speaker_change", args=[quote.speaker.pk]) in page(admin_client, report)
    Report.objects.filter(pk=report.pk).update(kind="article", about=quote.article.public_id)
    assert reverse("admin:articles_article_change", args=[quote.article.pk]) in page(admin_client, report)


def test_an_editor_resolves_a_report_with_a_note_and_opens_it_again(admin_client, admin_user, client, report):
    assert save(admin_client, report, note="  ", is_resolved="on").status_code == 200
    assert (
        "Say what was done"
        in admin_client.post(
            reverse("admin:articles_report_change", args=[report.pk]), {"note": "", "is_resolved": "on"}
        ).content.decode()
    )
    assert report.resolved_at is None

    assert save(admin_client, report, note="Tom it is.", is_resolved="on").status_code == 302
    assert (report.note, report.resolved_by, report.is_note_public) == ("Tom it is.", admin_user, False)
    assert "Tom" not in client.get(report.get_absolute_url()).content.decode()
    resolved_at = report.resolved_at

    save(admin_client, report, is_note_public="on")
    assert "Tom it is." in client.get(report.get_absolute_url()).content.decode()
    assert report.resolved_at == resolved_at
    assert f"Resolved by {admin_user}" in page(admin_client, report)

    save(admin_client, report, is_resolved=None)
    assert (report.resolved_at, report.resolved_by) == (None, None)
    assert "Tom" not in client.get(report.get_absolute_url()).content.decode()


def test_what_a_reader_wrote_cannot_be_rewritten(admin_client, report):
    save(admin_client, report, message="Nothing", reason="other", about="ada-marsh")
    assert (report.message, report.reason) == ("It was <b>Tom</b> who said it.", "speaker")
    assert admin_client.get(reverse("admin:articles_report_add")).status_code == 403


def test_who_may_only_look_sees_a_report_and_changes_nothing(client, django_user_model, report):
    looker = django_user_model.objects.create_user("looker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_report"))
    client.force_login(looker)
    assert "who said it." in page(client, report)
    response = client.post(
        reverse("admin:articles_report_change", args=[report.pk]), {"note": "Mine", "is_resolved": "on"}
    )
    report.refresh_from_db()
    assert (response.status_code, report.resolved_at, report.note) == (403, None, "")


def test_the_database_refuses_a_report_that_is_resolved_without_a_word(report):
    with pytest.raises(IntegrityError):
        Report.objects.filter(pk=report.pk).update(resolved_at=timezone.now())
