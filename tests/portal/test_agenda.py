"""What waits for a person: gathered from all apps, sorted by urgency, shown on the role home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core import worklist
from core.calendar import WorkingCalendar
from core.worklist import WaitingItem
from portal.agenda import agenda
from tests.accounts.factories import AgencyFactory, UserFactory, user_at

THURSDAY = date(2026, 12, 17)


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[WaitingItem]]:
    """The only provider: what is put into this list waits for everybody."""
    waiting: list[WaitingItem] = []
    monkeypatch.setattr(worklist, "_providers", [])
    worklist.register(lambda user: list(waiting))
    return waiting


def placed(*items: WaitingItem) -> dict[str, list[str]]:
    groups = agenda(items, THURSDAY, WorkingCalendar())
    return {group.title: [task.deadline for task in group.tasks] for group in groups if group.tasks}


def test_matters_are_grouped_by_how_soon_they_are_due_in_working_days() -> None:
    due = {n: WaitingItem("Việc", "", "/", due=THURSDAY + timedelta(days=n)) for n in (-1, 0, 1, 7, 8)}
    assert placed(*due.values()) == {
        "Quá hạn": ["Quá hạn 1 ngày"],
        "Đến hạn hôm nay": ["Hạn hôm nay"],
        "Trong 5 ngày làm việc tới": ["Hạn 18/12/2026", "Hạn 24/12/2026"],
        "Còn thời gian": ["Hạn 25/12/2026"],
    }


def test_days_off_do_not_count_as_days_late() -> None:
    monday = date(2026, 12, 21)
    late = agenda([WaitingItem("Việc", "", "/", due=date(2026, 12, 18))], monday, WorkingCalendar())[0]
    assert [task.deadline for task in late.tasks] == ["Quá hạn 1 ngày"]


def test_a_queue_counts_by_what_lies_in_it() -> None:
    groups = agenda(
        [WaitingItem("Đề nghị", "", "/", count=3), WaitingItem("Thư", "", "/")], THURSDAY, WorkingCalendar()
    )
    assert {group.title: group.count for group in groups if group.count} == {"Chờ xử lý, chưa có hạn": 4}


def test_urgent_matters_stand_first_then_the_nearest_deadline(register: list[WaitingItem]) -> None:
    register += [
        WaitingItem("sau", "", "/", due=date(2026, 12, 20)),
        WaitingItem("không hạn", "", "/"),
        WaitingItem("trước", "", "/", due=date(2026, 12, 18)),
        WaitingItem("gấp", "", "/", urgent=True),
    ]
    assert [item.title for item in worklist.waiting_for(UserFactory.build())] == ["gấp", "trước", "sau", "không hạn"]


def test_a_provider_is_asked_once_however_often_it_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "_providers", [])

    def provider(user: User) -> list[WaitingItem]:
        return [WaitingItem("Việc", "", "/")]

    worklist.register(provider)
    worklist.register(provider)
    assert len(worklist.waiting_for(UserFactory.build())) == 1


@pytest.mark.django_db
def test_the_role_home_shows_what_waits_and_for_whom_the_person_works(
    client: Client, register: list[WaitingItem]
) -> None:
    register += [
        WaitingItem("Cấp tài khoản <b>Mẫu</b>", "Công văn 12", "/xem/", due=timezone.localdate()),
        WaitingItem("Thư đi bị lỗi", "", "/thu/", count=2, urgent=True),
    ]
    agency = AgencyFactory(name="Sở Tư pháp tỉnh Mẫu", stp=True)
    client.force_login(user_at(agency, Role.STP_ADMIN, full_name="Trần Thị Thử"))
    text = client.get(reverse("role_home")).content.decode()
    for shown in ("Việc của tôi hôm nay", "Sở Tư pháp tỉnh Mẫu", "Trần Thị Thử", "Quản trị Sở Tư pháp", "Hạn hôm nay"):
        assert shown in text
    assert '<a href="/xem/">Cấp tài khoản &lt;b&gt;Mẫu&lt;/b&gt;</a>' in text
    assert "Cần làm ngay" in text


@pytest.mark.django_db
def test_nothing_waiting_is_said_in_words(client: Client, register: list[WaitingItem]) -> None:
    client.force_login(UserFactory())
    assert "Không có việc nào đang chờ Ông/Bà" in client.get(reverse("role_home")).content.decode()


@pytest.mark.django_db
def test_who_has_nothing_waiting_is_offered_what_he_may_begin(client: Client) -> None:
    client.force_login(user_at(AgencyFactory(asset_owner=True), Role.ASSET_OWNER))
    page = client.get(reverse("role_home")).content.decode()
    assert "Ông/Bà có thể bắt đầu từ mục Làm nhanh" in page.partition('class="empty"')[2]
    acts = page.partition('class="quick"')[2].partition("</ul>")[0]
    assert f'href="{reverse("auctions:office_new")}"' in acts
    assert reverse("account_add") not in acts


@pytest.mark.django_db
def test_the_role_home_asks_who_one_is(client: Client) -> None:
    response = client.get(reverse("role_home"))
    assert response.status_code == 302
    assert response["Location"] == "/dang-nhap/?next=/nghiep-vu/"
