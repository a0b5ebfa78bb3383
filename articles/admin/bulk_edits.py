"""Articles edited together, and as a CSV file: every change is shown first, applied as one act, and can be undone as one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.parts import ChangingAdmin, editor_of
from articles.changes import NotUndoable, is_in_effect
from articles.editing import Edit, Plan, Refused, apply_edits, edits_of, plan_edits, take_back
from articles.editing.bulk_edits import MOST_ROWS
from articles.editing.cells import HOW_TO_WRITE_DATES, NotAValue, VisibilityColumn, columns
from articles.metadata_files import read_metadata, write_metadata
from articles.models import Action, Article, Change, ChangedRow, Publication, Rights, Topic

SALT = "articles.admin.bulk_edits"
# Seconds that a preview can be applied.
LONGEST_LOOK = 24 * 3600
LARGEST_FILE = 4 * 1024 * 1024
# Of the latest acts on many articles, so many are offered to be taken back.
LATEST = 10
# The tables that editing articles together changes.
OF_ARTICLES = ("article", "byline", "provenance", "publication", "topicarticle", "topicomission")

LEAVE, EMPTY = "", "-"
# Columns and tables under the names that editors know.
_LABELS = {
    **{column.name: column.label for column in columns()},
    "publication_id": "Publication",
    **dict.fromkeys(("date_precision", "date_earliest", "date_latest", "date_time", "date_zone"), "Date"),
    **dict.fromkeys(("visibility", "withheld_reason"), "Visibility"),
    "byline": "Authors",
    "topicarticle": "Topics by hand",
    "topicomission": "Left out of topics",
}


def _choices(*choices: tuple[str, str]) -> list[tuple[str, str]]:
    return [(LEAVE, "Leave as it is"), *choices]


def _topics() -> forms.SelectMultiple:
    return forms.SelectMultiple(attrs={"size": 5})


class BulkForm(forms.Form):
    """What many articles are to have in common; what is left alone stays as each has it."""

    publication = forms.ChoiceField(required=False)
    date = forms.CharField(required=False, help_text=HOW_TO_WRITE_DATES)
    byline = forms.CharField(
        required=False,
        label="Authors",
        help_text="With semicolons between: Lindsey Ellerson; Yunji de Nies (reporter).",
    )
    language = forms.CharField(required=False, help_text="A tag: en, fr, pt-BR.")
    rights = forms.ChoiceField(
        required=False, choices=_choices((EMPTY, "As the publication's rights say"), *Rights.choices)
    )
    visibility = forms.ChoiceField(
        required=False,
        choices=_choices(*((value, value.capitalize()) for value in VisibilityColumn.choices)),
        help_text="Withheld, with the reason that readers are told; hidden, where readers find nothing at all.",
    )
    add_topics = forms.MultipleChoiceField(required=False, label="Put under topics", widget=_topics())
    out_of_topics = forms.MultipleChoiceField(
        required=False,
        label="Take out of topics",
        widget=_topics(),
        help_text="Where the saved search of a topic finds an article, it is left out of it by hand.",
    )
    empty = forms.MultipleChoiceField(
        required=False,
        label="Take away",
        choices=[("date", "The date"), ("byline", "The authors"), ("language", "The language")],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        publications = Publication.objects.values_list("name", flat=True)
        choices = _choices((EMPTY, "None"), *((f"={name}", name) for name in publications))
        self.fields["publication"].choices = choices  # type: ignore[attr-defined]
        topics = [(name, name) for name in Topic.objects.values_list("name", flat=True)]
        for name in ("add_topics", "out_of_topics"):
            self.fields[name].choices = topics  # type: ignore[attr-defined]

    def clean_publication(self) -> str:
        return str(self.cleaned_data["publication"]).removeprefix("=")

    def clean(self) -> dict[str, Any]:
        """Refuse what no article can have, and nothing at all."""
        cleaned = super().clean() or self.cleaned_data
        for column in columns():
            if cell := self._cells().get(column.name):
                try:
                    column.read(cell)
                except NotAValue as error:
                    self.add_error(column.name, str(error))
        for name in cleaned.get("empty", ()):
            if cleaned.get(name):
                self.add_error(name, "Either give one or take it away.")
        for name in set(cleaned.get("add_topics", ())) & set(cleaned.get("out_of_topics", ())):
            self.add_error("out_of_topics", f"The articles are put under “{name}” above.")
        if not self.errors and not (self._cells() or cleaned["add_topics"] or cleaned["out_of_topics"]):
            raise forms.ValidationError("Nothing is to be changed yet: choose at least one value.")
        return cleaned

    def _cells(self) -> dict[str, str]:
        """Return what each article is to have, by column."""
        given = {
            column.name: self.cleaned_data[column.name].strip()
            for column in columns()
            if self.cleaned_data.get(column.name)
        }
        emptied = dict.fromkeys(self.cleaned_data.get("empty", ()), "")
        return emptied | {name: "" if cell == EMPTY else cell for name, cell in given.items()}

    def edits(self, articles: QuerySet[Article]) -> list[Edit]:
        """Return what is asked for of each article."""
        return edits_of(
            articles,
            cells=self._cells(),
            topics=self.cleaned_data["add_topics"],
            out_of=self.cleaned_data["out_of_topics"],
        )


class FileForm(forms.Form):
    """A file of metadata."""

    file = forms.FileField(
        label="CSV file",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("The file is larger than 4 MB: divide it.")
        return file


class BulkEditingAdmin(ChangingAdmin):
    """The articles' list, from which many are edited at once."""

    actions = ("edit_together", "export_metadata")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("together/", view(require_POST(self.together_view)), name="articles_article_together"),
            path("together/<int:change_id>/", view(self.act_view), name="articles_article_act"),
            path("metadata/", view(self.metadata_view), name="articles_article_metadata"),
            *super().get_urls(),
        ]

    def has_edit_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    @admin.action(description="Edit the selected together …", permissions=["edit"])
    def edit_together(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(chosen) > MOST_ROWS:
            self.message_user(
                request, f"At most {MOST_ROWS:,} articles can be looked at in one go.", messages.ERROR
            )
            return None
        return self._choose(request, BulkForm(), chosen)

    @admin.action(description="Download the metadata of the selected as CSV", permissions=["view"])
    def export_metadata(self, request: HttpRequest, queryset: QuerySet[Article]) -> StreamingHttpResponse:
        name = f"metadata-{timezone.localdate():%Y-%m-%d}.csv"
        articles = Article.objects.filter(pk__in=queryset.order_by().values("pk")).order_by("pk")
        return StreamingHttpResponse(
            write_metadata(articles),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def together_view(self, request: HttpRequest) -> HttpResponse:
        """Take what articles are to have, show what that changes of each, and change it when told to."""
        if not self.has_edit_permission(request):
            raise PermissionDenied
        if "edits" in request.POST:
            return self._apply(request)
        chosen = [int(key) for key in request.POST.get("articles", "").split() if key.isdecimal()]
        form = BulkForm(request.POST)
        if not form.is_valid():
            return self._choose(request, form, chosen, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        edits = form.edits(Article.objects.filter(pk__in=chosen[:MOST_ROWS]).order_by("pk"))
        return self._preview(request, edits, "admin:articles_article_changelist")

    def metadata_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file of metadata and show what it changes; the page says how one comes by such a file."""
        if not self.has_edit_permission(request):
            raise PermissionDenied
        form = FileForm()
        if request.method == "POST":
            form = FileForm(request.POST, request.FILES)
            if form.is_valid():
                try:
                    edits = read_metadata(form.cleaned_data["file"].read())
                except Refused as error:
                    return self._refuse(request, error, "admin:articles_article_metadata")
                return self._preview(request, edits, "admin:articles_article_metadata")
        latest = Change.objects.filter(action=Action.BULK).order_by("-pk")[:LATEST]
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        context = {"form": form, "latest": latest, "columns": columns()}
        return self._page(request, "metadata", "Metadata as CSV", context, status=status)

    def act_view(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """Show what an act on many articles changed, and take it back when told to."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        change = get_object_or_404(Change, pk=change_id, action=Action.BULK)
        if change.rows.exclude(model__in=OF_ARTICLES).exists():
            # Something else was chosen in a list: taking that back is not for everyone who may change articles.
            raise Http404("These are not articles that were edited together.")
        context: dict[str, Any] = {"change": change}
        status = HTTPStatus.OK
        if request.method == "POST":
            if not self.has_edit_permission(request):
                raise PermissionDenied
            try:
                take_back(change, editor=editor_of(request), reason=request.POST.get("reason", "").strip())
            except NotUndoable as error:
                context["problem"], status = error, HTTPStatus.CONFLICT
            else:
                self.message_user(request, "Undone: everything is as it was before.", messages.SUCCESS)
                return HttpResponseRedirect(request.path)
        context |= {
            "articles": _changed_articles(change),
            "may_undo": self.has_edit_permission(request) and is_in_effect(change),
            "is_undone": not is_in_effect(change),
        }
        return self._page(request, "act", "Edited together", context, status=status)

    def _choose(
        self,
        request: HttpRequest,
        form: BulkForm,
        chosen: Sequence[int],
        *,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> HttpResponse:
        context = {"form": form, "chosen": " ".join(map(str, chosen)), "count": len(chosen)}
        return self._page(request, "together", "Edit articles together", context, status=status)

    def _preview(
        self, request: HttpRequest, edits: Sequence[Edit], back: str, *, reason: str = "", problem: str = ""
    ) -> HttpResponse:
        planned = plan_edits(edits)
        if planned.mistakes:
            return self._refuse(request, Refused(planned.mistakes), back)
        context = {
            "plan": planned,
            "signed": _signed(planned, edits),
            "back": reverse(back),
            "back_name": back,
            "reason": reason,
            "problem": problem,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        return self._page(request, "preview", "What will change", context, status=status)

    def _apply(self, request: HttpRequest) -> HttpResponse:
        back = request.POST.get("back", "")
        if back not in ("admin:articles_article_changelist", "admin:articles_article_metadata"):
            raise Http404
        try:
            edits = [
                Edit(*values)
                for values in signing.loads(request.POST["edits"], salt=SALT, max_age=LONGEST_LOOK)
            ]
        except signing.BadSignature:
            self.message_user(
                request, "What was shown is too old to be applied. Begin again.", messages.ERROR
            )
            return HttpResponseRedirect(reverse(back))
        reason = request.POST.get("reason", "").strip()
        try:
            change = apply_edits(edits, editor=editor_of(request), reason=reason)
        except Refused as error:
            if [mistake.column for mistake in error.mistakes] == ["reason"]:
                return self._preview(request, edits, back, problem=error.mistakes[0].sentence)
            return self._refuse(request, error, back)
        if change is None:
            self.message_user(request, "Nothing had to be changed.", messages.INFO)
            return HttpResponseRedirect(reverse(back))
        self.message_user(request, "Changed as shown. Below is how to take it back.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_act", args=[change.pk]))

    def _refuse(self, request: HttpRequest, error: Refused, back: str) -> HttpResponse:
        context = {"mistakes": error.mistakes, "back": reverse(back)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return self._page(request, "refused", "Nothing was changed", context, status=status)

    def _page(
        self, request: HttpRequest, name: str, title: str, context: dict[str, Any], *, status: HTTPStatus
    ) -> HttpResponse:
        template = f"admin/articles/bulk_edit/{name}.html"
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, template, context, status=status)


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article that an act changed, and in which of its fields, as editors read them."""

    article: Article
    fields: tuple[str, ...]


def _changed_articles(change: Change) -> list[ChangedArticle]:
    """Return the articles that an act changed and that are still there."""
    fields: dict[int, set[str]] = defaultdict(set)
    for row in ChangedRow.objects.filter(change=change):
        key = row.object_id if row.model == "article" else row.owner_id
        if key is not None and (row.model == "article" or row.owner_model == "article"):
            names = row.values if row.model == "article" else [row.model]
            fields[key] |= {label for name in names if (label := _LABELS.get(name))}
    articles = Article.objects.in_bulk(list(fields))
    return [
        ChangedArticle(articles[key], tuple(sorted(labels)))
        for key, labels in fields.items()
        if key in articles
    ]


def _signed(planned: Plan, edits: Sequence[Edit]) -> str:
    """Return the edits that change anything, such that nothing but what was shown can be applied."""
    changing = {change.article.public_id for change in planned.changes}
    kept = [
        (edit.public_id, edit.version, dict(edit.cells), edit.line)
        for edit in edits
        if edit.public_id in changing
    ]
    return signing.dumps(kept, salt=SALT, compress=True)
