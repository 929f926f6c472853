"""Accounts of the Sở Tư pháp: all 63 names of Annex 02, each leading to the office that works today."""

from __future__ import annotations

from accounts import naming
from accounts.models import AccountAction, Agency, AgencyKind, LoginAlias, User
from accounts.roles import Role
from accounts.services.events import record
from accounts.services.memberships import set_membership
from accounts.services.people import Person, create_user
from accounts.services.reference.sync import Written

_ALIAS_REASON = "Tài khoản của {name}, đã sáp nhập"


def write_stp_accounts(agencies: dict[str, Agency]) -> list[Written]:
    """Create the accounts that are missing (tài khoản Sở Tư pháp), without a password: the Ministry issues the first.

    Only what is missing is written, so a locked account, a changed name or a taken role stay as people left them.
    """
    users, aliases = Written("tài khoản Sở Tư pháp"), Written("tên đăng nhập cũ của Sở Tư pháp")
    offices = [agency for agency in agencies.values() if agency.kind == AgencyKind.STP]
    by_name = {user.username: user for user in User.objects.filter(username__in=map(_login, offices))}
    for office in offices:
        if office.successor_id is None:
            users.total += 1
            if _login(office) not in by_name:
                by_name[_login(office)] = _create_user(office)
                users.created += 1
    stored = set(LoginAlias.objects.values_list("name", "user_id"))
    by_pk = {office.pk: office for office in offices}
    for office in offices:
        if office.successor_id is not None:
            aliases.total += 1
            user = by_name[_login(by_pk[office.successor_id])]
            if (_login(office), user.pk) not in stored:
                reason = _ALIAS_REASON.format(name=office.name)
                LoginAlias.objects.create(name=_login(office), user=user, reason=reason)
                aliases.created += 1
    return [users, aliases]


def _login(office: Agency) -> str:
    return naming.stp_login(str(office.account_code))


def _create_user(office: Agency) -> User:
    user = create_user(office, login=_login(office), person=Person(full_name=office.name))
    record(AccountAction.CREATED, user, by=None, detail="Nạp danh mục chuẩn, theo Phụ lục 02 công văn 957/BTP-BTTP")
    set_membership(user, office, {Role.STP_ADMIN})
    return user
