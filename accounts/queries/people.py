"""Reading people and their accounts. Nothing here writes."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone

from accounts import naming
from accounts.models import Agency, AgencyKind, LoginAlias, User

_LONGEST_LOGIN = 150


def find_login(name: str) -> User | None:
    """Whose login name this is (tài khoản của tên đăng nhập); None when nobody's or more than one's.

    The exact name first, whatever the case; then an old name; then the other reading of an organisation's suffix
    ("..._tc_longan" for "..._tc_tinhlongan", Source: letter 957/BTP-BTTP, I.1.3 against its Annex 02).
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_LOGIN or "\x00" in name:
        return None
    exact = User.objects.select_related("agency").filter(username__iexact=name).first()
    return exact or _by_old_name([name]) or _by_other_reading(name)


def _by_old_name(names: list[str]) -> User | None:
    return _only(Q(pk__in=LoginAlias.objects.filter(_any_case("name", names)).values("user")))


def _by_other_reading(name: str) -> User | None:
    readings = naming.other_readings(name)
    if not readings:
        return None
    return _only(_any_case("username", readings)) or _by_old_name(readings)


def _any_case(field: str, names: list[str]) -> Q:
    return Q(*(Q(**{f"{field}__iexact": name}) for name in names), _connector=Q.OR)


def _only(condition: Q) -> User | None:
    found = list(User.objects.select_related("agency").filter(condition)[:2])
    return found[0] if len(found) == 1 else None


def current_agency(user: User) -> Agency | None:
    """The agency `user` works for today (đơn vị đang làm việc): his own, or what it was merged into."""
    agency = user.agency
    seen: set[int] = set()
    while agency is not None and agency.successor_id and agency.pk not in seen and not _is_active(agency):
        seen.add(agency.pk)
        agency = agency.successor
    return agency


def account_office(user: User) -> Agency | None:
    """Who issues and unlocks this account (nơi cấp tài khoản): the agency above the user's own."""
    return user.agency.parent if user.agency else None


def is_self_registered(user: User) -> bool:
    """Whether this is an asset owner who registered by e-mail (người có tài sản tự đăng ký)."""
    return EmailAddress.objects.filter(user=user).exists()


def owners_with_email(email: str) -> list[User]:
    """Confirmed, unlocked asset owners with this address: at most one, because addresses are unique."""
    addresses = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    return [address.user for address in addresses.select_related("user__agency")]


def office_of_province(unit_id: int) -> Agency | None:
    """The Sở Tư pháp of a province of today (Sở Tư pháp của tỉnh)."""
    return Agency.objects.active_on(timezone.localdate()).filter(kind=AgencyKind.STP, unit_id=unit_id).first()


def offices() -> list[Agency]:
    """Today's Sở Tư pháp with their provinces, in the Vietnamese order of the provinces' names (34)."""
    active = Agency.objects.active_on(timezone.localdate()).filter(kind=AgencyKind.STP)
    return list(active.select_related("unit").order_by("unit__name"))


def _is_active(agency: Agency) -> bool:
    return agency.active_to is None or agency.active_to > timezone.localdate()
