"""Who said a quote, in the words that readers may be told."""

from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Origin, Quote, Speaker
from articles.models.visibility import Visibility


def shows_name(quote: Quote) -> bool:
    """Return whether readers may know who said a quote; where not, the evidence goes with the name."""
    return quote.speaker is None or quote.speaker.visibility == Visibility.PUBLIC


def printed_otherwise(quote: Quote) -> str:
    """Return whom the text itself names as the speaker where that is not the name shown: "Marsh", "the director".

    "" too where the name is withheld, and where an editor named the speaker: the words are then about somebody else.
    """
    if not quote.is_attributed or not shows_name(quote) or quote.attribution_origin == Origin.EDITOR:
        return ""
    return "" if quote.mention == speaker_label(quote) else quote.mention


def speaker_label(quote: Quote) -> str:
    """Return who said a quote as pages name them, "" where nobody could be found."""
    if quote.speaker:
        return quote.speaker.name if shows_name(quote) else name_withheld(quote.speaker)
    return quote.unnamed_source.description if quote.unnamed_source else ""


def name_withheld(speaker: Speaker) -> str:
    """Return what stands for a name that readers may not see: "name withheld, privacy, 23 November 2026"."""
    told = ["name withheld"]
    if speaker.is_withheld:
        reason = speaker.get_withheld_reason_display()
        told.append(reason[:1].lower() + reason[1:])
        if speaker.withheld_at:
            told.append(date_format(timezone.localtime(speaker.withheld_at), "j F Y"))
    return ", ".join(told)
