"""Whether a document is in force on a day: worked out from dates and from what others do to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.errors import DomainError
from portal.models import LegalDocument
from portal.queries.legal import relations_of, status_on
from portal.services.legal import change_document, publish_document, withdraw_document
from portal.services.legal_parts import add_relation, remove_relation
from tests.portal.law import arrange

pytestmark = pytest.mark.django_db
BEFORE, FIRST, LATER = date(2017, 6, 30), date(2017, 7, 1), date(2025, 1, 1)


def newer(**changed: Any) -> LegalDocument:
    return arrange.published("37/2024/QH15", title="Sửa đổi", effective_on=LATER, **changed)


def test_a_document_begins_on_its_day() -> None:
    document = arrange.published()
    assert status_on(document, BEFORE) == "chua-co-hieu-luc"
    assert status_on(document, FIRST) == "con-hieu-luc"


def test_a_document_ends_on_its_last_days_morning() -> None:
    document = arrange.published(expires_on=date(2027, 3, 1))
    assert status_on(document, date(2027, 2, 28)) == "con-hieu-luc"
    assert status_on(document, date(2027, 3, 1)) == "het-hieu-luc"


def test_without_a_day_nobody_pretends_to_know() -> None:
    assert status_on(arrange.published(effective_on=None), LATER) == "chua-ro"


@pytest.mark.parametrize(
    ("kind", "is_partial", "status"),
    [
        ("amends", False, "het-mot-phan"),
        ("replaces", False, "het-hieu-luc"),
        ("repeals", False, "het-hieu-luc"),
        ("replaces", True, "het-mot-phan"),
        ("repeals", True, "het-mot-phan"),
        ("guides", False, "con-hieu-luc"),
        ("refers", False, "con-hieu-luc"),
    ],
)
def test_what_another_document_does_counts_from_its_day(kind: str, is_partial: bool, status: str) -> None:
    document, other = arrange.published(), newer()
    add_relation(other, document, kind, is_partial=is_partial, by=arrange.publisher())
    assert status_on(document, date(2024, 12, 31)) == "con-hieu-luc"
    assert status_on(document, LATER) == status


def test_a_relation_may_begin_later_than_its_document() -> None:
    document, other = arrange.published(), newer()
    add_relation(other, document, "replaces", starts_on=date(2026, 1, 1), by=arrange.publisher())
    assert status_on(document, LATER) == "con-hieu-luc"
    assert status_on(document, date(2026, 1, 1)) == "het-hieu-luc"


def test_a_relation_without_a_day_changes_nothing() -> None:
    document, other = arrange.published(), arrange.published("37/2024/QH15", effective_on=None)
    add_relation(other, document, "replaces", by=arrange.publisher())
    assert status_on(document, LATER) == "con-hieu-luc"


def test_a_draft_and_a_withdrawn_document_change_nothing() -> None:
    document, other = arrange.published(), arrange.draft("37/2024/QH15", effective_on=LATER)
    add_relation(other, document, "replaces", by=arrange.editor())
    assert status_on(document, LATER) == "con-hieu-luc"
    publish_document(other, by=arrange.publisher())
    assert status_on(document, LATER) == "het-hieu-luc"
    withdraw_document(other, by=arrange.publisher(), note="nhập nhầm")
    assert status_on(document, LATER) == "con-hieu-luc"


def test_relations_are_read_from_both_ends() -> None:
    document, other = arrange.published(), newer()
    add_relation(other, document, "amends", by=arrange.publisher())
    assert [group.label for group in relations_of(other, published_only=True)] == ["Sửa đổi, bổ sung"]
    assert [group.label for group in relations_of(document, published_only=True)] == ["Được sửa đổi, bổ sung bởi"]


def test_the_same_relation_twice_is_one() -> None:
    document, other = arrange.published(), newer()
    by = arrange.publisher()
    assert add_relation(other, document, "amends", by=by) == add_relation(other, document, "amends", by=by)


def test_no_document_acts_on_itself() -> None:
    document = arrange.published()
    with pytest.raises(DomainError, match="chính nó"):
        add_relation(document, document, "replaces", by=arrange.publisher())


def test_replacing_makes_no_circle_however_long() -> None:
    by = arrange.publisher()
    first, second, third = (arrange.published(f"0{n}/TT-BTP", effective_on=None) for n in (1, 2, 3))
    add_relation(second, first, "replaces", by=by)
    add_relation(third, second, "repeals", by=by)
    with pytest.raises(DomainError, match="vòng"):
        add_relation(first, third, "replaces", by=by)
    assert not first.acts_on.exists()


def test_an_older_document_does_nothing_to_a_newer_one() -> None:
    old = arrange.published("10/2015/NĐ-CP", issued_on=date(2015, 2, 1), effective_on=None)
    new = arrange.published("20/2020/NĐ-CP", issued_on=date(2020, 2, 1), effective_on=None)
    with pytest.raises(DomainError, match="trước"):
        add_relation(old, new, "amends", by=arrange.publisher())
    add_relation(old, new, "refers", by=arrange.publisher())


def test_new_dates_may_not_contradict_relations() -> None:
    by = arrange.publisher()
    old = arrange.published("10/2015/NĐ-CP", issued_on=date(2015, 2, 1), effective_on=None)
    new = arrange.published("20/NĐ-CP", issued_on=date(2020, 2, 1), effective_on=None)
    add_relation(new, old, "replaces", by=by)
    new.refresh_from_db()
    wrong = arrange.facts("20/NĐ-CP", issued_on=date(2014, 2, 1), effective_on=None)
    with pytest.raises(DomainError, match="không thể thay thế"):
        change_document(new, wrong, revision=new.revision, by=by, note="thử")


def test_a_relation_taken_back_counts_no_more() -> None:
    document, other = arrange.published(), newer()
    relation = add_relation(other, document, "replaces", by=arrange.publisher())
    remove_relation(relation, by=arrange.publisher())
    assert status_on(document, LATER) == "con-hieu-luc"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"issued_on": date(2018, 1, 1)}, "issued_on"),  # the number says 2016
        ({"issued_on": date(2016, 11, 17), "effective_on": date(2016, 11, 16)}, "effective_on"),
        ({"expires_on": date(2017, 7, 1)}, "expires_on"),
        ({"number": "01/QH", "issued_on": date(2090, 1, 1), "effective_on": None}, "issued_on"),
    ],
)
def test_dates_must_agree(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        arrange.draft(**{"number": "01/2016/QH14", **changed})
    assert refused.value.field == field


def test_an_effect_before_the_issue_is_said_on_purpose() -> None:
    arrange.draft(issued_on=date(2016, 11, 17), effective_on=date(2016, 11, 1), is_retroactive=True)


@pytest.mark.parametrize("spelling", ["01/2016/QH14", "01/2016/qh14", "01-2016 QH14"])
def test_a_number_is_unique_for_its_issuer_however_it_is_written(spelling: str) -> None:
    arrange.draft()
    with pytest.raises(DomainError, match="đã có văn bản số"):
        arrange.draft(spelling, issuer="quốc hội")
    arrange.draft(spelling, issuer="Chính phủ")
