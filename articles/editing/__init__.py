"""What an editor's change does beyond the row changed."""

from articles.editing.anchors import LostQuotes, find_anchors, find_words, move_quotes
from articles.editing.candidates import give_to, is_given_to, next_candidate
from articles.editing.dates import HOW_TO_WRITE_DAYS, Days, IncompleteDate, NotDays, complete_range, read_days
from articles.editing.marks import mark_edited
from articles.editing.redirects import redirect_deleted, redirect_removed, redirect_renamed
from articles.editing.restoring import NotRestorable, remove_again, restore
from articles.editing.withholding import NotWithholdable, goes_along, same_words_elsewhere, set_visibility

__all__ = [
    "HOW_TO_WRITE_DAYS",
    "Days",
    "IncompleteDate",
    "LostQuotes",
    "NotDays",
    "NotRestorable",
    "NotWithholdable",
    "complete_range",
    "find_anchors",
    "find_words",
    "give_to",
    "goes_along",
    "is_given_to",
    "mark_edited",
    "move_quotes",
    "next_candidate",
    "read_days",
    "redirect_deleted",
    "redirect_removed",
    "redirect_renamed",
    "remove_again",
    "restore",
    "same_words_elsewhere",
    "set_visibility",
]
