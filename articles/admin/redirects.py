"""Old addresses."""

from django.contrib import admin

from articles.models import Redirect


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    list_display = ("old", "new", "kind", "reason", "created_at")
    list_filter = ("kind",)
    search_fields = ("old", "new")
