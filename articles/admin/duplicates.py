"""Speakers that are likely one: suggested, merged, or found to be two."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from articles.admin.editors import editor_of
from articles.admin.merging import merge_url
from articles.editing import Suggestion, likely_duplicates, set_apart, suggest_again
from articles.models import DistinctSpeakers, Speaker

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with both speakers, who have `all_quotes`."""

    one: Speaker
    other: Speaker
    suggestion: Suggestion

    @property
    def merge_url(self) -> str:
        return merge_url(self.one.slug, self.other.slug)


class DuplicatesAdmin(admin.ModelAdmin):
    """The part of a speaker's admin that suggests whom to merge."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.duplicates_view)
        return [path("duplicates/", view, name="articles_speaker_duplicates"), *super().get_urls()]

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """List the pairs that may be one, or those that were found to be two; note what an editor decides."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._decide_pair(request)
        is_apart = request.GET.get("state") == "apart"
        context: dict[str, Any] = {}
        if is_apart:
            pairs = DistinctSpeakers.objects.select_related("one", "other", "editor")
            context["page"] = page = Paginator(pairs, ON_A_PAGE).get_page(request.GET.get("p"))
            context["pairs"] = list(page)
        else:
            found = Paginator(likely_duplicates(), ON_A_PAGE).get_page(request.GET.get("p"))
            context["page"] = found
            context["suggestions"] = shown(list(found))
        return render(
            request,
            "admin/articles/speaker/duplicates.html",
            {
                **self.admin_site.each_context(request),
                "title": "Likely duplicates",
                "opts": self.opts,
                "is_apart": is_apart,
                **context,
            },
        )

    def _decide_pair(self, request: HttpRequest) -> HttpResponseRedirect:
        """Note that two speakers are not the same, or take that back, and return to the list."""
        editor, reason = editor_of(request), request.POST.get("change_reason", "").strip()[:300]
        back = reverse("admin:articles_speaker_duplicates")
        again = request.POST.get("again", "")
        if again:
            pair = DistinctSpeakers.objects.filter(pk=again if again.isdecimal() else 0).first()
            if pair is not None:
                suggest_again(pair, editor=editor, reason=reason)
                self.message_user(request, "They may be suggested as one again.", messages.SUCCESS)
            return redirect(f"{back}?state=apart")
        slugs = request.POST.get("apart", "").split(" ")
        speakers = list(Speaker.objects.filter(slug__in=slugs))
        if len(speakers) != 2:
            self.message_user(request, "One of them is no longer in the archive.", messages.ERROR)
        else:
            one, other = speakers
            set_apart(one, other, editor=editor, reason=reason)
            self.message_user(request, f"{one} and {other} are not the same.", messages.SUCCESS)
        return redirect(back)


def shown(suggestions: list[Suggestion]) -> list[ShownSuggestion]:
    """Return suggestions with their speakers, one query."""
    keys = {key for each in suggestions for key in (each.one, each.other)}
    rows = Speaker.objects.filter(pk__in=keys).annotate(all_quotes=Count("quotes"))
    speakers = {speaker.pk: speaker for speaker in rows}
    return [ShownSuggestion(speakers[each.one], speakers[each.other], each) for each in suggestions]
