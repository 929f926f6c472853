"""What the site's search is told of agencies, account requests and accounts (đơn vị, đề nghị, tài khoản)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import AccountRequest, AdministrativeUnit, Agency, AgencyKind, User
from accounts.queries.agencies import HAS_PAGE
from core import search
from core.search import Entry, SearchSource
from core.templatetags.vn import vn_date

AGENCY, REQUEST, ACCOUNT = "agency", "account_request", "account"
_BATCH = 500


def register() -> None:
    """The three kinds; only agencies have a public side."""
    search.register(SearchSource(AGENCY, "Cơ quan, tổ chức", Agency, agencies, 50, "view_accounts"))
    search.register(
        SearchSource(
            REQUEST, "Đề nghị cấp tài khoản", AccountRequest, requests, 80, "decide_account_requests",
            list_url=lambda text: _searched("request_queue", text),
        )
    )  # fmt: skip
    search.register(
        SearchSource(
            ACCOUNT, "Tài khoản", User, accounts, 90, "view_accounts",
            list_url=lambda text: _searched("accounts_list", text),
        )
    )  # fmt: skip


def agencies(pks: Iterable[int] | None) -> Iterator[Entry]:
    """Agencies of today but asset owners, who may be private persons (đơn vị đang hoạt động).

    Public are those with a page of their own (see accounts.queries.agencies). Login codes are told of the others alone,
    which are found by those who look after their accounts: a code is half of a login.
    """
    found = Agency.objects.active_on(localdate()).exclude(kind=AgencyKind.ASSET_OWNER).order_by("pk")
    found = found.select_related("unit__parent", "parent").annotate(
        has_page=ExpressionWrapper(HAS_PAGE, BooleanField())
    )
    found = found.prefetch_related(Prefetch("merged", Agency.objects.order_by("name")))
    for agency in _only(found, pks).iterator(chunk_size=_BATCH):
        office = _searched("accounts_list", agency.name)
        yield Entry(
            pk=agency.pk,
            title=agency.name,
            url=reverse("agency_page", args=[agency.public_id]) if agency.has_page else office,
            office_url=office,
            summary=". ".join(_about(agency)),
            body=_merged(agency),
            codes=[] if agency.has_page else [agency.account_code or ""],
            agency_id=agency.pk,
            is_public=agency.has_page,
            boost=1 if agency.kind == AgencyKind.STP else 0,
        )


def requests(pks: Iterable[int] | None) -> Iterator[Entry]:
    """Requests that were handed in, for the Sở that decides (đề nghị đã nộp)."""
    found = AccountRequest.objects.filter(submitted_at__isnull=False).select_related("agency").order_by("pk")
    for request in _only(found, pks).iterator(chunk_size=_BATCH):
        state = f"{request.get_state_display()}, số {request.reference}, nộp ngày {vn_date(request.submitted_at)}"
        yield Entry(
            pk=request.pk,
            title=request.organisation_name,
            url=reverse("request_detail", args=[request.public_id]),
            summary=f"{state}. {request.agency.name}",
            body=f"{request.legal_representative}. {request.address}",
            codes=[request.code, request.proposed_name, request.granted_login],
            agency_id=request.agency_id,
            dated_on=localdate(request.submitted_at),
        )


def accounts(pks: Iterable[int] | None) -> Iterator[Entry]:
    """Accounts, by login name, old names and name, for those who look after them (tài khoản)."""
    found = User.objects.select_related("agency").prefetch_related("aliases").order_by("pk")
    for user in _only(found, pks).iterator(chunk_size=_BATCH):
        agency = user.agency.name if user.agency else ""
        yield Entry(
            pk=user.pk,
            title=user.username,
            url=reverse("account_detail", args=[user.public_id]),
            summary=". ".join(dict.fromkeys(filter(None, [user.full_name, agency]))),
            codes=[user.username, *sorted(alias.name for alias in user.aliases.all())],
            agency_id=user.agency_id,
        )


def _only(rows: QuerySet, pks: Iterable[int] | None) -> QuerySet:
    return rows if pks is None else rows.filter(pk__in=pks)


def _searched(url_name: str, text: str) -> str:
    return f"{reverse(url_name)}?{urlencode({'tim': text})}"


def _about(agency: Agency) -> Iterator[str]:
    yield agency.get_kind_display()
    if agency.address:
        yield agency.address
    unit: AdministrativeUnit | None = agency.unit
    if unit:
        yield unit.full_path
    if agency.parent and agency.kind != AgencyKind.STP:
        yield f"Thuộc {agency.parent.name}"


def _merged(agency: Agency) -> str:
    names = ", ".join(merged.name for merged in agency.merged.all())
    return f"Tiếp nhận nhiệm vụ của {names}." if names else ""
