"""Fields of forms that name speakers, their days and their ids."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.editing import NotDays, read_days
from articles.models import Redirect, RedirectKind, Speaker, SpeakerAlias
from articles.models.public_ids import name_key
from articles.text.documents import DatePrecision

_ADDRESS = re.compile(
    r"^(?:https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)/?$", re.IGNORECASE
)
# How much of a day is written, by how exactly it is known.
_FORMATS = {DatePrecision.DAY: "%Y-%m-%d", DatePrecision.MONTH: "%Y-%m", DatePrecision.YEAR: "%Y"}


class DaysField(forms.CharField):
    """A day, a month or a year, however it is written; kept as "2009-01-20", "2009-01" or "2009"."""

    def clean(self, value: Any) -> str:
        written: str = super().clean(value)
        if not written:
            return ""
        try:
            days = read_days(written)
        except NotDays as error:
            raise ValidationError(str(error)) from error
        return days.earliest.strftime(_FORMATS[days.precision])


class SpeakerField(forms.CharField):
    """A speaker, by name or by the last part of the address, old ones too."""

    def clean(self, value: Any) -> Any:
        asked: str = super().clean(value)
        if not asked:
            return None
        found = known_speakers(asked)
        if len(found) == 1:
            return found[0]
        if found:
            slugs = ", ".join(speaker.slug for speaker in found[:5])
            raise ValidationError(f"Several are called “{asked}”. Write one of {slugs}.")
        raise ValidationError(f"Nobody in the archive is called “{asked}”.")


def known_speakers(asked: str) -> list[Speaker]:
    """Return the speaker of this address or whom this name identifies; else all that are known by the name."""
    slug = Redirect.objects.target(kind=RedirectKind.SPEAKER, old=asked) or asked
    at_address = list(Speaker.objects.filter(slug__in=[asked, slug])[:1])
    if at_address:
        return at_address
    aliases = SpeakerAlias.objects.filter(name_key=name_key(asked)).select_related("speaker").order_by("pk")
    for alias in aliases:
        if alias.identifies:
            return [alias.speaker]
    return list(dict.fromkeys(alias.speaker for alias in aliases))


class WikidataField(forms.CharField):
    """An id such as Q76; the address of its page is read as well."""

    def clean(self, value: Any) -> str:
        written: str = super().clean(value)
        if not written:
            return ""
        found = _ADDRESS.match(written.strip())
        if found is None:
            raise ValidationError("A Wikidata id is a Q and a number, such as Q76.")
        return found[1].upper()
