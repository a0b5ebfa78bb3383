"""What a container stated of an original, kept beside its bytes so that it can be understood again alone."""

import dataclasses
import datetime
from typing import Any

from articles.models import Original
from articles.text.documents import Stated
from articles.text.readers import Item


def stated_record(stated: Stated) -> dict[str, Any]:
    """Return what is stated as JSON keeps it, without what is empty."""
    record = {key: value for key, value in dataclasses.asdict(stated).items() if value}
    if stated.retrieved_at is not None:
        record["retrieved_at"] = stated.retrieved_at.isoformat()
    return record


def stored_item(original: Original) -> Item:
    """Return an original that is not erased as the item it came as."""
    record = dict(original.stated)
    if "authors" in record:
        record["authors"] = tuple(record["authors"])
    if "retrieved_at" in record:
        record["retrieved_at"] = datetime.datetime.fromisoformat(record["retrieved_at"])
    return Item(
        name=original.name,
        data=bytes(original.content or b""),
        format=original.format,
        media_type=original.media_type,
        encoding=original.encoding,
        has_settled_encoding=True,
        stated=Stated(**record),
    )
