"""The text of an article in its form: what a change of it does to the quotes is shown before it is saved."""

from typing import Any

from django import forms

from articles.admin.parts import compare_shown, short
from articles.editing import BodyPlan, plan_body
from articles.models import Article
from articles.text.comparisons import Stretch

# The button that shows what saving would do, and saves nothing.
LOOK = "_look"


class BodyForm(forms.ModelForm):
    """A form with a body; `plan` is what a changed one does to the quotes, None where it is as it was."""

    # The plan that the editor was shown, and the quotes in it that may go.
    plan_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    let_go = forms.TypedMultipleChoiceField(required=False, coerce=int)

    plan: BodyPlan | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "body" in self.fields:
            keys = self.instance.quotes.values_list("pk", flat=True)
            self.fields["let_go"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]

    @property
    def is_look(self) -> bool:
        """Whether nothing is to be saved, only shown."""
        return self.is_bound and LOOK in self.data

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_look

    @property
    def quotes_let_go(self) -> set[int]:
        """The primary keys of quotes that may go, whether or not the form is in order."""
        sent = self["let_go"].value() if self.is_bound else None
        return {int(key) for key in sent or () if str(key).isdecimal()}

    @property
    def rewordings(self) -> list[tuple[tuple[Stretch, ...], tuple[Stretch, ...]]]:
        """The words of each quote that gets other ones, before and after, with what differs marked."""
        return (
            [compare_shown(each.quote.words, each.words) for each in self.plan.reworded] if self.plan else []
        )

    def clean_body(self) -> str:
        """Refuse a body that does to quotes what the editor has not seen, or that loses one they hold on to."""
        body: str = self.cleaned_data["body"]
        old_body = Article.objects.values_list("body", flat=True).get(pk=self.instance.pk)
        if body == old_body:
            return body
        self.plan = plan_body(self.instance, old_body=old_body, new_body=body)
        if self.is_look:
            return body
        kept = [each.quote for each in self.plan.lost if each.quote.pk not in self.quotes_let_go]
        if kept:
            raise forms.ValidationError(
                [f"The text no longer holds the quote “{short(quote.words)}”." for quote in kept]
                + ["Leave its words in the text, or let it go below."]
            )
        if self.plan.is_worth_a_look and self.data.get("plan_seen") != self.plan.token:
            raise forms.ValidationError("Not saved yet: see below what this does to quotes, then save again.")
        return body
