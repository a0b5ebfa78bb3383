"""What an editor chooses of the queue, whom they name as a speaker, and which sample they draw."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet

from articles.editing.audits import LARGEST_SAMPLE
from articles.editing.queues import Choice, Waiting
from articles.models import AuditSample, Publication, Speaker
from articles.models.public_ids import name_key
from articles.text.documents import QuotationKind

# As `Attribution.method` says it.
METHODS = ("named", "short-name", "continued", "pronoun", "description", "organisation", "none")
PARTS = {
    Waiting.GIVEN: "Quotes given to somebody",
    Waiting.NOBODY: "Quotes given to nobody",
    Waiting.FIELDS: "Inferred metadata",
}
# Speakers offered while a name is typed, or found for one.
MOST_FOUND = 12


class ChoiceForm(forms.Form):
    """What of the queue to work on; in the address, so that every screen and reload has it."""

    what = forms.ChoiceField(
        label="What", required=False, choices=[(part.value, label) for part, label in PARTS.items()]
    )
    publication = forms.ModelChoiceField(Publication.objects.all(), required=False, empty_label="Any")
    method = forms.ChoiceField(
        label="Found by", required=False, choices=[("", "Any"), *((method, method) for method in METHODS)]
    )
    kind = forms.ChoiceField(
        label="Kind of quote",
        required=False,
        choices=[("", "Any"), *((kind.value, kind.value.capitalize()) for kind in QuotationKind)],
    )
    speaker = forms.CharField(label="Given to", required=False, max_length=200)
    since = forms.DateField(
        label="Imported since", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    sample = forms.ModelChoiceField(
        AuditSample.objects.order_by("-pk"), required=False, label="Random sample", empty_label="None"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given_to: Speaker | None = None

    def clean_speaker(self) -> str:
        """Find the one speaker who is meant."""
        written: str = self.cleaned_data["speaker"].strip()
        if written:
            found = list(find_speakers(written)[:MOST_FOUND])
            exact = exactly(written, found)
            if exact is None and len(found) != 1:
                names = ", ".join(speaker.name for speaker in found)
                raise forms.ValidationError(
                    f"Which of these? {names}" if found else "The archive has no speaker of this name."
                )
            self.given_to = exact or found[0]
        return written

    @property
    def choice(self) -> Choice:
        """What was chosen; of parts that cannot be read, nothing."""
        chosen = self.cleaned_data if self.is_bound and self.is_valid() else {}
        publication, sample = chosen.get("publication"), chosen.get("sample")
        return Choice(
            what=Waiting(chosen.get("what") or Waiting.GIVEN),
            publication=publication.pk if publication else None,
            method=chosen.get("method", ""),
            kind=chosen.get("kind", ""),
            speaker=self.given_to.pk if self.given_to else None,
            since=chosen.get("since"),
            sample=sample.pk if sample else None,
        )

    @property
    def query(self) -> str:
        """The choice as the end of an address, "" for none."""
        if not self.is_bound or not self.is_valid():
            return ""
        chosen = {name: self.data.get(name, "") for name in self.fields}
        return urlencode({name: value for name, value in chosen.items() if value})


class SampleForm(forms.Form):
    """How large a random sample is to be, and what number draws it."""

    size = forms.IntegerField(
        label="Quotes",
        min_value=1,
        max_value=LARGEST_SAMPLE,
        initial=100,
        help_text="100 tell a share to within ten of a hundred.",
    )
    seed = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        help_text="The number that draws: whoever has the same archive draws the same quotes with it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seed"].initial = secrets.randbelow(1_000_000)


def find_speakers(written: str) -> QuerySet[Speaker]:
    """Return the speakers any form of whose name holds what was written, by name."""
    key = name_key(written)
    if not key:
        return Speaker.objects.none()
    return Speaker.objects.filter(aliases__name_key__contains=key).distinct().order_by("sort_name", "pk")


def exactly(written: str, found: list[Speaker]) -> Speaker | None:
    """Return the one of some speakers whose name this is, None where none or several have it."""
    key = name_key(written)
    named = [speaker for speaker in found if name_key(speaker.name) == key]
    return named[0] if len(named) == 1 else None
