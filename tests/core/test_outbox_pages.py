"""What support sees of the outbox, and what it may do there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import mail
from core.models import OutboxEvent, OutboxMessage
from core.outbox import message_id
from core.queries import messages_matching
from core.worklist import waiting_for
from tests.conftest import QueuedTasks
from tests.core.conftest import signed_in

State = OutboxMessage.State
pytestmark = pytest.mark.django_db


def letter(state: State = State.QUEUED, n: int = 1, **changes: Any) -> OutboxMessage:
    """A message that is arranged in some state."""
    values = {"to": f"nguoi{n}@example.vn", "subject": f"Thư mẫu {n}", "body": "Nội dung <b>thư</b>", "key": f"thu/{n}"}
    sent_at = timezone.now() if state == State.SENT else None
    return OutboxMessage.objects.create(**{**values, "state": state, "sent_at": sent_at, **changes})


@pytest.fixture
def desk(supporter: User) -> Client:
    return signed_in(supporter)


def page(client: Client, **filters: str) -> str:
    return client.get(reverse("outbox"), filters).content.decode()


@pytest.mark.parametrize("name", ["outbox", "outbox_message", "outbox_resend"])
def test_only_support_may_look(official: User, supporter: User, name: str) -> None:
    arguments = [] if name == "outbox" else [letter(State.FAILED).public_id]
    url = reverse(name, args=arguments)
    assert Client().get(url).status_code == 302
    assert signed_in(official).get(url).status_code == 403
    assert signed_in(official).post(url).status_code == 403
    assert signed_in(supporter).get(url).status_code == 200


def test_the_list_shows_newest_first_with_state(desk: Client) -> None:
    letter(State.SENT, 1, created_at=timezone.now() - timedelta(days=1))
    letter(State.FAILED, 2, about="Cấp tài khoản")
    text = page(desk)
    assert text.index("nguoi2@example.vn") < text.index("nguoi1@example.vn")
    assert "Không gửi được" in text
    assert "Cấp tài khoản" in text
    assert "0 thư chờ gửi, 1 thư không gửi được" in text


def test_filters_live_in_the_address(desk: Client) -> None:
    letter(State.SENT, 1)
    letter(State.FAILED, 2)
    text = page(desk, state="failed")
    assert "nguoi2@" in text
    assert "nguoi1@" not in text
    assert "Trạng thái: Không gửi được" in text
    assert "nguoi1@" in page(desk, to="NGUOI1@exa")


def test_dates_filter_whole_vietnamese_days(desk: Client) -> None:
    moment = datetime.fromisoformat("2026-11-20T23:59:00+07:00")
    letter(State.SENT, 1, created_at=moment)
    assert "nguoi1@" in page(desk, since="20/11/2026", until="20/11/2026")
    assert "nguoi1@" not in page(desk, since="21/11/2026")
    assert "nguoi1@" not in page(desk, until="19/11/2026")


def test_a_wrong_date_is_explained_and_kept(desk: Client) -> None:
    text = page(desk, since="31/02/2026", to="nguoi")
    assert "Không có ngày 31/02/2026. Tháng 02/2026 có 28 ngày." in text
    assert 'value="31/02/2026"' in text
    letter(State.SENT, 1)
    assert "nguoi1@" not in page(desk, since="31/02/2026", state="failed")
    assert "Nhập ngày từ 02/01/2026 trở đi." in page(desk, since="02/01/2026", until="01/01/2026")


def test_long_lists_come_in_pages_that_keep_the_filter(desk: Client) -> None:
    for n in range(51):
        letter(State.FAILED, n)
    text = page(desk, state="failed")
    assert "1–50 trong 51 thư" in text
    assert "state=failed&amp;page=2" in text
    assert "51–51 trong 51 thư" in page(desk, state="failed", page="2")


def test_nothing_found_says_so(desk: Client) -> None:
    assert "Không có thư nào phù hợp" in page(desk, to="khongco")


def test_mail_that_nobody_sends_is_pointed_out(desk: Client) -> None:
    letter(next_attempt_at=timezone.now() - timedelta(minutes=6))
    assert "Có thư quá giờ gửi từ" in page(desk)


def test_the_list_costs_the_same_however_long_it_is(desk: Client) -> None:
    letter(State.SENT, 0)
    page(desk)
    with CaptureQueriesContext(connection) as one:
        page(desk)
    for n in range(1, 30):
        letter(State.SENT, n)
    with CaptureQueriesContext(connection) as thirty:
        page(desk)
    assert len(thirty) == len(one)


def test_recipients_are_found_by_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    assert "outbox_by_recipient" in messages_matching(to="nguoi").explain()


def test_a_message_is_shown_as_text_with_its_attempts(desk: Client) -> None:
    message = letter(State.FAILED, last_error="550 5.1.1 No such user")
    OutboxEvent.objects.create(message=message, kind="failed", detail="550 5.1.1 No such user")
    text = desk.get(reverse("outbox_message", args=[message.public_id])).content.decode()
    assert "Nội dung &lt;b&gt;thư&lt;/b&gt;" in text
    assert text.count("550 5.1.1 No such user") == 2
    assert "Gửi lại…" in text


@pytest.mark.parametrize("state", list(State))
def test_a_secret_body_is_never_shown(desk: Client, state: State) -> None:
    message = letter(state, body="Mật khẩu: ABC-123", is_secret=True)
    text = desk.get(reverse("outbox_message", args=[message.public_id])).content.decode()
    assert "ABC-123" not in text
    assert "Nội dung mật" in text


@pytest.mark.parametrize("state", [State.SENT, State.FAILED])
def test_sending_again_asks_first_and_is_written_down(
    desk: Client, supporter: User, state: State, queued_tasks: QueuedTasks
) -> None:
    message = letter(state, attempts=30, last_error="hỏng")
    url = reverse("outbox_resend", args=[message.public_id])
    assert "Gửi lại thư này?" in desk.get(url).content.decode()
    assert OutboxMessage.objects.get().state == state
    text = desk.post(url, follow=True).content.decode()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.edition, message.last_error) == (State.QUEUED, 0, 2, "")
    assert "Đã đưa thư vào hàng gửi lại" in text
    assert "Yêu cầu gửi lại (Trần Thị Thử)" in text
    assert (message.events.get().kind, message.events.get().by) == ("resend", supporter)
    assert queued_tasks() == [("core.deliver_message", message.pk)]


def test_a_double_click_sends_again_once(desk: Client, queued_tasks: QueuedTasks) -> None:
    message = letter(State.FAILED)
    url = reverse("outbox_resend", args=[message.public_id])
    assert "Đã đưa thư" in desk.post(url, follow=True).content.decode()
    assert "Đã đưa thư" in desk.post(url, follow=True).content.decode()
    assert message.events.count() == 1
    assert len(queued_tasks()) == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING])
def test_what_is_on_its_way_is_not_sent_again(desk: Client, state: State) -> None:
    message = letter(state)
    detail = reverse("outbox_message", args=[message.public_id])
    assert "Gửi lại…" not in desk.get(detail).content.decode()
    text = desk.post(reverse("outbox_resend", args=[message.public_id]), follow=True).content.decode()
    assert "Thư này đang chờ gửi, chưa cần gửi lại." in text
    assert not message.events.exists()


def test_a_secret_that_was_blanked_cannot_be_sent_again(desk: Client, supporter: User) -> None:
    message = letter(State.SENT, body="", is_secret=True)
    assert "Gửi lại…" not in desk.get(reverse("outbox_message", args=[message.public_id])).content.decode()
    text = desk.post(reverse("outbox_resend", args=[message.public_id]), follow=True).content.decode()
    assert "Nội dung mật của thư đã xoá" in text
    assert OutboxMessage.objects.get().state == State.SENT


def test_a_letter_sent_again_has_another_message_id(supporter: User) -> None:
    message = letter(State.SENT)
    again = mail.resend(message, by=supporter)
    assert message_id(again) != message_id(message)


def test_failed_mail_waits_for_support_on_the_role_home(desk: Client, official: User) -> None:
    letter(State.FAILED, 1)
    letter(State.FAILED, 2, created_at=timezone.now() - timedelta(days=40))
    supporter = User.objects.get(full_name="Trần Thị Thử")
    assert [(i.title, i.count) for i in waiting_for(supporter)] == [("Thư không gửi được", 1)]
    assert not waiting_for(official)
