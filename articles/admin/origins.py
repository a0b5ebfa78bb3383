"""Where each field of an article came from, beside the field, and the buttons that return it to what the text says."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from articles.admin.parts import ChangingAdmin, editor_of, field_name, short
from articles.importing import IncomingRefused, parsed_value, read_text, return_to_text
from articles.models import Action, Article, Origin, Provenance
from articles.text.documents import ParsedArticle

# The form that the buttons send: their own, so that pressing one saves no other field.
FORM = "return-to-text"
# The fields that a text says something for, under the names of their provenance, and the field of the form beside
# which each stands.
BESIDE = {
    "headline": "headline",
    "standfirst": "standfirst",
    "publication": "publication",
    "published": "date_precision",
    "body": "body",
    "dateline": "dateline",
    "language": "language",
    "source_url": "source_url",
    "retrieved_at": "retrieved_at",
}
FIELDS = (*BESIDE, "byline")
# Of what a text says, so much is shown beside a field.
LONGEST_TEXT = 160


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """Where one field of an article came from.

    `row` is None where nothing is kept of it. Of a field that an editor set, `text` is what the text says, "" for
    nothing, or `problem` a sentence on why that cannot be told.
    """

    field: str
    row: Provenance | None
    is_empty: bool
    text: str = ""
    problem: str = ""

    @property
    def is_edited(self) -> bool:
        return self.row is not None and self.row.origin == Origin.EDITOR

    @property
    def can_return(self) -> bool:
        return self.is_edited and not self.problem


def origins_of(article: Article) -> dict[str, FieldOrigin]:
    """Return where the fields of a stored article came from, by the name of their provenance.

    The original is read only where an editor set a field.
    """
    rows = {row.field: row for row in article.provenance.select_related("editor")}
    parsed: ParsedArticle | None = None
    problem = ""
    if any(row.origin == Origin.EDITOR for field, row in rows.items() if field in FIELDS):
        try:
            parsed = read_text(article)
        except IncomingRefused as refusal:
            problem = str(refusal)
    return {
        field: FieldOrigin(
            field,
            rows.get(field),
            is_empty=_is_empty(article, field),
            text=short(parsed_value(parsed, field), LONGEST_TEXT) if parsed is not None else "",
            problem=problem,
        )
        for field in FIELDS
    }


def _is_empty(article: Article, field: str) -> bool:
    match field:
        case "published":
            return not article.published.is_known
        case "byline":
            return not article.bylines.exists()
        case _:
            return not getattr(article, field)


class OriginsAdmin(ChangingAdmin):
    """The part of an article's admin that tells where fields came from and returns them to the text."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.return_view))
        return [path("<path:object_id>/return/", view, name="articles_article_return"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        article = kwargs.get("obj")
        if article is not None and self.has_change_permission(request, article):
            # As stored: a form that was refused has left its values on the article.
            origins = origins_of(Article.objects.get(pk=article.pk))
            fields = context["adminform"].form.fields
            for field, name in BESIDE.items():
                if name in fields:
                    fields[name].origin = origins[field]
            context |= {
                "byline_origin": origins["byline"],
                "return_form": FORM,
                "return_url": reverse("admin:articles_article_return", args=[article.pk]),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def return_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return a field of an article to what its text says, and go back to the article's page."""
        article = get_object_or_404(Article, pk=object_id if object_id.isdecimal() else None)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        field = request.POST.get("field", "")
        name = field_name(field)
        row = article.provenance.filter(field=field, origin=Origin.EDITOR).first()
        if field not in FIELDS or row is None:
            self.message_user(
                request, "No editor set this field: it says what the text says.", messages.ERROR
            )
            return redirect("admin:articles_article_change", article.pk)
        editor = editor_of(request)
        try:
            with self.recorded(request, Action.EDIT):
                return_to_text(article, field, editor=editor, reason=request.POST.get(self.reason_field, ""))
                said = f"{name}: returned to what the text says."
                self.log_change(request, article, said)
        except IncomingRefused as problem:
            lost = "".join(f" “{short(words)}”" for words in problem.lost)
            self.message_user(request, f"{name} stays as it was: {problem}{lost}", messages.ERROR)
        else:
            self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:articles_article_change", article.pk)
