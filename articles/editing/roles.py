"""Who may do what at the desk: three groups, whose permissions follow from the rules here.

`migrate` makes the groups and brings their permissions up to date, so that a model added later is covered as well. Whoever
needs another mixture makes a group of their own.
"""

from enum import StrEnum

from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db.models import Q, QuerySet


class Role(StrEnum):
    """What an account may do, as the group is called."""

    VIEWER = "Viewer"
    EDITOR = "Editor"
    ADMINISTRATOR = "Administrator"


# What cannot be taken back by an editor's own means: erasing, and deleting a whole article.
_LAST_WORD = Q(codename__startswith="erase_") | Q(codename="delete_article")
# An account is never deleted, it is made inactive: what it did keeps its name.
_ACCOUNTS = Q(content_type__app_label="auth", codename__in=("add_user", "change_user", "view_user"))


def permissions_of(role: Role) -> QuerySet[Permission]:
    """Return what a role may do, of all permissions there are now."""
    archive = Q(content_type__app_label="articles")
    match role:
        case Role.VIEWER:
            allowed = archive & Q(codename__startswith="view_")
        case Role.EDITOR:
            allowed = archive & ~_LAST_WORD
        case Role.ADMINISTRATOR:
            allowed = archive | _ACCOUNTS
    return Permission.objects.filter(allowed)


def make_roles() -> None:
    """Make the groups where they are missing, and let each have exactly the permissions of its role."""
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(permissions_of(role))


def role_of(account: AbstractUser) -> Role | None:
    """Return the role of an account, the strongest where it has several, or None."""
    names = set(account.groups.values_list("name", flat=True))
    return next((role for role in reversed(Role) if role.value in names), None)


def give_role(account: AbstractUser, role: Role | None) -> None:
    """Give a stored account this role in place of any other; without one, it has no way to the desk.

    Groups that are no roles stay as they are.
    """
    account.groups.remove(*Group.objects.filter(name__in=[each.value for each in Role if each != role]))
    if role is not None:
        account.groups.add(Group.objects.get(name=role.value))
    if account.is_staff != (is_staff := role is not None):
        account.is_staff = is_staff
        account.save(update_fields=["is_staff"])
