"""Importing at the desk: what an editor uploads or pastes, what is understood of it, and accepting it."""

import dataclasses
import datetime
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.corrections import DATE_FIELDS, CorrectionForm, correct, lost_sentence
from articles.admin.parts import compare_shown, editor_of, field_name, short
from articles.admin.staged import (
    Entry,
    drop_if_stored,
    entries_of,
    item_of,
    look_at,
    store,
    store_entry,
)
from articles.admin.understandings import LARGEST_SOURCE, MOST_PIECES, marked_source
from articles.admin.upload_forms import UploadForm
from articles.changes import changing
from articles.importing import (
    ImportResult,
    LostEdits,
    Manifest,
    ManifestError,
    Preview,
    Tally,
)
from articles.models import Action, Article, ImportBatch, Outcome, Upload
from articles.search import deferred_indexing
from articles.text.readers import Item, read

# What nobody accepted is dropped after this time, when somebody uploads.
KEPT_FOR = datetime.timedelta(days=7)
PAGE = 25
# Seconds that one press of "Accept all" works; a web server waits for no answer much longer.
PATIENCE = 20.0
# Seconds that one page of the overview takes to understand its items; the others are shown by name.
GLANCE = 12.0
OUTCOME_WORDS = {
    Outcome.CREATED: "New",
    Outcome.UPDATED: "Update",
    Outcome.UNCHANGED: "In the archive",
    Outcome.CONFLICT: "Update with a conflict",
    Outcome.FAILED: "Cannot be read",
}


class NotAccepted(Exception):
    """An item could not be stored; the message is a sentence for the editor."""


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    """An editor's own uploads: nobody sees those of another."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        return super().get_queryset(request).filter(editor=editor_of(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_import(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_import(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_import(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_import(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Discarding is a button of the overview.
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.item_view)
        item = path("<int:upload_id>/<int:number>/", view, name="articles_upload_item")
        return [item, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Return the form to upload or paste something, and stage what was sent."""
        if not may_import(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_valid():
            Upload.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
            uploads = form.stage(editor=editor_of(request))
            for problem in form.problems:
                self.message_user(request, problem, messages.WARNING)
            if len(uploads) == 1:
                return redirect("admin:articles_upload_change", uploads[0].pk)
            return redirect("admin:articles_upload_changelist")
        return self._page(request, "add", "Import", {"form": form})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Lead to the item of an upload that is one, else to the overview."""
        if not may_import(request):
            raise PermissionDenied
        upload = get_object_or_404(self.get_queryset(request), pk=object_id if object_id.isdecimal() else 0)
        entries = list(islice(entries_of(upload), 2))
        if len(entries) == 1 and entries[0].number:
            return redirect("admin:articles_upload_item", upload.pk, 1)
        return redirect("admin:articles_upload_changelist")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Return the overview of everything that waits for this editor, and take its decisions."""
        if not may_import(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide(request)
        number = request.GET.get("p", "1")
        page = max(int(number), 1) if number.isdecimal() and len(number) < 6 else 1
        uploads = self.get_queryset(request).order_by("pk")
        waiting = (entry for upload in uploads.iterator(chunk_size=1) for entry in entries_of(upload))
        entries = list(islice(waiting, (page - 1) * PAGE, page * PAGE + 1))
        context = {
            "rows": list(_rows(entries[:PAGE])),
            "previous_page": page - 1,
            "next_page": page + 1 if len(entries) > PAGE else 0,
            "uploads": uploads.defer("content"),
            "kept_for": KEPT_FOR.days,
        }
        return self._page(request, "overview", "Waiting to be accepted", context)

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/articles/upload/{name}.html", {**shared, **context})

    def _decide(self, request: HttpRequest) -> HttpResponse:
        own = self.get_queryset(request)
        upload_id, _, number = request.POST.get("accept", "").partition(":")
        discarded = request.POST.get("discard", "")
        if upload_id.isdecimal() and number.isdecimal():
            upload = get_object_or_404(own, pk=upload_id)
            try:
                result = self._accept(request, upload, item_of(upload, int(number)))
            except NotAccepted as problem:
                self.message_user(request, f"“{upload.name}”: {problem}", messages.ERROR)
            else:
                self._tell(request, result)
        elif discarded.isdecimal():
            upload = get_object_or_404(own, pk=discarded)
            upload.delete()
            self.message_user(request, f"Discarded: “{upload.name}”.", messages.SUCCESS)
        elif "discard_all" in request.POST:
            own.delete()
            self.message_user(request, "Everything that waited was discarded.", messages.SUCCESS)
        elif "accept_all" in request.POST:
            try:
                self._accept_all(request)
            except ManifestError as error:
                self.message_user(request, str(error), messages.ERROR)
        return redirect("admin:articles_upload_changelist")

    def _accept(
        self, request: HttpRequest, upload: Upload, item: Item, form: CorrectionForm | None = None
    ) -> ImportResult:
        """Store an item with its corrections, whole or not at all, and return what became of it.

        Raises:
            NotAccepted: the item cannot be stored.
            LostEdits: the corrections would lose quotes that an editor worked on.
        """
        editor = editor_of(request)
        with transaction.atomic():
            batch = ImportBatch.objects.create(editor=editor, given=upload.name)
            result = store(item, batch=batch)
            if result.article is None:
                raise NotAccepted(result.reason)
            if form is not None:
                with changing(editor, action=Action.EDIT, batch=batch, reason=form.cleaned_data["reason"]):
                    article = Article.objects.select_for_update().get(pk=result.article.pk)
                    correct(article, form, editor=editor)
                result = dataclasses.replace(result, article=article)
            batch.finished_at = timezone.now()
            batch.save(update_fields=["finished_at"])
            said = "Imported at the desk"
            if form is not None and form.changed:
                said += (
                    f", with corrections: {', '.join(field_name(field).lower() for field in form.changed)}"
                )
            log = self.log_addition if result.outcome is Outcome.CREATED else self.log_change
            log(request, result.article, f"{said}.")
            _write_manifest(batch, result, given=upload.name)
        drop_if_stored(upload)
        return result

    def _accept_all(self, request: HttpRequest) -> None:
        """Store what waits, item by item, until all is stored or the time is up; what fails goes on waiting."""
        editor = editor_of(request)
        deadline = time.monotonic() + PATIENCE
        uploads = list(self.get_queryset(request).order_by("pk").defer("content"))
        batch = ImportBatch.objects.create(editor=editor, given="\n".join(upload.name for upload in uploads))
        tally = Tally()
        is_late = False
        with deferred_indexing(), Manifest(batch) as manifest:
            for upload in uploads:
                failures = 0
                for entry in entries_of(upload):
                    is_late = time.monotonic() > deadline
                    if is_late:
                        break
                    result = store_entry(entry, batch=batch)
                    manifest.add(result, given=upload.name)
                    tally.add(result)
                    failures += result.outcome is Outcome.FAILED
                if is_late:
                    break
                if not failures:
                    upload.delete()
        batch.finished_at = timezone.now()
        batch.save(update_fields=["finished_at"])
        counts = ", ".join(f"{count} {outcome.value}" for outcome, count in tally.outcomes.items())
        report = reverse("admin:articles_importbatch_change", args=[batch.pk])
        level = messages.WARNING if tally.has_failures or is_late else messages.SUCCESS
        more = " The rest still waits: press “Accept all” again." if is_late else ""
        said = format_html('Accepted: {}.{} <a href="{}">The report</a>', counts or "nothing", more, report)
        self.message_user(request, said, level)

    def item_view(self, request: HttpRequest, upload_id: int, number: int) -> HttpResponse:
        """Return one item beside what is understood of it, and accept it with its corrections."""
        if not may_import(request):
            raise PermissionDenied
        upload = get_object_or_404(self.get_queryset(request), pk=upload_id)
        item = item_of(upload, number)
        preview = look_at(item)
        form = None
        if preview.understood is not None and preview.outcome is not Outcome.UNCHANGED:
            form = CorrectionForm(request.POST if request.method == "POST" else None, preview=preview)
            if form.is_bound and form.is_valid():
                try:
                    result = self._accept(request, upload, item, form)
                except NotAccepted as problem:
                    form.add_error(None, str(problem))
                except LostEdits as error:
                    form.add_error("take_out", lost_sentence(error))
                else:
                    self._tell(request, result)
                    return self._after(request)
            if "foreseen" in form.errors:
                # Shown again with what will happen now, it can be accepted.
                form.data = request.POST.copy()
                form.data["foreseen"] = form.initial["foreseen"]
        return self._page(request, "item", item.name, _item_context(upload, number, preview, form))

    def _after(self, request: HttpRequest) -> HttpResponse:
        """Lead on to what still waits, or to what was stored last."""
        if self.get_queryset(request).exists():
            return redirect("admin:articles_upload_changelist")
        return redirect("admin:articles_importbatch_changelist")

    def _tell(self, request: HttpRequest, result: ImportResult) -> None:
        article = result.article
        assert article is not None and result.outcome is not None  # noqa: S101, PT018  of what was accepted
        said = format_html(
            '{}: “{}”. {} <a href="{}">Read it</a> or <a href="{}">edit it</a>.',
            Outcome(result.outcome).label,
            article,
            result.reason,
            article.get_absolute_url(),
            reverse("admin:articles_article_change", args=[article.pk]),
        )
        level = messages.WARNING if result.outcome is Outcome.CONFLICT else messages.SUCCESS
        self.message_user(request, said, level)


def _write_manifest(batch: ImportBatch, result: ImportResult, *, given: str) -> None:
    try:
        with Manifest(batch) as manifest:
            manifest.add(result, given=given)
    except ManifestError as error:
        raise NotAccepted(str(error)) from error


def may_import(request: HttpRequest) -> bool:
    """Return whether somebody may bring articles into the archive."""
    return request.user.is_active and (
        request.user.has_perm("articles.add_importbatch") or request.user.has_perm("articles.change_article")
    )


def _rows(entries: list[Entry]) -> Iterator[dict[str, Any]]:
    """Yield entries as the overview shows them; once the time is up, by their names only."""
    deadline = time.monotonic() + GLANCE
    for entry in entries:
        if time.monotonic() < deadline or not entry.number:
            yield _row(entry)
        else:
            yield {"entry": entry, "outcome": "Not looked at yet", "reason": ""}


def _row(entry: Entry) -> dict[str, Any]:
    """Return an entry as the overview shows it."""
    if not isinstance(entry.item, Item):
        return {"entry": entry, "outcome": OUTCOME_WORDS[Outcome.FAILED], "reason": entry.item.reason}
    preview = look_at(entry.item)
    row = {"entry": entry, "outcome": OUTCOME_WORDS[preview.outcome], "preview": preview}
    row["reason"] = preview.reason
    row["can_accept"] = preview.outcome not in (Outcome.FAILED, Outcome.UNCHANGED)
    if preview.understood is not None:
        parsed = preview.understood.parsed
        row["parsed"] = parsed
        row["label"] = parsed.headline.value if parsed.headline else short(parsed.body, 90)
    return row


def _item_context(
    upload: Upload, number: int, preview: Preview, form: CorrectionForm | None
) -> dict[str, Any]:
    context: dict[str, Any] = {
        "upload": upload,
        "number": number,
        "preview": preview,
        "outcome": OUTCOME_WORDS[preview.outcome],
        "form": form,
    }
    understood = preview.understood
    if understood is None:
        return {**context, "raw": preview.item.data[:LARGEST_SOURCE].decode("utf-8", "replace")}
    parsed, source = understood.parsed, read(preview.item)
    return {
        **context,
        "parsed": parsed,
        "source": source,
        "segments": marked_source(source, parsed),
        "is_cut": len(source.text) > LARGEST_SOURCE,
        "size": len(source.text),
        "largest_source": LARGEST_SOURCE,
        "most_pieces": MOST_PIECES,
        "changes": [
            {"name": field_name(change.field), "change": change, "texts": _texts(change)}
            for change in preview.changes
        ],
        "rows": _field_rows(form, parsed) if form else [],
        "date_fields": [form[name] for name in DATE_FIELDS] if form else [],
        **(form.chosen if form else {}),
    }


def _texts(change: Any) -> Any:
    """Return both texts of a changed body with the words that differ marked; None for another field."""
    return compare_shown(change.stored, change.incoming) if change.field == "body" else None


def _field_rows(form: CorrectionForm, parsed: Any) -> list[tuple[forms.BoundField, list[Any]]]:
    """Return the fields of the form that are one value each, with the evidence of that."""
    values = {name: getattr(parsed, name) for name in ("headline", "standfirst", "publication", "dateline")}
    evidence: dict[str, list[Any]] = {name: [value] for name, value in values.items() if value is not None}
    evidence["authors"] = list(parsed.authors)
    names = ("headline", "standfirst", "authors", "publication", "dateline", "source_url", "retrieved")
    return [(form[name], evidence.get(name, [])) for name in names]
