"""A corrected headline in an article's form, and what the source prints."""

from typing import Any

from django import forms

from articles.editing import correct_headline
from articles.importing import IncomingRefused, read_text
from articles.models import Article, Origin

SOURCE, ARCHIVE = "source", "archive"


class HeadlineForm(forms.ModelForm):
    """A form with a headline: an editor who changes it says whose mistake they correct."""

    mistake_of = forms.ChoiceField(
        required=False,
        label="If you correct the headline",
        widget=forms.RadioSelect,
        choices=[
            (SOURCE, "The source prints it wrongly: keep its form, shown to readers with [sic] and searched"),
            (ARCHIVE, "The archive misread it: the source prints what I enter"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_misread = self._is_edited() and not self.instance.printed_headline
        self.fields["mistake_of"].initial = ARCHIVE if is_misread else SOURCE
        if printed := self.instance.printed_headline:
            self.fields["mistake_of"].help_text = f"The source prints “{printed}”."

    def _is_edited(self) -> bool:
        edited: bool = self.instance.provenance.filter(field="headline", origin=Origin.EDITOR).exists()
        return edited

    def keep_printed_headline(self) -> None:
        """Keep what the source prints beside a headline that was changed, on the article that is about to be saved."""
        if {"headline", "mistake_of"} & set(self.changed_data):
            correct_headline(self.instance, printed=self._printed())

    def _printed(self) -> str:
        if self.cleaned_data.get("mistake_of") == ARCHIVE or not self.instance.headline:
            return ""
        stored = Article.objects.only("headline", "printed_headline").get(pk=self.instance.pk)
        if stored.printed_headline or not self._is_edited():
            return stored.printed_headline or stored.headline
        try:
            found = read_text(stored).headline
        except IncomingRefused:
            return ""
        return found.value if found else ""
