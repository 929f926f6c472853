"""Mail leaves after the commit, at least once, and says why when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from core import mail, outbox
from core.housekeeping import forget_failed_secrets
from core.models import OutboxEvent, OutboxMessage
from core.tasks import deliver_due_messages, deliver_message
from tests.conftest import QueuedTasks
from tests.core.concurrency import together
from tests.core.processes import python
from tests.core.smtp import Mailbox, serving

State = OutboxMessage.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings: Settings) -> Mailbox:
    """A mail server that is configured but not running; `serving(mailbox)` runs it."""
    box = Mailbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
    settings.SITE_URL = "https://cong.example.vn"
    return box


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[Mailbox]:
    with serving(mailbox):
        yield mailbox


def queue(key: str = "thu/1", **changes: Any) -> OutboxMessage:
    values = {"to": "nguoinhan@example.vn", "template": "desk/test", "context": {"name": "Nguyễn Văn Mẫu"}}
    return mail.queue(**{**values, "key": key, **changes})


def reload(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


def make_due(message: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(next_attempt_at=timezone.now() - timedelta(seconds=1))


# ------------------------------------------------------------------ queueing


def test_queueing_renders_subject_and_plain_body(settings: Settings) -> None:
    settings.SITE_URL = "https://cong.example.vn/"
    message = queue(context={"name": "Trần & <b>Thử</b>"})
    assert message.subject == "Kính gửi Trần & <b>Thử</b>"
    assert message.body.startswith("Nội dung thư gửi Trần & <b>Thử</b>.\n")
    assert message.body.endswith("\nhttps://cong.example.vn/\n")


def test_the_same_key_gives_the_first_message_again(queued_tasks: QueuedTasks) -> None:
    first = queue()
    again = queue(to="nguoikhac@example.vn")
    assert (again.pk, again.to) == (first.pk, "nguoinhan@example.vn")
    assert queued_tasks() == [("core.deliver_message", first.pk)]


def test_a_subject_is_one_line_whatever_the_data_holds() -> None:
    assert queue(context={"name": "A\r\nBcc: all@example.vn"}).subject == "Kính gửi A Bcc: all@example.vn"


def test_a_very_long_subject_is_cut_not_lost() -> None:
    message = queue(context={"name": "Dài " * 200})
    assert len(message.subject) == 250
    assert message.subject.endswith("…")


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_decision_sends_nothing(queued_tasks: QueuedTasks) -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert queued_tasks() == []
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_does_not_undo_the_decision(server: Mailbox) -> None:
    with transaction.atomic():
        message = queue()
    assert reload(message).state == State.QUEUED
    deliver_due_messages()
    assert reload(message).state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_the_same_key_queued_twice_at_once_is_one_message() -> None:
    first, second = together(queue, queue)
    assert first.pk == second.pk


# ------------------------------------------------------------------ delivering


def test_a_message_arrives_with_vietnamese_intact(server: Mailbox) -> None:
    message = queue()
    deliver_message(message.pk)
    arrived = server.messages[0]
    assert arrived["subject"] == "Kính gửi Nguyễn Văn Mẫu"
    assert "Nội dung thư gửi Nguyễn Văn Mẫu." in arrived.get_content()
    assert arrived["to"] == "nguoinhan@example.vn"
    stored = reload(message)
    assert (stored.state, stored.attempts) == (State.SENT, 1)
    assert stored.sent_at is not None
    assert [e.kind for e in stored.events.all()] == [OutboxEvent.Kind.SENT]


def test_a_message_is_not_sent_twice_by_asking_twice(server: Mailbox) -> None:
    message = queue()
    deliver_message(message.pk)
    deliver_message(message.pk)
    deliver_due_messages()
    assert len(server.messages) == 1


def test_every_attempt_carries_the_same_message_id(server: Mailbox) -> None:
    message = queue()
    server.at_data = "451 4.3.0 Try later"
    outbox.deliver(message.pk)
    server.at_data = ""
    make_due(message)
    outbox.deliver(message.pk)
    assert server.messages[0]["message-id"] == outbox.message_id(message)
    assert server.messages[0]["message-id"].endswith("@cong.example.vn>")
    assert outbox.message_id(queue("thu/2")) != outbox.message_id(message)


@pytest.mark.parametrize("reply", ["550 5.1.1 Không có hộp thư này", "553 5.1.3 Bad address"])
def test_a_recipient_the_server_refuses_for_good_fails_at_once_with_its_words(server: Mailbox, reply: str) -> None:
    message = queue()
    server.at_rcpt = reply
    outbox.deliver(message.pk)
    stored = reload(message)
    assert (stored.state, stored.attempts) == (State.FAILED, 1)
    assert stored.last_error.startswith(reply[:10])
    assert stored.events.get().kind == OutboxEvent.Kind.FAILED


def test_a_message_the_server_refuses_for_good_fails_at_once(server: Mailbox) -> None:
    message = queue()
    server.at_data = "554 5.7.1 Message rejected"
    outbox.deliver(message.pk)
    assert (reload(message).state, reload(message).last_error) == (State.FAILED, "554 5.7.1 Message rejected")


@pytest.mark.parametrize(
    "trouble",
    [
        {"at_rcpt": "451 4.3.0 Try later"},
        {"at_data": "452 4.2.2 Mailbox full"},
        {"at_sender": "550 5.7.1 Sender not allowed"},  # ours to mend, not the recipient's
    ],
)
def test_passing_trouble_postpones(server: Mailbox, trouble: dict[str, str]) -> None:
    message = queue()
    vars(server).update(trouble)
    outbox.deliver(message.pk)
    stored = reload(message)
    assert (stored.state, stored.attempts) == (State.QUEUED, 1)
    assert stored.next_attempt_at > timezone.now() + timedelta(seconds=7)
    assert next(iter(trouble.values()))[:3] in stored.last_error
    assert stored.events.get().kind == OutboxEvent.Kind.POSTPONED


def test_an_address_no_mail_can_carry_fails_at_once(server: Mailbox) -> None:
    message = queue(to="a\nb@example.vn")
    outbox.deliver(message.pk)
    assert reload(message).state == State.FAILED


def test_when_the_server_is_away_one_message_finds_out_for_all(mailbox: Mailbox) -> None:
    messages = [queue(f"thu/{n}") for n in range(5)]
    assert outbox.deliver_due() == 0
    assert sorted(reload(m).attempts for m in messages) == [0, 0, 0, 0, 1]
    for message in messages:
        make_due(message)
    with serving(mailbox):
        assert outbox.deliver_due() == 5
    assert {reload(m).state for m in messages} == {State.SENT}


def test_after_the_last_attempt_it_is_given_up(mailbox: Mailbox) -> None:
    message = queue()
    OutboxMessage.objects.filter(pk=message.pk).update(attempts=outbox.MAX_ATTEMPTS - 1)
    deliver_message(message.pk)
    stored = reload(message)
    assert (stored.state, stored.attempts) == (State.FAILED, outbox.MAX_ATTEMPTS)
    assert "refused" in stored.last_error


def test_pauses_double_up_to_an_hour_and_are_spread() -> None:
    for attempts, seconds in [(1, 10), (2, 20), (5, 160), (9, 2560), (10, 3600), (30, 3600), (500, 3600)]:
        pauses = {outbox.pause_after(attempts).total_seconds() for _ in range(20)}
        assert all(0.8 * seconds <= pause <= 1.2 * seconds for pause in pauses)
        assert len(pauses) > 1


def test_a_secret_body_is_blanked_once_sent(server: Mailbox) -> None:
    message = queue(secret=True)
    outbox.deliver(message.pk)
    assert "Nội dung" in server.messages[0].get_content()
    assert reload(message).body == ""


def test_a_secret_body_that_never_left_is_forgotten_after_a_week(server: Mailbox) -> None:
    old, new = queue(secret=True), queue("thu/2", secret=True)
    server.at_rcpt = "550 No such user"
    outbox.deliver_due()
    OutboxMessage.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert forget_failed_secrets() == 1
    assert (reload(old).body, bool(reload(new).body)) == ("", True)


# ------------------------------------------------------------------ several workers, and dead ones


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_message_once(server: Mailbox) -> None:
    for n in range(12):
        queue(f"thu/{n}")
    together(*[outbox.deliver_due] * 4, seconds=60)
    assert len(server.messages) == 12
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_left_in_sending_is_sent_when_its_lease_is_over(server: Mailbox) -> None:
    message = queue()
    server.hold_next()
    env = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
    with python(f"from core import outbox; outbox.deliver({message.pk})", **env) as worker:
        server.held.wait(20)
        worker.kill()
        worker.wait()
    server.go_on.set()
    assert reload(message).state == State.SENDING
    assert outbox.deliver_due() == 0
    make_due(message)
    assert outbox.deliver_due() == 1
    assert (reload(message).state, reload(message).attempts) == (State.SENT, 2)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_outlived_its_lease_does_not_overwrite_the_other_ones_result(
    server: Mailbox,
) -> None:
    message = queue()
    server.hold_next("451 4.3.0 Too late")

    def other() -> bool:
        server.held.wait(20)
        make_due(message)
        sent = outbox.deliver(message.pk)
        server.go_on.set()
        return sent

    late, good = together(lambda: outbox.deliver(message.pk), other)
    assert (late, good) == (False, True)
    assert reload(message).state == State.SENT


def test_the_database_refuses_a_state_that_is_off_the_table() -> None:
    message = queue()
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=timezone.now())


def test_due_rows_are_found_by_their_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "outbox_due" in outbox._due().order_by("next_attempt_at", "pk")[:10].explain()
