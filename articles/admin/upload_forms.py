"""The form by which an editor hands over files or a text."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from articles.admin.parts import LongTextField
from articles.models import Upload
from articles.text.readers import FORMATS

# Bytes of all files sent at once; the web server in front lets a little more through.
LARGEST_SENDING = 16 * 1024 * 1024
MOST_FILES = 100
LONGEST_PASTE = 2_000_000
NAME_LENGTH = 500
# Those that texts on the web are in; what else there is, `import_articles --encoding` takes.
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252 (Western European)"),
    ("iso8859-1", "ISO 8859-1 (Latin 1)"),
    ("iso8859-15", "ISO 8859-15 (Latin 9)"),
    ("cp1250", "Windows-1250 (Central European)"),
    ("iso8859-2", "ISO 8859-2 (Latin 2)"),
    ("cp1251", "Windows-1251 (Cyrillic)"),
    ("koi8-r", "KOI8-R (Russian)"),
    ("cp1253", "Windows-1253 (Greek)"),
    ("cp1254", "Windows-1254 (Turkish)"),
    ("cp1256", "Windows-1256 (Arabic)"),
    ("gb18030", "GB 18030 (Chinese)"),
    ("big5", "Big5 (Chinese)"),
    ("shift_jis", "Shift JIS (Japanese)"),
    ("euc_kr", "EUC-KR (Korean)"),
)
AS_CONTENT_TELLS = ("", "As the content tells")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Any number of files; an unsuitable one is left to the form, so that the others are not lost with it."""

    widget = FilesInput

    def clean(self, value: Any) -> list[UploadedFile]:
        files: list[UploadedFile] = [file for file in value or [] if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"These are {len(files)} files: send at most {MOST_FILES} at once, or a zip of them."
            )
        if sum(file.size or 0 for file in files) > LARGEST_SENDING:
            raise forms.ValidationError(
                f"Together these files have more than {LARGEST_SENDING // 1024 // 1024} MB: send fewer at once. "
                "What is larger is imported by the command import_articles."
            )
        return files


class UploadForm(forms.Form):
    """Files, or a pasted text with a name; `problems` are sentences about files that were not taken."""

    given = FilesField(
        required=False,
        label="Files",
        widget=FilesInput(attrs={"multiple": True}),
        help_text="One or many: texts, saved pages, or what holds several articles, such as a zip. "
        f"Up to {LARGEST_SENDING // 1024 // 1024} MB together.",
    )
    text = LongTextField(
        required=False, label="Or paste a text", strip=False, widget=AdminTextareaWidget(attrs={"rows": 12})
    )
    name = forms.CharField(
        required=False,
        max_length=NAME_LENGTH,
        label="Name of the pasted text",
        widget=AdminTextInputWidget,
        help_text="A later version under the same name is taken as one of the same article.",
    )
    format = forms.ChoiceField(
        required=False, choices=[AS_CONTENT_TELLS, *((known, known) for known in FORMATS)]
    )
    encoding = forms.ChoiceField(
        required=False,
        choices=[AS_CONTENT_TELLS, *ENCODINGS],
        help_text="Of the files, where it is guessed wrongly.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[str] = []

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_PASTE:
            raise forms.ValidationError(
                f"This text has more than {LONGEST_PASTE:,} characters: upload it as a file."
            )
        return text

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        sizes = [file.size or 0 for file in cleaned["given"]]
        for file in cleaned["given"]:
            if not file.size:
                self.problems.append(f"“{file.name}” is empty and was left out.")
        if not any(sizes) and not cleaned["text"].strip():
            raise forms.ValidationError([*self.problems, "Choose a file, or paste a text."])
        return cleaned

    def stage(self, *, editor: User) -> list[Upload]:
        """Keep what was sent until its editor has looked at it, and return it."""
        cleaned = self.cleaned_data
        uploads = [
            Upload(
                name=(file.name or "file")[-NAME_LENGTH:],
                content=file.read(),
                format=cleaned["format"],
                encoding=cleaned["encoding"],
            )
            for file in cleaned["given"]
            if file.size
        ]
        if cleaned["text"].strip():
            name = cleaned["name"] or f"Pasted on {timezone.localtime():%Y-%m-%d at %H:%M:%S}"
            content = cleaned["text"].encode()
            uploads.append(Upload(name=name, content=content, format=cleaned["format"], encoding="utf-8"))
        for upload in uploads:
            upload.editor = editor
            upload.save()
        return uploads
