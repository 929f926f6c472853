"""Steps of an account request: one table, one door (core.workflow)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from accounts import scoping
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from accounts.models import AccountRequest, User


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
