"""The tables whose rows have a history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from articles.models import (
    Article,
    Byline,
    Conflict,
    DistinctSpeakers,
    KeyDate,
    PinnedQuote,
    Provenance,
    Publication,
    Quote,
    Redirect,
    RemovedText,
    Report,
    SourceLink,
    Speaker,
    SpeakerAlias,
    SpeakerRole,
    Topic,
    TopicArticle,
    TopicOmission,
    UnnamedSource,
)


@dataclass(frozen=True, slots=True)
class Tracked:
    """How the rows of one table are kept.

    `owners` are the foreign keys to what a row belongs to, whose history is its own: the first that is set.
    `leave_out` are fields that say nothing of their own, such as the time of the last change.
    """

    owners: tuple[str, ...] = ()
    leave_out: frozenset[str] = frozenset()


# In an order in which each may refer to those before it.
TRACKED: dict[type[models.Model], Tracked] = {
    Publication: Tracked(),
    Speaker: Tracked(leave_out=frozenset({"created_at"})),
    SpeakerAlias: Tracked(owners=("speaker",)),
    SpeakerRole: Tracked(owners=("speaker",)),
    DistinctSpeakers: Tracked(owners=("one",)),
    Topic: Tracked(),
    Article: Tracked(leave_out=frozenset({"created_at", "updated_at", "withheld_words"})),
    UnnamedSource: Tracked(owners=("article",)),
    SourceLink: Tracked(owners=("one",)),
    Quote: Tracked(owners=("article",)),
    Byline: Tracked(owners=("article",)),
    Provenance: Tracked(owners=("quote", "article")),
    RemovedText: Tracked(owners=("article",)),
    Conflict: Tracked(owners=("article",)),
    Report: Tracked(),
    TopicArticle: Tracked(owners=("article",)),
    TopicOmission: Tracked(owners=("article",)),
    KeyDate: Tracked(owners=("topic",)),
    PinnedQuote: Tracked(owners=("topic",)),
    Redirect: Tracked(),
}


def name_of(model: type[models.Model]) -> str:
    """Return the name of a table as changed rows keep it: `speakeralias`."""
    return str(model._meta.model_name)


def model_named(name: str) -> type[models.Model]:
    """Return the table of a name.

    Raises:
        LookupError: no table of this name has a history.
    """
    for model in TRACKED:
        if name_of(model) == name:
            return model
    raise LookupError(f"no table with a history is called {name!r}")


def owner_of(row: models.Model) -> tuple[str, int | None]:
    """Return table and key of what a row belongs to, or ("", None)."""
    for owner in TRACKED[type(row)].owners:
        key = getattr(row, f"{owner}_id")
        if key is not None:
            table: Any = row._meta.get_field(owner).related_model
            return name_of(table), key
    return "", None


def rows_of(model: type[models.Model], keys: Iterable[int]) -> "models.QuerySet[Any]":
    """Return the rows of these keys, whatever its default manager hides."""
    return model._base_manager.filter(pk__in=list(keys))


def references_to(
    model: type[models.Model], *, on_delete: Any = None
) -> "list[tuple[type[models.Model], str]]":
    """Return table and foreign key of each tracked table that refers to this one; only those of one `on_delete`."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and relation.related_model in TRACKED
        and on_delete in (None, relation.on_delete)
    ]
