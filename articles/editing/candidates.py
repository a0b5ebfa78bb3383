"""Whom an editor gives a quote to when it is not the speaker that the engine took."""

from typing import Any

from articles.models import Origin, Quote, ReviewState, Speaker, UnnamedSource
from articles.models.public_ids import name_key


def is_rejected(candidate: dict[str, Any]) -> bool:
    """Return whether an editor said that it is not this one."""
    return bool(candidate.get("rejected"))


def is_given_to(quote: Quote, candidate: str) -> bool:
    """Return whether a quote is given to the candidate of this name."""
    if quote.unnamed_source is not None:
        return quote.unnamed_source.description == candidate
    if quote.speaker is None:
        return False
    return (
        quote.speaker.name == candidate
        or quote.speaker.aliases.filter(name_key=name_key(candidate), identifies=True).exists()
    )


def next_candidate(quote: Quote) -> int | None:
    """Return the number of the best candidate whom the quote is not given to and nobody rejected, or None.

    Passed over are those of whom the archive knows a name only: it cannot tell a speaker from a description.
    """
    return next(
        (
            number
            for number, candidate in enumerate(quote.candidates)
            if candidate.get("kind")
            and not is_rejected(candidate)
            and not is_given_to(quote, candidate["name"])
        ),
        None,
    )


def give_to(quote: Quote, who: Speaker | UnnamedSource | None) -> None:
    """Give a quote to somebody, or to nobody, and note whom it was taken from as rejected."""
    was = [is_given_to(quote, candidate["name"]) for candidate in quote.candidates]
    quote.speaker = who if isinstance(who, Speaker) else None
    quote.unnamed_source = who if isinstance(who, UnnamedSource) else None
    quote.candidates = [
        {
            **candidate,
            "rejected": not is_given_to(quote, candidate["name"]) and (given or is_rejected(candidate)),
        }
        for candidate, given in zip(quote.candidates, was, strict=True)
    ]
    quote.attribution_origin = Origin.EDITOR
    quote.review_state = ReviewState.CORRECTED
    quote.save()
