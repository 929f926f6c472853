"""The office answers: take, write, approve, send, publish, reject; what is published holds no personal data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.timezone import localdate

from accounts.models import User
from accounts.roles import Role
from core.errors import AlreadyDone, DomainError, TransitionRefused
from core.models import OutboxMessage, SearchEntry
from portal.models import Question, QuestionRule, ReviewPolicy
from portal.redaction import findings, without_personal_data
from portal.services import answering
from portal.workflows.questions import WORKFLOW, QuestionState
from tests.accounts.factories import AgencyFactory, user_at
from tests.portal.law import arrange

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of_page(url: str, client: Client | None = None, status: int = 200) -> str:
    response = (client or Client()).get(url, follow=True)
    assert response.status_code == status
    return response.content.decode()


def review_on(by: User) -> None:
    ReviewPolicy.objects.create(agency=arrange.ministry(), needs_second_person=True, changed_by=by)


def url_of(question: Question, act: str = "") -> str:
    return f"/nghiep-vu/hoi-dap/{question.public_id}/{act}"


# ------------------------------------------------------------------ taking
def test_a_question_is_taken_by_one_person_and_taken_over_by_another() -> None:
    question, first, second = arrange.confirmed(), arrange.editor(), arrange.editor()
    answering.take_question(question, by=first)
    with pytest.raises(AlreadyDone):
        answering.take_question(question, by=first)
    answering.take_question(question, by=second)
    assert question.taken_by == second
    with pytest.raises(PermissionDenied):
        answering.save_draft(question, answering.AnswerDraft("x"), revision=0, by=first)
    answering.release_question(question, by=second)
    assert (question.state, question.taken_by) == ("received", None)


def test_another_office_sees_nothing_until_the_question_is_forwarded() -> None:
    question, by = arrange.confirmed(), arrange.editor()
    office = AgencyFactory(stp=True)
    stp = user_at(office, Role.STP_ADMIN)
    assert signed_in(stp).get(url_of(question)).status_code == 404
    with pytest.raises(DomainError, match="đang ở đơn vị này"):
        answering.forward_question(question, agency=question.agency, by=by, note="x")
    with pytest.raises(DomainError, match="lý do"):
        answering.forward_question(question, agency=office, by=by, note=" ")
    due = question.due_on
    answering.forward_question(question, agency=office, by=by, note="thuộc tỉnh")
    assert question.due_on == due
    assert signed_in(stp).get(url_of(question)).status_code == 200
    assert signed_in(by).get(url_of(question)).status_code == 404


# ------------------------------------------------------------------ writing and sending
def test_the_answer_goes_to_the_asker_and_is_cleaned() -> None:
    by = arrange.editor()
    question = arrange.written(
        by, answer='<p>Theo <b>Nghị định</b></p><script>alert(1)</script><a href="javascript:x">a</a>'
    )
    assert "<script" not in question.answer
    assert "javascript" not in question.answer
    answering.send_answer(question, by=by)
    mail = OutboxMessage.objects.get(key__startswith="question_answered/")
    assert mail.to == "nguoihoi@example.vn"
    assert "Theo Nghị định" in mail.body
    assert "<p>" not in mail.body


def test_nothing_is_sent_without_an_answer() -> None:
    question, by = arrange.confirmed(), arrange.editor()
    answering.take_question(question, by=by)
    with pytest.raises(TransitionRefused, match="Soạn nội dung trả lời"):
        answering.send_answer(question, by=by)


def test_two_windows_do_not_overwrite_each_other() -> None:
    by = arrange.editor()
    question = arrange.written(by)
    with pytest.raises(DomainError, match="cửa sổ khác"):
        answering.save_draft(question, answering.AnswerDraft("khác"), revision=0, by=by)


def test_where_switched_on_a_second_person_approves() -> None:
    by, boss = arrange.publisher(), arrange.publisher()
    review_on(boss)
    question = arrange.written(by)
    with pytest.raises(TransitionRefused, match="Trình duyệt"):
        answering.send_answer(question, by=by)
    answering.submit_answer(question, by=by)
    with pytest.raises(PermissionDenied):
        answering.approve_answer(question, by=by)
    answering.return_answer(question, by=boss, note="thiếu căn cứ")
    assert question.state == "in_progress"
    answering.submit_answer(question, by=by)
    assert "Duyệt và gửi" in text_of_page(url_of(question), signed_in(boss))
    assert "Duyệt và gửi…" not in text_of_page(url_of(question), signed_in(by))
    answering.approve_answer(question, by=boss)
    assert question.state == "answered"
    assert OutboxMessage.objects.filter(key__startswith="question_answered/").count() == 1


def test_an_editor_without_the_right_does_not_approve() -> None:
    by = arrange.editor()
    review_on(by)
    question = arrange.written(by)
    answering.submit_answer(question, by=by)
    with pytest.raises(PermissionDenied):
        answering.approve_answer(question, by=arrange.editor())


# ------------------------------------------------------------------ publishing
def test_published_is_what_was_written_for_it_never_the_question_itself() -> None:
    by = arrange.editor()
    question = arrange.posted(by)
    text = text_of_page(question.get_absolute_url())
    assert "Chứng thực bằng tốt nghiệp ở đâu" in text
    assert "N. V. M." in text
    for hidden in (arrange.TEXT, "Nguyễn Văn Mẫu", "nguoihoi@example.vn"):
        assert hidden not in text
        assert hidden not in text_of_page("/hoi-dap/?q=chung+thuc")
        assert hidden not in text_of_page(f"{question.get_absolute_url()}in/")
        assert hidden not in SearchEntry.objects.get(kind="question").search


def test_without_consent_nothing_is_published_and_no_name_without_consent() -> None:
    by = arrange.editor()
    question = arrange.answered(by, consent="no")
    with pytest.raises(TransitionRefused, match="không đồng ý"):
        answering.publish_question(question, by=by)
    other = arrange.posted(by, consent="anonymous", text=f"{arrange.TEXT} 2")
    text = text_of_page(other.get_absolute_url())
    assert "Người hỏi không nêu tên" in text
    assert "N. V. M." not in text


@pytest.mark.parametrize(
    "left_in",
    [
        "Tôi là NGUYỄN VĂN MẪU, hỏi", "gọi 0222 000 0000", "gọi +84 222 000 000", "thư a.b@example.vn",
        "căn cước 012345678901", "CMND 123456789",
    ],
)  # fmt: skip
def test_personal_data_is_not_published(left_in: str) -> None:
    by = arrange.editor()
    question = arrange.written(by)
    draft = answering.AnswerDraft("Trả lời.", "Tiêu đề", left_in)
    answering.save_draft(question, draft, revision=question.revision, by=by)
    with pytest.raises(DomainError, match="Bỏ dữ liệu cá nhân"):
        answering.send_answer(question, by=by)
    assert findings(without_personal_data(left_in, name="Nguyễn Văn Mẫu"), name="Nguyễn Văn Mẫu", email="") == []


@pytest.mark.parametrize(
    "harmless", ["Luật số 01/2016/QH14", "phí 2.000 đồng", "giá 1.500.000.000 đ", "ngày 21/12/2026", "Điều 38 khoản 2"]
)
def test_numbers_of_laws_and_sums_are_no_personal_data(harmless: str) -> None:
    assert findings(harmless, name="Nguyễn Văn Mẫu", email="nguoihoi@example.vn") == []


def test_taking_it_off_and_opening_it_again() -> None:
    by = arrange.editor()
    question = arrange.posted(by)
    address = question.get_absolute_url()
    answering.reopen_question(question, by=by, note="sai căn cứ")
    assert "không còn trên Cổng" in text_of_page(address, status=410)
    answering.send_answer(question, by=by)
    answering.publish_question(question, by=by)
    assert question.get_absolute_url() == address
    assert OutboxMessage.objects.filter(key__startswith="question_answered/").count() == 2
    answering.unpublish_question(question, by=by, note="theo đề nghị")
    assert "0 hỏi đáp" in text_of_page("/hoi-dap/")


def test_a_rejection_tells_the_asker_why() -> None:
    question = arrange.confirmed()
    with pytest.raises(TransitionRefused):
        answering.reject_question(question, by=arrange.editor(), note=" ")
    answering.reject_question(question, by=arrange.editor(), note="Thuộc thẩm quyền của toà án.")
    assert "Thuộc thẩm quyền của toà án." in OutboxMessage.objects.get(key__startswith="question_rejected/").body


# ------------------------------------------------------------------ every step
def question_in(state: str, by: User) -> Question:
    """A question that came to `state` by the steps."""
    if state == QuestionState.SUSPECTED:
        return arrange.confirmed(text="Mua hàng tại http://a.vn và www.b.com ngay hôm nay để được giảm giá")
    reach = {
        QuestionState.UNCONFIRMED: lambda: arrange.sent(),
        QuestionState.RECEIVED: lambda: arrange.confirmed(),
        QuestionState.IN_PROGRESS: lambda: arrange.written(by),
        QuestionState.ANSWERED: lambda: arrange.answered(by),
        QuestionState.PUBLISHED: lambda: arrange.posted(by),
    }
    if state in reach:
        return reach[QuestionState(state)]()
    question = arrange.written(by) if state == QuestionState.REVIEW else arrange.confirmed()
    last = {
        QuestionState.REVIEW: lambda: answering.submit_answer(question, by=by),
        QuestionState.REJECTED: lambda: answering.reject_question(question, by=by, note="x"),
        QuestionState.SPAM: lambda: answering.mark_spam(question, by=by),
    }
    last[QuestionState(state)]()
    return question


@pytest.mark.parametrize("step", WORKFLOW.transitions)
@pytest.mark.parametrize("state", QuestionState.values)
def test_every_step_from_every_state_is_allowed_or_refused_by_the_table(state: str, step: str) -> None:
    by, boss = arrange.publisher(), arrange.publisher()
    question = question_in(state, by)
    transition = WORKFLOW.transitions[step]
    person = None if transition.permission == "ask" else boss if transition.permission == "approve" else by
    if state in transition.sources:
        entries = question.log.count()
        with WORKFLOW.perform(question, step, by=person, note="thử") as locked:
            locked.taken_by = locked.answered_by = by
            locked.confirmed_at = locked.answered_at = locked.published_at = locked.created_at
            locked.serial = locked.serial or 1
            locked.take_by = locked.due_on = localdate()
        assert question.state == transition.target
        assert question.log.count() == entries + 1
    else:
        with (
            pytest.raises((TransitionRefused, PermissionDenied)),
            WORKFLOW.perform(question, step, by=person, note="thử"),
        ):
            pass


# ------------------------------------------------------------------ pages
def test_an_officer_answers_and_publishes_on_the_pages() -> None:
    by = arrange.editor()
    question, client = arrange.confirmed(), signed_in(by)
    assert question.code in text_of_page("/nghiep-vu/hoi-dap/", client)
    client.post(url_of(question, "nhan/"))
    page = text_of_page(url_of(question), client)
    assert "data-editor" in page
    data = {"answer": "Nộp ở xã.\n\nPhí 2.000 đồng.", "public_title": "Nộp ở đâu", "public_text": "Nộp ở đâu?"}
    response = client.post(url_of(question), {**data, "revision": "0", "viec": "answer"})
    assert response["Location"] == url_of(question, "tra-loi/")
    client.post(response["Location"])
    client.post(url_of(question, "dang/"))
    question.refresh_from_db()
    assert question.answer == "<p>Nộp ở xã.</p><p>Phí 2.000 đồng.</p>"
    assert "Nộp ở đâu" in text_of_page("/hoi-dap/?linh-vuc=chung-thuc")


def test_personal_data_left_in_is_named_on_the_page() -> None:
    by = arrange.editor()
    question, client = arrange.confirmed(text=f"{arrange.TEXT} Gọi 0222 000 0000"), signed_in(by)
    answering.take_question(question, by=by)
    assert "Gọi […]" in text_of_page(url_of(question), client)  # what is proposed for publication
    data = {"answer": "Trả lời", "public_title": "A", "public_text": "Gọi 0222 000 0000", "revision": "0"}
    client.post(url_of(question), data)
    text = client.post(url_of(question, "tra-loi/")).content.decode()
    assert "số điện thoại “0222 000 0000”" in text


def test_only_the_one_who_took_it_writes() -> None:
    by = arrange.editor()
    question = arrange.written(by)
    other = signed_in(arrange.editor())
    text = text_of_page(url_of(question), other)
    assert "Nhận thay…" in text
    assert "data-editor" not in text
    assert other.post(url_of(question), {"answer": "x", "revision": "1"}).status_code == 403


def test_a_step_that_is_not_possible_says_why() -> None:
    question = arrange.confirmed()
    text = text_of_page(url_of(question, "dang/"), signed_in(arrange.editor()))
    assert "Không thực hiện được khi đang ở trạng thái" in text


def test_several_are_put_away_or_rejected_at_once() -> None:
    spam = [
        arrange.confirmed(text=f"Mua hàng {n} tại http://a.vn và www.b.com để được giảm giá", email=f"a{n}@example.vn")
        for n in range(3)
    ]
    client = signed_in(arrange.editor())
    page = text_of_page("/nghiep-vu/hoi-dap/?muc=nghi", client)
    assert "có 2 liên kết" in page
    chosen = "&".join(f"chon={each.public_id}" for each in spam[:2])
    assert "2 câu hỏi" in text_of_page(f"/nghiep-vu/hoi-dap/nhieu/?viec=thu-rac&{chosen}", client)
    client.post(f"/nghiep-vu/hoi-dap/nhieu/?viec=thu-rac&{chosen}")
    client.post(f"/nghiep-vu/hoi-dap/nhieu/?viec=khong-tra-loi&chon={spam[2].public_id}", {"note": "quảng cáo"})
    states = list(Question.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["spam", "spam", "rejected"]
    text = client.get("/nghiep-vu/hoi-dap/nhieu/?viec=x&chon=y", follow=True).content.decode()
    assert "Chọn ít nhất một câu hỏi" in text
    answering.clear_suspicion(spam[0], by=arrange.editor())
    assert spam[0].state == "received"


def test_another_offices_question_is_not_among_the_chosen() -> None:
    question = arrange.confirmed()
    client = signed_in(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
    client.post(f"/nghiep-vu/hoi-dap/nhieu/?viec=thu-rac&chon={question.public_id}")
    question.refresh_from_db()
    assert question.state == "received"


def test_the_role_home_says_what_waits_with_its_day() -> None:
    by = arrange.editor()
    arrange.confirmed()
    held = arrange.written(by, text=f"{arrange.TEXT} 2", email="khac@example.vn")
    Question.objects.filter(pk=held.pk).update(due_on=localdate() - timedelta(days=3))
    text = text_of_page("/nghiep-vu/", signed_in(by))
    assert "Câu hỏi pháp luật chờ tiếp nhận" in text
    assert f"Trả lời câu hỏi {held.code}" in text
    assert "Quá hạn" in text
    assert "Quá hạn từ" in text_of_page("/nghiep-vu/hoi-dap/?muc=cua-toi", signed_in(by))


@pytest.mark.parametrize("query", ["?q=" + "x" * 9000, "?muc=x&linh-vuc=y", "?q=%00%FF", "?trang=99", "?q=%25_"])
def test_odd_addresses_of_the_queue_and_the_list_are_answered(query: str) -> None:
    arrange.posted(arrange.editor())
    text_of_page(f"/nghiep-vu/hoi-dap/{query}", signed_in(arrange.editor()))
    text_of_page(f"/hoi-dap/{query}")


def test_the_ministry_changes_the_rules() -> None:
    rule = QuestionRule.objects.create(field="", handler="province", take_days=3, answer_days=10)
    client = signed_in(user_at(arrange.ministry(), Role.MINISTRY_ADMIN))
    url = f"/nghiep-vu/hoi-dap/quy-tac/{rule.pk}/"
    data: dict[str, Any] = {"handler": "ministry", "take_days": "5", "answer_days": "4", "basis": ""}
    assert "Nhập từ 5 ngày làm việc" in client.post(url, data).content.decode()
    client.post(url, {**data, "answer_days": "15"})
    rule.refresh_from_db()
    assert (rule.handler, rule.answer_days) == ("ministry", 15)
    assert "15 ngày làm việc" in text_of_page("/nghiep-vu/hoi-dap/quy-tac/", client)
    assert signed_in(arrange.editor()).get(url).status_code == 403
