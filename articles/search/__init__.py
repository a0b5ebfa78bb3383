"""The one door to search. Everything behind it is the engine's own business."""

from articles.search.backends import WriterBusy
from articles.search.comparison import IndexDifference, IndexFault, compare_index
from articles.search.completions import Completion, complete, offer
from articles.search.deferrals import deferred_indexing
from articles.search.drainers import Follower, WorkReport, drain_quietly, wake_thread, work
from articles.search.engine import search
from articles.search.explanations import name_month
from articles.search.fields import MONTH, YEAR
from articles.search.health import index_problem, needs_rebuild, read_ahead
from articles.search.outbox import drain_outbox
from articles.search.query import parse
from articles.search.rebuilding import RebuildRunning, Update, rebuild, update
from articles.search.requests import (
    PAGE_SIZE,
    ArticleHit,
    FacetValue,
    Passage,
    Problem,
    QuoteHit,
    Scope,
    SearchRequest,
    SearchResults,
    SearchUnavailable,
    Sort,
    WayOut,
)
from articles.search.similarity import more_like
from articles.search.snippets import find_terms
from articles.search.syntax import names_field

__all__ = [
    "MONTH",
    "PAGE_SIZE",
    "YEAR",
    "ArticleHit",
    "Completion",
    "FacetValue",
    "Follower",
    "IndexDifference",
    "IndexFault",
    "Passage",
    "Problem",
    "QuoteHit",
    "RebuildRunning",
    "Scope",
    "SearchRequest",
    "SearchResults",
    "SearchUnavailable",
    "Sort",
    "Update",
    "WayOut",
    "WorkReport",
    "WriterBusy",
    "compare_index",
    "complete",
    "deferred_indexing",
    "drain_outbox",
    "drain_quietly",
    "find_terms",
    "index_problem",
    "more_like",
    "name_month",
    "names_field",
    "needs_rebuild",
    "offer",
    "parse",
    "read_ahead",
    "rebuild",
    "search",
    "update",
    "wake_thread",
    "work",
]
