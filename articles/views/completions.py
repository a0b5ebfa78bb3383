"""How a search that is being typed may go on."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles.search import complete

# Seconds for which the same beginning is not asked for again.
KEPT = 300


@require_safe
@conditional_page
@cache_control(max_age=KEPT)
def completions(request: HttpRequest) -> JsonResponse:
    """Return the completions of `q` as JSON; each is a whole query and what stands at its end."""
    found = complete(request.GET.get("q", ""))
    return JsonResponse(
        {"completions": [{"query": completion.query, "label": completion.label} for completion in found]}
    )


@require_safe
@conditional_page
@cache_control(max_age=KEPT)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return the completions of `q` as browsers ask for them: what was typed, then whole queries."""
    typed = request.GET.get("q", "")
    return JsonResponse(
        [typed, [completion.query for completion in complete(typed)]],
        safe=False,
        content_type="application/x-suggestions+json",
    )
