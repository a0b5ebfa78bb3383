"""Accounts and their roles."""

from functools import partial
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import AdminRadioSelect
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm, UsernameField
from django.contrib.auth.models import Group, User
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from articles.admin.parts import editor_of
from articles.editing import Role, give_role, role_of

ROLES = (
    ("", "Reader: no access to the desk; reads a private archive"),
    (Role.VIEWER, "Viewer: sees everything at the desk, changes nothing"),
    (Role.EDITOR, "Editor: imports, corrects, decides, withholds"),
    (Role.ADMINISTRATOR, "Administrator: an editor who also erases, deletes articles and keeps the accounts"),
)


class RoleField(forms.ChoiceField):
    """A role, None for a reader."""

    widget = AdminRadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=ROLES, required=False, initial="", **kwargs)

    def clean(self, value: Any) -> Role | None:
        name = super().clean(value)
        return Role(name) if name else None


class NewAccountForm(UserCreationForm):
    """A new account with its role and a first password."""

    role = RoleField()

    class Meta:
        model = User
        fields = ("username", "email")
        field_classes = {"username": UsernameField}


class AccountForm(UserChangeForm):
    """An account; nobody takes their own access away by mistake."""

    role = RoleField()

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        # Who is at the desk.
        self.editor = editor
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].initial = role_of(self.instance) or ""

    def clean_role(self) -> Role | None:
        role: Role | None = self.cleaned_data["role"]
        if self.instance == self.editor and role != role_of(self.instance):
            raise forms.ValidationError("Another administrator has to change your own role.")
        return role

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        if self.instance == self.editor and not is_active:
            raise forms.ValidationError("You cannot close your own account.")
        return is_active


apps.get_app_config("auth").verbose_name = "Accounts"
admin.site.unregister(User)
# What a role may do follows from the archive's own rules: see articles.editing.roles.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts by role. A superuser, who may do everything, is changed by superusers alone."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ("username", "role", "email", "first_name", "last_name", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = (
        (None, {"fields": ("username", "email", "role")}),
        (
            "First password",
            {
                "description": "To be changed by its owner, who finds “Change password” at the top of the desk.",
                "fields": ("password1", "password2"),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        queryset: QuerySet[User] = super().get_queryset(request)
        return queryset.prefetch_related(Prefetch("groups"))

    @admin.display(description="Role")
    def role(self, account: User) -> str:
        if account.is_superuser:
            return "Superuser"
        names = {group.name for group in account.groups.all()}
        return next((role.value for role in reversed(Role) if role.value in names), "Reader")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        # Who may do everything needs no role, and would lose the desk with one taken away.
        access = ["is_active"] if obj.is_superuser else ["role", "is_active"]
        return (
            (None, {"fields": ["username", "password"]}),
            ("Person", {"fields": ["first_name", "last_name", "email"]}),
            ("Access", {"fields": access}),
            ("Record", {"classes": ["collapse"], "fields": ["last_login", "date_joined"]}),
        )

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return form if obj is None else partial(form, editor=editor_of(request))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not editor_of(request).is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # What an account did keeps its name: it is made inactive.
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "role" in form.cleaned_data and not obj.is_superuser:
            give_role(obj, form.cleaned_data["role"])
