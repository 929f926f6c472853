"""That the hostile place is hostile: each test shows one trap closing."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.template import Context, Template, engines
from django.template.loader import get_template

from accounts.models import User
from core.tasks import after_commit
from tests.accounts.factories import UserFactory
from tests.conftest import QueuedTasks


def test_an_undefined_template_variable_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="undefined template variable nobody"):
        engines["django"].from_string("{{ nobody }}").render({})


def test_a_switched_setting_does_not_switch_the_trap_off(settings: Any) -> None:
    settings.DEBUG = True
    test_an_undefined_template_variable_fails_the_test()


def test_an_undefined_variable_is_still_false_in_a_condition() -> None:
    page = Template("{% if nobody or user.nothing %}yes{% else %}no{% endif %}")
    assert page.render(Context({"user": UserFactory.build()})) == "no"


def test_templates_of_other_people_may_leave_variables_undefined() -> None:
    assert 'data-popup-response=""' in get_template("admin/popup_response.html").render({})


@pytest.mark.django_db
def test_an_unordered_query_comes_in_random_order() -> None:
    UserFactory.create_batch(8)
    orders = {tuple(User.objects.values_list("pk", flat=True)) for _ in range(20)}
    assert len(orders) > 1


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.vn", 80)])
def test_another_machine_is_out_of_reach(address: tuple[str, int]) -> None:
    with pytest.raises(AssertionError, match="tried to reach"), socket.socket() as probe:
        probe.connect(address)
    with pytest.raises(AssertionError, match="tried to reach"):
        socket.getaddrinfo(*address)


@pytest.mark.parametrize("run", [1, 2])
def test_what_one_test_caches_the_next_does_not_see(run: int) -> None:
    assert cache.get("shared") is None
    cache.set("shared", run)
    assert cache.get("shared") == run


@pytest.mark.django_db
def test_queued_tasks_are_those_of_committed_work(queued_tasks: QueuedTasks) -> None:
    after_commit("core.first", 1)
    with transaction.atomic():
        after_commit("core.undone", 2)
        transaction.set_rollback(True)
    assert queued_tasks() == [("core.first", 1)]


@pytest.mark.django_db(transaction=True)
def test_queued_tasks_sees_real_commits_too(queued_tasks: QueuedTasks) -> None:
    with transaction.atomic():
        after_commit("core.first", 1)
    assert queued_tasks() == [("core.first", 1)]
