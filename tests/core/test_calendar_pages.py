"""The table of days off as its keeper sees and edits it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from accounts.models import User
from core.calendar import working_calendar
from core.models import CalendarDay
from core.worklist import waiting_for
from tests.core.conftest import signed_in

pytestmark = pytest.mark.django_db
STORM = {
    "date": "01/12/2026",
    "kind": "off",
    "name": "Nghỉ tránh bão",
    "basis": "official",
    "document": "Công điện 01/CĐ-UBND",
}


@pytest.fixture
def desk(keeper: User) -> Client:
    call_command("load_calendar", verbosity=0)
    return signed_in(keeper)


def page(client: Client, year: str = "2026") -> str:
    return client.get(reverse("calendar"), {"nam": year}).content.decode()


def test_only_the_keeper_of_reference_data_may_look(official: User, supporter: User, keeper: User) -> None:
    call_command("load_calendar", verbosity=0)
    day = CalendarDay.objects.earliest("date")
    urls = [reverse(name) for name in ("calendar", "calendar_enter")]
    urls += [reverse(name, args=[day.public_id]) for name in ("calendar_change", "calendar_remove")]
    urls += [reverse(name, args=[2026]) for name in ("calendar_confirm", "calendar_withdraw")]
    for url in urls:
        assert Client().get(url).status_code == 302
        assert signed_in(official).get(url).status_code == 403
        assert signed_in(official).post(url, STORM).status_code == 403
        assert signed_in(supporter).get(url).status_code == 403
        assert signed_in(keeper).get(url).status_code == 200


def test_a_year_is_listed_with_weekdays_and_basis(desk: Client) -> None:
    text = page(desk)
    assert "Thứ Bảy 22/08/2026" in text
    assert "Làm bù cho 31/08/2026" in text
    assert "Nguồn mở, chưa đối chiếu văn bản" in text
    assert "Lịch chính thức năm 2026" in text


def test_a_year_that_is_not_offered_shows_this_year(desk: Client) -> None:
    for wrong in ("1", "abc", "²", "99999999999"):
        assert "năm 2026" in page(desk, wrong)


@pytest.mark.parametrize(("now", "warned"), [("2026-09-15", False), ("2026-10-01", True)])
def test_from_october_on_a_missing_plan_is_warned_of(desk: Client, keeper: User, now: str, warned: bool) -> None:
    with freeze_time(f"{now} 05:00:00"):
        assert ("Chưa có lịch nghỉ chính thức năm 2027" in page(signed_in(keeper))) is warned
        titles = [item.title for item in waiting_for(keeper)]
        assert ("Xác nhận lịch nghỉ chính thức năm 2027" in titles) is warned


def test_entering_a_day_changes_deadlines_at_once(desk: Client, keeper: User) -> None:
    answer = desk.post(reverse("calendar_enter"), STORM, follow=True)
    assert "Đã lưu ngày 01/12/2026" in answer.content.decode()
    assert "Công điện 01/CĐ-UBND" in answer.content.decode()
    assert not working_calendar().is_working(date(2026, 12, 1))
    assert CalendarDay.objects.get(date=date(2026, 12, 1)).entered_by == keeper


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"date": "31/02/2026"}, "Không có ngày 31/02/2026. Tháng 02/2026 có 28 ngày."),
        ({"date": "02/09/2026"}, "Ngày 02/09/2026 đã có trong danh sách."),
        ({"kind": "work"}, "Ngày làm bù phải là thứ Bảy hoặc Chủ nhật."),
        ({"document": " "}, "Nhập số, ngày văn bản."),
        ({"name": "x" * 121}, "Nhập tối đa 120 ký tự; hiện có 121 ký tự."),
    ],
)
def test_a_refused_day_is_explained_and_what_was_typed_stays(
    desk: Client, change: dict[str, str], message: str
) -> None:
    text = desk.post(reverse("calendar_enter"), {**STORM, **change}).content.decode()
    assert message in text
    assert f'value="{({**STORM, **change})["date"]}"' in text
    assert not CalendarDay.objects.filter(name__startswith="Nghỉ tránh bão").exists()


def test_changing_a_day_shows_its_values_first(desk: Client) -> None:
    day = CalendarDay.objects.get(date=date(2027, 9, 2))
    url = reverse("calendar_change", args=[day.public_id])
    assert 'value="02/09/2027"' in desk.get(url).content.decode()
    desk.post(url, {**STORM, "date": "01/09/2027", "name": "Quốc khánh"})
    assert working_calendar().is_working(date(2027, 9, 2))
    assert not working_calendar().is_working(date(2027, 9, 1))


def test_removing_asks_first(desk: Client) -> None:
    day = CalendarDay.objects.get(date=date(2026, 11, 24))
    url = reverse("calendar_remove", args=[day.public_id])
    assert "Xoá ngày 24/11/2026 khỏi danh sách?" in desk.get(url).content.decode()
    assert not working_calendar().is_working(day.date)
    text = desk.post(url, follow=True).content.decode()
    assert "Đã xoá ngày 24/11/2026" in text
    assert working_calendar().is_working(day.date)
    assert desk.post(url, follow=True).status_code == 200  # a double click
    assert desk.get(url).status_code == 404


def test_a_year_is_confirmed_by_its_document_and_can_be_taken_back(desk: Client) -> None:
    url = reverse("calendar_confirm", args=[2027])
    assert "Mục này chưa nhập." in desk.post(url, {"document": ""}).content.decode()
    text = desk.post(url, {"document": "Thông báo 1234/TB-BNV"}, follow=True).content.decode()
    assert "Lịch chính thức năm 2027" in text
    assert "Lê Văn Mẫu" in text
    assert working_calendar().is_official(date(2027, 1, 1), date(2027, 2, 1))
    back = reverse("calendar_withdraw", args=[2027])
    assert "Bỏ xác nhận lịch nghỉ năm 2027?" in desk.get(back).content.decode()
    desk.post(back)
    assert not working_calendar().is_official(date(2027, 1, 1), date(2027, 2, 1))


def test_a_year_without_days_cannot_be_confirmed(desk: Client) -> None:
    text = desk.post(reverse("calendar_confirm", args=[2031]), {"document": "TB 1"}).content.decode()
    assert "Chưa có ngày nào của năm 2031" in text
