"""The page on which several speakers are made one."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles.admin.editors import editor_of
from articles.admin.parts import LongTextField
from articles.admin.speaker_acts import undo_link
from articles.admin.speaker_fields import WikidataField, known_speakers
from articles.editing import MergedSpeaker, NotMergeable, merge, merged_from
from articles.models import Redirect, RedirectKind, Speaker, SpeakerAlias, SpeakerRole
from articles.text.documents import SpeakerKind

# Speakers that one page sets beside each other.
MOST_MERGED = 20


class MergeForm(forms.Form):
    """What the one speaker is that takes the place of several."""

    into = forms.ChoiceField(
        label="Whose address stays",
        widget=forms.RadioSelect,
        help_text="The addresses of the others lead there.",
    )
    name = forms.ChoiceField(
        label="Name",
        widget=forms.RadioSelect,
        help_text="All others are kept as aliases, which imports recognise.",
    )
    sort_name = forms.CharField(label="Under A to Z", max_length=200, help_text="“Obama, Barack”.")
    kind = forms.ChoiceField(
        label="Kind", choices=[(kind.value, kind.value.capitalize()) for kind in SpeakerKind]
    )
    wikidata_id = WikidataField(label="Wikidata id", required=False, max_length=80)
    biography = LongTextField(
        label="Biography", required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text="Markdown."
    )
    roles = forms.ModelMultipleChoiceField(
        SpeakerRole.objects.none(),
        label="Roles that are kept",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    change_reason = forms.CharField(
        label="Reason", required=False, max_length=500, help_text="Kept in the history, for other editors."
    )

    def __init__(self, data: Any, *, speakers: list[Speaker]) -> None:
        survivor = max(speakers, key=lambda speaker: (_count(speaker), -speaker.pk))
        others = [speaker for speaker in speakers if speaker != survivor]
        proposed = merged_from(survivor, others)
        super().__init__(
            data,
            auto_id="%s",
            initial={
                "into": survivor.slug,
                "name": proposed.name,
                "sort_name": proposed.sort_name,
                "kind": proposed.kind,
                "wikidata_id": proposed.wikidata_id,
                "biography": proposed.biography,
                "roles": list(proposed.roles),
            },
        )
        self.speakers = {speaker.slug: speaker for speaker in speakers}
        names = (
            SpeakerAlias.objects.filter(speaker__in=speakers).order_by("name").values_list("name", flat=True)
        )
        own = [speaker.name for speaker in speakers]
        choices: dict[str, Any] = {name: name for name in [*own, *names]}
        into, name, roles = self.fields["into"], self.fields["name"], self.fields["roles"]
        assert isinstance(into, forms.ChoiceField)  # noqa: S101  for the type checker
        assert isinstance(name, forms.ChoiceField)  # noqa: S101  for the type checker
        assert isinstance(roles, forms.ModelMultipleChoiceField)  # noqa: S101  for the type checker
        into.choices = [(slug, f"{speaker.name} ({slug})") for slug, speaker in self.speakers.items()]
        name.choices = list(choices.items())
        roles.queryset = SpeakerRole.objects.filter(speaker__in=speakers)

    @property
    def survivor(self) -> Speaker:
        """The speaker whose address stays; of a form that is valid."""
        return self.speakers[self.cleaned_data["into"]]

    @property
    def others(self) -> list[Speaker]:
        return [speaker for speaker in self.speakers.values() if speaker != self.survivor]

    @property
    def merged(self) -> MergedSpeaker:
        """What was chosen; of a form that is valid."""
        chosen = self.cleaned_data
        return MergedSpeaker(
            name=chosen["name"],
            sort_name=chosen["sort_name"],
            kind=chosen["kind"],
            wikidata_id=chosen["wikidata_id"],
            biography=chosen["biography"],
            roles=[role.pk for role in chosen["roles"]],
        )


def _count(speaker: Any) -> int:
    count: int = speaker.all_quotes
    return count


class MergingAdmin(admin.ModelAdmin):
    """The part of a speaker's admin that makes several one."""

    @admin.action(description="Merge the selected speakers into one …", permissions=["change"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> HttpResponse | None:
        slugs = list(queryset.order_by("pk").values_list("slug", flat=True)[: MOST_MERGED + 1])
        if not 1 < len(slugs) <= MOST_MERGED:
            self.message_user(request, f"Choose 2 to {MOST_MERGED} speakers to merge.", messages.ERROR)
            return None
        return redirect(merge_url(*slugs))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", view, name="articles_speaker_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Show speakers beside each other with what they become, and make them one when that is sent."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        asked = list(dict.fromkeys(request.GET.getlist("speaker")))[:MOST_MERGED]
        added, unknown = _added(request.GET.get("add", "").strip(), asked)
        if added:
            return redirect(merge_url(*asked, added))
        speakers = list(
            Speaker.objects.filter(slug__in=asked)
            .annotate(
                all_quotes=Count("quotes", distinct=True), articles=Count("quotes__article", distinct=True)
            )
            .prefetch_related("aliases", "roles")
            .order_by("-all_quotes", "pk")
        )
        stale = _stale(asked, speakers)
        form = MergeForm(request.POST or None, speakers=speakers) if len(speakers) > 1 else None
        if request.method == "POST" and form is not None:
            if stale:
                form.add_error("into", stale)
            if form.is_valid() and (answer := self._merged(request, form)):
                return answer
        return render(
            request,
            "admin/articles/speaker/merge.html",
            {
                **self.admin_site.each_context(request),
                "title": "Merge speakers",
                "opts": self.opts,
                "speakers": [
                    (speaker, merge_url(*(s for s in asked if s != speaker.slug))) for speaker in speakers
                ],
                "asked": asked,
                "form": form,
                "stale": stale,
                "unknown": unknown,
                "query": urlencode([("speaker", slug) for slug in asked]),
            },
        )

    def _merged(self, request: HttpRequest, form: MergeForm) -> HttpResponseRedirect | None:
        """Merge, say so and return the way to the survivor; None, with the reason at its field, where it is refused."""
        reason = form.cleaned_data["change_reason"].strip()
        survivor, others = form.survivor, form.others
        try:
            change = merge(survivor, others, into=form.merged, editor=editor_of(request), reason=reason)
        except NotMergeable as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            return None
        names = ", ".join(speaker.name for speaker in others)
        self.log_change(request, survivor, f"Merged with {names}.")
        self.message_user(
            request,
            format_html(
                "{} speakers are one now: {}. {}", len(others) + 1, form.merged.name, undo_link(change)
            ),
            messages.SUCCESS,
        )
        return redirect("admin:articles_speaker_change", survivor.pk)


def merge_url(*slugs: str) -> str:
    """Return where speakers, given by slug, are merged."""
    return f"{reverse('admin:articles_speaker_merge')}?{urlencode([('speaker', slug) for slug in slugs])}"


def _added(written: str, asked: list[str]) -> tuple[str, str]:
    """Return the slug of the speaker that is meant, or why none is added."""
    if not written:
        return "", ""
    found = known_speakers(written)
    if len(found) > 1:
        return "", f"Several are called “{written}”. Write one of {', '.join(s.slug for s in found[:5])}."
    if not found:
        return "", f"Nobody in the archive is called “{written}”."
    if found[0].slug in asked:
        return "", f"“{written}” is {found[0].name}, who is here already: nobody is merged into themselves."
    return found[0].slug, ""


def _stale(asked: list[str], speakers: list[Speaker]) -> str:
    """Return why some of the speakers that were asked for cannot be merged any more, or ""."""
    here = {speaker.slug: speaker for speaker in speakers}
    for slug in asked:
        if slug in here:
            continue
        new = Redirect.objects.target(kind=RedirectKind.SPEAKER, old=slug)
        if new in here:
            return f"“{slug}” was merged into {here[new]} already: once more would go in a circle."
        return f"There is no speaker “{slug}” any more." + (f" It leads to “{new}” now." if new else "")
    return ""
