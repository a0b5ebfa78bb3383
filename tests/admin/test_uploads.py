"""Importing at the desk: uploading, looking at what was understood, correcting and accepting it."""

import datetime
import json
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.admin import staged as staged_items
from articles.admin import understandings, upload_forms, uploads
from articles.models import Article, Conflict, ImportBatch, Original, Provenance, Quote, Upload
from articles.search import SearchRequest, search
from articles.text import readers
from articles.text.errors import UnreadableInput
from articles.text.readers import DamagedItem, Item
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

Share this on Facebook
"""
OTHER = """Rail line opens after thirty years

By Iris Holm

May 2, 2018

The first train left the new station at noon, an hour late, with nine passengers aboard on a cold day.

The line had been promised for thirty years, and its cost had grown to three times of what was planned for it.

A second train is to follow in the autumn, when the bridge over the river has been painted and tried.
"""
ADD = reverse("admin:articles_upload_add")
OVERVIEW = reverse("admin:articles_upload_changelist")


def file(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def send(client, *files, **fields):
    return client.post(ADD, {"given": list(files), **fields}, follow=True)


def item_url(upload, number=1):
    return reverse("admin:articles_upload_item", args=[upload.pk, number])


def staged(client, content=TEXT, name="harbour.txt"):
    """Upload one file and return the address of its page."""
    send(client, file(name, content))
    return item_url(Upload.objects.latest("pk"))


def accept(client, url, **corrections):
    values = form_values(client.get(url).content.decode())
    values.pop("discard", None)
    return client.post(url, {**values, **corrections}, follow=True)


class Pages:
    """A format that holds several articles, for the tests: pages parted by form feeds, "!" for a broken one."""

    format = "pages"

    @staticmethod
    def accepts(head, *, name):
        return name.endswith(".pages") and head.startswith(b"\f")

    @staticmethod
    def unpack(file, *, name):
        for number, part in enumerate(file.read().split(b"\f")[1:]):
            if part.startswith(b"!"):
                yield DamagedItem(f"{name}#{number}", "Is broken.")
            elif part.startswith(b"-"):
                yield DamagedItem(f"{name}#{number}", "Is a picture.", is_skipped=True)
            elif part.startswith(b"?"):
                raise UnreadableInput("The rest cannot be read.")
            else:
                yield Item(name=f"{name}#{number}", data=part)


@pytest.fixture
def container(monkeypatch):
    monkeypatch.setattr(readers, "CONTAINERS", (Pages,))


# What is sent


def test_the_index_and_the_batches_lead_to_the_form(admin_client):
    for name in ("admin:index", "admin:articles_importbatch_changelist"):
        assert f'href="{ADD}"' in admin_client.get(reverse(name)).content.decode()


def test_a_file_is_staged_and_shown_and_nothing_is_stored(admin_client, admin_user):
    response = send(admin_client, file("harbour.txt", TEXT))
    upload = Upload.objects.get()
    assert (upload.editor, upload.name, bytes(upload.content)) == (admin_user, "harbour.txt", TEXT.encode())
    assert response.redirect_chain[-1][0] == item_url(upload)
    assert not Article.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_pasted_text_has_the_line_ends_it_was_written_with_and_the_name_given(admin_client):
    send(admin_client, text=TEXT.replace("\n", "\r\n"), name="harbour")
    upload = Upload.objects.get()
    assert (upload.name, bytes(upload.content), upload.encoding) == ("harbour", TEXT.encode(), "utf-8")


def test_a_pasted_text_without_a_name_is_named_by_its_time(admin_client):
    send(admin_client, text=TEXT)
    assert Upload.objects.get().name.startswith("Pasted on 2")


def test_format_and_encoding_are_kept_for_the_readers(admin_client):
    send(admin_client, file("a.bin", TEXT), format="text", encoding="cp1252")
    assert Upload.objects.values_list("format", "encoding").get() == ("text", "cp1252")


def test_an_empty_file_is_named_and_the_rest_is_staged(admin_client):
    html = send(admin_client, file("empty.txt", ""), file("harbour.txt", TEXT)).content.decode()
    assert "“empty.txt” is empty and was left out." in html
    assert Upload.objects.get().name == "harbour.txt"


@pytest.mark.parametrize(
    ("files", "fields", "sentence"),
    [
        pytest.param([], {}, "Choose a file, or paste a text.", id="nothing at all"),
        pytest.param([("empty.txt", "")], {}, "“empty.txt” is empty", id="an empty file alone"),
        pytest.param([], {"text": " \n "}, "Choose a file, or paste a text.", id="a blank text"),
        pytest.param([("a.txt", "x" * 101)], {}, "send fewer at once", id="too many bytes"),
        pytest.param([("a.txt", "x")] * 4, {}, "at most 3 at once", id="too many files"),
        pytest.param([], {"text": "x" * 51}, "upload it as a file", id="a paste too long"),
        pytest.param([("a.txt", "x")], {"format": "parchment"}, "Select a valid choice", id="no such format"),
    ],
)
def test_what_cannot_be_staged_is_refused_with_a_sentence(admin_client, monkeypatch, files, fields, sentence):
    monkeypatch.setattr(upload_forms, "LARGEST_SENDING", 100)
    monkeypatch.setattr(upload_forms, "LONGEST_PASTE", 50)
    monkeypatch.setattr(upload_forms, "MOST_FILES", 3)
    html = send(admin_client, *(file(*given) for given in files), **fields).content.decode()
    assert sentence in html
    assert not Upload.objects.exists()


def test_what_nobody_accepted_for_a_week_is_dropped_when_somebody_uploads(admin_client, admin_user):
    for days in (6, 8):
        upload = Upload.objects.create(editor=admin_user, name=f"{days} days", content=b"x")
        Upload.objects.filter(pk=upload.pk).update(created_at=timezone.now() - datetime.timedelta(days=days))
    send(admin_client, file("new.txt", TEXT))
    assert set(Upload.objects.values_list("name", flat=True)) == {"6 days", "new.txt"}


# Who may


@pytest.mark.parametrize(
    ("permission", "may"), [("change_article", True), ("add_importbatch", True), ("view_article", False)]
)
def test_who_may_import(client, django_user_model, permission, may):
    user = django_user_model.objects.create_user("vera", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename=permission))
    client.force_login(user)
    upload = Upload.objects.create(editor=user, name="a.txt", content=TEXT.encode())
    for url in (ADD, OVERVIEW, item_url(upload)):
        assert client.get(url).status_code == (200 if may else 403)
    assert (ADD in client.get(reverse("admin:index")).content.decode()) is may
    assert client.post(OVERVIEW, {"accept_all": "1"}).status_code == (302 if may else 403)
    assert Article.objects.exists() is may


def test_nobody_sees_or_touches_what_another_uploaded(admin_client, django_user_model):
    other = django_user_model.objects.create_user("nora", is_staff=True)
    upload = Upload.objects.create(editor=other, name="secret.txt", content=TEXT.encode())
    assert "secret.txt" not in admin_client.get(OVERVIEW).content.decode()
    change_url = reverse("admin:articles_upload_change", args=[upload.pk])
    for url in (item_url(upload), change_url):
        assert admin_client.get(url).status_code == 404
    for sent in ({"accept": f"{upload.pk}:1"}, {"discard": upload.pk}):
        assert admin_client.post(OVERVIEW, sent).status_code == 404
    admin_client.post(OVERVIEW, {"discard_all": "1"})
    admin_client.post(OVERVIEW, {"accept_all": "1"})
    assert Upload.objects.exists()
    assert not Article.objects.exists()


# What is shown


def test_the_original_is_marked_by_what_its_lines_became(admin_client):
    html = admin_client.get(staged(admin_client)).content.decode()
    for label in ("Headline", "Author", "Date"):
        assert f'<span class="origin__label origin__label--field">{label}</span>' in html
    assert '<a href="#paragraph-0">Paragraph 1</a>' in html
    assert '<a href="#removed-0">Removed: sharing</a>' in html
    assert '<span class="origin origin--removed">Share this on Facebook</span>' in html


def test_fields_come_with_the_words_they_were_taken_from_and_quotes_with_their_speakers(admin_client):
    html = admin_client.get(staged(admin_client)).content.decode()
    values = form_values(html)
    assert values["headline"] == ["Harbour fee to fall by spring"]
    assert values["authors"] == ["Nora Lind"]
    assert (values["precision"], values["earliest"]) == (["day"], ["2019-06-03"])
    assert '<q dir="auto">June 3, 2019</q>' in html
    assert 'Ada Marsh</span><span class="said">“We will lower the fee by spring,”</span>' in html
    assert "This will be a new article." in html


def test_a_page_is_shown_as_text_and_never_rendered(admin_client):
    page = (
        "<!doctype html><html><head><title>Rail line opens after thirty years</title><script>alert(1)</script></head><body>"
        f"<article><h1>Rail line opens after thirty years</h1><p>{OTHER.splitlines()[-1]}</p></article></body></html>"
    )
    html = admin_client.get(staged(admin_client, page, "rail.html")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)</script>" not in html


def test_bytes_that_are_no_text_are_shown_with_the_reason_and_cannot_be_accepted(admin_client):
    url = staged(admin_client, b"\x00\x01\x02" * 50, "noise.bin")
    html = admin_client.get(url).content.decode()
    assert "Cannot be read" in html
    assert 'name="headline"' not in html
    admin_client.post(url, {"foreseen": "created"})
    assert not Article.objects.exists()


def test_a_newer_version_shows_what_would_change_and_what_an_editor_set(admin_client):
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    change(admin_client, article, headline="Harbour fee to fall")
    newer = TEXT.replace("by spring\n", "by May\n", 1).replace("on Monday", "on Tuesday")
    html = admin_client.get(staged(admin_client, newer)).content.decode()
    assert "Update with a conflict" in html
    assert '<span class="desk-rule">an editor’s</span>' in html
    assert "What an editor set stands." in html
    assert '<mark class="differs">Tuesday</mark>' in html
    assert form_values(html)["headline"] == ["Harbour fee to fall"]


def test_what_is_in_the_archive_already_is_said_and_has_no_form(admin_client):
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    html = admin_client.get(staged(admin_client)).content.decode()
    assert "In the archive" in html
    assert reverse("admin:articles_article_change", args=[article.pk]) in html
    assert 'name="headline"' not in html


# Accepting


def test_accepting_stores_it_as_the_command_does(admin_client, admin_user):
    response = accept(admin_client, staged(admin_client))
    article = Article.objects.get()
    assert "Created: “Harbour fee to fall by spring”" in response.content.decode()
    batch = ImportBatch.objects.get()
    assert (batch.editor, batch.given) == (admin_user, "harbour.txt")
    assert batch.finished_at is not None
    record = batch.records.get()
    assert (record.outcome, record.article) == ("created", article)
    assert bytes(Original.objects.get().content) == TEXT.encode()
    assert not Provenance.objects.filter(origin="editor").exists()
    assert not Upload.objects.exists()
    assert import_bytes(TEXT.encode(), name="harbour.txt").outcome == "unchanged"


def test_what_was_accepted_is_told_under_the_headline_that_was_typed(admin_client):
    html = accept(admin_client, staged(admin_client), headline="Harbour fee to fall").content.decode()
    assert "Created: “Harbour fee to fall”." in html


def test_corrections_are_an_editors_edits_which_no_later_import_overwrites(admin_client, admin_user):
    accept(
        admin_client,
        staged(admin_client),
        headline="Harbour fee to fall",
        standfirst="A promise at last.",
        authors="Nora Lind\nIris Holm",
        publication="The Harbour Times",
        dateline="Hull",
        source_url="https://news.example/harbour",
        retrieved="2019-06-05T10:20:30",
        reason="As in print.",
    )
    article = Article.objects.get()
    assert (article.headline, article.standfirst) == ("Harbour fee to fall", "A promise at last.")
    assert [byline.name for byline in article.bylines.all()] == ["Nora Lind", "Iris Holm"]
    assert (article.publication.name, article.dateline) == ("The Harbour Times", "Hull")
    assert article.source_url == "https://news.example/harbour"
    assert article.retrieved_at == datetime.datetime(2019, 6, 5, 10, 20, 30, tzinfo=datetime.UTC)
    edited = article.provenance.filter(origin="editor", editor=admin_user, reason="As in print.")
    assert set(edited.values_list("field", flat=True)) == {
        "headline",
        "standfirst",
        "byline",
        "publication",
        "dateline",
        "source_url",
        "retrieved_at",
    }
    newer = TEXT.replace("on Monday", "on Tuesday")
    assert import_bytes(newer.encode(), name="harbour.txt").outcome == "conflict"
    article.refresh_from_db()
    assert (article.headline, article.dateline) == ("Harbour fee to fall", "Hull")
    assert "on Tuesday" in article.body


@pytest.mark.parametrize(
    ("sent", "first", "last", "precision"),
    [
        ({"precision": "month", "earliest": "2019-06-03"}, (2019, 6, 1), (2019, 6, 30), "month"),
        ({"precision": "year", "earliest": "2019-06-03"}, (2019, 1, 1), (2019, 12, 31), "year"),
        (
            {"precision": "range", "earliest": "2019-06-03", "latest": "2019-06-05"},
            (2019, 6, 3),
            (2019, 6, 5),
            "range",
        ),
        ({"precision": "minute", "time": "16:21", "zone": "EDT"}, (2019, 6, 3), (2019, 6, 3), "minute"),
    ],
)
def test_a_date_is_corrected_to_its_precision(admin_client, sent, first, last, precision):
    accept(admin_client, staged(admin_client), **sent)
    article = Article.objects.get()
    assert (article.date_earliest, article.date_latest) == (datetime.date(*first), datetime.date(*last))
    assert (article.date_precision, article.date_basis) == (precision, "editor")


def test_a_date_that_is_none_is_taken_away(admin_client):
    accept(admin_client, staged(admin_client), precision="unknown")
    article = Article.objects.get()
    assert (article.date_earliest, article.date_basis) == (None, "unknown")
    assert article.provenance.get(field="published").origin == "editor"


def test_a_removed_line_is_put_back_and_a_paragraph_taken_out(admin_client, admin_user):
    accept(admin_client, staged(admin_client), put_back="0", take_out="2", reason="Not ours.")
    article = Article.objects.get()
    assert article.body.endswith("told reporters after the meeting.\n\nShare this on Facebook")
    assert not Quote.objects.filter(words="long overdue").exists()
    quote = Quote.objects.get(words__startswith="We will lower")
    assert article.body[quote.start : quote.end] == quote.words
    back, out = article.removed_texts.order_by("rule")
    assert (back.rule, back.restored_by) == ("sharing", admin_user)
    assert article.body[back.position :] == "Share this on Facebook"
    assert (out.rule, out.is_restored) == ("taken out by an editor", False)
    assert out.text.startswith("Tom Hale")
    assert article.provenance.get(field="body").reason == "Not ours."
    newer = TEXT.replace("on Monday", "on Tuesday")
    import_bytes(newer.encode(), name="harbour.txt")
    article.refresh_from_db()
    assert article.body.endswith("Share this on Facebook")


def test_quotes_of_a_line_put_back_are_found(admin_client):
    line = "Read more: “It is the best of all,” Nora Lind said"
    url = staged(admin_client, TEXT.replace("Share this on Facebook", line))
    number = re.search(r'id="removed-(\d+)">\s*<p[^>]*>Read more', admin_client.get(url).content.decode())[1]
    accept(admin_client, url, put_back=number)
    assert Article.objects.get().body.endswith(line)
    assert Quote.objects.get(words="It is the best of all,").speaker.name == "Nora Lind"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"precision": "day", "earliest": ""}, "A date of this precision needs a day."),
        ({"precision": "range", "latest": "2019-01-01"}, "A range needs a last day, not before its first."),
        ({"precision": "minute", "time": ""}, "A date to the minute needs a time."),
        ({"earliest": "soon"}, "Enter a valid date."),
        ({"source_url": "no address"}, "Enter a valid URL."),
        ({"authors": "x" * 201}, "is too long for a name."),
        ({"take_out": ["0", "1", "2"]}, "An article needs a text: leave a paragraph in."),
        ({"take_out": "99"}, "not one of the available choices"),
    ],
)
def test_a_correction_that_cannot_be_is_said_at_its_field_and_nothing_is_stored(admin_client, sent, sentence):
    url = staged(admin_client)
    html = accept(admin_client, url, headline="As I typed it", **sent).content.decode()
    assert sentence in html
    assert "Nothing was stored." in html
    assert form_values(html)["headline"] == ["As I typed it"]
    assert not Article.objects.exists()
    assert not ImportBatch.objects.exists()
    assert Upload.objects.exists()


def test_what_was_erased_is_refused_with_its_reason_and_stays_staged(admin_client):
    url = staged(admin_client)
    values = form_values(admin_client.get(url).content.decode())
    import_bytes(TEXT.encode(), name="harbour.txt")
    Original.objects.update(content=None, erased_at=timezone.now())
    Article.objects.all().delete()
    html = admin_client.post(url, values).content.decode()
    assert "Was erased on legal ground" in html
    assert not Article.objects.exists()
    assert Upload.objects.exists()


def test_what_the_archive_learnt_meanwhile_is_shown_before_anything_is_stored(admin_client):
    url = staged(admin_client)
    values = form_values(admin_client.get(url).content.decode())
    article = import_bytes(TEXT.replace("on Monday", "on Sunday").encode(), name="harbour.txt").article
    html = admin_client.post(url, {**values, "headline": "Mine"}).content.decode()
    assert "The archive changed after you opened this page." in html
    assert "Update" in html
    article.refresh_from_db()
    assert "on Sunday" in article.body
    again = form_values(html)
    assert again["headline"] == ["Mine"]
    admin_client.post(url, again)
    article.refresh_from_db()
    assert (article.headline, "on Monday" in article.body) == ("Mine", True)


def test_a_newer_version_under_a_text_of_an_editor_waits_as_a_conflict(admin_client):
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    change(admin_client, article, body=f"An editor’s line.\n\n{article.body}")
    url = staged(admin_client, TEXT.replace("on Monday", "on Tuesday"))
    html = admin_client.get(url).content.decode()
    assert "will wait in the queue of conflicts" in html
    assert 'name="take_out"' not in html
    accept(admin_client, url, headline="Harbour fee")
    article.refresh_from_db()
    assert article.body.startswith("An editor’s line.")
    assert article.headline == "Harbour fee"
    assert Conflict.objects.get().field == "body"


def test_a_paragraph_with_a_reviewed_quote_is_not_taken_out(admin_client):
    article = import_bytes(TEXT.encode(), name="harbour.txt").article
    Quote.objects.filter(words="long overdue").update(review_state="confirmed")
    url = staged(admin_client, TEXT.replace("on Monday", "on Tuesday"))
    html = accept(admin_client, url, take_out="2").content.decode()
    assert "An editor worked on quotes in what you take out: “long overdue”" in html
    article.refresh_from_db()
    assert "on Monday" in article.body
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_accepted_with_corrections_is_found_at_once(admin_client):
    accept(admin_client, staged(admin_client), headline="Quay closed", put_back="0", take_out="2")
    assert search(SearchRequest(text="headline:quay")).total == 1
    assert search(SearchRequest(text="facebook")).total == 1
    assert search(SearchRequest(text="fisherman")).total == 0


# Many


def test_the_overview_tells_what_is_understood_of_each(admin_client):
    import_bytes(OTHER.encode(), name="rail.txt")
    files = [file("harbour.txt", TEXT), file("rail.txt", OTHER), file("noise.bin", b"\x00\x01")]
    html = send(admin_client, *files).content.decode()
    assert html.count('<th scope="row">') == 3
    for words in ("New", "In the archive", "Cannot be read", "3 June 2019", "1 line removed.", "NUL bytes"):
        assert words in html


def test_everything_is_accepted_at_once_and_what_fails_goes_on_waiting(admin_client, admin_user):
    send(admin_client, file("harbour.txt", TEXT), file("rail.txt", OTHER), file("noise.bin", b"\x00\x01"))
    html = admin_client.post(OVERVIEW, {"accept_all": "1"}, follow=True).content.decode()
    assert "Accepted: 2 created, 1 failed." in html
    assert Article.objects.count() == 2
    batch = ImportBatch.objects.get()
    assert (batch.editor, batch.records.count()) == (admin_user, 3)
    assert Upload.objects.get().name == "noise.bin"


def test_accepting_all_stops_in_time_and_goes_on_when_pressed_again(admin_client, monkeypatch):
    send(admin_client, file("harbour.txt", TEXT), file("rail.txt", OTHER))
    monkeypatch.setattr(uploads, "PATIENCE", -1.0)
    html = admin_client.post(OVERVIEW, {"accept_all": "1"}, follow=True).content.decode()
    assert "The rest still waits" in html
    assert Upload.objects.count() == 2
    monkeypatch.setattr(uploads, "PATIENCE", 20.0)
    admin_client.post(OVERVIEW, {"accept_all": "1"})
    assert Article.objects.count() == 2
    assert not Upload.objects.exists()


def test_one_is_accepted_from_the_overview_and_one_discarded(admin_client):
    send(admin_client, file("harbour.txt", TEXT), file("rail.txt", OTHER))
    harbour, rail = Upload.objects.order_by("pk")
    admin_client.post(OVERVIEW, {"accept": f"{harbour.pk}:1"})
    admin_client.post(OVERVIEW, {"discard": rail.pk})
    assert Article.objects.get().headline == "Harbour fee to fall by spring"
    assert not Upload.objects.exists()


def test_what_cannot_be_read_is_not_accepted_from_the_overview(admin_client):
    send(admin_client, file("noise.bin", b"\x00\x01"), file("rail.txt", OTHER))
    upload = Upload.objects.get(name="noise.bin")
    html = admin_client.post(OVERVIEW, {"accept": f"{upload.pk}:1"}, follow=True).content.decode()
    assert "“noise.bin”: The file is not text" in html
    assert not ImportBatch.objects.exists()
    assert admin_client.post(OVERVIEW, {"accept": f"{upload.pk}:2"}).status_code == 404


def test_everything_is_discarded_at_once(admin_client):
    send(admin_client, file("harbour.txt", TEXT), file("rail.txt", OTHER))
    admin_client.post(OVERVIEW, {"discard_all": "1"})
    assert not Upload.objects.exists()
    assert not Article.objects.exists()


def test_a_container_gives_several_articles_each_with_its_page(admin_client, container):
    response = send(admin_client, file("both.pages", f"\f{TEXT}\f!broken\f-picture\f{OTHER}"))
    html = response.content.decode()
    upload = Upload.objects.get()
    assert response.redirect_chain[-1][0] == OVERVIEW
    assert html.count('<th scope="row">') == 3
    assert "Is broken." in html
    assert "picture" not in html
    assert form_values(admin_client.get(item_url(upload, 2)).content.decode())["headline"] == [
        "Rail line opens after thirty years"
    ]
    accept(admin_client, item_url(upload, 2), headline="Rail line")
    assert Original.objects.get().name == "both.pages#3"
    assert Upload.objects.exists()
    assert admin_client.get(item_url(upload, 3)).status_code == 404
    accept(admin_client, item_url(upload, 1))
    assert Article.objects.count() == 2
    html = admin_client.post(OVERVIEW, {"accept_all": "1"}, follow=True).content.decode()
    assert "2 unchanged, 1 failed" in html


def test_a_container_of_which_all_is_stored_waits_no_longer(admin_client, container):
    send(admin_client, file("both.pages", f"\f{TEXT}\f{OTHER}"))
    upload = Upload.objects.get()
    accept(admin_client, item_url(upload, 1))
    assert Upload.objects.exists()
    accept(admin_client, item_url(upload, 2))
    assert not Upload.objects.exists()


def test_a_container_that_breaks_off_is_named_and_what_came_before_can_be_accepted(admin_client, container):
    html = send(admin_client, file("half.pages", f"\f{TEXT}\f?")).content.decode()
    assert "The rest cannot be read." in html
    html = admin_client.post(OVERVIEW, {"accept_all": "1"}, follow=True).content.decode()
    assert "1 created, 1 failed" in html


def test_many_items_are_shown_by_pages(admin_client, container):
    parts = [
        OTHER.replace("nine", str(number)).replace("Rail line", f"Rail line {number}") for number in range(30)
    ]
    html = send(admin_client, file("many.pages", "".join(f"\f{part}" for part in parts))).content.decode()
    assert (html.count('<th scope="row">'), 'href="?p=2"' in html) == (25, True)
    html = admin_client.get(OVERVIEW, {"p": "2"}).content.decode()
    assert (html.count('<th scope="row">'), 'href="?p=1"' in html, 'href="?p=3"' in html) == (5, True, False)
    for page in ("9", "x", "-1", "99999999"):
        assert admin_client.get(OVERVIEW, {"p": page}).status_code == 200


# Large and many


def test_a_text_too_large_for_the_desk_is_named_and_the_rest_is_accepted(admin_client, monkeypatch):
    monkeypatch.setattr(staged_items, "LARGEST_TEXT", 2_000)
    html = send(admin_client, file("harbour.txt", TEXT * 9), file("rail.txt", OTHER)).content.decode()
    assert staged_items.TOO_LARGE in html
    url = item_url(Upload.objects.get(name="harbour.txt"))
    assert staged_items.TOO_LARGE in admin_client.get(url).content.decode()
    admin_client.post(OVERVIEW, {"accept_all": "1"})
    assert Article.objects.get().headline == "Rail line opens after thirty years"
    monkeypatch.setattr(staged_items, "LARGEST_ITEM", 10)
    assert staged_items.TOO_LARGE in admin_client.get(url).content.decode()


def test_items_for_which_the_overview_has_no_time_are_shown_by_name(admin_client, monkeypatch):
    monkeypatch.setattr(uploads, "GLANCE", -1.0)
    html = send(admin_client, file("harbour.txt", TEXT), file("rail.txt", OTHER)).content.decode()
    assert html.count("Not looked at yet") == 2
    for upload in Upload.objects.all():
        assert item_url(upload) in html


def test_a_text_of_more_paragraphs_than_a_page_shows_is_stored_whole(admin_client, monkeypatch):
    monkeypatch.setattr(understandings, "MOST_PIECES", 2)
    monkeypatch.setattr(uploads, "MOST_PIECES", 2)
    url = staged(admin_client)
    html = admin_client.get(url).content.decode()
    assert "the first 2 each are shown" in html
    assert 'id="paragraph-2"' not in html
    accept(admin_client, url, take_out="0")
    body = Article.objects.get().body
    assert body.startswith("“We will lower")
    assert body.endswith("a written promise.")


def test_what_is_accepted_stands_in_the_manifest_of_its_batch(admin_client, settings):
    accept(admin_client, staged(admin_client))
    send(admin_client, file("rail.txt", OTHER))
    admin_client.post(OVERVIEW, {"accept_all": "1"})
    lines = [json.loads(path.read_text()) for path in sorted(settings.MANIFESTS_DIR.iterdir())]
    assert [(line["input"], line["outcome"]) for line in lines] == [
        ("harbour.txt", "created"),
        ("rail.txt", "created"),
    ]


def test_nothing_is_stored_whose_manifest_cannot_be_written(admin_client, settings):
    settings.MANIFESTS_DIR.write_text("a file where the folder should be")
    html = accept(admin_client, staged(admin_client)).content.decode()
    assert "The manifest cannot be written" in html
    assert not Article.objects.exists()
    admin_client.post(OVERVIEW, {"accept_all": "1"})
    assert not Article.objects.exists()
