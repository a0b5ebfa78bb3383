"""What readers may see, as conditions that a query on any table can use.

Each takes the path that leads from the query's table: `spoken_quotes("quotes__")` on articles or
speakers, `spoken_quotes()` on quotes. They say what is wanted, never what is not, so that they join
tables instead of nesting queries.
"""

from django.db import models
from django.db.models import Q

from articles.models.rights import Rights
from articles.models.visibility import Visibility
from articles.text.documents import QuotationKind


class ReviewState(models.TextChoices):
    """What an editor has decided about a quote."""

    UNREVIEWED = "unreviewed", "Not reviewed"
    CONFIRMED = "confirmed", "Confirmed by an editor"
    CORRECTED = "corrected", "Corrected by an editor"
    REJECTED = "rejected", "Not a quotation"


def published_articles(path: str = "") -> Q:
    """Return the condition that readers may see an article at all: public and not private by rights."""
    shown = [Rights.FULL, Rights.QUOTES]
    has_no_rights = Q(**{f"{path}rights": ""})
    return Q(**{f"{path}visibility": Visibility.PUBLIC}) & (
        Q(**{f"{path}rights__in": shown})
        | (has_no_rights & Q(**{f"{path}publication__isnull": True}))
        | (has_no_rights & Q(**{f"{path}publication__rights__in": shown}))
    )


def shown_quotes(path: str = "") -> Q:
    """Return the condition that readers who may see the article may see a quote: public and not rejected."""
    kept = [state for state in ReviewState if state is not ReviewState.REJECTED]
    return Q(**{f"{path}visibility": Visibility.PUBLIC, f"{path}review_state__in": kept})


def spoken_quotes(path: str = "") -> Q:
    """Return the condition that a quote is shown and direct or mixed, not indirect speech."""
    spoken = [QuotationKind.DIRECT.value, QuotationKind.MIXED.value]
    return shown_quotes(path) & Q(**{f"{path}kind__in": spoken})
