"""A citizen asks, an office answers and publishes, the citizen gets the mail and finds the answer; an editor's file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from portal.models import LegalDocument, LegalFile, Question
from portal.services.legal import publish_document
from scripts.processes import wait_until
from tests.accounts.arrange import Office
from tests.browser.arrange_accounts import make_bac_ninh
from tests.browser.conftest import NewPage
from tests.browser.signing_in import log_in
from tests.portal.law import arrange
from tests.stack import RealStack

pytestmark = pytest.mark.browser
WORDS = "Tôi làm mất bản chính bằng tốt nghiệp thì có chứng thực được bản sao từ bản sao cũ không?"
TITLE = "Chứng thực khi đã mất bản chính"


@pytest.fixture
def office(transactional_db: None) -> Office:
    return make_bac_ninh()


def link_in(mail: dict[str, str], part: str) -> str:
    return next(word for word in mail["text"].split() if part in word)


def ask(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Chính").get_by_role("link", name="Hỏi đáp pháp luật").click()
    page.get_by_role("link", name="Gửi câu hỏi").first.click()
    opened = page.evaluate("Date.now()")
    page.get_by_label("Họ và tên").fill("Nguyễn Văn Mẫu")
    page.get_by_label("Địa chỉ thư điện tử").fill("nguoihoi@example.vn")
    page.get_by_label("Lĩnh vực").select_option(label="Chứng thực")
    page.get_by_label("Tỉnh, thành phố").select_option(label="Bắc Ninh")
    page.get_by_label("Câu hỏi", exact=True).fill(WORDS)
    page.get_by_label("Đồng ý đăng, ghi chữ cái đầu của họ tên").check()
    page.wait_for_function("opened => Date.now() > opened + 3500", arg=opened)  # nobody types that fast
    page.get_by_role("button", name="Gửi câu hỏi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra hộp thư")


def answer(page: Page) -> None:
    page.goto("/nghiep-vu/")
    page.get_by_role("link", name=re.compile("Câu hỏi pháp luật chờ tiếp nhận")).click()
    page.get_by_role("link", name=re.compile(WORDS[:40])).click()
    page.get_by_role("link", name="Nhận xử lý…").click()
    page.get_by_role("button", name="Nhận xử lý").click()
    editor = page.locator("[contenteditable=true]").and_(page.get_by_role("textbox", name="Nội dung trả lời"))
    editor.click()
    editor.press_sequentially("Chỉ chứng thực từ bản chính.")
    page.get_by_label("Tiêu đề để đăng").fill(TITLE)
    page.get_by_role("button", name="Gửi trả lời…").click()
    page.get_by_role("button", name="Gửi trả lời", exact=True).click()
    expect(page.get_by_text("Đã gửi câu trả lời cho người hỏi.")).to_be_visible()
    page.get_by_role("link", name="Đăng lên Cổng…").click()
    expect(page.get_by_text("N. V. M.")).to_be_visible()
    page.get_by_role("button", name="Đăng lên Cổng", exact=True).click()
    expect(page.get_by_text("Đã đăng hỏi đáp lên Cổng.")).to_be_visible()


def test_a_citizen_asks_and_finds_the_answer(new_page: NewPage, real_stack: RealStack, office: Office) -> None:
    citizen, officer = new_page(), new_page()
    ask(citizen)
    citizen.goto(link_in(real_stack.wait_for_mail("nguoihoi@example.vn"), "/hoi-dap/xac-nhan/"))
    citizen.get_by_role("button", name="Xác nhận và gửi câu hỏi").click()
    expect(citizen.get_by_text("Dự kiến trả lời đến hết")).to_be_visible()
    assert Question.objects.get().agency == office.agency

    log_in(officer, office.admin.username)
    answer(officer)

    mail = real_stack.wait_for_mail("nguoihoi@example.vn", containing="Chỉ chứng thực từ bản chính")
    citizen.goto(link_in(mail, "/hoi-dap/theo-doi/"))
    citizen.get_by_role("link", name="Xem trang công khai").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(citizen.get_by_text("Nguyễn Văn Mẫu")).to_have_count(0)
    citizen.goto("/hoi-dap/")
    citizen.get_by_placeholder("Từ trong câu hỏi, câu trả lời").fill("mat ban chinh")
    citizen.get_by_role("button", name="Tìm", exact=True).click()
    expect(citizen.get_by_role("link", name=TITLE)).to_be_visible()


def test_an_editor_adds_a_file_and_a_reader_finds_a_word_in_it(
    new_page: NewPage, real_stack: RealStack, office: Office, tmp_path: Path
) -> None:
    document = arrange.draft()
    publish_document(document, by=arrange.publisher(document.agency))
    publisher = User.objects.get(memberships__role="content_publisher")
    path = tmp_path / "toàn văn.pdf"
    path.write_bytes(arrange.pdf("Điều 1", "Điều 38. Tiền đặt trước của người tham gia").read())
    page, reader = new_page(), new_page()
    log_in(page, publisher.username)
    page.goto(f"/nghiep-vu/van-ban/{document.public_id}/tep/them/")
    page.get_by_label("Tệp văn bản").set_input_files(path)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Đã nhận tệp")).to_be_visible()
    assert wait_until(lambda: LegalFile.objects.get().text_state == "read", 60)
    page.reload()
    expect(page.get_by_text("Tìm được trong toàn văn")).to_be_visible()
    assert LegalFile.objects.get().page_count == 2
    reader.goto("/van-ban/")
    reader.get_by_placeholder("Số, ký hiệu, tên văn bản, từ trong toàn văn").fill("tien dat truoc")
    reader.get_by_role("button", name="Tìm", exact=True).click()
    expect(reader.get_by_text("trang 2")).to_be_visible()
    reader.get_by_role("link", name="Luật số 01/2016/QH14").click()
    expect(reader.get_by_text("Tìm thấy ở 1 trang")).to_be_visible()
    assert LegalDocument.objects.get().files.count() == 1
