"""What front matter, a record or a container states of an article goes before what its text tells."""

import dataclasses
from collections.abc import Iterator

from articles.text.bylines import as_name
from articles.text.dates import find_doubtful_dates, read_date
from articles.text.documents import (
    LONGEST_VALUE,
    Author,
    AuthorRole,
    DateBasis,
    Draft,
    Evidence,
    Frame,
    PublicationDate,
    Stated,
    TextValue,
)


def with_stated(draft: Draft, stated: Stated) -> Draft:
    """Return a draft with the fields that are stated of its article; a stated date that is none is remarked on."""
    changes: dict[str, object] = {}
    remarks: list[str] = []
    for field in ("headline", "standfirst", "publication"):
        if value := " ".join(getattr(stated, field).split()):
            changes[field] = TextValue(value, stated.where, _evidence(value))
    if isinstance(headline := changes.get("headline"), TextValue):
        draft = _without_first(draft, headline.value)
    if stated.authors:
        changes["authors"] = tuple(_authors(stated))
    if stated.published:
        date = _date(stated.published)
        if date is None:
            remarks.append(_doubt(stated))
        else:
            changes["published"] = date
    if stated.language:
        changes["language"] = stated.language
    if stated.source_url:
        changes["source_url"] = stated.source_url
    return dataclasses.replace(draft, **changes, remarks=(*draft.remarks, *remarks))  # type: ignore[arg-type]


def _without_first(draft: Draft, headline: str) -> Draft:
    """Return a draft whose body does not begin with its headline: many a text repeats it."""
    first, gap, rest = draft.body.partition("\n\n")
    if not rest or " ".join(first.split()) != headline:
        return draft
    length = len(first) + len(gap)
    removed = tuple(
        dataclasses.replace(text, position=max(0, text.position - length)) for text in draft.removed
    )
    return dataclasses.replace(draft, body=rest, removed=removed)


def _authors(stated: Stated) -> Iterator[Author]:
    for printed in dict.fromkeys(" ".join(author.split()) for author in stated.authors):
        if printed and len(printed) <= LONGEST_VALUE:
            yield Author(as_name(printed), printed, AuthorRole.AUTHOR, _evidence(printed))


def _date(printed: str) -> PublicationDate | None:
    date = read_date(printed)
    if date is None:
        return None
    return PublicationDate(
        precision=date.precision,
        basis=DateBasis.EXPLICIT,
        earliest=date.earliest,
        latest=date.latest,
        time=date.time,
        zone=date.zone,
        evidence=(_evidence(printed),),
    )


def _doubt(stated: Stated) -> str:
    doubtful = next(find_doubtful_dates(stated.published), None)
    if doubtful is None:
        return f"The date “{stated.published}” of the {stated.where} is not one that can be read."
    return f"The date “{stated.published}” of the {stated.where} may be {doubtful}."


def _evidence(words: str) -> Evidence:
    return Evidence(words, None, Frame.PAGE)
