"""The role home: what each system adds to it, what one may begin, what one did last, the tour of the screens."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import locks
from auctions import services
from core import quick, recent, worklist
from core.quick import QuickAction
from core.recent import RecentItem, recent_for
from core.worklist import WaitingItem
from tests.accounts.factories import AgencyFactory, UserFactory, user_at
from tests.auctions.factories import draft_notice, load_rules, publish, selection_content

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.get_current_timezone())


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No app has registered anything."""
    monkeypatch.setattr(quick, "_actions", {})
    monkeypatch.setattr(recent, "_providers", [])
    monkeypatch.setattr(worklist, "_providers", [])


def home(client: Client, user: User) -> str:
    client.force_login(user)
    return re.sub(r"\s+", " ", client.get(reverse("role_home")).content.decode())


def actions(page: str) -> list[str]:
    box = page.partition('id="lam-nhanh"')[2].partition("</section>")[0]
    return re.findall(r"</svg>([^<]+)</a>", box)


@pytest.mark.usefixtures("empty")
def test_a_matter_says_where_it_belongs_how_many_since_when_and_what_to_do(client: Client) -> None:
    item = WaitingItem(
        "Hồ sơ chờ ký", "Cũ nhất: hồ sơ 7", "/x/", count=3, due=timezone.localdate(), system="Một cửa",
        since=NOW.date(), act="Ký",
    )  # fmt: skip
    worklist.register(lambda user: [item])
    page = home(client, UserFactory())
    assert (
        '<a href="/x/">Hồ sơ chờ ký</a> <span class="task-n">3<span class="visually-hidden"> việc</span></span>' in page
    )
    assert '<span class="task-system">Một cửa.</span> Cũ nhất: hồ sơ 7, chờ từ 23/11/2026' in page
    assert (
        '<a class="btn btn-plain btn-sm" href="/x/">Ký<span class="visually-hidden">: Hồ sơ chờ ký</span></a>' in page
    )


@pytest.mark.usefixtures("empty")
def test_a_new_system_adds_its_quick_acts_without_any_change_here(client: Client) -> None:
    quick.register(QuickAction("Tiếp nhận hồ sơ", "home", "inbox", codename="", order=20))
    quick.register(QuickAction("Ký số", "guides", "pencil-square", codename="manage_accounts", order=10))
    assert actions(home(client, user_at(AgencyFactory(stp=True), Role.STP_ADMIN))) == ["Ký số", "Tiếp nhận hồ sơ"]
    assert actions(home(client, UserFactory())) == ["Tiếp nhận hồ sơ"]


@pytest.mark.usefixtures("empty")
def test_what_one_did_last_is_gathered_from_all_systems_each_record_once() -> None:
    def item(n: int, url: str) -> RecentItem:
        return RecentItem(f"Hồ sơ {n}", "Đã ký", url, NOW - timedelta(minutes=n))

    recent.register(lambda user, limit: [item(1, "/a/"), item(4, "/b/")])
    recent.register(lambda user, limit: [item(2, "/c/"), item(3, "/a/")])
    assert [found.title for found in recent_for(UserFactory.build(), 8)] == ["Hồ sơ 1", "Hồ sơ 2", "Hồ sơ 4"]
    assert len(recent_for(UserFactory.build(), 2)) == 2


def test_each_role_finds_its_own_quick_acts(client: Client) -> None:
    stp = AgencyFactory(stp=True)
    organisation = AgencyFactory(parent=stp)
    ministry = AgencyFactory(ministry=True)
    assert "Soạn thông báo" in actions(home(client, user_at(organisation, Role.AUCTION_EDITOR)))
    assert actions(home(client, user_at(stp, Role.STP_ADMIN)))[0] != "Soạn thông báo"
    assert "Xem thư đi" in actions(home(client, user_at(ministry, Role.SUPPORT)))
    assert "Ông/Bà có thể bắt đầu từ mục Làm nhanh" in home(client, user_at(organisation, Role.AUCTION_EDITOR))


def test_whoever_may_begin_nothing_is_led_to_the_menu(client: Client) -> None:
    page = home(client, UserFactory())
    assert "lam-nhanh" not in page
    assert "Chọn công việc trong danh mục." in page
    assert "Những hồ sơ Ông/Bà xử lý sẽ hiện ở đây" in page


def test_notices_and_drafts_one_worked_at_come_back(client: Client) -> None:
    load_rules()
    agency = AgencyFactory(asset_owner=True)
    owner = user_at(agency, Role.ASSET_OWNER)
    notice = draft_notice(selection_content(), agency=agency, by=owner)
    assert "Soạn bản nháp" in home(client, owner)
    publish(notice)
    page = home(client, owner)
    assert "Đăng thông báo, " in page
    services.withdraw(notice, by=owner, reason="đăng nhầm")
    page = home(client, owner)
    assert page.count(reverse("auctions:office_detail", args=[notice.public_id])) == 1
    assert "Huỷ thông báo, " in page


def test_accounts_one_looked_after_come_back_until_they_are_out_of_reach(client: Client) -> None:
    stp = AgencyFactory(stp=True)
    officer = user_at(stp, Role.STP_ADMIN)
    clerk = user_at(AgencyFactory(parent=stp), Role.AUCTION_EDITOR)
    locks.lock_user(clerk, by=officer, reason="nghỉ việc")
    assert reverse("account_detail", args=[clerk.public_id]) in home(client, officer)
    User.objects.filter(pk=clerk.pk).update(agency=AgencyFactory(parent=AgencyFactory(stp=True)))
    assert reverse("account_detail", args=[clerk.public_id]) not in home(client, officer)


def test_the_number_of_queries_does_not_grow_with_what_one_did(
    client: Client, django_assert_max_num_queries: object
) -> None:
    load_rules()
    agency = AgencyFactory(asset_owner=True)
    owner = user_at(agency, Role.ASSET_OWNER)
    for _ in range(3):
        draft_notice(selection_content(), agency=agency, by=owner)
    home(client, owner)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        home(client, owner)


def test_the_tour_is_offered_until_it_was_seen_and_can_be_asked_for_again(client: Client) -> None:
    user = UserFactory()
    page = home(client, user)
    assert "Ông/Bà vào cổng lần đầu?" in page
    assert "build/tour.js" in page
    assert client.post(reverse("tour_seen"))["Location"] == reverse("role_home")
    user.refresh_from_db()
    first = user.tour_seen_at
    assert first is not None
    page = home(client, user)
    assert "tour.js" not in page
    again = client.get(reverse("role_home"), {"gioi-thieu": "1"}).content.decode()
    assert "tour.js" in again
    client.post(reverse("tour_seen"))
    user.refresh_from_db()
    assert user.tour_seen_at == first


def test_seeing_the_tour_is_no_event_in_the_history_of_the_account(client: Client) -> None:
    user = UserFactory()
    before = user.events.count()
    client.force_login(user)
    client.post(reverse("tour_seen"))
    assert user.events.count() == before
