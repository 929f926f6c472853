"""An office edits its page, the Ministry schedules news that appears at its hour, an editor restores a version."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localtime, now
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Agency, User
from portal.content.kinds import ArticleKind
from portal.models import Article, ContentImage
from portal.services import articles, notes
from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.browser.signing_in import sign_in
from tests.browser.witness import Witness
from tests.portal.content.arrange import (
    article,
    content,
    editor,
    let_the_hour_come,
    ministry,
    picture_bytes,
    published,
    publisher,
    stp,
    two_persons,
)

pytestmark = pytest.mark.browser
LIST = "/nghiep-vu/noi-dung/"


@pytest.fixture
def office(transactional_db: None) -> Agency:
    return stp("bacninh", phone="0222 000 0000")


def open_as(user: User, page: Page, server: LiveServer, address: str = LIST) -> Page:
    sign_in(page, user, server.url)
    page.goto(address)
    return page


def area(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nội dung")


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar", name="Định dạng").get_by_role("button", name=name, exact=True)


def body_of(made: Article) -> str:
    return Article.objects.get(pk=made.pk).latest.body


def test_an_office_writes_its_page_and_citizens_read_it(
    new_page: NewPage, live_server: LiveServer, office: Agency, tmp_path: Path
) -> None:
    page = open_as(publisher(office), new_page(), live_server)
    page.get_by_role("link", name="Soạn mới").click()
    page.get_by_label("Loại nội dung").select_option("introduction")
    page.get_by_label("Tiêu đề").fill("Giới thiệu Sở mẫu")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.get_by_label("Tóm tắt").fill("Trang do Sở tự cập nhật")
    page.get_by_role("textbox", name="Địa chỉ", exact=True).fill("Số 0 đường Mẫu")
    page.get_by_label("Điện thoại").fill("0222 000 0009")
    write(page)
    insert_a_picture(page, tmp_path)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Bản xem trước (bản 2)")).to_be_visible()
    expect(page.get_by_role("heading", name="Chức năng")).to_be_visible()
    page.get_by_role("link", name="Đăng…").click()
    page.get_by_role("button", name="Đăng", exact=True).click()
    expect(page.get_by_text("Đã đăng. Người đọc xem được ngay.")).to_be_visible()

    citizen = new_page(width=390)
    citizen.goto("/so-tu-phap/")
    citizen.get_by_role("link", name=office.name).click()
    expect(citizen.get_by_role("heading", name="Giới thiệu Sở mẫu")).to_be_visible()
    expect(citizen.get_by_text("0222 000 0009")).to_be_visible()
    expect(citizen.get_by_role("img", name="Trụ sở nhìn từ cổng")).to_be_visible()
    expect(citizen.get_by_role("listitem").filter(has_text="Cấp tài khoản cho tổ chức")).to_be_visible()
    assert citizen.evaluate("document.querySelector('.prose img').naturalWidth") > 0


def write(page: Page) -> None:
    """A heading, a bold word, a list: with the keyboard alone."""
    area(page).click()
    page.keyboard.type("Chức năng")
    page.keyboard.press("Control+Alt+2")
    page.keyboard.press("Enter")
    page.keyboard.type("Quản lý nhà nước về ")
    page.keyboard.press("Control+b")
    page.keyboard.type("tư pháp")
    page.keyboard.press("Control+b")
    expect(tool(page, "Chữ đậm")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    tool(page, "Danh sách chấm").click()
    page.keyboard.type("Cấp tài khoản cho tổ chức")
    expect(tool(page, "Danh sách chấm")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def insert_a_picture(page: Page, folder: Path) -> None:
    file = folder / "tru-so.png"
    file.write_bytes(picture_bytes("PNG", (800, 500)))
    tool(page, "Ảnh").click()
    dialog = page.get_by_role("dialog", name="Ảnh")
    dialog.get_by_label("Tệp ảnh").set_input_files(file)
    dialog.get_by_role("button", name="Tải lên và chèn").click()
    expect(dialog.get_by_text("Nhập mô tả ảnh")).to_be_visible()
    dialog.get_by_label("Mô tả ảnh").fill("Trụ sở nhìn từ cổng")
    dialog.get_by_label("Mô tả ảnh").press("Enter")
    expect(page.get_by_text("Đã chèn ảnh.")).to_be_visible()
    assert ContentImage.objects.get().alt == "Trụ sở nhìn từ cổng"


def test_news_waits_for_its_hour_and_for_a_second_person(
    new_page: NewPage, live_server: LiveServer, transactional_db: None
) -> None:
    agency = ministry()
    two_persons(agency)
    made = article(agency, editor(agency), content("Hội nghị trực tuyến toàn ngành"))
    writing = open_as(User.objects.get(pk=made.created_by_id), new_page(), live_server, f"{LIST}{made.public_id}/")
    writing.get_by_role("link", name="Trình duyệt…").click()
    writing.get_by_role("button", name="Trình duyệt").click()
    expect(writing.get_by_text("Chờ duyệt", exact=True)).to_be_visible()

    page = open_as(publisher(agency), new_page(), live_server, "/nghiep-vu/")
    page.get_by_role("link", name="Duyệt: Hội nghị trực tuyến toàn ngành").click()
    page.get_by_role("link", name="Đăng…").click()
    hour = localtime(now() + timedelta(hours=3))
    page.get_by_label("Hẹn giờ đăng").check()
    page.get_by_label("Giờ hẹn").fill(f"{hour:%H:%M %d/%m/%Y}")
    page.get_by_role("button", name="Đăng", exact=True).click()
    expect(page.get_by_text(f"Đã hẹn đăng lúc {hour:%H:%M} ngày {hour:%d/%m/%Y}.")).to_be_visible()

    citizen = new_page()
    citizen.goto("/tin-tuc/")
    expect(citizen.get_by_text("Chưa có bài nào được đăng")).to_be_visible()
    let_the_hour_come(made)  # no worker runs here: the hour alone decides
    citizen.reload()
    citizen.get_by_role("link", name="Hội nghị trực tuyến toàn ngành").click()
    expect(citizen.get_by_role("heading", name="Hội nghị trực tuyến toàn ngành")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Đã đăng", exact=True)).to_be_visible()
    assert articles.release_due() == 1
    citizen.reload()
    expect(citizen.get_by_role("heading", name="Hội nghị trực tuyến toàn ngành")).to_be_visible()


def test_an_editor_sees_what_changed_and_restores_a_version(
    new_page: NewPage, live_server: LiveServer, office: Agency
) -> None:
    keeper = publisher(office)
    made = published(office, keeper, content("Lịch tiếp công dân", body="<p>Tiếp công dân ngày thứ Năm.</p>"))
    articles.save_version(
        made, content("Lịch tiếp công dân", body="<p>Tiếp công dân ngày thứ Hai.</p>"), base=2, by=keeper
    )
    page = open_as(keeper, new_page(), live_server, f"{LIST}{made.public_id}/")
    page.get_by_role("link", name="So với bản trước bản 3").click()
    expect(page.locator("del", has_text="Năm")).to_be_visible()
    expect(page.locator("ins", has_text="Hai")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Khôi phục bản 2…").click()
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.get_by_text("Đã khôi phục bản 2 thành bản 4, chưa đăng.")).to_be_visible()
    assert body_of(made) == "<p>Tiếp công dân ngày thứ Năm.</p>"


def test_the_editor_by_keyboard_paste_from_word_and_an_ended_session(
    new_page: NewPage, live_server: LiveServer, office: Agency, witness: Witness
) -> None:
    witness.expect("401")
    keeper = publisher(office)
    made = article(office, keeper, content(body=""))
    page = open_as(keeper, new_page(), live_server, f"{LIST}{made.public_id}/soan/")
    the_toolbar_is_one_tab_stop(page)
    word_is_cleaned_while_pasting(page)
    a_link_is_asked_for(page)
    assert violations(page) == []
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lưu nháp").last.click()
    expect(page.get_by_text("Phiên làm việc đã hết").first).to_be_visible()
    staff = page.get_by_role("region", name="Cán bộ")
    staff.get_by_label("Tên đăng nhập").fill(keeper.username)
    staff.get_by_label("Mật khẩu", exact=True).fill("mat-khau-mau-1")
    staff.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_text(re.compile("Đã lưu bản 3"))).to_be_visible()
    body = body_of(made)
    assert "<strong>đậm</strong>" in body
    assert "<li><p>Mục một</p></li>" in body
    assert '<a href="https://example.vn/">' in body
    for junk in ("mso", "style", "class", "Mso"):
        assert junk not in body


def the_toolbar_is_one_tab_stop(page: Page) -> None:
    tool(page, "Đoạn văn").focus()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Tiêu đề 1")).to_be_focused()
    page.keyboard.press("End")
    expect(tool(page, "Làm lại")).to_be_focused()
    page.keyboard.press("Home")
    expect(tool(page, "Đoạn văn")).to_be_focused()
    page.keyboard.press("Tab")
    expect(area(page)).to_be_focused()


def word_is_cleaned_while_pasting(page: Page) -> None:
    html = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
    <body><!--StartFragment--><p class=MsoNormal style='mso-margin-top-alt:auto'>Chữ <b style='mso-bidi-font-weight:
    normal'>đậm</b><o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
    style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>Mục một</p><p class=MsoListParagraph
    style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Mục hai</p><p><img
    src="file:///C:/anh.png"></p><p class=MsoNormal>Trang mẫu<!--EndFragment--></p></body></html>"""
    area(page).click()
    page.evaluate(
        """([element, html]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "x");
            const how = { clipboardData: data, bubbles: true, cancelable: true };
            element.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        [area(page).element_handle(), html],
    )
    expect(area(page).locator("ol li")).to_have_count(2)
    expect(area(page).locator("strong")).to_have_text("đậm")
    expect(page.get_by_text("1 ảnh trong phần dán không giữ lại được.")).to_be_visible()


def a_link_is_asked_for(page: Page) -> None:
    area(page).get_by_text("Trang mẫu").click(click_count=3)
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Liên kết")
    dialog.get_by_label("Địa chỉ").fill("javascript:alert(1)")
    dialog.get_by_label("Địa chỉ").press("Enter")
    expect(dialog.get_by_text("Nhập địa chỉ bắt đầu bằng https://")).to_be_visible()
    dialog.get_by_label("Địa chỉ").fill("https://example.vn/")
    dialog.get_by_role("button", name="Chèn liên kết").click()
    expect(area(page).get_by_role("link")).to_have_attribute("href", "https://example.vn/")


def test_without_script_the_field_takes_plain_lines(new_page: NewPage, live_server: LiveServer, office: Agency) -> None:
    keeper = publisher(office)
    made = article(office, keeper, content(body=""), ArticleKind.GUIDANCE)
    page = open_as(keeper, new_page(javascript=False), live_server, f"{LIST}{made.public_id}/soan/")
    page.get_by_label("Nội dung").fill("Dòng một\n\nDòng hai")
    page.get_by_role("button", name="Lưu nháp").last.click()
    assert body_of(made) == "<p>Dòng một</p><p>Dòng hai</p>"


def test_a_banner_is_hidden_for_the_session(new_page: NewPage, live_server: LiveServer, office: Agency) -> None:
    agency = ministry()
    notes.announce(
        agency, by=publisher(agency), text="Cổng bảo trì tối nay", kind="warn", audience="public", url="/ho-tro/",
        starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=1),
    )  # fmt: skip
    page = new_page(width=390)
    page.goto("/tin-tuc/")
    expect(page.get_by_text("Cổng bảo trì tối nay").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Ẩn thông báo: Cổng bảo trì tối nay").click()
    expect(page.get_by_role("heading", name="Tin tức")).to_be_visible()
    expect(page.get_by_text("Cổng bảo trì tối nay")).to_have_count(0)
