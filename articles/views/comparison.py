"""Two versions of a text, side by side."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import NearDuplicate
from articles.versions import compared, told_from
from articles.views.addresses import find_article, lasting


@require_safe
@lasting
def compare(request: HttpRequest, public_id: str, other_id: str) -> HttpResponseBase:
    """Return two articles that are versions of one another, word by word."""
    article, other = find_article(public_id), find_article(other_id)
    if not (article.has_public_text and other.has_public_text):
        raise PermissionDenied("The archive may not show the full text of both articles.")
    pair = NearDuplicate.objects.published().between(article.pk, other.pk).with_articles().first()
    if pair is None:
        raise Http404("The archive knows nothing of these articles being versions of one another.")
    first = reverse("compare", args=[pair.one.public_id, pair.other.public_id])
    return render(
        request,
        "articles/comparison.html",
        {
            "article": article,
            "other": other,
            "version": told_from(article, pair),
            "rows": compared(article, other),
            "url": request.build_absolute_uri(first),
        },
    )
