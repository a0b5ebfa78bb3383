"""Where requests go."""

from django.contrib import admin
from django.contrib.auth.views import (
    LogoutView,
    PasswordChangeDoneView,
    PasswordChangeView,
    PasswordResetCompleteView,
    PasswordResetDoneView,
)
from django.urls import include, path

from articles.views.accounts import ForgottenPasswordView, NewPasswordView, SignInView

urlpatterns = [
    path("", include("articles.urls")),
    path("accounts/sign-in/", SignInView.as_view(), name="sign-in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign-out"),
    # Django's own names: its views lead to each other by them.
    path("accounts/password/", PasswordChangeView.as_view(), name="password_change"),
    path("accounts/password/changed/", PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("accounts/password/forgotten/", ForgottenPasswordView.as_view(), name="password_reset"),
    path("accounts/password/sent/", PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("accounts/password/new/<uidb64>/<token>/", NewPasswordView.as_view(), name="password_reset_confirm"),
    path("accounts/password/set/", PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    # The same doors for the desk.
    path("admin/login/", SignInView.as_view()),
    path("admin/password_change/", PasswordChangeView.as_view()),
    path("admin/", admin.site.urls),
]

handler404 = "articles.views.errors.not_found"
