"""Who may do what to which notice, and what stands in the way (điều kiện trước khi ghi)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from accounts import scoping
from accounts.models import Agency, AgencyKind, User
from auctions.models import Notice
from auctions.rules import Finding, blocking, unexplained
from auctions.terms import NoticeKind
from core.errors import DomainError

# Which notices an agency of which kind publishes. Source: Law 01/2016/QH14, art. 56(1) and 57(1).
PUBLISHES = {
    AgencyKind.AUCTION_ORG: NoticeKind.AUCTION,
    AgencyKind.AUCTION_BRANCH: NoticeKind.AUCTION,
    AgencyKind.ASSET_OWNER: NoticeKind.SELECTION,
}


class NoticeRefused(DomainError):
    """A notice that cannot be published as it is; `findings` say why, field by field (chưa đăng được)."""

    def __init__(self, message: str, code: str, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(message, code, field=self.findings[0].field if self.findings else "")


def require(by: User, codename: str, record: Agency | Notice) -> None:
    """Stop whoever does not hold `codename` at the record's agency. Raises PermissionDenied."""
    if not scoping.can(by, codename, record):
        raise PermissionDenied(codename)


def require_working(agency: Agency, kind: str) -> None:
    """Stop agencies that have ended or publish another kind of notice. Raises DomainError."""
    if PUBLISHES.get(AgencyKind(agency.kind)) != kind:
        raise DomainError(f"{agency.name} không đăng loại thông báo này.", "wrong_kind")
    day = localdate()
    if agency.active_from > day or (agency.active_to and agency.active_to <= day):
        raise DomainError(f"{agency.name} đã ngừng hoạt động, không đăng thông báo được.", "agency_ended")


def lock(notice: Notice) -> Notice:
    """The notice as it is now, locked until the transaction ends. Raises DomainError when it was thrown away."""
    found = Notice.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=notice.pk).first()
    if found is None:
        raise DomainError("Bản nháp này đã xoá.", "draft_gone")
    return found


def require_lawful(findings: Iterable[Finding], reasons: Mapping[str, str]) -> None:
    """Stop content that a rule forbids or warns of without a written reason. Raises NoticeRefused."""
    findings = list(findings)
    if wrong := blocking(findings):
        raise NoticeRefused(f"Chưa đăng được, còn {len(wrong)} mục phải sửa.", "rules_broken", wrong)
    if silent := unexplained(findings, reasons):
        text = f"Chưa đăng được, còn {len(silent)} mục cần sửa hoặc ghi lý do giữ nguyên."
        raise NoticeRefused(text, "reasons_missing", silent)
