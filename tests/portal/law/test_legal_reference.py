"""Loading fixtures/legal: checked as a whole, idempotent, and never over what people changed."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.models import LegalDocument, LegalDocumentLog, LegalRelation, QuestionRule
from portal.queries.legal import status_on
from portal.services.legal import change_document
from portal.services.legal_parts import add_relation, remove_relation
from portal.services.legal_reference import FILE, ReferenceRefused, load_legal_documents, read_lines
from portal.services.question_rules import load_question_rules
from tests.portal.law import arrange

ONE = """
[[document]]
number = "01/2016/QH14"
kind = "luat"
title = "Đấu giá tài sản"
issuer = "Quốc hội"
field = "dau-gia"
effective_on = 2017-07-01
confidence = "cao"
source = "thử"
"""
TWO = (
    ONE
    + """
[[document]]
number = "37/2024/QH15"
kind = "luat"
title = "Sửa đổi"
issuer = "Quốc hội"
field = "dau-gia"
effective_on = 2025-01-01
confidence = "cao"
source = "thử"

[[document.relation]]
kind = "amends"
to = "01/2016/QH14"
"""
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "documents.toml"
    path.write_text(TWO)
    return path


def changed(path: Path, old: str, new: str) -> Path:
    path.write_text(path.read_text().replace(old, new))
    return path


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('title = "Sửa đổi"', 'titel = "Sửa đổi"', "unknown key 'titel'"),
        ('title = "Sửa đổi"\n', "", "'title' is missing"),
        ('to = "01/2016/QH14"', 'to = "99/2016/QH14"', "not in the file"),
        ('kind = "amends"', 'kind = "eats"', "known kind"),
        ('to = "01', 'von = "x"\nto = "01', "unknown key 'von'"),
        ("37/2024/QH15", "01-2016 qh14", "is there twice"),
        ('confidence = "cao"', 'confidence = "chắc"', "has no value 'chắc'"),
        ("2025-01-01", '"ngày đầu năm"', "'effective_on' is no date"),
        ("effective_on = 2025", "expires_on = 2024-01-01\neffective_on = 2025", "hết hiệu lực"),
        ("[[document]]", "[[act]]", "unknown table"),
        ('source = "thử"', 'source = "thử', "documents.toml"),
    ],
)
def test_a_wrong_file_is_refused_as_a_whole(file: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(ReferenceRefused, match=complaint):
        read_lines(changed(file, old, new))


def test_the_file_of_the_project_is_sound_and_names_at_least_twenty_acts() -> None:
    lines = read_lines(FILE)
    assert len(lines) >= 20
    assert all(line.facts.source and line.facts.confidence for line in lines)
    assert sum(len(line.relations) for line in lines) >= 20
    for line in lines:
        if not line.facts.effective_on and line.facts.kind != "van-ban-hop-nhat":
            assert "chưa đối chiếu nên để trống" in line.facts.note, line.facts.number


@pytest.mark.django_db
def test_everything_is_loaded_published_and_a_second_time_writes_nothing() -> None:
    arrange.ministry()
    first = load_legal_documents()
    assert first.created == LegalDocument.objects.published().count() == len(read_lines(FILE))
    written = LegalDocumentLog.objects.count(), list(LegalDocument.objects.order_by("pk").values_list("revision"))
    second = load_legal_documents()
    assert (second.created, second.updated, second.kept) == (0, 0, [])
    assert written == (
        LegalDocumentLog.objects.count(), list(LegalDocument.objects.order_by("pk").values_list("revision"))
    )  # fmt: skip


@pytest.mark.django_db
def test_the_seeded_acts_stand_as_the_sources_say() -> None:
    arrange.ministry()
    load_legal_documents()

    def status(number: str, day: date) -> str:
        return status_on(LegalDocument.objects.get(number=number), day)

    assert status("01/2016/QH14", date(2024, 12, 31)) == "con-hieu-luc"
    assert status("01/2016/QH14", date(2025, 1, 1)) == "het-mot-phan"
    assert status("53/2014/QH13", date(2025, 7, 1)) == "het-hieu-luc"
    assert status("46/2024/QH15", date(2027, 1, 1)) == "het-mot-phan"
    assert status("120/2025/NĐ-CP", date(2027, 3, 1)) == "het-hieu-luc"
    assert status("03/2026/QH16", date(2026, 11, 23)) == "chua-co-hieu-luc"
    assert status("62/2017/NĐ-CP", date(2020, 1, 1)) == "chua-ro"


@pytest.mark.django_db
def test_what_the_file_says_anew_is_taken_over(file: Path) -> None:
    arrange.ministry()
    load_legal_documents(file)
    outcome = load_legal_documents(changed(file, '"Sửa đổi"', '"Sửa đổi, bổ sung một số điều"'))
    assert (outcome.created, outcome.updated) == (0, 1)
    assert LegalDocument.objects.get(number="37/2024/QH15").title == "Sửa đổi, bổ sung một số điều"
    load_legal_documents(changed(file, 'kind = "amends"', 'kind = "replaces"'))
    assert LegalRelation.objects.get().kind == "replaces"


@pytest.mark.django_db
def test_what_people_changed_stays_and_is_reported(file: Path) -> None:
    arrange.ministry()
    load_legal_documents(file)
    by = arrange.publisher()
    document = LegalDocument.objects.get(number="37/2024/QH15")
    facts = arrange.facts("37/2024/QH15", title="Tên đúng", source="thử", effective_on=date(2025, 1, 1))
    change_document(document, facts, revision=document.revision, by=by, note="sửa")
    remove_relation(LegalRelation.objects.get(), by=by)
    outcome = load_legal_documents(file)
    document.refresh_from_db()
    assert document.title == "Tên đúng"
    assert not LegalRelation.objects.exists()
    assert any("title is 'Tên đúng' on the site" in each for each in outcome.kept)
    assert any("relation ('amends', '01/2016/QH14')" in each for each in outcome.kept)


@pytest.mark.django_db
def test_documents_and_relations_of_the_site_are_left_alone(file: Path) -> None:
    own = arrange.published(title="Nhập trên Cổng")
    outcome = load_legal_documents(file)
    own.refresh_from_db()
    assert own.title == "Nhập trên Cổng"
    assert outcome.kept == ["01/2016/QH14: entered on the site, left as it is"]
    newer = LegalDocument.objects.get(number="37/2024/QH15")
    extra = add_relation(newer, own, "refers", by=arrange.publisher())
    load_legal_documents(file)
    assert LegalRelation.objects.filter(pk=extra.pk).exists()


@pytest.mark.django_db
def test_the_command_says_what_it_did_and_needs_the_ministry() -> None:
    with pytest.raises(CommandError, match="load_reference"):
        call_command("load_legal_documents")
    arrange.ministry()
    said = StringIO()
    call_command("load_legal_documents", stdout=said)
    assert f"documents: {len(read_lines(FILE))} new, 0 updated; rules: 4 new" in said.getvalue()


@pytest.mark.django_db
def test_rules_of_questions_are_added_once() -> None:
    assert load_question_rules() == 4
    QuestionRule.objects.filter(field="").update(answer_days=15)
    assert load_question_rules() == 0
    assert QuestionRule.objects.get(field="").answer_days == 15
