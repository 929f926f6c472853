"""An editor at work: saving, nothing typed is lost, two at once, acts with their questions."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localtime, now

from accounts.models import Agency, User
from core.models import StoredFile
from core.worklist import waiting_for
from portal.content.kinds import ArticleKind
from portal.models import Article
from portal.services import articles
from tests.core import samples
from tests.portal.content.arrange import (
    article,
    client_of,
    content,
    editor,
    ministry,
    published,
    publisher,
    scheduled,
    stp,
    two_persons,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return ministry()


@pytest.fixture
def writer(agency: Agency) -> User:
    return editor(agency, full_name="Nguyễn Văn Soạn")


@pytest.fixture
def approver(agency: Agency) -> User:
    return publisher(agency, full_name="Trần Thị Duyệt")


def url(name: str, made: Article, *more: Any) -> str:
    return reverse(f"content:office_{name}", args=[made.public_id, *more])


def sent(base: int = 2, **changed: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    typed = {"title": "Tên gõ", "summary": "Tóm tắt gõ", "body": "<p>Nội dung gõ</p>", "note": "", "act": "save"}
    return {**typed, "base": base, "key": uuid4(), **changed}


def said(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_saving_makes_a_version_and_cleans_the_text(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    body = '<p class="MsoNormal" style="color:red">a<script>alert(1)</script> <b>b</b></p>'
    answer = client_of(writer).post(url("edit", made), sent(body=body, note="Sửa chữ"))
    assert answer["Location"] == url("edit", made)
    latest = Article.objects.get(pk=made.pk).latest
    assert (latest.number, latest.body, latest.note) == (3, "<p>a <strong>b</strong></p>", "Sửa chữ")


def test_plain_lines_typed_without_script_become_paragraphs(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    client_of(writer).post(url("edit", made), sent(body="Một\n\nHai < ba"))
    assert Article.objects.get(pk=made.pk).latest.body == "<p>Một</p><p>Hai &lt; ba</p>"


@pytest.mark.parametrize(
    ("act", "name"), [("preview", "preview"), ("submit", "submit"), ("publish", "publish"), ("", "edit")]
)
def test_each_button_saves_and_leads_on(agency: Agency, writer: User, act: str, name: str) -> None:
    made = article(agency, writer)
    answer = client_of(writer).post(url("edit", made), sent(act=act))
    assert answer["Location"] == url(name, made)
    assert made.versions.count() == 3


def test_errors_keep_everything_that_was_typed_and_the_file(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    browser = client_of(writer)
    long = "Dài " * 200
    upload = SimpleUploadedFile("phụ lục.pdf", samples.pdf())
    answer = browser.post(url("edit", made), sent(title=long, body="<p>Giữ tôi lại</p>", files=upload))
    page = said(answer)
    assert answer.status_code == 422
    assert "Nhập tối đa 300 ký tự" in page
    assert "<p>Giữ tôi lại</p>" in page
    assert "Giữ tệp “phụ lục.pdf”" in page
    token = re.search(r'name="files-kept" value="([^"]+)"', page)
    assert token
    browser.post(url("edit", made), sent(**{"files-kept": token[1]}))
    assert [file.name for file in Article.objects.get(pk=made.pk).latest.files] == ["phụ lục.pdf"]


def test_files_stay_while_their_box_is_ticked(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    browser = client_of(writer)
    browser.post(url("edit", made), sent(files=SimpleUploadedFile("a.pdf", samples.pdf())))
    held = Article.objects.get(pk=made.pk).latest.files[0]
    browser.post(url("edit", made), sent(3, title="Khác", **{"files-held": held.public_id}))
    assert Article.objects.get(pk=made.pk).latest.files == [held]
    browser.post(url("edit", made), sent(4, title="Khác nữa"))
    assert Article.objects.get(pk=made.pk).latest.files == []


def test_a_file_that_is_no_document_is_refused_with_its_reason(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    answer = client_of(writer).post(url("edit", made), sent(files=SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 99)))
    assert answer.status_code == 422
    assert "a.exe: Không nhận loại tệp này" in said(answer)
    assert not StoredFile.objects.filter(name="a.exe").exists()


def test_the_second_of_two_editors_sees_what_changed_and_keeps_his_text(
    agency: Agency, writer: User, approver: User
) -> None:
    made = article(agency, writer)
    articles.save_version(made, content("Tên của người thứ nhất"), base=2, by=approver)
    browser = client_of(writer)
    answer = browser.post(url("edit", made), sent(body="<p>Của người thứ hai</p>"))
    page = said(answer)
    assert answer.status_code == 409
    assert "Trần Thị Duyệt đã lưu bản 3" in page
    assert "<ins>Tên của người thứ nhất</ins>" in page
    assert "<p>Của người thứ hai</p>" in page
    assert made.versions.count() == 3
    browser.post(url("edit", made), sent(body="<p>Của người thứ hai</p>", overwrite="3"))
    assert Article.objects.get(pk=made.pk).latest.body == "<p>Của người thứ hai</p>"
    assert made.versions.count() == 4


def test_a_session_that_ended_gives_the_text_back_after_the_login(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    browser = client_of(writer)
    Session.objects.all().delete()
    login = browser.post(url("edit", made), sent(body="<p>Không được mất</p>"))
    assert login.status_code == 401
    kept = re.search(r'name="giu-lai" value="([^"]+)"', login.content.decode())
    assert kept
    page = browser.post(
        reverse("account_login"), {"login": writer.username, "password": "mat-khau-mau-1", "giu-lai": kept[1]}
    )
    assert "<p>Không được mất</p>" in said(page)


def test_a_cross_site_post_is_refused(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    browser = client_of(writer)
    browser.handler.enforce_csrf_checks = True
    assert browser.post(url("edit", made), sent()).status_code == 403


def test_what_waits_cannot_be_opened_for_writing(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    browser = client_of(writer)
    form = browser.get(url("edit", made))
    articles.submit(made, by=writer)
    assert browser.get(url("edit", made))["Location"] == url("detail", made)
    answer = browser.post(url("edit", made), sent())
    assert form.status_code == 200
    assert answer.status_code == 409
    assert "Chờ duyệt" in said(answer)
    assert "Nội dung gõ" in said(answer)


def test_review_by_a_second_person_from_desk_to_desk(agency: Agency, writer: User, approver: User) -> None:
    two_persons(agency)
    made = article(agency, writer)
    client_of(writer).post(url("submit", made))
    assert [item.title for item in waiting_for(approver)] == ["Duyệt: Tập huấn nghiệp vụ đấu giá"]
    desk = client_of(approver)
    assert desk.post(url("return", made), {"reason": " "}).status_code == 422
    desk.post(url("return", made), {"reason": "Thiếu địa điểm"})
    assert [item.detail for item in waiting_for(writer)] == ["Lý do trả lại: Thiếu địa điểm"]
    assert "Thiếu địa điểm" in said(client_of(writer).get(url("detail", made)))
    client_of(writer).post(url("submit", made))
    done = desk.post(url("publish", made), {"version": 2, "when": "ngay"}, follow=True)
    assert "Đã đăng. Người đọc xem được ngay." in said(done)


def test_whoever_wrote_it_is_told_that_another_must_publish(agency: Agency, approver: User) -> None:
    two_persons(agency)
    made = article(agency, approver)
    answer = client_of(approver).get(url("publish", made), follow=True)
    assert "người khác phải duyệt, đăng" in said(answer)


def test_scheduling_asks_for_an_hour_to_come(agency: Agency, approver: User) -> None:
    made = article(agency, approver)
    browser = client_of(approver)
    for at, told in (
        ("", "Nhập giờ và ngày đăng"),
        ("mai", "Nhập giờ và ngày theo mẫu"),
        ("08:00 01/01/2020", "Giờ hẹn đã qua"),
    ):
        answer = browser.post(url("publish", made), {"version": 2, "when": "hen", "at": at})
        assert answer.status_code == 422
        assert told in said(answer)
    hour = localtime(now() + timedelta(days=2))
    browser.post(url("publish", made), {"version": 2, "when": "hen", "at": f"{hour:%H:%M %d/%m/%Y}"})
    made = Article.objects.get(pk=made.pk)
    assert (made.state, localtime(made.publish_at).date()) == ("scheduled", hour.date())
    assert "Đăng ngay, không chờ giờ hẹn" in said(browser.get(url("publish", made)))


def test_publishing_what_is_incomplete_names_the_gaps(agency: Agency, approver: User) -> None:
    made = articles.create_article(agency, ArticleKind.NEWS, "Chỉ tiêu đề", by=approver)
    page = said(client_of(approver).get(url("publish", made)))
    assert "Chưa đăng được" in page
    assert "Mục “Tóm tắt” chưa nhập." in page


def test_versions_are_compared_previewed_and_restored(agency: Agency, approver: User) -> None:
    made = published(agency, approver)
    articles.save_version(made, content("Tên sai", body="<p>Sai hết</p>"), base=2, by=approver)
    browser = client_of(approver)
    page = said(browser.get(url("compare", made)))
    assert "<del>Tập huấn nghiệp vụ đấu giá</del>" in page
    assert "<ins>Tên sai</ins>" in page
    assert browser.get(f"{url('compare', made)}?cu=9").status_code == 404
    assert "Hội nghị tập huấn" in said(browser.get(url("version", made, 2)))
    done = browser.post(url("restore", made, 2), {"base": 3}, follow=True)
    assert "Đã khôi phục bản 2 thành bản 4, chưa đăng." in said(done)
    stale = browser.post(url("restore", made, 3), {"base": 3})
    assert "Đã có bản mới hơn" in said(stale)


def test_the_list_filters_by_state_kind_and_words(agency: Agency, approver: User) -> None:
    published(agency, approver, content("Tin đã đăng"))
    article(agency, approver, content("Hướng dẫn nháp"), ArticleKind.GUIDANCE)
    scheduled(agency, approver, text=content("Tin hẹn"))
    browser = client_of(approver)
    address = reverse("content:office_list")
    assert "Tin đã đăng" not in said(browser.get(f"{address}?trang_thai=draft"))
    assert "Hướng dẫn nháp" in said(browser.get(f"{address}?loai=guidance"))
    assert "Không có nội dung nào phù hợp" in said(browser.get(f"{address}?q=khong+co"))
    for odd in ("?trang_thai=x", "?loai=%00", "?don_vi=1", "?trang=-1", "?q=%25"):
        assert browser.get(f"{address}{odd}").status_code == 200, odd


def test_beginning_twice_by_a_double_click_makes_one_article(agency: Agency, writer: User) -> None:
    data = {"public_id": uuid4(), "agency": agency.pk, "kind": "news", "title": "Bài mới"}
    browser = client_of(writer)
    first = browser.post(reverse("content:office_new"), data)
    assert browser.post(reverse("content:office_new"), data)["Location"] == first["Location"]
    assert Article.objects.count() == 1


def test_nobody_begins_content_for_another_agency(writer: User) -> None:
    other = stp()
    data = {"public_id": uuid4(), "agency": other.pk, "kind": "news", "title": "Bài mới"}
    assert client_of(writer).post(reverse("content:office_new"), data).status_code == 422
    assert not Article.objects.exists()
