"""Who said a quote, in the words that readers may be told."""

from articles.models import Origin, Quote
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
        return quote.speaker.name if shows_name(quote) else "name withheld"
    return quote.unnamed_source.description if quote.unnamed_source else ""
