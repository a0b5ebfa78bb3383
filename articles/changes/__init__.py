"""What changed: every act of an editor, an import or an engine recorded, and taken back."""

from articles.changes.recording import Recorder, added, changing, current_recorder, watch
from articles.changes.tracked import TRACKED, Tracked, model_named
from articles.changes.undoing import NotUndoable, find_blockers, is_in_effect, undo, undoing
from articles.changes.values import Splice, read_change

__all__ = [
    "TRACKED",
    "NotUndoable",
    "Recorder",
    "Splice",
    "Tracked",
    "added",
    "changing",
    "current_recorder",
    "find_blockers",
    "is_in_effect",
    "model_named",
    "read_change",
    "undo",
    "undoing",
    "watch",
]
