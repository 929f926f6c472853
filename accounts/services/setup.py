"""The one account nobody above could create: the Ministry's first administrator."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Agency, AgencyKind, Membership, User
from accounts.roles import Role
from accounts.services.memberships import set_membership
from accounts.services.passwords import give_first_password
from accounts.services.people import Person, create_user
from core.errors import DomainError


@transaction.atomic
def create_first_administrator(login: str, person: Person) -> tuple[User, str]:
    """Create the Ministry's first administrator (quản trị Bộ Tư pháp); the account and its first password.

    Everybody else gets his account from an administrator, so this works once: DomainError when there is one already,
    when the reference data are not loaded, or when the name is taken.
    """
    ministry = Agency.objects.select_for_update().filter(kind=AgencyKind.MINISTRY).first()
    if ministry is None:
        raise DomainError("Chưa nạp danh mục đơn vị: chạy manage.py load_reference trước.", "no_reference")
    if Membership.objects.filter(role=Role.MINISTRY_ADMIN).exists():
        raise DomainError("Bộ Tư pháp đã có quản trị; tài khoản khác do quản trị này cấp.", "not_first")
    user = create_user(ministry, login=login, person=person)
    user.is_active = True
    user.save(update_fields=["is_active"])
    set_membership(user, ministry, {Role.MINISTRY_ADMIN})
    return user, give_first_password(user)
