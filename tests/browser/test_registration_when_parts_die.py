"""A person registers while a part of the portal is dead: the answer is the usual one, and the mail arrives later."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounts.models import AdministrativeUnit, User
from accounts.models.units import UnitKind, UnitLevel
from core.models import OutboxMessage
from core.text import fold
from tests.stack import RealStack

pytestmark = [pytest.mark.browser, pytest.mark.kill]

ADDRESS = "nguoi-co-tai-san@example.vn"


@pytest.fixture
def commune(transactional_db: None) -> AdministrativeUnit:
    """A commune to choose, in the only province of this country."""

    def unit(name: str, **fields: object) -> AdministrativeUnit:
        return AdministrativeUnit.objects.create(
            name=name, search_key=fold(name), valid_from=date(2025, 7, 1), **fields
        )

    province = unit("Bắc Ninh", code="24", level=UnitLevel.PROVINCE, kind=UnitKind.PROVINCE)
    return unit("Mẫu", code="09999", level=UnitLevel.COMMUNE, kind=UnitKind.COMMUNE, parent=province)


def fill_in(page: Page, commune: AdministrativeUnit) -> None:
    page.goto("/dang-ky/")
    page.get_by_label("Cá nhân").check()
    page.get_by_label("Họ và tên người đăng ký").fill("Nguyễn Văn Mẫu")
    page.get_by_label("Tỉnh, thành phố").select_option(label="Bắc Ninh")
    page.get_by_label("Xã, phường, đặc khu").select_option(label=commune.full_name)
    page.get_by_label("Số nhà, đường, thôn").fill("Số 1 đường Mẫu")
    page.get_by_label("Điện thoại").fill("0222 000 0000")
    page.get_by_label("Địa chỉ thư điện tử").fill(ADDRESS)
    page.get_by_label("Mật khẩu", exact=True).fill("mot-mat-khau-dai-2026")
    page.get_by_label("Nhập lại mật khẩu").fill("mot-mat-khau-dai-2026")


@pytest.mark.parametrize("part", ["worker", "redis", "mail"])
def test_a_registration_survives_the_death_of(
    part: str, page: Page, real_stack: RealStack, commune: AdministrativeUnit
) -> None:
    fill_in(page, commune)
    real_stack.kill(part)
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("thư")
    assert User.objects.get(username=ADDRESS).is_active is False
    assert [message.to for message in OutboxMessage.objects.all()] == [ADDRESS]

    real_stack.start(part)
    real_stack.wait_until_ready()
    mail = real_stack.wait_for_mail(ADDRESS, containing="/dang-ky/xac-nhan/")
    link = next(word for word in mail["text"].split() if "/dang-ky/xac-nhan/" in word)

    page.goto(link)
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text("Đã xác nhận địa chỉ thư điện tử")).to_be_visible()
    assert len(real_stack.mails(ADDRESS)) == 1
