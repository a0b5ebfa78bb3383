"""Old addresses."""

from django.contrib import admin

from articles.admin.parts import ChangingAdmin
from articles.models import Redirect


@admin.register(Redirect)
class RedirectAdmin(ChangingAdmin):
    list_display = ("old", "new", "kind", "reason", "created_at")
    list_filter = ("kind",)
    search_fields = ("old", "new")
