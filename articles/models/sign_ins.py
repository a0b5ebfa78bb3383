"""Tries to sign in, which are counted."""

from django.db import models


class SignInTry(models.Model):
    """One try to sign in that has not succeeded.

    Account and address stand here as keyed hashes: nobody reads from it who tried, or from where. `address` is empty
    where none is known.
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="sign_in_try_account"),
            models.Index(fields=["address", "at"], name="sign_in_try_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
