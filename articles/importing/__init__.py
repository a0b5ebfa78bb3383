"""Bytes to rows: `import_input` stores one input, `list_inputs` finds them in folders."""

from articles.importing.candidates import stored_candidate
from articles.importing.inputs import Input, InputError, list_inputs
from articles.importing.outcomes import ImportResult, Tally
from articles.importing.runs import import_input, import_inputs

__all__ = [
    "ImportResult",
    "Input",
    "InputError",
    "Tally",
    "import_input",
    "import_inputs",
    "list_inputs",
    "stored_candidate",
]
