"""What an editor's change does beyond the row changed."""

from articles.editing.anchors import LostQuotes, find_anchors, find_words, move_quotes
from articles.editing.bulk_edits import Edit, Mistake, Plan, Refused, apply_edits, edits_of, plan_edits
from articles.editing.candidates import give_to, is_given_to, next_candidate
from articles.editing.dates import HOW_TO_WRITE_DAYS, Days, IncompleteDate, NotDays, complete_range, read_days
from articles.editing.marks import mark_edited
from articles.editing.redirects import redirect_deleted, redirect_removed, redirect_renamed
from articles.editing.restoring import NotRestorable, remove_again, restore
from articles.editing.roles import Role, give_role, make_roles, permissions_of, role_of

__all__ = [
    "HOW_TO_WRITE_DAYS",
    "Days",
    "Edit",
    "IncompleteDate",
    "LostQuotes",
    "Mistake",
    "NotDays",
    "NotRestorable",
    "Plan",
    "Refused",
    "Role",
    "apply_edits",
    "complete_range",
    "edits_of",
    "find_anchors",
    "find_words",
    "give_role",
    "give_to",
    "is_given_to",
    "make_roles",
    "mark_edited",
    "move_quotes",
    "next_candidate",
    "permissions_of",
    "plan_edits",
    "read_days",
    "redirect_deleted",
    "redirect_removed",
    "redirect_renamed",
    "remove_again",
    "restore",
    "role_of",
]
