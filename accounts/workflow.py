"""Steps of account requests, and of locking an organisation: one table each, one door (core.workflow)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.timezone import localdate

from accounts import scoping
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from accounts.models import AccountRequest, Agency, User


class RequestState(models.TextChoices):
    """Where an account request stands (trạng thái đề nghị cấp tài khoản)."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ Sở xem xét"
    RETURNED = "returned", "Trả lại để bổ sung"
    GRANTED = "granted", "Đã cấp tài khoản"
    REFUSED = "refused", "Từ chối"


# The right of whoever holds the request's secret link; it belongs to no role and to no signed-in user.
APPLY = "apply"


def can(user: User | None, codename: str, record: Any) -> bool:
    """Whether `user` may take a step. None is the applicant, who has no account yet and came by the secret link."""
    if user is None:
        return codename == APPLY
    return scoping.can(user, codename, record)


def has_letter(request: AccountRequest) -> str:
    """A request is submitted with the scan of the signed letter (công văn đã ký, đóng dấu)."""
    return "" if request.letter_id else "Tải lên bản quét công văn đã ký, đóng dấu trước khi nộp."


WORKFLOW = Workflow(
    Transition(
        "submit",
        {RequestState.DRAFT, RequestState.RETURNED},
        RequestState.SUBMITTED,
        APPLY,
        has_letter,
        label="Nộp đề nghị",
    ),
    Transition(
        "return",
        {RequestState.SUBMITTED},
        RequestState.RETURNED,
        "decide_account_requests",
        label="Trả lại để bổ sung",
        needs_note=True,
    ),
    Transition(
        "grant",
        {RequestState.SUBMITTED},
        RequestState.GRANTED,
        "decide_account_requests",
        label="Cấp tài khoản",
    ),
    Transition(
        "refuse",
        {RequestState.SUBMITTED},
        RequestState.REFUSED,
        "decide_account_requests",
        label="Từ chối",
        needs_note=True,
    ),
    log_model="accounts.AccountRequestLog",
    can=can,
)


class AgencyState(models.TextChoices):
    """Whether the users of an agency may log in (trạng thái đơn vị)."""

    OPEN = "open", "Đang hoạt động"
    LOCKED = "locked", "Đã khoá"


def can_from_above(user: User | None, codename: str, agency: Any) -> bool:
    """Whether `user` holds the right over the agency without being one of its own administrators."""
    return user is not None and scoping.can(user, codename, agency) and not scoping.holds_at(user, codename, agency)


def is_lockable(agency: Agency) -> str:
    """Organisations and asset owners that work today are locked as a whole (khoá tổ chức); offices never are."""
    if not agency.is_organisation:
        return "Chỉ khoá cả đơn vị đối với tổ chức và người có tài sản. Cơ quan nhà nước thì khoá từng tài khoản."
    day = localdate()
    if agency.active_from > day or (agency.active_to is not None and agency.active_to <= day):
        return "Tổ chức này không hoạt động nên không cần khoá."
    return ""


AGENCY_WORKFLOW = Workflow(
    Transition(
        "lock",
        {AgencyState.OPEN},
        AgencyState.LOCKED,
        "manage_accounts",
        is_lockable,
        label="Khoá tổ chức",
        needs_note=True,
    ),
    Transition("unlock", {AgencyState.LOCKED}, AgencyState.OPEN, "manage_accounts", label="Mở khoá tổ chức"),
    log_model="accounts.AgencyLog",
    can=can_from_above,
)
