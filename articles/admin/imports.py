"""What came in: originals and import runs."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.parts import ReadOnly, ReadOnlyInline
from articles.models import ImportBatch, ImportRecord, Original

# What a page can show of an original; the whole is one click away.
PREVIEW_BYTES = 100_000


@admin.register(Original)
class OriginalAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("name", "short_digest", "size", "media_type", "received_at", "is_current", "article")
    list_filter = ("is_current", "media_type", "encoding")
    list_select_related = ("article",)
    search_fields = ("name", "sha256")
    date_hierarchy = "received_at"
    fields = (
        "name",
        "sha256",
        "size",
        "media_type",
        "encoding",
        "source_url",
        "retrieved_at",
        "received_at",
        "article",
        "is_current",
        "preview",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Original]:
        return super().get_queryset(request).defer("content")

    @admin.display(description="SHA-256", ordering="sha256")
    def short_digest(self, original: Original) -> str:
        return original.sha256[:12]

    @admin.display(description="As received")
    def preview(self, original: Original) -> SafeString | str:
        if original.content is None:
            return "Erased."
        received = bytes(original.content[:PREVIEW_BYTES])
        try:
            text = received.decode(original.encoding or "utf-8", "replace")
        except LookupError:
            text = received.decode("utf-8", "replace")
        return format_html("<pre>{}</pre>", text)


class ImportRecordInline(ReadOnlyInline):
    model = ImportRecord
    fields = readonly_fields = ("name", "outcome", "reason", "article")


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("__str__", "given", "editor", "started_at", "finished_at")
    date_hierarchy = "started_at"
    inlines = (ImportRecordInline,)
