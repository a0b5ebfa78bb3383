"""Signing in, and a new password for who forgot theirs."""

import logging
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, PasswordResetConfirmView, PasswordResetView
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from articles.limits import DAY, RateLimit, client_of
from articles.sign_ins import Attempt, tries_at

logger = logging.getLogger(__name__)

# Mails that one client may ask for in a day, and that one account is sent.
MAILS_ASKED = 10
MAILS_SENT = 3


class SignInForm(AuthenticationForm):
    """A name and a password; too many wrong ones have to wait, `wait` seconds."""

    request: HttpRequest
    wait = 0

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return super().clean()
        attempt = Attempt(name, address=client_of(self.request))
        self.wait = attempt.begin()
        if self.wait:
            raise forms.ValidationError(_wait_in_words(self.wait), code="too_many")
        cleaned = super().clean()
        attempt.succeed()
        return cleaned


class SignInView(LoginView):
    """The one way in, to the pages and to the desk."""

    authentication_form = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "can_send_mail": settings.CAN_SEND_MAIL}

    def get_default_redirect_url(self) -> str:
        is_staff = isinstance(self.request.user, User) and self.request.user.is_staff
        return resolve_url("admin:index") if is_staff else super().get_default_redirect_url()

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        if isinstance(form, SignInForm) and form.wait:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(form.wait)
        return response


MAIL = """Somebody, you it is hoped, asked for a new password for your account “{account}” at {archive}.

Set it here, within four hours:

{link}

Was it not you? Then there is nothing to do: your password stays as it is.
"""


class ForgottenPasswordForm(PasswordResetForm):
    """The address of an account, to which a link goes."""

    def send_mail(  # noqa: PLR0913, PLR0917  Django's
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Send plain text, which no template would leave as it is."""
        del subject_template_name, email_template_name, html_email_template_name
        way = reverse("password_reset_confirm", args=[context["uid"], context["token"]])
        text = MAIL.format(
            account=context["user"].get_username(),
            archive=settings.ARCHIVE_NAME,
            link=f"{context['protocol']}://{context['domain']}{way}",
        )
        subject = " ".join(f"A new password for {settings.ARCHIVE_NAME}".split())
        try:
            EmailMessage(subject, text, from_email, [to_email]).send()
        except OSError:
            # To fail here alone would tell who has an account.
            logger.exception("The mail with a link to a new password could not be sent")


class ForgottenPasswordView(PasswordResetView):
    """Sends a link to who has an account; whether there is one, the page does not tell."""

    form_class = ForgottenPasswordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "can_send_mail": settings.CAN_SEND_MAIL}

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        folder = settings.LIMITS_DIR
        wait = RateLimit(folder / "mails-asked", MAILS_ASKED, window=DAY).spend(client_of(self.request))
        account = form.cleaned_data["email"].casefold()
        wait = wait or RateLimit(folder / "mails-sent", MAILS_SENT, window=DAY).spend(account)
        if wait:
            form.add_error(
                None, "Too many mails were asked for today. Try again tomorrow, or ask an administrator."
            )
            response = self.form_invalid(form)
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(wait)
            return response
        return super().form_valid(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.CAN_SEND_MAIL:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)


class NewPasswordView(PasswordResetConfirmView):
    """Takes a new password from who has the link of a mail, and lets them in again where others had guessed."""

    def form_valid(self, form: Any) -> HttpResponse:
        tries_at(form.user.get_username()).delete()
        return super().form_valid(form)


def _wait_in_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"Too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''} before the next one."
