"""Pages of documents and questions as they are used: axe-core finds nothing, nothing scrolls sideways at 320 pixels.

The access tables open the empty pages; here are lists with hits, files, forms with errors, and the Ministry's pages.
"""

from __future__ import annotations

from datetime import date

import pytest

from accounts.roles import Role
from portal.models import Question, ReviewPolicy
from portal.question_links import follow_link
from portal.services import answering
from portal.services.legal_parts import add_file, add_relation
from portal.tasks import read_legal_file
from tests.accounts.factories import user_at
from tests.browser.axe import complaints, violations
from tests.browser.conftest import NewPage
from tests.browser.signing_in import sign_in
from tests.portal.law import arrange

pytestmark = pytest.mark.browser


def test_public_pages(new_page: NewPage, live_server: object) -> None:
    document = arrange.published(
        confidence="thap", note="Chưa đối chiếu.", source="Nguồn", source_url="https://a.example"
    )
    newer = arrange.published("37/2024/QH15", title="Sửa đổi", effective_on=date(2025, 1, 1))
    add_relation(newer, document, "amends", note="Điều 1.", by=arrange.publisher())
    added = add_file(document, arrange.pdf("Điều 38. Tiền đặt trước"), label="Toàn văn", by=arrange.publisher())
    read_legal_file(added.pk)
    question = arrange.posted(arrange.editor())
    waiting = arrange.confirmed(text=f"{arrange.TEXT} 2")
    page = new_page()
    addresses = [
        "/van-ban/?q=tien+dat+truoc",
        "/van-ban/?q=khongco&loai=luat&ngay=99/99/2020",
        f"{document.get_absolute_url()}?q=đặt",
        f"{newer.get_absolute_url()}in/",
        "/hoi-dap/?q=chung+thuc",
        question.get_absolute_url(),
        follow_link(question).replace("http://localhost:8000", ""),
        follow_link(waiting).replace("http://localhost:8000", ""),
    ]
    assert [each for address in addresses for each in complaints(page, address)] == []
    page.goto("/hoi-dap/gui-cau-hoi/")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    page.locator("[data-errors]").wait_for()
    assert violations(page) == []


def test_pages_of_the_ministry(new_page: NewPage, live_server: object) -> None:
    by = arrange.publisher()
    document, other = arrange.published(), arrange.draft("37/2024/QH15", effective_on=date(2025, 1, 1))
    relation = add_relation(other, document, "amends", by=by)
    added = add_file(other, arrange.pdf("Điều 1"), label="Toàn văn", by=by)
    page = new_page()
    sign_in(page, by, live_server.url)  # type: ignore[attr-defined]
    one, two = f"/nghiep-vu/van-ban/{other.public_id}/", f"/nghiep-vu/van-ban/{document.public_id}/"
    addresses = [
        "/nghiep-vu/van-ban/", "/nghiep-vu/van-ban/?q=khongco", "/nghiep-vu/van-ban/them/", one, two,
        f"{one}sua/", f"{one}lich-su/", f"{one}dang/", f"{one}xoa/", f"{one}quan-he/them/?q=2016",
        f"{one}quan-he/{relation.pk}/bo/", f"{one}tep/them/", f"{one}tep/{added.public_id}/bo/", f"{two}go/",
        f"{two}dang/",
    ]  # fmt: skip
    assert [each for address in addresses for each in complaints(page, address)] == []
    page.goto("/nghiep-vu/van-ban/them/")
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.locator("[data-errors]").wait_for()
    assert violations(page) == []


def test_pages_of_an_office_that_answers(new_page: NewPage, live_server: object) -> None:
    by, boss = arrange.publisher(), arrange.publisher()
    ReviewPolicy.objects.create(agency=by.memberships.get().agency, needs_second_person=True, changed_by=boss)
    written = arrange.written(by)
    arrange.confirmed(text="Mua hàng tại http://a.vn và www.b.com ngay hôm nay để được giảm giá", email="a@example.vn")
    reviewed = arrange.written(boss, text=f"{arrange.TEXT} 2", email="b@example.vn")
    answering.submit_answer(reviewed, by=boss)
    page = new_page()
    sign_in(page, by, live_server.url)  # type: ignore[attr-defined]
    chosen = Question.objects.get(state="suspected").public_id
    addresses = [
        *(f"/nghiep-vu/hoi-dap/?muc={tab}" for tab in ("cho", "cua-toi", "duyet", "nghi", "khong")),
        *(f"/nghiep-vu/hoi-dap/{written.public_id}/{act}" for act in ("", "trinh-duyet/", "chuyen/", "khong-tra-loi/")),
        *(f"/nghiep-vu/hoi-dap/{reviewed.public_id}/{act}" for act in ("", "duyet/", "tra-lai/")),
        f"/nghiep-vu/hoi-dap/nhieu/?viec=khong-tra-loi&chon={chosen}",
    ]
    assert [each for address in addresses for each in complaints(page, address)] == []
    administrator = new_page()
    sign_in(administrator, user_at(arrange.ministry(), Role.MINISTRY_ADMIN), live_server.url)  # type: ignore[attr-defined]
    assert complaints(administrator, "/nghiep-vu/hoi-dap/quy-tac/") == []
