"""The rows that hang on a topic, as the desk shows them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.topic_forms import KeyDateForm, TopicArticleForm, TopicOmissionForm
from articles.models import KeyDate, PinnedQuote, TopicArticle, TopicOmission


class ByHandInline(admin.TabularInline):
    """The articles put there by hand; those that are found are no editor's rows."""

    model = TopicArticle
    form = TopicArticleForm
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[TopicArticle]:
        return super().get_queryset(request).filter(by_hand=True).select_related("article", "topic")


class AddedInline(ByHandInline):
    fields = ("article", "reason")
    autocomplete_fields = ("article",)
    verbose_name_plural = "articles added by hand"


class OmissionInline(admin.TabularInline):
    model = TopicOmission
    form = TopicOmissionForm
    extra = 0
    fields = ("article", "reason")
    autocomplete_fields = ("article",)
    verbose_name_plural = "articles left out"


class KeyDateInline(admin.TabularInline):
    model = KeyDate
    form = KeyDateForm
    extra = 0
    fields = ("day", "sentence", "article", "quote")
    autocomplete_fields = ("article", "quote")


class PinnedQuoteInline(admin.TabularInline):
    model = PinnedQuote
    extra = 0
    fields = ("position", "quote")
    autocomplete_fields = ("quote",)
