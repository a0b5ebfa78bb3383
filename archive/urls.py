"""Where requests go."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

urlpatterns = [
    path("", include("articles.urls")),
    path("accounts/sign-in/", LoginView.as_view(), name="sign-in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign-out"),
    path("admin/", admin.site.urls),
]

handler404 = "articles.views.errors.not_found"
