"""Whether the site works, for whoever watches over it."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.search import search
from articles.search.requests import SearchRequest, SearchUnavailable


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the interface of a view
    """Return 200: this process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the interface of a view
    """Return 200 where database and index answer, else 503 and which of them does not."""
    missing = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        missing.append("The database does not answer.")
    try:
        search(SearchRequest(page_size=1))
    except (SearchUnavailable, DatabaseError):
        missing.append("The search index does not answer.")
    text = "\n".join(missing) or "ready"
    return HttpResponse(f"{text}\n", status=503 if missing else 200, content_type="text/plain; charset=utf-8")
