"""Reading people and their accounts. Nothing here writes."""

from __future__ import annotations

from enum import Enum

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import naming, scoping
from accounts.models import Agency, AgencyKind, LoginAlias, User
from accounts.queries.legacy import legacy_login_targets
from accounts.roles import Role

_LONGEST_LOGIN = 150
STATISTICS_ENDINGS = {
    Role.STATS_COMPILER: naming.StatisticsRole.COMPILER,
    Role.STATS_CHECKER: naming.StatisticsRole.CHECKER,
    Role.STATS_APPROVER: naming.StatisticsRole.APPROVER,
}


class Spelling(Enum):
    """How what was typed is related to the login name of today (cách ghi tên đăng nhập)."""

    EXACT = "exact"
    OLD = "old name"
    OTHER_READING = "other reading of the suffix"
    MERGED = "name of a unit that was merged"


def find_login(name: str) -> User | None:
    """Whose login name this is (tài khoản của tên đăng nhập); None when nobody's or more than one's."""
    return find_spelling(name)[0]


def find_spelling(name: str) -> tuple[User | None, Spelling]:
    """Whose login name this is, and how it was found.

    The exact name first, whatever the case; then an old name; then the other reading of an organisation's suffix
    ("..._tc_longan" for "..._tc_tinhlongan", Source: letter 957/BTP-BTTP, I.1.3 against its Annex 02), of an old name
    too; then the statistics name of a unit that was merged as a whole into one of today.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_LOGIN or "\x00" in name:
        return None, Spelling.EXACT
    exact = User.objects.select_related("agency").filter(username__iexact=name).first()
    if exact is not None:
        return exact, Spelling.EXACT
    readings = naming.other_readings(name)
    if found := _by_old_name([name]):
        return found, Spelling.OLD
    if found := _only(_any_case("username", readings)) if readings else None:
        return found, Spelling.OTHER_READING
    if found := _by_old_name(readings) if readings else None:
        return found, Spelling.OLD
    return _by_merged_office(name), Spelling.MERGED


def _by_old_name(names: list[str]) -> User | None:
    return _only(Q(pk__in=LoginAlias.objects.filter(_any_case("name", names)).values("user")))


def _by_merged_office(name: str) -> User | None:
    targets = legacy_login_targets(name)
    if len(targets) != 1 or not targets[0].whole or not targets[0].agency.account_code:
        return None
    return _only(_any_case("username", [f"{targets[0].agency.account_code}_{targets[0].role}"]))


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
    return bool(EmailAddress.objects.filter(user=user).exists())


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


def office_name(user: User) -> str:
    """Whom a person asks who cannot log in: the agency above his own, the Ministry's support for a Sở (nơi hỗ trợ)."""
    office = account_office(user)
    if office is None or office.kind in {AgencyKind.MINISTRY, AgencyKind.MINISTRY_DEPARTMENT}:
        return "bộ phận hỗ trợ người dùng của Bộ Tư pháp"
    return office.name


def office_contact(user: User) -> str:
    """`office_name` with its telephone, when the office gave one (nơi hỗ trợ, số điện thoại)."""
    office = account_office(user)
    phone = office.phone if office is not None and office.name == office_name(user) else ""
    return f"{office_name(user)} (điện thoại {phone})" if phone else office_name(user)


def login_refusal(user: User) -> str:
    """Why this account may not log in although the password is right, and what to do; "" when it may."""
    if user.locked_at:
        day = timezone.localtime(user.locked_at)
        whole = f"{user.agency} và các tài khoản của tổ chức" if user.locked_with_agency else "Tài khoản"
        return (
            f"{whole} đã bị khoá từ ngày {day:%d/%m/%Y}. Lý do: {user.locked_reason.rstrip('.')}. "
            f"Liên hệ {office_contact(user)} để được mở khoá."
        )
    if not user.is_active and is_self_registered(user):
        return (
            "Địa chỉ thư điện tử chưa được xác nhận nên tài khoản chưa dùng được. Mở liên kết trong thư xác nhận; "
            "nếu không thấy thư, dùng mục Gửi lại thư xác nhận."
        )
    if not user.is_active:
        return f"Tài khoản chưa được kích hoạt. Liên hệ {office_name(user)}."
    if user.first_password_expired:
        day = timezone.localtime(user.first_password_expires_at)
        return f"Mật khẩu lần đầu đã hết hạn từ {day:%H:%M} ngày {day:%d/%m/%Y}. Đề nghị {office_name(user)} cấp lại."
    return ""


def working_users(agency: Agency) -> QuerySet[User]:
    """Accounts of `agency` that may log in today (tài khoản đang dùng): those that locking it locks."""
    found: QuerySet[User] = User.objects.filter(agency=agency, is_active=True, locked_at__isnull=True)
    return found


def users_locked_with(agency: Agency) -> QuerySet[User]:
    """Accounts that were locked with `agency` (tài khoản khoá cùng tổ chức): those that unlocking it unlocks."""
    found: QuerySet[User] = User.objects.filter(agency=agency, locked_with_agency=True)
    return found


def agencies_managed_by(user: User) -> QuerySet[Agency]:
    """Agencies of today whose accounts `user` manages (đơn vị được quản lý tài khoản). Filters by permission.

    Asset owners are left out: they register themselves, one account each.
    """
    ids = scoping.agency_ids_with(user, "manage_accounts")
    active = Agency.objects.active_on(timezone.localdate()).exclude(kind=AgencyKind.ASSET_OWNER)
    return active.select_related("parent") if ids is None else active.select_related("parent").filter(pk__in=ids)


def login_ending(agency: Agency) -> str:
    """What follows the proposed name in login names of this agency's further users (đuôi tên đăng nhập)."""
    parent = agency.parent
    if agency.kind in {AgencyKind.AUCTION_ORG, AgencyKind.AUCTION_BRANCH} and parent is not None:
        return f"{naming.ORGANISATION_MARK}{parent.account_suffix}"
    if agency.kind == AgencyKind.STP:
        return f"_{naming.stp_login(agency.account_code or '')}"
    if agency.kind in {AgencyKind.MINISTRY, AgencyKind.MINISTRY_DEPARTMENT}:
        return "_btp"
    code = agency.account_code or (parent.account_code if parent else "")
    return f"_{code}" if code else ""


def login_for(agency: Agency, proposed: str, roles: set[Role]) -> str:
    """The login name of a new user: a statistics account is named by code and role, others by the proposed name."""
    if agency.account_code and len(roles) == 1 and (role := next(iter(roles))) in STATISTICS_ENDINGS:
        return f"{agency.account_code}_{STATISTICS_ENDINGS[role]}"
    return f"{proposed}{login_ending(agency)}" if proposed else ""
