"""Mail that is queued arrives, whichever part is killed in between (issue 2, section 6.7). Real processes, kill -9."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core import mail
from core.models import OutboxMessage
from scripts.processes import wait_until
from tests.stack import RealStack

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]
State = OutboxMessage.State


def queue(count: int, name: str = "nguoi") -> set[str]:
    """Queue mails from this process, whose broker is dead: only the row in the database can bring them on their way."""
    addresses = {f"{name}{n}@example.vn" for n in range(count)}
    for address in addresses:
        mail.queue(to=address, template="desk/test", context={"name": address}, key=f"thu/{address}")
    return addresses


def arrived(stack: RealStack) -> list[str]:
    return [letter["to"] for letter in stack.mails()]


def all_arrive(stack: RealStack, addresses: set[str], seconds: float = 90) -> bool:
    return wait_until(lambda: addresses <= set(arrived(stack)), seconds, step=0.3)


def is_any(state: State, **more: object) -> bool:
    return OutboxMessage.objects.filter(state=state, **more).exists()


def all_sent() -> bool:
    return not OutboxMessage.objects.exclude(state=State.SENT).exists()


def do_not_wait() -> None:
    """Skip the pause after a failed attempt; the test of pauses is elsewhere."""
    OutboxMessage.objects.filter(state=State.QUEUED).update(next_attempt_at=timezone.now() - timedelta(seconds=1))


def test_a_worker_killed_in_the_middle_loses_nothing(real_stack: RealStack) -> None:
    addresses = queue(150)
    assert wait_until(lambda: OutboxMessage.objects.filter(state=State.SENT).count() > 5, 30, step=0.01)
    real_stack.kill("worker")
    assert not all_sent(), "the worker was faster than the kill"
    real_stack.start("worker")
    assert all_arrive(real_stack, addresses)
    assert wait_until(all_sent, 30)
    # Whatever went out twice is recognisable by its Message-ID.
    assert len({letter["message_id"] for letter in real_stack.mails()}) == len(addresses)


def test_a_mail_server_and_then_a_redis_that_die_and_come_back_lose_nothing(real_stack: RealStack) -> None:
    real_stack.kill("mail")
    addresses = queue(5)
    assert wait_until(lambda: is_any(State.QUEUED, attempts__gt=0), 30), "nobody tried"
    assert OutboxMessage.objects.exclude(last_error="").first().last_error.startswith("ConnectionRefusedError")
    real_stack.start("mail")
    do_not_wait()
    assert all_arrive(real_stack, addresses)
    assert wait_until(all_sent, 30)

    real_stack.kill("redis")
    addresses = queue(5, "sau")
    assert not wait_until(all_sent, 5), "mail went out without a broker"
    real_stack.start("redis")
    assert all_arrive(real_stack, addresses)
    real_stack.wait_until_ready()


def test_everything_killed_at_once_comes_back_without_help(real_stack: RealStack) -> None:
    addresses = queue(60)
    for part in ("worker", "redis", "mail", "beat"):
        real_stack.kill(part)
    addresses |= queue(20, "sau")
    for part in ("redis", "mail", "worker", "beat"):
        real_stack.start(part)
    real_stack.wait_until_ready()
    do_not_wait()
    assert all_arrive(real_stack, addresses)
    assert wait_until(all_sent, 30)
    assert len({letter["message_id"] for letter in real_stack.mails()}) == len(addresses)
