"""How often one may try to sign in: counted in the database, so that all processes of all machines count together.

A try is written down before its password is looked at, and taken out when it was right: however many come at once, no more
than the limits allow are looked at. One that is refused is not counted, so that the way opens again by itself.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import SignInTry


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries of a kind within so many minutes: by account, by address or by the two together."""

    most: int
    minutes: int
    by: tuple[str, ...]


LIMITS = (
    # One person who mistypes, or one who guesses.
    Limit(5, 15, ("account", "address")),
    # Many who guess at one account from everywhere; wide, for it also keeps its owner out.
    Limit(25, 60, ("account",)),
    # One who guesses at many accounts; wide, for an office may have one address.
    Limit(40, 15, ("address",)),
)
_LONGEST = timedelta(minutes=max(limit.minutes for limit in LIMITS))


class Attempt:
    """One try of somebody at an address to sign in to an account, by the name they gave."""

    def __init__(self, account: str, *, address: str) -> None:
        self._own = SignInTry(
            account=_hashed_account(account), address=address and _hashed("address", address)
        )

    def begin(self, *, now: datetime | None = None) -> int:
        """Count the try, and return 0; where it is one too many, return the whole seconds to wait."""
        now = now or timezone.now()
        SignInTry.objects.filter(at__lt=now - _LONGEST).delete()
        self._own.at = now
        self._own.save()
        wait = max(self._wait(limit, now) for limit in LIMITS)
        if wait:
            self._own.delete()
        return wait

    def succeed(self) -> None:
        """Forget this try and those before it of the same account from here: the password was right."""
        SignInTry.objects.filter(account=self._own.account, address=self._own.address).delete()

    def _wait(self, limit: Limit, now: datetime) -> int:
        if "address" in limit.by and not self._own.address and "account" not in limit.by:
            return 0  # strangers of whom no address is known are not one client
        span = timedelta(minutes=limit.minutes)
        same = {name: getattr(self._own, name) for name in limit.by}
        others = SignInTry.objects.filter(**same, at__gt=now - span).exclude(pk=self._own.pk)
        # When this one is gone, one more may be tried.
        opening = others.order_by("-at").values_list("at", flat=True)[limit.most - 1 : limit.most].first()
        return int((opening + span - now).total_seconds()) + 1 if opening else 0


def tries_at(account: str) -> QuerySet[SignInTry]:
    """Return the failed tries to sign in to an account."""
    return SignInTry.objects.filter(account=_hashed_account(account))


def connect() -> None:
    """End each sign-in after its time, wherever it happens."""
    user_logged_in.connect(_limit_session)


def _limit_session(request: HttpRequest, **kwargs: Any) -> None:
    del kwargs
    # A visitor's own session, which holds a reading list, lasts longer.
    request.session.set_expiry(settings.SIGN_IN_HOURS * 3600)


def _hashed_account(name: str) -> str:
    return _hashed("account", unicodedata.normalize("NFKC", name).strip().casefold())


def _hashed(kind: str, value: str) -> str:
    return salted_hmac(f"articles.sign_ins.{kind}", value, algorithm="sha256").hexdigest()
