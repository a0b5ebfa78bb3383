"""Bytes to rows: `import_item` stores one item, `list_inputs` finds them in folders."""

from articles.importing.candidates import stored_candidate
from articles.importing.inbox import Arrival, Inbox, InboxUnreadable
from articles.importing.inputs import Input, InputError, list_inputs
from articles.importing.outcomes import ImportResult, Tally
from articles.importing.runs import import_inputs, import_item

__all__ = [
    "Arrival",
    "ImportResult",
    "Inbox",
    "InboxUnreadable",
    "Input",
    "InputError",
    "Tally",
    "import_inputs",
    "import_item",
    "list_inputs",
    "stored_candidate",
]
