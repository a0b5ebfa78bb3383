"""What the OpenAPI document promises, asked by machine: every address, good and bad parameters, every answer."""

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from schemathesis import GenerationMode

pytestmark = pytest.mark.django_db

# Requests of each kind to each address: the same each time, so that a change is judged by itself.
EXAMPLES = 10
# Without a parameter there is no bad one.
TAKES_NOTHING = "/api/v1/"


@pytest.fixture
def contract(shelf, settings):
    """Yield the document as it is served, over an archive with one article of every kind."""
    settings.API_REQUESTS_PER_MINUTE = 0
    # As Django's own test client does: a connection in a transaction, as a test's is, would be closed as left behind.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(operation, mode):
    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def check(case):
        validate(case)

    check()


def validate(case):
    # What stands between does not unpack an answer before it reads it.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
def test_every_answer_to_whatever_is_asked_is_as_the_document_says(contract, mode):
    for path in contract:
        if mode is GenerationMode.POSITIVE or path != TAKES_NOTHING:
            ask(contract[path]["GET"], mode)


def test_every_answer_on_what_the_archive_has_is_as_the_document_says(contract, shelf):
    articles = (shelf.full, shelf.undated, shelf.quotes_only, shelf.hostile, shelf.withheld, shelf.hidden)
    quotes = (shelf.named, shelf.unnamed, shelf.probable, shelf.unattributed, shelf.rejected)
    asked = [
        *(("articles/{public_id}", {"public_id": article.public_id}, {}) for article in articles),
        *(("quotes/{public_id}", {"public_id": quote.public_id}, {}) for quote in quotes),
        ("speakers/{slug}", {"slug": "ada-marsh"}, {}),
        ("publications/{slug}", {"slug": "mirefield-mercury"}, {}),
        ("topics/{slug}", {"slug": "canals"}, {}),
        ("articles", {}, {"q": "lock sactons (", "speaker": ["ada-marsh"], "year": ["2019", "undated"]}),
        ("quotes", {}, {"q": "money", "kind": ["direct", "indirect"], "sort": "oldest", "page_size": 2}),
        ("quotes", {}, {"cue": ["said", "according to"], "review": ["probable"], "attribution": ["unnamed"]}),
        ("speakers", {}, {"letter": "M"}),
        ("unnamed-sources", {}, {"article": shelf.full.public_id}),
        *(("dump/{name}.jsonl", {"name": name}, {}) for name in ("articles", "quotes", "speakers")),
    ]
    for path, parts, query in asked:
        operation = contract[f"/api/v1/{path}"]["GET"]
        validate(operation.Case(path_parameters=parts, query=query))
