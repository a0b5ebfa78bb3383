"""What a reader may be shown of an article."""

from django.db import models


class Rights(models.TextChoices):
    FULL = "full", "Full text public"
    QUOTES = "quotes", "Quotes and snippets only"
    PRIVATE = "private", "Private: seen in the admin only"
