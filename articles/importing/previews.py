"""What an import would make of an item: everything understood, nothing stored."""

import hashlib
import logging
from dataclasses import dataclass

from articles.importing.articles import (
    Difference,
    ErasedOriginal,
    Understanding,
    compare,
    conflict_reason,
    find_settled,
    keep_beside,
    known_original,
    understand,
)
from articles.importing.outcomes import ImportResult
from articles.models import Article, Outcome
from articles.text.errors import TextError
from articles.text.pipeline import Reading, read_item
from articles.text.readers import Item

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preview:
    """An item, what is understood of it, and what an import would do.

    `understood` is None where it failed, `reason` then says why. `article` is the one that would be
    brought to this text, or that has it already; `changes` are its fields that differ.
    """

    item: Item
    sha256: str
    outcome: Outcome
    reason: str = ""
    understood: Understanding | None = None
    article: Article | None = None
    changes: tuple[Difference, ...] = ()

    @property
    def takes_text(self) -> bool:
        """Whether the text as understood would become the article's body."""
        if self.understood is None or self.outcome is Outcome.UNCHANGED:
            return False
        return not any(change.field in ("body", "quote") and change.is_edited for change in self.changes)


def preview_item(item: Item) -> Preview:
    """Return what an import would make of an item, whatever it is; one that is in the archive is understood anew."""
    sha256 = hashlib.sha256(item.data).hexdigest()
    try:
        known = known_original(sha256)
        understood = understand(item, read_item(item), known=known)
    except (TextError, ErasedOriginal) as error:
        return Preview(item, sha256, Outcome.FAILED, str(error))
    except Exception as error:
        logger.exception("%s could not be understood", item.name)
        return Preview(item, sha256, Outcome.FAILED, f"A fault of the archive: {error!r}")
    settled = find_settled(known, item=item)
    if settled is not None:
        return Preview(item, sha256, Outcome.UNCHANGED, settled.reason, understood, settled.article)
    changes = compare(understood.article, understood.parsed) if understood.article is not None else []
    outcome, reason = _foreseen(item, understood, changes)
    return Preview(item, sha256, outcome, reason, understood, understood.article, tuple(changes))


def foresee(item: Item, reading: Reading | None, *, sha256: str) -> ImportResult:
    """Return what storing an item would come to, without a trace in the tables.

    Raises:
        UnreadableInput: the bytes are no article.
        ErasedOriginal: these bytes were erased.
    """
    known = known_original(sha256)
    if (settled := find_settled(known, item=item)) is not None:
        return settled
    understood = understand(item, reading or read_item(item), known=known)
    changes = compare(understood.article, understood.parsed) if understood.article is not None else []
    outcome, reason = _foreseen(item, understood, changes)
    return ImportResult(
        item.name, outcome, sha256, reason, understood.article, remarks=understood.parsed.remarks
    )


def _foreseen(item: Item, understood: Understanding, changes: list[Difference]) -> tuple[Outcome, str]:
    if understood.article is None:
        return Outcome.CREATED, ""
    if reason := keep_beside(understood, retrieved_at=item.stated.retrieved_at):
        return Outcome.UNCHANGED, reason
    differences = [change for change in changes if change.is_edited and understood.is_new_text]
    return (Outcome.CONFLICT if differences else Outcome.UPDATED), conflict_reason(differences)
