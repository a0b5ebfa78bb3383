"""The tables: one file per noun."""

from articles.models.articles import Article, YearCount
from articles.models.bylines import Byline
from articles.models.changes import Action, Change, ChangedRow, ChangeKind
from articles.models.conditions import ReviewState
from articles.models.conflicts import Conflict
from articles.models.imports import ImportBatch, ImportRecord, Outcome
from articles.models.inbox import InboxFile
from articles.models.key_dates import KeyDate
from articles.models.near_duplicates import NearDuplicate, Sketch, SketchEntry
from articles.models.originals import Original
from articles.models.outbox import IndexChange
from articles.models.pinned_quotes import PinnedQuote
from articles.models.provenance import Origin, Provenance
from articles.models.publications import Publication
from articles.models.quote_clusters import QuotedWording, Wording, WordingEntry, WordingVariant
from articles.models.quotes import Quote
from articles.models.redirects import Redirect, RedirectKind
from articles.models.removed_texts import RemovedText
from articles.models.reports import Report, ReportKind, ReportReason
from articles.models.reviews import AuditItem, AuditSample, Review, ReviewedKind, ReviewSkip, Told
from articles.models.rights import Rights
from articles.models.sign_ins import SignInTry
from articles.models.source_links import SourceLink
from articles.models.speaker_pairs import DistinctSpeakers
from articles.models.speaker_roles import SpeakerRole
from articles.models.speakers import Speaker, SpeakerAlias
from articles.models.topics import Topic, TopicArticle, TopicOmission
from articles.models.unnamed_sources import UnnamedSource
from articles.models.uploads import Upload
from articles.models.visibility import Visibility, WithheldReason

__all__ = [
    "Action",
    "Article",
    "AuditItem",
    "AuditSample",
    "Byline",
    "Change",
    "ChangeKind",
    "ChangedRow",
    "Conflict",
    "DistinctSpeakers",
    "ImportBatch",
    "ImportRecord",
    "InboxFile",
    "IndexChange",
    "KeyDate",
    "NearDuplicate",
    "Origin",
    "Original",
    "Outcome",
    "PinnedQuote",
    "Provenance",
    "Publication",
    "Quote",
    "QuotedWording",
    "Redirect",
    "RedirectKind",
    "RemovedText",
    "Report",
    "ReportKind",
    "ReportReason",
    "Review",
    "ReviewSkip",
    "ReviewState",
    "ReviewedKind",
    "Rights",
    "SignInTry",
    "Sketch",
    "SketchEntry",
    "SourceLink",
    "Speaker",
    "SpeakerAlias",
    "SpeakerRole",
    "Told",
    "Topic",
    "TopicArticle",
    "TopicOmission",
    "UnnamedSource",
    "Upload",
    "Visibility",
    "WithheldReason",
    "Wording",
    "WordingEntry",
    "WordingVariant",
    "YearCount",
]
