"""Why there is no answer, as problem+json (RFC 9457): a status and one plain sentence."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse

from articles.api.schemas import Mistake, Problem

CONTENT_TYPE = "application/problem+json"
# Of a wrong value that is named in a sentence.
MOST_SHOWN = 40


class Refused(Exception):
    """What was asked for cannot be understood; `mistakes` has a sentence for each parameter at fault."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        super().__init__(" ".join(mistakes.values()))
        self.mistakes = mistakes


def problem(status: int, detail: str, **members: object) -> HttpResponse:
    """Return a problem; `members` are those of its shape that this kind has."""
    said = Problem.model_validate(
        {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **members}
    )
    return HttpResponse(said.model_dump_json(exclude_none=True), status=status, content_type=CONTENT_TYPE)


def refusal(refused: Refused) -> HttpResponse:
    mistakes = [Mistake(parameter=name, sentence=said) for name, said in refused.mistakes.items()]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(refused), mistakes=mistakes)


def shown(value: object) -> str:
    """Return a wrong value as a sentence shows it: short, and of characters that can be written."""
    text = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", str(value))
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
