"""What an editor gave and has not accepted yet."""

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A file or pasted text that waits for its editor to look at what was understood of it."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=500)
    content = models.BinaryField(editable=False)
    format = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField("uploaded", auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name
