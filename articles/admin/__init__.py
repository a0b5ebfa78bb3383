"""The editors' desk: one module per noun."""

from django.conf import settings
from django.contrib import admin

from articles.admin.accounts import AccountAdmin
from articles.admin.articles import ArticleAdmin
from articles.admin.conflicts import ConflictAdmin
from articles.admin.imports import ImportBatchAdmin, OriginalAdmin
from articles.admin.near_duplicates import NearDuplicateAdmin
from articles.admin.publications import PublicationAdmin
from articles.admin.quotes import QuoteAdmin
from articles.admin.redirects import RedirectAdmin
from articles.admin.reports import ReportAdmin
from articles.admin.reviews import ReviewAdmin
from articles.admin.speakers import SpeakerAdmin
from articles.admin.topics import TopicAdmin
from articles.admin.unnamed_sources import UnnamedSourceAdmin
from articles.admin.uploads import UploadAdmin

__all__ = [
    "AccountAdmin",
    "ArticleAdmin",
    "ConflictAdmin",
    "ImportBatchAdmin",
    "NearDuplicateAdmin",
    "OriginalAdmin",
    "PublicationAdmin",
    "QuoteAdmin",
    "RedirectAdmin",
    "ReportAdmin",
    "ReviewAdmin",
    "SpeakerAdmin",
    "TopicAdmin",
    "UnnamedSourceAdmin",
    "UploadAdmin",
]

admin.site.site_header = f"{settings.ARCHIVE_NAME}: editors’ desk"
admin.site.site_title = settings.ARCHIVE_NAME
admin.site.index_title = "Editors’ desk"
