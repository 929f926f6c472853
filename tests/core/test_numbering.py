"""Numbers without gap or repetition, whoever asks at the same time and whatever fails."""

from __future__ import annotations

import random

import pytest
from django.db import DatabaseError, transaction

from core.models import Sequence
from core.numbering import next_number
from tests.core.concurrency import together
from tests.core.processes import python

HOLDS_A_NUMBER_FOR_EVER = """
import time
from django.db import transaction
from core.numbering import next_number
with transaction.atomic():
    print(next_number("sổ/1"), flush=True)
    time.sleep(600)
"""


@pytest.mark.django_db
def test_numbers_count_from_one_in_each_scope_and_period() -> None:
    given = [next_number("sổ/1", period=p) for p in ("2026", "2026", "2027", "2026")]
    assert given == [1, 2, 1, 3]
    assert next_number("sổ/2", period="2026") == 1
    assert next_number("sổ/1") == 1


@pytest.mark.django_db
def test_a_scope_must_have_a_name() -> None:
    with pytest.raises(ValueError, match="scope"):
        next_number("")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_a_number_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        next_number("sổ/1")
    assert not Sequence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rollback_gives_its_number_back() -> None:
    with transaction.atomic():
        assert next_number("sổ/1") == 1
    with transaction.atomic():
        assert next_number("sổ/1") == 2
        transaction.set_rollback(True)
    with transaction.atomic():
        assert next_number("sổ/1") == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_rollbacks_in_between_leave_no_gap() -> None:
    def work(seed: int) -> list[int]:
        dice, kept = random.Random(seed), []  # noqa: S311  a repeatable mix of commits and rollbacks
        for _ in range(25):
            with transaction.atomic():
                number = next_number("sổ/1", period="2026")
                if dice.random() < 0.3:
                    transaction.set_rollback(True)
                else:
                    kept.append(number)
        return kept

    results = together(*[lambda seed=seed: work(seed) for seed in range(8)])
    numbers = sorted(number for kept in results for number in kept)
    assert numbers == list(range(1, len(numbers) + 1))
    assert Sequence.objects.get().last == len(numbers)


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_neither_keeps_the_lock_nor_takes_its_number_along() -> None:
    with python(HOLDS_A_NUMBER_FOR_EVER) as process:
        assert process.read() == "1\n"
        process.kill()
        process.wait()
        with transaction.atomic():
            assert next_number("sổ/1") == 1


@pytest.mark.django_db
def test_a_number_that_is_taken_twice_is_stopped_by_the_database() -> None:
    Sequence.objects.create(scope="sổ/1", period="2026")
    with pytest.raises(DatabaseError), transaction.atomic():
        Sequence.objects.create(scope="sổ/1", period="2026")
