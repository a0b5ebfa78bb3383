"""What editors write of a topic: its saved search, its articles, its key dates."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget

from articles.editing import HOW_TO_WRITE_DAYS, NotDays, read_days
from articles.models import KeyDate, Topic, TopicArticle, TopicOmission
from articles.saved_searches import FILTERS_IN_WORDS, NotASearch, read_saved_search


class TopicForm(forms.ModelForm):
    """A topic; a search that is wrong is refused with what is wrong with it."""

    class Meta:
        model = Topic
        fields = ("name", "slug", "introduction", "query", "filters")
        widgets = {
            "introduction": AdminTextareaWidget(attrs={"rows": 10}),
            "query": AdminTextInputWidget(attrs={"class": "vTextField vLargeTextField"}),
            "filters": AdminTextInputWidget(attrs={"class": "vTextField vLargeTextField"}),
        }
        help_texts = {
            "query": "As in the search box. The address of a search page may be pasted here, for words and filters.",
            "filters": f"As in the address of a search: speaker=ada-marsh&year=2019. There are {FILTERS_IN_WORDS}.",
        }

    def clean(self) -> dict[str, Any] | None:
        """Read the saved search as it will be kept."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"query", "filters"}:
            try:
                saved = read_saved_search(cleaned.get("query", ""), cleaned.get("filters", ""))
            except NotASearch as problem:
                for field, sentences in problem.errors.items():
                    self.add_error(field, forms.ValidationError(sentences))
            else:
                cleaned["query"], cleaned["filters"] = saved.query, saved.filters
        return cleaned


class TopicArticleForm(forms.ModelForm):
    """An article put under a topic by hand; one that is found already is taken over."""

    class Meta:
        model = TopicArticle
        fields = ("article", "topic", "reason")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        article = cleaned.get("article")
        topic = cleaned.get("topic") or self.instance.topic
        if article is None or topic is None:
            return cleaned
        found = TopicArticle.objects.filter(article=article, topic=topic, by_hand=False).first()
        if found is not None and self.instance.pk is None:
            # The row as it stands, so that saving it makes no second one.
            found.article, found.topic, found.reason = article, topic, cleaned.get("reason", "")
            self.instance = found
        self.instance.by_hand = True
        return cleaned


class TopicOmissionForm(forms.ModelForm):
    """An article left out of a topic, which cannot be put there by hand as well."""

    class Meta:
        model = TopicOmission
        fields = ("article", "topic", "reason")


def written_day(key_date: KeyDate) -> str:
    """Return a key date as it may be written, and read again."""
    return key_date.date.iso


class KeyDateForm(forms.ModelForm):
    """A key date, its day written as it is said."""

    day = forms.CharField(
        label="Date", help_text=HOW_TO_WRITE_DAYS, widget=AdminTextInputWidget(attrs={"size": 24})
    )

    derived: ClassVar[dict[str, Any]] = {"day": written_day}

    class Meta:
        model = KeyDate
        fields = ("day", "sentence", "article", "quote")
        widgets = {"sentence": AdminTextareaWidget(attrs={"rows": 2, "cols": 60})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["day"].initial = written_day(self.instance)

    def clean_day(self) -> str:
        """Read the date to its precision."""
        day: str = self.cleaned_data["day"]
        try:
            days = read_days(day)
        except NotDays as problem:
            raise forms.ValidationError(str(problem)) from None
        self.instance.precision, self.instance.earliest, self.instance.latest = (
            days.precision.value,
            days.earliest,
            days.latest,
        )
        return day
