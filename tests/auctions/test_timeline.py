"""Các mốc và hạn: which law explains a day, and what becomes of the days of a notice that ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from auctions.timeline import Ending, Milestone, Published, milestones, steps
from tests.auctions.factories import at, auction_content
from tests.auctions.lawbooks import CALENDAR, book

TODAY = date(2026, 6, 1)
CONTENT = auction_content(today=TODAY)
PUBLISHED = Published(at(TODAY), at(date(2026, 6, 4)))


def found(law_set: str = "2025") -> list[Milestone]:
    return milestones(CONTENT, PUBLISHED, kind="auction", book=book(law_set=law_set), calendar=CALENDAR)


def deposit(law_set: str) -> Milestone:
    (one,) = [each for each in found(law_set) if each.what == "Nộp tiền đặt trước"]
    return one


def test_the_deposit_is_explained_by_the_law_that_applies_and_the_older_text_is_folded():
    told = deposit("2025")

    assert "ít nhất 2 ngày làm việc trước ngày mở cuộc đấu giá" in told.why
    assert "Luật 37/2024/QH15" in told.why
    assert "cách hiểu cần đối chiếu với văn bản" in told.why, "nobody has compared it with the text yet"
    assert "cần đối chiếu" not in told.also
    assert "ít nhất 1 ngày trước" not in told.why
    assert "ít nhất 1 ngày trước ngày mở cuộc đấu giá" in told.also


def test_before_the_change_the_older_text_is_the_law():
    told = deposit("2016")

    assert "ít nhất 1 ngày trước ngày mở cuộc đấu giá" in told.why
    assert "Luật 37/2024/QH15" not in told.why + told.also
    assert told.also == ""


def test_while_it_stands_days_are_done_going_on_or_to_come():
    states = {step.what: step.state for step in steps(found(), at(date(2026, 6, 20)))}

    assert states["Đăng lần 1"] == "done"
    assert states["Bán, tiếp nhận hồ sơ"] == "now"
    assert states["Mở cuộc đấu giá"] == "todo"


@pytest.mark.parametrize(("is_cancelled", "open_then", "to_come"), [(True, "stopped", "off"), (False, "void", "void")])
def test_after_its_end_nothing_of_a_notice_looks_alive(is_cancelled: bool, open_then: str, to_come: str):
    ending = Ending(at(date(2026, 6, 20)), "Huỷ", "Người có tài sản rút", is_cancelled)
    lines = steps(found(), ending.at + timedelta(days=400), ending)
    states = {step.what: step.state for step in lines}

    assert states["Đăng lần 2"] == "done"
    assert states["Bán, tiếp nhận hồ sơ"] == open_then
    assert states["Mở cuộc đấu giá"] == to_come
    assert {"now", "todo"} & set(states.values()) == set()
    (end,) = [step for step in lines if step.state == "ended"]
    assert (end.what, end.why) == ("Huỷ", "Người có tài sản rút")
    assert lines.index(end) < [step.what for step in lines].index("Mở cuộc đấu giá")
