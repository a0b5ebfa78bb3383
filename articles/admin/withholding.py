"""Withholding an article, a quote or a name from readers, and showing it again: a screen of its own for each."""

import hashlib
import json
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from articles.admin.parts import ChangingAdmin, LongTextField, editor_of, short
from articles.changes import changing
from articles.editing import NotWithholdable, conceal_words, goes_along, same_words_elsewhere, set_visibility
from articles.models import Action, Article, NearDuplicate, Quote, Speaker, Visibility, WithheldReason
from articles.search import SearchRequest, SearchUnavailable, search

Thing = Article | Quote | Speaker

NOUNS: dict[type[Thing], str] = {Article: "article", Quote: "quote", Speaker: "name"}
# What each decision comes to, as the screen tells it before it is made.
CONSEQUENCES: dict[type[Thing], str] = {
    Article: "Withheld, it is gone with its quotes from pages, search, feeds, exports, the API and the sitemap; their "
    "addresses answer 410 with the reason and the day.",
    Quote: "Withheld, its words are masked wherever its article prints them, in the headline too, and the original is "
    "no longer shown; its address answers 410 with the reason and the day. Hidden, the quote has no page, and its "
    "words stand in the text as they did.",
    Speaker: "Withheld, quotes are given to “name withheld” with the reason and the day, and the evidence of who spoke "
    "is gone with the name. What articles print is the text of others: where they print the name it stays, until the "
    "article or the quote is withheld.",
}


class WithholdingForm(forms.Form):
    """What readers are to see of a thing, why, and a note that they do not see."""

    visibility = forms.ChoiceField(label="What readers see", choices=Visibility, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="Reason",
        choices=[("", "Choose a reason"), *WithheldReason.choices],
        required=False,
        help_text="Told to readers, with the day.",
    )
    note = LongTextField(
        label="Note",
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text="For editors, never shown: who asked, the file number, when to look at it again.",
    )
    also = forms.ModelMultipleChoiceField(
        label="The same words elsewhere",
        queryset=Quote.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They stay as they are unless you tick them.",
    )
    names = LongTextField(
        label="Names and words withheld in its text",
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text="One a line. Each is masked wherever the article prints it, in other quotes too; the rest is told.",
    )
    # How it stood when the form was opened.
    state = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, thing: Thing, elsewhere: QuerySet[Quote], may_conceal: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing
        if elsewhere:
            self.fields["also"] = also = self.fields["also"]
            also.queryset = elsewhere  # type: ignore[attr-defined]
            also.label_from_instance = _told_elsewhere  # type: ignore[attr-defined]
        else:
            del self.fields["also"]
        article = thing.article if isinstance(thing, Quote) else thing
        if isinstance(article, Article) and may_conceal:
            self.initial["names"] = "\n".join(each["words"] for each in article.concealed)
        else:
            del self.fields["names"]
        self.initial = {
            **self.initial,
            "visibility": thing.visibility,
            "reason": thing.withheld_reason,
            "note": thing.withheld_note,
            "state": _state(thing),
        }

    def clean_state(self) -> str:
        """Refuse a form that was opened before somebody else decided."""
        if self.cleaned_data["state"] != _state(self.thing):
            raise forms.ValidationError(
                "Somebody else decided on this after you opened it. Look at it again."
            )
        return _state(self.thing)


class WithholdingAdmin(ChangingAdmin):
    """The part of an admin that keeps its things from readers."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.withholding_view)
        return [path("<path:object_id>/withhold/", view, name=f"{self._name}_withhold"), *super().get_urls()]

    @property
    def _name(self) -> str:
        return f"articles_{self.opts.model_name}"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), "withholding")

    def withholding(self, thing: Thing) -> SafeString | str:
        """Return what readers see of a thing, with a link to where that is changed."""
        if thing.pk is None:
            return "Can be chosen once this is saved."
        url = reverse(f"admin:{self._name}_withhold", args=[thing.pk])
        do = "Change this" if thing.visibility != Visibility.PUBLIC else "Withhold or hide"
        return format_html('{} <a href="{}">{}</a>', _told(thing), url, do)

    withholding.short_description = "What readers see"  # type: ignore[attr-defined]

    def withholding_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what withholding a thing comes to, and do it."""
        queryset: QuerySet[Any] = self.model._default_manager.all()  # noqa: SLF001  public in all but name
        thing = get_object_or_404(queryset, pk=object_id if object_id.isdecimal() else None)
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        elsewhere = same_words_elsewhere(thing) if isinstance(thing, Quote) else Quote.objects.none()
        form = WithholdingForm(
            request.POST or None,
            thing=thing,
            elsewhere=elsewhere,
            may_conceal=request.user.has_perm("articles.change_article"),
        )
        if request.method == "POST" and form.is_valid() and self._decide(request, thing, form):
            return redirect(f"admin:{self._name}_change", thing.pk)
        noun = NOUNS[type(thing)]
        return TemplateResponse(
            request,
            "admin/articles/withhold.html",
            {
                **self.admin_site.each_context(request),
                "title": f"What readers see of this {noun}",
                "opts": self.opts,
                "thing": thing,
                "noun": noun,
                "now": _told(thing),
                "consequences": CONSEQUENCES[type(thing)],
                "along": list(goes_along(thing)),
                "versions": _versions(thing),
                "printed": _printed(thing),
                "form": form,
                "back": reverse(f"admin:{self._name}_change", args=[thing.pk]),
            },
            status=200 if request.method != "POST" else 422,
        )

    def _decide(self, request: HttpRequest, thing: Thing, form: WithholdingForm) -> bool:
        """Do what a form says, all or nothing, and return whether it was done; if not, the form says why."""
        decision = form.cleaned_data
        changes_names = "names" in form.changed_data
        changes_thing = not changes_names or "visibility" in form.changed_data
        visibility = Visibility(decision["visibility"])
        try:
            with changing(editor_of(request), action=Action.WITHHOLD):
                changed: list[Thing] = []
                _refuse_stale(thing, decision["state"])
                if changes_names:
                    article = thing.article if isinstance(thing, Quote) else thing
                    assert isinstance(article, Article)  # noqa: S101  a name has no such field
                    names = decision["names"].split("\n")
                    reason, note = decision["reason"], decision["note"]
                    changed.append(
                        conceal_words(article, names, editor=editor_of(request), reason=reason, note=note)
                    )
                for one in (thing, *decision.get("also", ())) if changes_thing else ():
                    if one in changed or (one is not thing and one.visibility == visibility):
                        continue
                    changed += set_visibility(
                        one,
                        visibility,
                        editor=editor_of(request),
                        reason=decision["reason"],
                        note=decision["note"],
                    )
        except NotWithholdable as problem:
            form.add_error(problem.field, str(problem))
            return False
        for one in changed:
            said = (
                f"Readers: {visibility.label.partition(':')[0].lower()}."
                if changes_thing
                else "Words withheld."
            )
            self.log_change(request, one, said)
        self.message_user(
            request,
            _done(thing, visibility, len(changed))
            if changes_thing
            else "What is withheld of the text was changed.",
        )
        return True


def _done(thing: Thing, visibility: Visibility, count: int) -> str:
    done = {
        Visibility.PUBLIC: "Shown again",
        Visibility.HIDDEN: "Hidden",
        Visibility.WITHHELD: "Withheld",
    }[visibility]
    others = f", and {count - 1} with it" if count > 1 else ""
    return f"{done}: “{short(str(thing))}”{others}."


def _told(thing: Thing) -> str:
    """Return in words what readers see of a thing."""
    match thing.visibility:
        case Visibility.WITHHELD:
            since = (
                f", since {date_format(timezone.localtime(thing.withheld_at), 'j F Y')}"
                if thing.withheld_at
                else ""
            )
            return f"Withheld: {thing.get_withheld_reason_display().lower()}{since}."
        case Visibility.HIDDEN:
            return "Hidden: readers are told that there is nothing here."
        case _:
            return "Public."


def _refuse_stale(thing: Thing, state: str) -> None:
    """Refuse what was decided on a thing as it stood before somebody else did, with nobody changing it now."""
    if isinstance(thing, Quote | Article):
        key = thing.article_id if isinstance(thing, Quote) else thing.pk
        Article.objects.filter(pk=key).lock()
    current = type(thing)._default_manager.get(pk=thing.pk)  # noqa: SLF001  public in all but name
    if _state(current) != state:
        raise NotWithholdable(
            "Somebody else decided on this after you opened it. Look at it again.", field="visibility"
        )


def _state(thing: Thing) -> str:
    article = thing.article if isinstance(thing, Quote) else thing
    concealed = article.concealed if isinstance(article, Article) else []
    shown = [concealed, thing.visibility, thing.withheld_reason, thing.withheld_note, str(thing.withheld_at)]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _told_elsewhere(quote: Quote) -> str:
    return (
        f"“{short(quote.words)}” in “{short(quote.article.title, 80)}” ({_told(quote).rstrip('.').lower()})"
    )


def _versions(thing: Thing) -> list[Article]:
    """Return the other versions of an article, which print most of it and are withheld by themselves."""
    if not isinstance(thing, Article):
        return []
    pairs = NearDuplicate.objects.standing().of(thing.pk).with_articles()
    return [pair.other if pair.one_id == thing.pk else pair.one for pair in pairs]


def _printed(thing: Thing) -> tuple[int, str]:
    """Return how many articles that readers see print a speaker's name, and the address of the search for them."""
    if not isinstance(thing, Speaker) or '"' in thing.name:
        return 0, ""
    text = f'"{thing.name}"'
    try:
        return search(SearchRequest(text=text)).total, f"{reverse('search')}?{urlencode({'q': text})}"
    except SearchUnavailable:
        return 0, ""
