"""Those quoted without a name, and which of them an editor holds to be one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.editors import editor_of
from articles.admin.parts import ChangingAdmin
from articles.editing import NotLinkable, link_sources, mark_edited, unlink_sources
from articles.models import Origin, SourceLink, UnnamedSource

# Sources that one page offers to choose from.
MOST_OFFERED = 50


class LinkForm(forms.Form):
    """The source that is the same, and how that is known."""

    other = forms.ModelChoiceField(
        UnnamedSource.objects.all(),
        label="The same source",
        error_messages={"required": "Choose the source that is the same."},
    )
    reason = forms.CharField(
        label="How is that known?",
        max_length=500,
        error_messages={"required": "Say why the two are the same."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UnnamedSourceForm(forms.ModelForm):
    change_reason = forms.CharField(
        label="Reason for the change",
        required=False,
        max_length=500,
        help_text="Kept in the history, for other editors.",
    )


@admin.register(UnnamedSource)
class UnnamedSourceAdmin(ChangingAdmin):
    form = UnnamedSourceForm
    list_display = ("description", "is_several", "article")
    list_filter = ("is_several",)
    list_select_related = ("article",)
    search_fields = ("description",)
    readonly_fields = ("article", "linked")

    @admin.display(description="The same source as")
    def linked(self, source: UnnamedSource) -> SafeString | str:
        if source.pk is None:
            return "–"
        count = SourceLink.objects.of(source).count()
        said = f"{count} in other articles" if count else "Nobody says so."
        url = reverse("admin:articles_unnamedsource_link", args=[source.pk])
        return format_html('{} <a href="{}">Link it to another, with a reason</a>', said, url)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.link_view)
        return [path("<int:number>/link/", view, name="articles_unnamedsource_link"), *super().get_urls()]

    def link_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what a source is linked to and what it may be linked to; link it, or take a link back."""
        source = get_object_or_404(UnnamedSource.objects.with_article(), pk=number)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        form = LinkForm(request.POST if "reason" in request.POST else None, auto_id="%s")
        if request.method == "POST" and self._decided(request, source, form):
            return redirect("admin:articles_unnamedsource_link", source.pk)
        words = request.GET.get("q", source.description).strip()[:100]
        links = list(SourceLink.objects.of(source))
        known = {source.pk, *(link.beside(source).pk for link in links)}
        offered = UnnamedSource.objects.exclude(pk__in=known).with_article().order_by("description", "pk")
        if words:
            offered = offered.filter(description__icontains=words)
        return render(
            request,
            "admin/articles/unnamedsource/link.html",
            {
                **self.admin_site.each_context(request),
                "title": "Is this the source of another article?",
                "opts": self.opts,
                "source": source,
                "quotes": source.quotes.order_by("start"),
                "links": [(link, link.beside(source)) for link in links],
                "form": form,
                "words": words,
                "offered": offered.prefetch_related("quotes")[:MOST_OFFERED],
                "chosen": request.POST.get("other", ""),
            },
        )

    def _decided(self, request: HttpRequest, source: UnnamedSource, form: LinkForm) -> bool:
        """Return whether a link was made or taken back; where not, the form says why."""
        editor = editor_of(request)
        if gone := request.POST.get("unlink", ""):
            link = SourceLink.objects.of(source).filter(pk=gone if gone.isdecimal() else 0).first()
            if link is not None:
                unlink_sources(link, editor=editor)
                self.message_user(request, "They are no longer linked.", messages.SUCCESS)
            return True
        if not form.is_valid():
            return False
        other, reason = form.cleaned_data["other"], form.cleaned_data["reason"]
        try:
            link_sources(source, other, editor=editor, reason=reason)
        except NotLinkable as refused:
            form.add_error(refused.field, str(refused))
            return False
        self.message_user(request, "Linked.", messages.SUCCESS)
        return True

    def save_model(self, request: HttpRequest, obj: UnnamedSource, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            # The description is by whom its quotes are: no import may go back to the one it read.
            for quote in obj.quotes.all():
                quote.attribution_origin = Origin.EDITOR
                quote.save(update_fields=["attribution_origin"])
                mark_edited(quote, fields=["unnamed_source"], editor=editor_of(request))
