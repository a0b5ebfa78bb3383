"""What cleaning took out of an article, and the buttons that put it back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.parts import ChangingAdmin, ReadOnlyInline, editor_of, short
from articles.changes import changing
from articles.editing import LostQuotes, NotRestorable, remove_again, restore
from articles.importing import find_quotes_in, reads_like_its_original
from articles.models import Action, Origin, RemovedText
from articles.text.spans import Span

# The form that the buttons send: their own, so that pressing one saves no other field.
FORM = "restore-removed"


class RemovedTextInline(ReadOnlyInline):
    model = RemovedText
    fields = readonly_fields = ("text", "rule", "decision")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        may_change = request.user.has_perm("articles.change_article")
        return self.fields if may_change else ("text", "rule", "restored_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.get_fields(request, obj)

    @admin.display(description="In the text?")
    def decision(self, removed: RemovedText) -> SafeString | str:
        """Return whether the text was restored, and the button to do so or to undo it."""
        label = "Remove again" if removed.is_restored else "Restore"
        said = ""
        if removed.restored_at is not None:
            who = f" by {removed.restored_by}" if removed.restored_by else ""
            said = f"Restored on {removed.restored_at:%Y-%m-%d}{who}. "
        return format_html(
            '{}<button type="submit" form="{}" name="removed" value="{}" aria-label="{}: {}">{}</button>',
            said,
            FORM,
            removed.pk,
            label,
            short(removed.text, 60),
            label,
        )


class RestoringAdmin(ChangingAdmin):
    """The part of an article's admin that puts removed text back and takes it out again."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        return [path("<path:object_id>/restore/", view, name="articles_article_restore"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        article = kwargs.get("obj")
        if article is not None and self.has_change_permission(request, article):
            context |= {
                "restore_form": FORM,
                "restore_url": reverse("admin:articles_article_restore", args=[article.pk]),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Restore a removed text of an article, or remove it again, and return to the article's page."""
        number = request.POST.get("removed", "")
        removed = get_object_or_404(
            RemovedText.objects.select_related("article"),
            article=object_id if object_id.isdecimal() else None,
            pk=number if number.isdecimal() else None,
        )
        if not self.has_change_permission(request, removed.article):
            raise PermissionDenied
        try:
            with changing(editor_of(request), action=Action.RESTORE):
                self._change(request, removed)
        except NotRestorable as problem:
            self.message_user(request, str(problem), messages.ERROR)
        except LostQuotes as problem:
            words = " ".join(f"“{short(quote.words)}”" for quote in problem.quotes)
            said = f"Not done: a quote would be lost or torn apart: {words} Delete it first."
            self.message_user(request, said, messages.ERROR)
        return redirect("admin:articles_article_change", removed.article_id)

    def _change(self, request: HttpRequest, removed: RemovedText) -> None:
        editor = editor_of(request)
        if removed.is_restored:
            article = remove_again(removed, editor=editor)
            if reads_like_its_original(article):
                # Nothing of an editor is in it any more: imports may follow newer originals again.
                article.provenance.filter(field="body", origin=Origin.EDITOR).delete()
            said = f"Removed again: “{short(removed.text)}”"
        else:
            article = restore(removed, editor=editor)
            removed.refresh_from_db()
            find_quotes_in(article, Span(removed.position, removed.position + len(removed.text.strip())))
            said = f"Restored: “{short(removed.text)}”"
        self.log_change(request, article, said)
        self.message_user(request, said, messages.SUCCESS)
