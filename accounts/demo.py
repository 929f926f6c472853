"""Accounts of the demo, made by the services that people use (dữ liệu dùng thử). Every name is evidently invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import AccountRequest, Agency, AgencyKind, User, UserState
from accounts.queries.units import communes_of
from accounts.roles import Role
from accounts.services import passwords, registration, requests
from accounts.services.memberships import set_membership
from accounts.services.passwords import Delivery
from accounts.services.people import Person, activate_user, create_user
from accounts.workflow import RequestState
from core import pdf
from core.demo import DemoAccount, password_for

_MINISTRY = "btp"
_OFFICES = ("bacninh", "hatinh", "tayninh")
_AUCTIONS, _ALL, _CONTENT = "Đấu giá tài sản", "Quản trị", "Nội dung Cổng"
_OWNER = "chutaisan@example.vn"
_USUAL = frozenset({Role.UNIT_ADMIN, Role.AUCTION_EDITOR, Role.AUCTION_PUBLISHER})


@dataclass(frozen=True)
class _Organisation:
    office: str
    proposed_name: str
    name: str
    person: str
    mailbox: str
    kind: AgencyKind = AgencyKind.AUCTION_ORG
    roles: frozenset[Role] = field(default=_USUAL)

    @property
    def form_key(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"demo/request/{self.name}")

    def application(self) -> requests.Application:
        office = Agency.objects.get(kind=AgencyKind.STP, account_code=self.office)
        return requests.Application(
            office=office,
            kind=self.kind,
            organisation_name=self.name,
            proposed_name=self.proposed_name,
            address=f"Số 0 đường Mẫu, {office.unit.full_name if office.unit else ''}",
            legal_representative=self.person,
            phone=f"0222 000 000{self.mailbox[-1]}",
            email=f"{self.mailbox}@example.vn",
        )


_GRANTED = (
    _Organisation("bacninh", "mauso1", "Công ty Đấu giá hợp danh Mẫu Số Một", "Nguyễn Văn Mẫu", "mauso1"),
    _Organisation("bacninh", "mauso2", "Công ty Đấu giá hợp danh Mẫu Số Hai", "Trần Thị Thử", "mauso2"),
    _Organisation(
        "bacninh",
        "mauso3",
        "Chi nhánh Công ty Đấu giá hợp danh Mẫu Số Ba tại Bắc Ninh",
        "Lê Văn Giả Định",
        "mauso3",
        AgencyKind.AUCTION_BRANCH,
    ),
    _Organisation("hatinh", "mauso4", "Công ty Đấu giá hợp danh Mẫu Số Bốn", "Phạm Thị Ví Dụ", "mauso4"),
)
_WAITING = (
    _Organisation("bacninh", "mauso5", "Công ty Đấu giá hợp danh Mẫu Số Năm", "Hoàng Văn Thí Dụ", "mauso5"),
    # Its name is taken, so the Sở sees what is taken and chooses a variant.
    _Organisation("bacninh", "mauso1", "Công ty Đấu giá hợp danh Mẫu Một Khác", "Vũ Thị Tên Giả", "mauso6"),
    _Organisation("hatinh", "mauso7", "Công ty Đấu giá hợp danh Mẫu Số Bảy", "Đỗ Văn Minh Hoạ", "mauso7"),
)


def load() -> list[DemoAccount]:
    """Make what is missing and list who may log in (nạp tài khoản dùng thử). What is there keeps its password."""
    accounts = [
        _official("quantri_btp", "Ngô Thị Quản Trị", Role.MINISTRY_ADMIN),
        _official("hotro_btp", "Bùi Văn Hỗ Trợ", Role.SUPPORT),
        _official("bientap_btp", "Phan Thị Biên Tập", Role.CONTENT_EDITOR, _CONTENT),
        _official("duyetbai_btp", "Hồ Văn Duyệt Bài", Role.CONTENT_PUBLISHER, _CONTENT),
    ]
    ministry = User.objects.get(username=accounts[0].login)
    offices = {code: _office(code, ministry) for code in _OFFICES}
    accounts += [_listed(user, Role.STP_ADMIN.label, _ALL) for user in offices.values()]
    for organisation in _GRANTED:
        user = _granted(organisation, offices[organisation.office])
        accounts.append(_listed(user, organisation.kind.label, _AUCTIONS))
    accounts.append(_listed(_owner(), Role.ASSET_OWNER.label, _AUCTIONS))
    for organisation in _WAITING:
        _submitted(organisation)
    return accounts


def _listed(user: User, role: str, system: str) -> DemoAccount:
    """The account with its demo password, which needs no change at the first login."""
    password = password_for(user.username)
    if user.must_change_password or not user.check_password(password):
        passwords.change_password(user, password, keep_session="")
    return DemoAccount(user.username, password, role, system)


def _official(login: str, name: str, role: Role, system: str = _ALL) -> DemoAccount:
    user = User.objects.filter(username=login).first()
    if user is None:
        ministry = Agency.objects.get(reference_key=_MINISTRY)
        user = create_user(ministry, login=login, person=Person(name, f"{login}@example.vn"))
        user.is_active = True
        user.save(update_fields=["is_active"])
        set_membership(user, ministry, {role})
    return _listed(user, role.label, system)


def _office(code: str, ministry: User) -> User:
    user = User.objects.get(username=f"{code}_stp")
    if user.state == UserState.INACTIVE:
        key = uuid5(NAMESPACE_URL, f"demo/office/{code}")
        activate_user(user, by=ministry, delivery=Delivery.SCREEN, form_key=key)
    return user


def _submitted(organisation: _Organisation) -> AccountRequest:
    request = requests.start_request(organisation.application(), form_key=organisation.form_key)
    if request.state == RequestState.DRAFT:
        letter = ContentFile(pdf.render("pdf/account_request_letter.html", {"row": request}), name="cong-van.pdf")
        today = timezone.localdate()
        requests.submit_request(request, letter=letter, letter_number="01/CV-MAU", letter_date=today)
    return request


def _granted(organisation: _Organisation, officer: User) -> User:
    request = _submitted(organisation)
    if request.state == RequestState.SUBMITTED:
        name, roles = organisation.proposed_name, set(organisation.roles)
        return requests.grant_request(request, by=officer, proposed_name=name, roles=roles)
    return User.objects.get(username=request.granted_login)


def _owner() -> User:
    if not User.objects.filter(username=_OWNER).exists():
        province = Agency.objects.get(kind=AgencyKind.STP, account_code="bacninh").unit
        assert province is not None
        data = registration.Registration(
            full_name="Đặng Thị Chủ Tài Sản",
            organisation="Trung tâm Phát triển quỹ đất Mẫu",
            address="Số 0 đường Mẫu",
            commune=communes_of(province)[0],
            phone="0222 000 0001",
            email=_OWNER,
        )
        key = uuid5(NAMESPACE_URL, f"demo/owner/{_OWNER}")
        registration.register_owner(data, hashed_password=make_password(password_for(_OWNER)), form_key=key)
        registration.confirm_owner(EmailAddress.objects.get(email=_OWNER))
    return User.objects.get(username=_OWNER)
