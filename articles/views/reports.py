"""Reporting an error without an account, and seeing what became of it."""

import re
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.limits import DAY, RateLimit, client_of
from articles.models import Article, Quote, Report, ReportKind, ReportReason, Speaker
from articles.models.reports import LONGEST_MESSAGE
from articles.views.addresses import Moved, find_article, find_quote, find_speaker, lasting, refuse_unheard

_PUBLIC_ID = re.compile(r"[a-z2-7]{12}")
_SLUG = re.compile(r"[-\w]{1,100}")


class MessageField(forms.CharField):
    """Text of several lines, of which a browser sends each end as two characters, and counts it as one."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class ReportForm(forms.Form):
    """What is wrong, as a reader says it."""

    reason = forms.ChoiceField(
        choices=ReportReason,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Please choose what is wrong.",
            "invalid_choice": "Please choose one of these.",
        },
    )
    message = MessageField(
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 6, "maxlength": LONGEST_MESSAGE, "dir": "auto"}),
        error_messages={
            "max_length": f"A message has at most {LONGEST_MESSAGE:,} characters; this one has %(show_value)d."
        },
    )
    # Programs fill in whatever they find; people do not see it.
    website = forms.CharField(required=False, widget=forms.TextInput({"tabindex": -1, "autocomplete": "off"}))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("This field is a trap for programs: please leave it empty.")
        return ""

    def clean_message(self) -> str:
        message: str = self.cleaned_data["message"]
        if not message and self.cleaned_data.get("reason") == ReportReason.OTHER:
            raise forms.ValidationError("Please say what is wrong.")
        return message


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@lasting
def report(request: HttpRequest) -> HttpResponseBase:
    """Return the form that reports an error in `?about=`, and take it: 422 with sentences, 429 where it is one too many."""
    thing = find_reported(request.GET.get("about", ""))
    form = ReportForm(request.POST or None)
    status, wait = HTTPStatus.OK, 0
    if request.method == "POST":
        form = ReportForm(request.POST)
        if not form.is_valid():
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        elif wait := _limit().spend(client_of(request)):
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            return HttpResponseRedirect(_stored(thing, form).get_absolute_url(), status=HTTPStatus.SEE_OTHER)
    context = {"form": form, "thing": thing, "kind": kind_of(thing), "is_one_too_many": bool(wait)}
    response = render(request, "articles/report.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


@require_safe
@never_cache
def report_state(request: HttpRequest, public_id: str) -> HttpResponse:
    """Return how a report stands: nothing of what was written in it or about it, but for a note that is public."""
    found = Report.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no report of this number.")
    return render(request, "articles/report_state.html", {"report": found})


def find_reported(about: str) -> Article | Quote | Speaker:
    """Return the article, quote or speaker of a public id or slug, also a former one, that readers may see.

    Raises:
        Gone, Http404: it was withdrawn, or is not for readers.
    """
    if not about:
        raise Http404(
            "A report is about an article, a quote or a speaker: on each page there is a link to it."
        )
    if not _SLUG.fullmatch(about):
        raise Http404("The archive has nothing at this address that could be reported.")
    try:
        if _PUBLIC_ID.fullmatch(about):
            for find in (find_quote, find_article):
                try:
                    return find(about)
                except Http404:
                    continue
        speaker = find_speaker(about)
    except Moved as moved:
        if isinstance(moved.thing, Article | Quote | Speaker):  # as all that is looked for here
            return moved.thing
        raise
    refuse_unheard(speaker)
    return speaker


def kind_of(thing: Article | Quote | Speaker) -> ReportKind:
    match thing:
        case Article():
            return ReportKind.ARTICLE
        case Quote():
            return ReportKind.QUOTE
        case Speaker():
            return ReportKind.SPEAKER


def _stored(thing: Article | Quote | Speaker, form: ReportForm) -> Report:
    return Report.objects.create(
        kind=kind_of(thing),
        about=thing.slug if isinstance(thing, Speaker) else thing.public_id,
        reason=form.cleaned_data["reason"],
        message=form.cleaned_data["message"],
    )


def _limit() -> RateLimit:
    return RateLimit(settings.LIMITS_DIR / "reports", settings.REPORTS_PER_DAY, window=DAY)
