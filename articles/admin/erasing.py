"""Erasing an article on legal ground: a screen for administrators that says what goes for good."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.parts import ChangingAdmin, LongTextField, editor_of
from articles.editing import may_erase
from articles.erasures import erase_article
from articles.models import Article, Change, KeyDate, WithheldReason


class ErasingForm(forms.Form):
    """Why an article is erased, and its id once more, so that it is the one that is meant."""

    reason = forms.ChoiceField(
        label="Reason",
        choices=[("", "Choose a reason"), *WithheldReason.choices],
        help_text="Told to readers at its addresses, with the day.",
        error_messages={"required": "Choose the reason that readers are told."},
    )
    note = LongTextField(
        label="On what ground",
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text="For the log of the desk: the court and file number, or the letter. Nothing of what is erased.",
        error_messages={"required": "Say on what ground: it is all that tells of this later."},
    )
    confirmed = forms.CharField(label="Its id", widget=AdminTextInputWidget(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.fields["confirmed"].help_text = f"Write {article.public_id}, to erase this article and no other."

    def clean_confirmed(self) -> str:
        written: str = self.cleaned_data["confirmed"]
        if written != self.article.public_id:
            raise forms.ValidationError(f"This is not {self.article.public_id}, the id of this article.")
        return written


class ErasingAdmin(ChangingAdmin):
    """The part of an article's admin that destroys it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.erasing_view)
        return [path("<path:object_id>/erase/", view, name="articles_article_erase"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if (article := kwargs.get("obj")) is not None and may_erase(request.user):
            context["erase_url"] = reverse("admin:articles_article_erase", args=[article.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def erasing_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what erasing an article takes, and do it."""
        if not may_erase(request.user):
            raise PermissionDenied
        article = get_object_or_404(Article, pk=object_id if object_id.isdecimal() else None)
        form = ErasingForm(request.POST or None, article=article)
        if request.method == "POST" and form.is_valid():
            reason = WithheldReason(form.cleaned_data["reason"])
            erasure = erase_article(
                article, editor=editor_of(request), reason=reason, note=form.cleaned_data["note"]
            )
            self.message_user(request, f"Erased: {erasure.erased.public_id}.", messages.SUCCESS)
            for sentence in erasure.left:
                self.message_user(request, sentence, messages.WARNING)
            return redirect("admin:articles_article_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "Erase this article for good",
            "opts": self.opts,
            "article": article,
            "originals": article.originals.defer("content"),
            "quote_count": article.quotes.count(),
            "change_count": Change.objects.of("article", article.pk).count(),
            "key_dates": KeyDate.objects.filter(article=article)
            | KeyDate.objects.filter(quote__article=article),
            "form": form,
            "back": reverse("admin:articles_article_change", args=[article.pk]),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/articles/article/erase.html", context, status=status)
