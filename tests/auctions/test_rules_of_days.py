"""Limits between days, computed by hand: Tết, make-up Saturdays, the earliest lawful day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from auctions.rules import BLOCK, NOTE, OK, WARN, Situation, blocking, check
from auctions.terms import Nature, NoticeKind, ShortProcedure, VersionKind
from tests.auctions.factories import at, auction_content, lot, selection_content
from tests.auctions.lawbooks import CALENDAR, book, finding, findings


def test_a_lawful_notice_has_nothing_to_mend():
    found = findings(date(2026, 6, 1))

    assert {f.severity for f in found} == {OK}


def test_second_publication_over_tet_skips_the_holidays_and_lists_them():
    found = findings(date(2026, 2, 13), second_publication_on=date(2026, 2, 23))

    broken = finding(found, "two_publications")
    assert broken.severity == BLOCK
    assert broken.field == "second_publication_on"
    assert broken.earliest == date(2026, 2, 24)
    assert [note.day for note in broken.skipped] == [date(2026, 2, d) for d in range(14, 23)]
    assert broken.message == (
        "Sớm nhất 24/02/2026: ít nhất 2 ngày làm việc sau ngày đăng lần 1 13/02/2026. "
        "Không tính 14/02–22/02 (thứ Bảy, Chủ nhật, nghỉ: Tết Nguyên đán). Đang ghi 23/02/2026."
    )
    assert broken.source == "Luật Đấu giá tài sản, Điều 57 khoản 1"


def test_second_publication_on_the_first_lawful_day_is_fine():
    found = findings(date(2026, 2, 13), second_publication_on=date(2026, 2, 24))

    assert finding(found, "two_publications").severity == OK


def test_auction_of_land_fourteen_days_ahead_names_rule_source_and_earliest_day():
    today = date(2026, 11, 23)
    found = findings(today, auction_at=at(date(2026, 12, 7)))

    broken = finding(found, "second_publication_immovable")
    assert broken.severity == BLOCK
    assert broken.field == "auction_at"
    assert broken.earliest == date(2026, 12, 11)  # 24/11 is off: 25 and 26/11, then 15 days
    assert broken.source == "Luật Đấu giá tài sản, Điều 57 khoản 3"
    assert broken.message == (
        "Ngày mở cuộc đấu giá sớm nhất 11/12/2026: ngày đăng lần 2 sớm nhất là 26/11/2026, "
        "ít nhất 15 ngày trước ngày mở cuộc đấu giá. Đang ghi 07/12/2026."
    )


def test_movable_assets_count_seven_working_days_back_over_tet():
    movable = (lot(nature=Nature.MOVABLE, asset_kind="confiscated"),)
    found = findings(
        date(2026, 2, 2), lots=movable, auction_at=at(date(2026, 2, 25)), second_publication_on=date(2026, 2, 10)
    )

    broken = finding(found, "second_publication_movable")
    assert broken.latest == date(2026, 2, 9)  # 10, 11, 12, 13, 23, 24 and 25/02
    assert broken.severity == BLOCK
    assert "Nếu giữ, ngày mở cuộc đấu giá sớm nhất là 26/02/2026." in broken.message


def test_a_make_up_saturday_counts():
    movable = (lot(nature=Nature.MOVABLE, asset_kind="confiscated"),)
    found = findings(
        date(2026, 8, 3), lots=movable, auction_at=at(date(2026, 8, 24)), second_publication_on=date(2026, 8, 13)
    )

    checked = finding(found, "second_publication_movable")
    assert checked.latest == date(2026, 8, 16)  # 17, 18, 19, 20, 21, 22 (Saturday) and 24/08
    assert checked.severity == OK
    assert [note.day for note in checked.skipped] == [date(2026, 8, 23)]


def test_only_the_lenient_reading_holds_is_a_warning():
    found = findings(date(2026, 11, 2), second_publication_on=date(2026, 12, 6), auction_at=at(date(2026, 12, 21)))

    warned = finding(found, "second_publication_immovable")
    assert warned.severity == WARN
    assert warned.message.endswith("nếu tính không kể cả hai đầu thì chậm nhất là 05/12/2026.")


@pytest.mark.parametrize(("day", "severity"), [(5, OK), (6, BLOCK)])
def test_the_strict_setting_makes_the_strict_reading_the_rule(day, severity):
    found = findings(
        date(2026, 11, 2),
        situation={"strict": True},
        second_publication_on=date(2026, 12, day),
        auction_at=at(date(2026, 12, 21)),
    )

    checked = finding(found, "second_publication_immovable")
    assert (checked.severity, checked.latest) == (severity, date(2026, 12, 5))


def test_posting_too_late_says_the_latest_day_and_the_way_out():
    found = findings(date(2026, 11, 2), posted_on=date(2026, 12, 8), auction_at=at(date(2026, 12, 21)))

    broken = finding(found, "posting_immovable")
    assert (broken.severity, broken.latest) == (BLOCK, date(2026, 12, 6))
    assert "Đang ghi 08/12/2026. Nếu giữ, ngày mở cuộc đấu giá sớm nhất là 23/12/2026." in broken.message


def test_dossiers_are_sold_until_exactly_two_working_days_before_opening():
    opening = at(date(2026, 12, 21))
    early = findings(date(2026, 11, 2), auction_at=opening, dossier_until=at(date(2026, 12, 16), 17, 0))
    right = findings(date(2026, 11, 2), auction_at=opening, dossier_until=at(date(2026, 12, 17), 17, 0))
    late = findings(date(2026, 11, 2), auction_at=opening, dossier_until=at(date(2026, 12, 18), 17, 0))

    assert [finding(f, "dossier_until").severity for f in (early, right, late)] == [WARN, OK, WARN]
    assert [note.day for note in finding(late, "dossier_until").skipped] == [date(2026, 12, 19), date(2026, 12, 20)]


def test_law_of_2016_counts_calendar_days_for_dossiers_and_blocks():
    found = findings(
        date(2024, 6, 3), law_set="2016", auction_at=at(date(2024, 8, 5)), dossier_until=at(date(2024, 8, 2), 17, 0)
    )

    broken = finding(found, "dossier_until")
    assert (broken.severity, broken.latest) == (BLOCK, date(2024, 8, 3))


def test_viewing_must_last_two_days_in_a_row():
    found = findings(date(2026, 6, 1), viewing_from=date(2026, 6, 10), viewing_to=date(2026, 6, 10))

    warned = finding(found, "viewing_days")
    assert (warned.severity, warned.earliest) == (WARN, date(2026, 6, 11))


def test_short_procedure_needs_one_publication_three_working_days_before():
    today, opening = date(2026, 6, 1), date(2026, 6, 3)
    movable = (lot(nature=Nature.MOVABLE, asset_kind="confiscated"),)
    found = findings(today, lots=movable, short_procedure=ShortProcedure.SMALL, posted_on=today, auction_at=at(opening))

    broken = finding(found, "short_publication_movable")
    assert (broken.severity, broken.field, broken.earliest) == (BLOCK, "auction_at", date(2026, 6, 4))
    assert not [f for f in found if f.code == "two_publications"]


def test_both_natures_answer_to_both_limits():
    lots = (lot(), lot(nature=Nature.MOVABLE, asset_kind="confiscated"))

    codes = {f.code for f in findings(date(2026, 6, 1), lots=lots)}

    assert {"posting_movable", "posting_immovable"} <= codes


def test_an_empty_date_gets_the_lawful_day_as_a_hint():
    found = findings(date(2026, 11, 2), dossier_until=None, auction_at=at(date(2026, 12, 21)))

    hint = finding(found, "dossier_until")
    assert (hint.severity, hint.latest) == (NOTE, date(2026, 12, 17))


def test_second_publication_too_early_says_when():
    today = date(2026, 2, 23)
    found = findings(today, situation={"step": VersionKind.SECOND, "first_published": date(2026, 2, 13)})

    broken = finding(found, "two_publications")
    assert (broken.severity, broken.earliest) == (BLOCK, date(2026, 2, 24))
    assert broken.message.endswith("Hôm nay là 23/02/2026.")


def test_second_publication_too_late_asks_for_a_later_auction():
    today, first = date(2026, 6, 22), date(2026, 6, 1)
    found = findings(
        today,
        situation={"step": VersionKind.SECOND, "first_published": first},
        posted_on=first,
        auction_at=at(date(2026, 7, 1)),
    )

    broken = finding(found, "second_publication_immovable")
    assert (broken.severity, broken.field, broken.earliest) == (BLOCK, "auction_at", date(2026, 7, 7))
    assert "ngày đăng lần 2 là 22/06/2026" in broken.message


def test_a_correction_may_name_days_that_are_over_or_break_a_limit():
    today = date(2026, 6, 22)
    situation = {"step": VersionKind.CORRECTION, "first_published": date(2026, 6, 1), "second_published": today}
    found = findings(
        today, situation=situation, posted_on=date(2026, 6, 1), auction_at=at(date(2026, 6, 20)),
        viewing_from=date(2026, 6, 3), viewing_to=date(2026, 6, 5), dossier_from=date(2026, 6, 1),
        dossier_until=at(date(2026, 6, 17)), deposit_from=date(2026, 6, 1), deposit_until=at(date(2026, 6, 17)),
    )  # fmt: skip

    assert blocking(found) == []
    past = [f for f in found if f.code == "past"]
    assert {f.field for f in past} == {"auction_at", "dossier_until", "deposit_until"}
    assert {f.severity for f in past} == {WARN}


def test_a_new_notice_may_not_name_days_that_are_over():
    found = findings(date(2026, 6, 22), auction_at=at(date(2026, 6, 20)))

    assert "Ngày mở cuộc đấu giá 20/06/2026 đã qua." in [f.message for f in blocking(found)]


def test_periods_end_after_they_begin():
    found = findings(date(2026, 6, 1), viewing_from=date(2026, 6, 12), viewing_to=date(2026, 6, 10))

    (order,) = [f for f in blocking(found) if f.code == "order"]
    assert (order.field, order.message) == ("viewing_to", "Ngày cuối xem tài sản phải từ 12/06/2026 trở đi.")


def test_selection_is_decided_three_working_days_after_publication():
    today = date(2026, 6, 1)
    content = selection_content(today=today, decision_on=date(2026, 6, 3), dossier_until=at(date(2026, 6, 2), 17, 0))
    found = check(content, Situation(NoticeKind.SELECTION, today), book(NoticeKind.SELECTION), CALENDAR)

    refused = finding(found, "selection_before_decision")
    assert (refused.severity, refused.earliest) == (BLOCK, date(2026, 6, 4))


def test_publishing_on_the_earliest_day_the_engine_names_is_accepted():
    today = date(2026, 11, 23)
    earliest = finding(
        findings(today, auction_at=at(today + timedelta(days=3))), "second_publication_immovable"
    ).earliest

    again = check(
        auction_content(today=today, auction_at=at(earliest)), Situation(NoticeKind.AUCTION, today), book(), CALENDAR
    )

    assert finding(again, "second_publication_immovable").severity == WARN  # only the lenient reading holds
