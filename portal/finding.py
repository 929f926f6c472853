"""One search box for the office: whatever of any system the person may see (tìm trong nghiệp vụ)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import AccountRequest, User
from auctions.models import Notice
from core.templatetags.vn import vn_date
from core.text import fold

SHOWN = 5


@dataclass(frozen=True)
class Found:
    """One record that matches."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class FoundGroup:
    """The first records of one kind; `all_url` leads to the list with the same words when there are more."""

    title: str
    items: list[Found]
    all_url: str


def find(user: User, text: str) -> list[FoundGroup]:
    """Groups of records `user` may see that hold every word of `text`, with or without diacritics; empty ones left out.

    Filters by permission.
    """
    if not fold(text):
        return []
    groups = [
        _group("Thông báo", _notices(user, text), "auctions:office_list", "q", text),
        _group("Đề nghị cấp tài khoản", _requests(user, text), "request_queue", "tim", text),
        _group("Tài khoản", _accounts(user, text), "accounts_list", "tim", text),
    ]
    return [group for group in groups if group.items]


def _group(title: str, found: list[Found], url_name: str, param: str, text: str) -> FoundGroup:
    more = f"{reverse(url_name)}?{urlencode({param: text})}" if len(found) > SHOWN else ""
    return FoundGroup(title, found[:SHOWN], more)


def _notices(user: User, text: str) -> list[Found]:
    notices = Notice.objects.visible_to(user).select_related("agency").defer("search").order_by("-pk")
    for word in fold(text).split():
        held = Q(folded_title__contains=word) | Q(code__icontains=word) | Q(agency__search_key__contains=word)
        notices = notices.filter(held)
    return [
        Found(
            notice.title or "Bản nháp chưa có tên",
            f"{notice.get_state_display()}{f', mã {notice.code}' if notice.code else ''}. {notice.agency}",
            reverse("auctions:office_detail", args=[notice.public_id]),
        )
        for notice in notices[: SHOWN + 1]
    ]


def _requests(user: User, text: str) -> list[Found]:
    requests = AccountRequest.objects.visible_to(user).search(text).order_by("-submitted_at", "-pk")
    return [
        Found(
            request.organisation_name,
            f"{request.get_state_display()}, nộp ngày {vn_date(request.submitted_at)}",
            reverse("request_detail", args=[request.public_id]),
        )
        for request in requests[: SHOWN + 1]
    ]


def _accounts(user: User, text: str) -> list[Found]:
    accounts = User.objects.visible_to(user).search(text).select_related("agency").order_by("username")
    return [
        Found(
            account.username,
            ". ".join(filter(None, [account.full_name, str(account.agency or "")])),
            reverse("account_detail", args=[account.public_id]),
        )
        for account in accounts[: SHOWN + 1]
    ]
