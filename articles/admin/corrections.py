"""What an editor corrects of an item before it is stored, written over what the import made of it."""

import dataclasses
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.auth.models import User
from django.utils import timezone

from articles.admin.parts import LongTextField, short
from articles.admin.understandings import Piece, pieces_of
from articles.changes import added
from articles.editing import complete_range, mark_edited
from articles.importing import LostEdits, Preview, correct_text, stored_publication
from articles.models import Article, Byline, RemovedText
from articles.text import documents
from articles.text.cleaning import BREAK
from articles.text.documents import DateBasis, DatePrecision, ParsedArticle, PublicationDate

LONGEST_NAME = 200
TAKEN_OUT_RULE = "taken out by an editor"
DATE_FIELDS = ("precision", "earliest", "latest", "time", "zone")
TEXT_FIELDS = ("take_out", "put_back")
# The columns of the other fields.
COLUMNS = {
    "headline": "headline",
    "standfirst": "standfirst",
    "dateline": "dateline",
    "source_url": "source_url",
    "retrieved": "retrieved_at",
}


class CorrectionForm(forms.Form):
    """An item's fields as they will be stored, for an editor to correct; initial are those of its preview."""

    headline = forms.CharField(
        required=False, max_length=500, widget=AdminTextInputWidget, help_text="As printed, typos included."
    )
    standfirst = LongTextField(required=False, widget=AdminTextareaWidget(attrs={"rows": 2}))
    authors = LongTextField(
        required=False, widget=AdminTextareaWidget(attrs={"rows": 2}), help_text="One a line."
    )
    publication = forms.CharField(required=False, max_length=200, widget=AdminTextInputWidget)
    precision = forms.ChoiceField(
        label="Date precision", choices=[(one.value, one.value.capitalize()) for one in DatePrecision]
    )
    earliest = forms.DateField(
        required=False,
        label="Published on, or at the earliest",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    latest = forms.DateField(
        required=False,
        label="At the latest",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Of a range only.",
    )
    time = forms.TimeField(
        required=False, label="Local time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.CharField(required=False, max_length=40, label="Zone as printed")
    dateline = forms.CharField(
        required=False, max_length=200, label="Dateline place", widget=AdminTextInputWidget
    )
    source_url = forms.URLField(
        required=False,
        max_length=2000,
        label="Source URL",
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )
    retrieved = forms.DateTimeField(
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        label="Reason for your corrections",
        help_text="Kept with each field you change, for other editors.",
        widget=AdminTextInputWidget,
    )
    # What the editor was shown: the archive may have changed since.
    foreseen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, preview: Preview) -> None:
        assert preview.understood is not None  # noqa: S101  what cannot be read has no form
        self.preview = preview
        self.parsed: ParsedArticle = preview.understood.parsed
        self.pieces: tuple[Piece, ...] = pieces_of(self.parsed)
        super().__init__(data, initial=_initial(preview, self.parsed))
        for name, count in (
            ("take_out", self.parsed.body.count(BREAK) + 1),
            ("put_back", len(self.parsed.removed)),
        ):
            self.fields[name] = forms.TypedMultipleChoiceField(
                required=False,
                coerce=int,
                choices=[(number, number) for number in range(count if preview.takes_text else 0)],
            )

    def clean_authors(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["authors"].split("\n")]
        names = list(dict.fromkeys(filter(None, lines)))
        if too_long := next((name for name in names if len(name) > LONGEST_NAME), None):
            raise forms.ValidationError(f"“{short(too_long, 40)}” is too long for a name.")
        return "\n".join(names)

    def clean_foreseen(self) -> str:
        """Refuse to store another thing than the editor looked at."""
        value: str = self.cleaned_data["foreseen"]
        if value != foreseen(self.preview):
            raise forms.ValidationError(
                "The archive changed after you opened this page. Look again at what will happen, then accept."
            )
        return value

    def clean(self) -> dict[str, Any] | None:
        """Complete the days of a date, and refuse an article without a text."""
        cleaned = super().clean() or self.cleaned_data
        if not any(field in self.errors for field in DATE_FIELDS):
            self._clean_date(cleaned)
        if cleaned.get("take_out") and not self._stays(cleaned):
            self.add_error("take_out", "An article needs a text: leave a paragraph in.")
        return cleaned

    def _clean_date(self, cleaned: dict[str, Any]) -> None:
        precision = DatePrecision(cleaned["precision"])
        try:
            cleaned["earliest"], cleaned["latest"] = complete_range(
                precision, earliest=cleaned.get("earliest"), latest=cleaned.get("latest")
            )
        except ValueError as error:
            self.add_error(
                "latest" if precision is DatePrecision.RANGE and cleaned.get("earliest") else "earliest",
                str(error),
            )
        if precision is not DatePrecision.MINUTE:
            cleaned["time"], cleaned["zone"] = None, ""
        elif cleaned.get("time") is None:
            self.add_error("time", "A date to the minute needs a time.")

    def _stays(self, cleaned: dict[str, Any]) -> bool:
        return bool(cleaned.get("put_back")) or len(cleaned["take_out"]) < self.parsed.body.count(BREAK) + 1

    @property
    def chosen(self) -> dict[str, set[int]]:
        """The numbers of the paragraphs and removed texts that are ticked, sent or not."""
        sent = {name: self[name].value() or [] for name in TEXT_FIELDS}
        return {name: {int(one) for one in values if str(one).isdecimal()} for name, values in sent.items()}

    @property
    def changed(self) -> list[str]:
        """The fields of the article, under the names of their provenance, that the editor corrected."""
        data = self.changed_data
        fields = [COLUMNS[name] for name in data if name in COLUMNS]
        fields += ["byline"] * ("authors" in data) + ["publication"] * ("publication" in data)
        fields += ["published"] * any(name in data for name in DATE_FIELDS)
        return fields + ["body"] * any(self.cleaned_data[name] for name in TEXT_FIELDS)


def foreseen(preview: Preview) -> str:
    """Return what an editor is shown of an item's future, to be compared when they accept it."""
    article = preview.article
    return (
        f"{preview.outcome.value} {article.pk} {article.updated_at.isoformat()}"
        if article
        else preview.outcome.value
    )


def _initial(preview: Preview, parsed: ParsedArticle) -> dict[str, Any]:
    """Return what an import would leave in each field: an editor's earlier value stands."""
    standing = {change.field for change in preview.changes if change.is_edited}
    article = preview.article

    def value(field: str) -> str:
        if article is not None and field in standing:
            return str(getattr(article, field) or "")
        found = getattr(parsed, field)
        return found.value if isinstance(found, documents.TextValue) else found or ""

    published: PublicationDate = parsed.published
    retrieved = parsed.retrieved_at
    authors = [author.name for author in parsed.authors]
    if article is not None:
        published = article.published if "published" in standing else published
        retrieved = article.retrieved_at if "retrieved_at" in standing else retrieved
        authors = [byline.name for byline in article.bylines.all()] if "byline" in standing else authors
    return {
        **{name: value(name) for name in ("headline", "standfirst", "publication", "dateline", "source_url")},
        "authors": "\n".join(dict.fromkeys(authors)),
        "precision": published.precision.value,
        "earliest": published.earliest,
        "latest": published.latest,
        "time": published.time,
        "zone": published.zone,
        "retrieved": retrieved.replace(microsecond=0) if retrieved else None,
        "foreseen": foreseen(preview),
    }


def correct(article: Article, form: CorrectionForm, *, editor: User) -> None:
    """Write an editor's corrections over a freshly imported article; call it in the import's transaction.

    Raises:
        LostEdits: the corrected text lacks quotes that an editor worked on earlier.
    """
    changed, values = form.changed, form.cleaned_data
    if not changed:
        return
    for name, column in COLUMNS.items():
        if column in changed:
            setattr(article, column, values[name])
    if "publication" in changed:
        article.publication = stored_publication(values["publication"]) if values["publication"] else None
    if "published" in changed:
        _set_date(article, values)
    article.save()
    if "byline" in changed:
        _set_authors(article, values["authors"].split("\n") if values["authors"] else [])
    if "body" in changed:
        _set_text(article, form, editor=editor)
    mark_edited(article, fields=changed, editor=editor, reason=values["reason"])


def _set_date(article: Article, values: dict[str, Any]) -> None:
    article.date_precision = values["precision"]
    article.date_earliest, article.date_latest = values["earliest"], values["latest"]
    article.date_time, article.date_zone = values["time"], values["zone"]
    is_unknown = values["precision"] == DatePrecision.UNKNOWN.value
    article.date_basis = (DateBasis.UNKNOWN if is_unknown else DateBasis.EDITOR).value


def _set_authors(article: Article, names: Iterable[str]) -> None:
    known = {byline.name: byline for byline in article.bylines.all()}
    article.bylines.all().delete()
    for position, name in enumerate(names):
        was = known.get(name)
        Byline.objects.create(
            article=article,
            position=position,
            name=name,
            printed=was.printed if was else "",
            role=was.role if was else documents.AuthorRole.AUTHOR.value,
        )


def _set_text(article: Article, form: CorrectionForm, *, editor: User) -> None:
    body, removed, restored = rearranged(
        form.pieces, take_out=form.cleaned_data["take_out"], put_back=form.cleaned_data["put_back"]
    )
    correct_text(article, body=body, removed=removed)
    added(
        RemovedText.objects.bulk_create(
            RemovedText(
                article=article,
                text=text.text,
                rule=text.rule,
                position=text.position,
                restored_at=timezone.now(),
                restored_by=editor,
            )
            for text in restored
        )
    )


def rearranged(
    pieces: Iterable[Piece], *, take_out: Collection[int], put_back: Collection[int]
) -> tuple[str, tuple[documents.RemovedText, ...], tuple[documents.RemovedText, ...]]:
    """Return the body without some paragraphs and with some removed texts, what is removed now, and what is restored.

    What is restored is at the place where it stands in the body, the rest where it would.
    """
    paragraphs: list[str] = []
    removed, restored = [], []
    length = 0
    for piece in pieces:
        stays = piece.number in put_back if piece.is_removed else piece.number not in take_out
        words = piece.text.strip() if piece.is_removed else piece.text
        text = documents.RemovedText(words, piece.rule or TAKEN_OUT_RULE, length)
        if not stays:
            removed.append(text)
            continue
        if piece.is_removed:
            restored.append(text)
        paragraphs.append(text.text)
        length += len(text.text) + len(BREAK)
    body = BREAK.join(paragraphs)
    clipped = [dataclasses.replace(text, position=min(text.position, len(body))) for text in removed]
    return body, tuple(clipped), tuple(restored)


def lost_sentence(error: LostEdits) -> str:
    """Return which quotes an editor worked on are in what was taken out, for the field."""
    return "An editor worked on quotes in what you take out: " + " ".join(
        f"“{short(words)}”" for words in error.words
    )
