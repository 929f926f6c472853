"""A citizen asks: the form, its traps, the confirmation, the mails, following the question."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import now
from freezegun import freeze_time

from accounts.models import AdministrativeUnit, Agency
from core.calendar import working_calendar
from core.errors import DomainError
from core.models import OutboxMessage
from portal import spam
from portal.models import Question, QuestionRule
from portal.question_links import confirm_link, follow_link
from portal.services import answering, questions
from portal.services.question_rules import load_question_rules
from portal.tasks import forget_unconfirmed_questions
from tests.portal.law import arrange

pytestmark = pytest.mark.django_db
ASK = "/hoi-dap/gui-cau-hoi/"


def token(client: Client, *, age: timedelta = timedelta(minutes=1)) -> str:
    """The hidden token of a page that was opened a while ago."""
    with freeze_time(now() - age):
        text = client.get(ASK).content.decode()
    return re.search(r'name="token" value="([^"]+)"', text).group(1)  # type: ignore[union-attr]


def ask(client: Client | None = None, **changed: Any) -> Any:
    client = client or Client()
    arrange.ministry()
    data = {**vars(arrange.asked()), "province": "", "website": "", **changed}
    data.setdefault("token", token(client))
    return client.post(ASK, data, follow=True)


def complaint(**changed: Any) -> str:
    text: str = ask(**changed).content.decode()
    assert not Question.objects.exists()
    return text


def path_in(mail: OutboxMessage, part: str) -> str:
    link = next(word for word in mail.body.split() if part in word)
    return link[link.index("/hoi-dap/") :]


# ------------------------------------------------------------------ sending
def test_a_question_waits_for_its_confirmation_and_only_the_mail_knows_the_link() -> None:
    response = ask()
    assert "Kiểm tra hộp thư" in response.content.decode()
    question = Question.objects.get()
    assert (question.state, question.agency) == ("unconfirmed", arrange.ministry())
    mail = OutboxMessage.objects.get()
    assert mail.to == "nguoihoi@example.vn"
    assert mail.is_secret
    assert question.code in mail.body
    assert "/xac-nhan/" not in response.content.decode()


def test_opening_the_link_shows_the_question_and_the_button_confirms_it() -> None:
    ask()
    client, link = Client(), path_in(OutboxMessage.objects.get(), "/xac-nhan/")
    assert arrange.TEXT in client.get(link).content.decode()
    assert Question.objects.get().state == "unconfirmed"
    text = client.post(link, follow=True).content.decode()
    question = Question.objects.get()
    assert question.state == "received"
    assert f"Mã câu hỏi của Ông/Bà là {question.code}" in text
    assert "Dự kiến trả lời đến hết" in text
    client.post(link)  # a second click
    assert OutboxMessage.objects.count() == 2
    assert f"Đã nhận câu hỏi {question.code}" == OutboxMessage.objects.order_by("-pk")[0].subject


@pytest.mark.parametrize("link", ["/hoi-dap/xac-nhan/x/", "/hoi-dap/theo-doi/x:y:z/"])
def test_a_forged_link_is_refused(link: str) -> None:
    response = Client().get(link)
    assert response.status_code == 404
    assert "Liên kết sai hoặc đã quá hạn" in response.content.decode()


def test_a_link_to_follow_confirms_nothing_and_an_old_one_is_dead() -> None:
    question = arrange.sent()
    followed = follow_link(question).rpartition("/theo-doi/")[2]
    assert Client().post(f"/hoi-dap/xac-nhan/{followed}").status_code == 404
    with freeze_time(now() - timedelta(days=4)):
        old = confirm_link(question)
    assert Client().get(old[old.index("/hoi-dap/") :]).status_code == 404


def test_two_clicks_are_one_question() -> None:
    client = Client()
    key = token(client)
    ask(client, token=key)
    ask(client, token=key)
    assert Question.objects.count() == OutboxMessage.objects.count() == 1
    assert "đã dùng để gửi câu hỏi khác" in ask(client, token=key, email="khac@example.vn").content.decode()


# ------------------------------------------------------------------ traps and limits
def test_the_hidden_field_catches_programs() -> None:
    assert "Ô ẩn dùng để chặn thư rác" in complaint(website="http://example.vn")


def test_a_form_sent_at_once_or_a_day_later_or_forged_is_sent_again_with_its_text_kept() -> None:
    client = Client()
    fresh = re.search(r'name="token" value="([^"]+)"', client.get(ASK).content.decode()).group(1)  # type: ignore
    assert "Gửi quá nhanh" in complaint(token=fresh)
    old = token(client, age=timedelta(hours=25))
    text = complaint(token=old)
    assert "quá một ngày" in text
    assert arrange.TEXT in text
    assert old not in text
    assert "Tải lại trang" in complaint(token="x")
    assert "Tải lại trang" in complaint(token="")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": "Quá ngắn"}, "Câu hỏi quá ngắn"),
        ({"text": "a" * 4001}, "Nhập tối đa 4000 ký tự"),
        ({"text": "xem http://a.vn " * 6}, "Bớt liên kết"),
        ({"consent": ""}, "Chọn có đồng ý công khai"),
        ({"consent": "maybe"}, ""),
        ({"field": "x"}, "Không có lĩnh vực này"),
        ({"province": "99"}, "Không có tỉnh, thành phố này"),
        ({"email": "khong-phai-thu"}, "Nhập địa chỉ thư điện tử đầy đủ"),
        ({"name": ""}, "Nhập họ và tên"),
        ({"email": "a@example.vn\nBcc: b@example.vn"}, "Nhập địa chỉ thư điện tử đầy đủ"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, str], words: str) -> None:
    assert words in complaint(**changed)


def test_broken_characters_do_no_harm() -> None:
    ask(text=arrange.TEXT + "\x00\u202e<script>alert(1)</script>", name="Mẫu\x00\nHai")
    question = Question.objects.get()
    assert "\x00" not in question.text
    assert question.asker_name == "Mẫu Hai"


def test_one_address_asks_three_times_an_hour() -> None:
    for number in range(3):
        assert "Kiểm tra hộp thư" in ask(text=f"{arrange.TEXT} Lần thứ {number}").content.decode()
    assert "Chờ một giờ" in ask(text=f"{arrange.TEXT} Lần nữa").content.decode()
    assert "Kiểm tra hộp thư" in ask(text=f"{arrange.TEXT} Người khác", email="khac@example.vn").content.decode()


def test_many_questions_from_one_place_are_stopped() -> None:
    last = ""
    for number in range(31):
        last = ask(text=f"{arrange.TEXT} {number}", email=f"nguoi{number}@example.vn").content.decode()
    assert "Chờ một giờ" in last
    assert Question.objects.count() == 30


# ------------------------------------------------------------------ the same again
def test_the_same_words_are_politely_refused() -> None:
    arrange.sent()
    same = "TÔI MUỐN chứng thực bản sao bằng tốt nghiệp, thì nộp ở đâu và mất bao nhiêu tiền một trang"
    assert "chưa xác nhận" in ask(text=same).content.decode()
    # Nobody blocks another's question by sending it first and never confirming.
    assert "Kiểm tra hộp thư" in ask(text=same, email="khac@example.vn").content.decode()


def test_the_same_words_of_anybody_are_refused_once_confirmed_and_led_to_the_answer_once_published() -> None:
    question = arrange.confirmed()
    assert "đang xử lý" in ask(email="khac@example.vn").content.decode()
    by = arrange.editor()
    answering.take_question(question, by=by)
    draft = answering.AnswerDraft("Nộp ở xã.", "Nộp ở đâu", "Nộp ở đâu?")
    answering.save_draft(question, draft, revision=0, by=by)
    answering.send_answer(question, by=by)
    answering.publish_question(question, by=by)
    assert question.get_absolute_url() in ask(email="khac@example.vn").content.decode()


def test_after_a_rejection_or_three_months_one_may_ask_again() -> None:
    question = arrange.confirmed()
    answering.reject_question(question, by=arrange.editor(), note="ngoài thẩm quyền")
    assert arrange.sent()
    Question.objects.update(created_at=now() - timedelta(days=91))
    assert arrange.sent(email="khac@example.vn")


# ------------------------------------------------------------------ spam
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Mua hàng tại http://a.vn và www.b.com ngay hôm nay để được giảm giá", "2 liên kết"),
        ('Xem <a href="http://a.vn">ở đây</a> để biết thêm thông tin chi tiết', "mã trang web"),
        ("Купить дешево лекарства без рецепта в нашей аптеке сегодня", "không thuộc tiếng Việt"),
        ("mua ngay " * 20, "lặp đi lặp lại"),
        (arrange.TEXT, ""),
        ("Theo Điều 3 Nghị định số 23/2015/NĐ-CP thì ai ký chứng thực? Xem https://a.gov.vn", ""),
    ],
)
def test_what_looks_like_spam(text: str, reason: str) -> None:
    assert reason in spam.suspicion(text)
    assert bool(spam.suspicion(text)) == bool(reason)


def test_a_suspicious_question_goes_to_moderation_not_to_the_queue() -> None:
    question = arrange.confirmed(text="Mua hàng tại http://a.vn và www.b.com ngay hôm nay để được giảm giá")
    assert (question.state, question.link_count) == ("suspected", 2)


# ------------------------------------------------------------------ who answers, and when
@pytest.mark.usefixtures("small_reference")
def test_the_office_of_the_province_answers_unless_the_rule_says_the_ministry() -> None:
    load_question_rules()
    province = AdministrativeUnit.objects.get(code="24", level="province", valid_to__isnull=True)
    ministry = Agency.objects.filter(kind="ministry").order_by("pk")[0]
    assert arrange.sent(province=province).agency.kind == "stp"
    assert arrange.sent(province=province, field="thong-ke", text=f"{arrange.TEXT} 2").agency == ministry
    assert arrange.sent(province=None, text=f"{arrange.TEXT} 3").agency == ministry


def test_without_any_office_the_asker_is_told() -> None:
    with pytest.raises(DomainError, match="chưa có đơn vị nhận câu hỏi"):
        questions.ask_question(arrange.asked(), form_key=uuid4())


def test_deadlines_are_working_days_from_the_confirmation() -> None:
    QuestionRule.objects.create(field="", handler="ministry", take_days=2, answer_days=7)
    with freeze_time("2026-11-20T03:00:00Z"):  # a Friday
        question = arrange.confirmed()
    calendar = working_calendar()
    assert question.take_by == calendar.add_working_days(date(2026, 11, 20), 2) == date(2026, 11, 24)
    assert question.due_on == calendar.add_working_days(date(2026, 11, 20), 7)


# ------------------------------------------------------------------ following
def test_code_and_address_lead_to_the_question() -> None:
    question = arrange.confirmed()
    client = Client()
    text = client.post(
        "/hoi-dap/theo-doi/", {"code": question.code.lower(), "email": "NguoiHoi@example.vn"}, follow=True
    ).content.decode()
    assert arrange.TEXT in text
    wrong = client.post("/hoi-dap/theo-doi/", {"code": question.code, "email": "khac@example.vn"}).content.decode()
    assert "Không có câu hỏi với mã và địa chỉ này" in wrong
    assert arrange.TEXT not in wrong


def test_looking_up_an_unconfirmed_question_mails_the_link_again_but_not_every_minute() -> None:
    question = arrange.sent()
    for _ in range(3):
        Client().post("/hoi-dap/theo-doi/", {"code": question.code, "email": "nguoihoi@example.vn"})
    assert OutboxMessage.objects.count() == 2


def test_guessing_codes_is_stopped() -> None:
    last = ""
    for number in range(11):
        data = {"code": f"A{number}", "email": "nguoihoi@example.vn"}
        last = Client().post("/hoi-dap/theo-doi/", data).content.decode()
    assert "Chờ một giờ" in last


def test_pages_of_one_question_are_not_indexed_or_kept() -> None:
    question = arrange.confirmed()
    response = Client().get(follow_link(question)[len("http://localhost:8000") :])
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_questions_nobody_confirms_are_forgotten() -> None:
    arrange.sent()
    kept = arrange.confirmed(text=f"{arrange.TEXT} 2")
    Question.objects.update(created_at=now() - timedelta(days=8))
    forget_unconfirmed_questions()
    assert [question.pk for question in Question.objects.order_by("pk")] == [kept.pk]
