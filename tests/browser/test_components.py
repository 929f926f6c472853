"""Components that live in the browser, by mouse and by keyboard: PDF preview, uploads, questions, the tour."""

from __future__ import annotations

from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfWriter
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from tests.accounts.factories import AgencyFactory, UserFactory, user_at
from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.browser.signing_in import sign_in
from tests.browser.witness import Witness

pytestmark = pytest.mark.browser


@pytest.fixture
def staff(transactional_db: None) -> User:
    return user_at(AgencyFactory(ministry=True), Role.SUPPORT)


def open_as(user: User, page: Page, live_server: LiveServer, address: str) -> Page:
    sign_in(page, user, live_server.url)
    page.goto(address)
    return page


def letter(folder: Path, megabytes: float = 0) -> Path:
    """A PDF of about this size."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Keywords": "x" * int(megabytes * 1024 * 1024)})
    content = BytesIO()
    writer.write(content)
    path = folder / "cong-van.pdf"
    path.write_bytes(content.getvalue())
    return path


# ------------------------------------------------------------------ PDF preview
@pytest.fixture
def preview(page: Page, live_server: LiveServer, staff: User) -> Locator:
    open_as(staff, page, live_server, "/_design/#c-pdf")
    box = page.get_by_role("region", name="Xem tệp van-ban-mau.pdf")
    expect(box.get_by_role("status")).to_have_text("Trang 1 trên 4")
    return box


def test_a_pdf_is_read_in_the_page_by_mouse(preview: Locator) -> None:
    expect(preview.get_by_text("VĂN BẢN MẪU")).to_be_attached()
    preview.get_by_role("button", name="Trang sau").click()
    expect(preview.get_by_role("status")).to_have_text("Trang 2 trên 4")
    preview.get_by_role("button", name="Trang 4", exact=True).click()
    expect(preview.get_by_role("spinbutton", name="Trang")).to_have_value("4")
    expect(preview.get_by_role("button", name="Trang 4", exact=True)).to_have_attribute("aria-current", "page")
    expect(preview.get_by_role("button", name="Trang sau")).to_have_attribute("aria-disabled", "true")
    before = preview.locator(".pdf-sheet canvas").bounding_box()
    preview.get_by_role("button", name="Phóng to").click()
    expect(preview.get_by_text("125%")).to_be_visible()
    expect(preview.locator(".pdf-sheet canvas")).not_to_have_attribute("style", f"width: {before['width']}px")
    preview.get_by_role("button", name="Vừa chiều ngang").click()
    expect(preview.get_by_text("100%")).to_be_visible()


def test_a_pdf_is_read_by_keyboard_alone(preview: Locator, page: Page) -> None:
    preview.get_by_role("region", name="Nội dung trang").focus()
    for key, shown in (("PageDown", 2), ("ArrowRight", 3), ("End", 4), ("PageUp", 3), ("Home", 1)):
        page.keyboard.press(key)
        expect(preview.get_by_role("status")).to_have_text(f"Trang {shown} trên 4")
    page.keyboard.press("+")
    expect(preview.get_by_text("125%")).to_be_visible()
    page.keyboard.press("0")
    expect(preview.get_by_text("100%")).to_be_visible()
    number = preview.get_by_role("spinbutton", name="Trang")
    number.fill("99")
    number.press("Enter")
    expect(preview.get_by_role("status")).to_have_text("Trang 4 trên 4")


def test_what_is_no_pdf_is_said_and_can_still_be_opened(
    page: Page, live_server: LiveServer, staff: User, witness: Witness
) -> None:
    witness.expect("500|PDF")
    page.route("**/_design/tep.pdf", lambda route: route.fulfill(status=500, body="x"))
    open_as(staff, page, live_server, "/_design/")
    box = page.get_by_role("region", name="Xem tệp van-ban-mau.pdf")
    expect(box.get_by_role("status")).to_contain_text("Không hiện được tệp ở đây")
    expect(box.get_by_role("link", name="Mở tệp van-ban-mau.pdf")).to_have_attribute("href", "/_design/tep.pdf")


def test_the_preview_is_accessible_while_it_shows_a_page(preview: Locator, page: Page) -> None:
    assert [found for found in violations(page) if "pdf" in found or "textLayer" in found] == []


# ------------------------------------------------------------------ uploads
def slow_down(page: Page, bytes_a_second: int) -> None:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    conditions = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    network.send("Network.emulateNetworkConditions", conditions)


def test_an_upload_says_how_far_it_is_and_ends_on_the_next_page(
    page: Page, live_server: LiveServer, staff: User, tmp_path: Path
) -> None:
    open_as(staff, page, live_server, "/_design/tai-len/")
    page.get_by_label("Bản quét công văn").set_input_files(letter(tmp_path, megabytes=2))
    slow_down(page, 1024 * 1024)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator("[data-upload-state]")).to_contain_text("% của 2 MB")
    expect(page.get_by_role("button", name="Tải lên")).to_be_disabled()
    expect(page.get_by_text("Đã nhận tệp cong-van.pdf, 2 MB")).to_be_visible(timeout=20_000)
    page.reload()
    expect(page.get_by_role("heading", name="Tải tệp mẫu")).to_be_visible()


def test_an_upload_can_be_stopped_and_sent_again(
    page: Page, live_server: LiveServer, staff: User, tmp_path: Path, witness: Witness
) -> None:
    witness.expect("htmx:(afterRequest|sendAbort)")
    open_as(staff, page, live_server, "/_design/tai-len/")
    page.get_by_label("Bản quét công văn").set_input_files(letter(tmp_path, megabytes=2))
    slow_down(page, 200 * 1024)
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_role("button", name="Dừng tải").click()
    expect(page.locator("[data-upload-state]")).to_have_text("Đã dừng, tệp chưa được gửi.")
    expect(page.get_by_role("button", name="Dừng tải")).to_be_hidden()
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Đã nhận tệp cong-van.pdf")).to_be_visible(timeout=30_000)


def test_a_refused_upload_comes_back_with_its_reason(
    page: Page, live_server: LiveServer, staff: User, tmp_path: Path, witness: Witness
) -> None:
    witness.expect("422")
    wrong = tmp_path / "cong-van.pdf"
    wrong.write_bytes(b"MZ not a letter at all")
    open_as(staff, page, live_server, "/_design/tai-len/")
    page.get_by_label("Bản quét công văn").set_input_files(wrong)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator("[data-errors]")).to_be_focused()
    assert violations(page) == []


def test_a_file_that_is_too_large_is_not_sent_at_all(
    page: Page, live_server: LiveServer, staff: User, tmp_path: Path
) -> None:
    open_as(staff, page, live_server, "/_design/tai-len/")
    page.get_by_label("Bản quét công văn").set_input_files(letter(tmp_path, megabytes=11))
    expect(page.get_by_text("lớn hơn mức 10 MB. Chọn tệp nhỏ hơn.")).to_be_visible()
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator("input[type=file]")).to_be_focused()
    assert posted == []


def test_an_upload_needs_no_script(new_page: NewPage, live_server: LiveServer, staff: User, tmp_path: Path) -> None:
    page = open_as(staff, new_page(javascript=False), live_server, "/_design/tai-len/")
    page.get_by_label("Bản quét công văn").set_input_files(letter(tmp_path))
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Đã nhận tệp cong-van.pdf")).to_be_visible()


# ------------------------------------------------------------------ questions
def test_a_question_stands_over_the_page_and_gives_the_cursor_back(
    page: Page, live_server: LiveServer, staff: User
) -> None:
    open_as(staff, page, live_server, "/_design/")
    link = page.get_by_role("link", name="Huỷ hồ sơ…")
    link.focus()
    page.keyboard.press("Enter")
    question = page.get_by_role("dialog", name="Huỷ hồ sơ mẫu 0001?")
    expect(question.get_by_role("link", name="Không, quay lại")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    question.get_by_label("Lý do").fill("trùng hồ sơ")
    question.get_by_role("button", name="Huỷ hồ sơ").click()
    expect(page.get_by_text("không có gì bị thay đổi")).to_be_visible()


def test_a_refused_answer_shows_the_page_of_the_question(page: Page, live_server: LiveServer, staff: User) -> None:
    open_as(staff, page, live_server, "/_design/")
    page.get_by_role("link", name="Huỷ hồ sơ…").click()
    page.get_by_role("dialog").get_by_role("button", name="Huỷ hồ sơ").click()
    page.wait_for_url("**/_design/hoi/")
    expect(page.get_by_text("Mục này chưa nhập").first).to_be_visible()


def test_the_question_is_a_page_of_its_own_without_script(
    new_page: NewPage, live_server: LiveServer, staff: User
) -> None:
    page = open_as(staff, new_page(javascript=False), live_server, "/_design/")
    page.get_by_role("link", name="Huỷ hồ sơ…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Huỷ hồ sơ mẫu 0001?")
    page.get_by_role("link", name="Không, quay lại").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Bộ thành phần giao diện")


# ------------------------------------------------------------------ tour
def test_the_tour_is_walked_by_keyboard_and_offered_only_once(page: Page, live_server: LiveServer) -> None:
    user = UserFactory()
    open_as(user, page, live_server, "/nghiep-vu/")
    page.get_by_role("button", name="Bắt đầu giới thiệu").focus()
    page.keyboard.press("Enter")
    steps = ["Việc của tôi", "Danh mục", "Tìm nhanh", "Hướng dẫn", "Thoát khi xong việc"]
    for number, step in enumerate(steps, start=1):
        dialog = page.get_by_role("dialog", name=step)
        expect(dialog).to_contain_text(f"Bước {number} trên {len(steps)}")
        onward = dialog.get_by_role("button", name="Xong" if number == len(steps) else "Tiếp theo")
        expect(onward).to_be_focused()
        if number == 1:
            assert [found for found in violations(page) if "color-contrast" not in found] == []
        with page.expect_response("**/da-xem/") if number == len(steps) else nullcontext():
            page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.reload()
    expect(page.get_by_text("Ông/Bà vào cổng lần đầu?")).to_have_count(0)
    page.get_by_role("link", name="Xem giới thiệu màn hình").click()
    expect(page.get_by_role("button", name="Bắt đầu giới thiệu")).to_be_visible()


def test_the_tour_can_be_left_at_any_step(page: Page, live_server: LiveServer) -> None:
    user = UserFactory()
    open_as(user, page, live_server, "/nghiep-vu/")
    page.get_by_role("button", name="Bắt đầu giới thiệu").click()
    expect(page.get_by_role("button", name="Tiếp theo")).to_be_focused()
    with page.expect_response("**/da-xem/"):
        page.keyboard.press("Escape")
    user.refresh_from_db()
    assert user.tour_seen_at is not None


def test_the_tour_is_skipped_by_one_button(page: Page, live_server: LiveServer) -> None:
    open_as(UserFactory(), page, live_server, "/nghiep-vu/")
    page.get_by_role("button", name="Bỏ qua").click()
    expect(page.get_by_role("heading", name="Việc của tôi hôm nay")).to_be_visible()
    expect(page.get_by_text("Ông/Bà vào cổng lần đầu?")).to_have_count(0)


def test_without_script_no_tour_is_offered(new_page: NewPage, live_server: LiveServer) -> None:
    page = open_as(UserFactory(), new_page(javascript=False), live_server, "/nghiep-vu/")
    expect(page.get_by_text("Ông/Bà vào cổng lần đầu?")).to_be_hidden()
    expect(page.get_by_role("link", name="Xem giới thiệu màn hình")).to_be_hidden()
