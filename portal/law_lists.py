"""The lists of legal documents and of questions, for everybody and for the office (danh sách)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate

from accounts.models import AdministrativeUnit, UnitLevel
from core.text import fold
from portal.filtering import DayParameter, Facet, ListFilter
from portal.legal_terms import DocumentKind, EffectStatus, LegalField
from portal.models import LegalDocument
from portal.queries import legal, questions
from portal.workflows.legal import DocumentState

DAY = "ngay"


def _issuers() -> Mapping[str, str]:
    """The issuer with the most documents first; of several spellings of a name the usual one."""
    found: dict[str, str] = {}
    rows = LegalDocument.objects.values_list("issuer_key", "issuer").annotate(n=Count("pk")).order_by("-n", "issuer")
    for key, name, _ in rows:
        found.setdefault(key, name)
    return found


def _years() -> Mapping[str, str]:
    rows = LegalDocument.objects.filter(year__isnull=False).order_by("-year").values_list("year", flat=True).distinct()
    return {str(year): str(year) for year in rows}


def _provinces() -> Mapping[str, str]:
    units = AdministrativeUnit.objects.on(localdate()).filter(level=UnitLevel.PROVINCE).order_by("name")
    return {str(code): name for code, name in units.values_list("code", "name")}


class DocumentFilter(ListFilter):
    """Published legal documents (bộ lọc văn bản): effect is that of the day in the address, today if none is."""

    facets = (
        Facet("hieu-luc", "Hiệu lực", "effect", lambda: dict(EffectStatus.choices)),
        Facet("linh-vuc", "Lĩnh vực", "field", lambda: dict(LegalField.choices)),
        Facet("loai", "Loại văn bản", "kind", lambda: dict(DocumentKind.choices)),
        Facet("co-quan", "Cơ quan ban hành", "issuer_key", _issuers),
        Facet("nam", "Năm ban hành", "year", _years),
    )
    sorts = {
        "": (
            "Mới ban hành trước",
            (F("year").desc(nulls_last=True), F("issued_on").desc(nulls_last=True), "number_key", "pk"),
        ),
        "hieu-luc": ("Mới có hiệu lực trước", (F("effective_on").desc(nulls_last=True), "number_key", "pk")),
        "cu": ("Cũ nhất trước", ("year", F("issued_on").asc(nulls_last=True), "number_key", "pk")),
        "so": ("Theo số, ký hiệu", ("number_key", "pk")),
    }

    def __init__(self, data: QueryDict, whole: QuerySet[Any]) -> None:
        super().__init__(data, whole)
        self.asked_day = DayParameter(self.data.get(DAY, "")[:30])

    @property
    def day(self) -> date:
        """The day whose effect is shown."""
        return self.asked_day.day or localdate()

    def prepared(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows with what facets, orders and lines need."""
        return legal.with_status_on(rows, self.day).defer("search", "loaded")

    def by_words(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Every word, with or without diacritics."""
        return legal.matching(rows, text)

    def single_in_use(self) -> Iterator[tuple[str, str]]:
        """Parameters with one value that are in use."""
        if self.asked_day.day and self.asked_day.day != localdate():
            yield DAY, f"Hiệu lực tại ngày {self.asked_day}"


_LACKING = {"thieu": "Thiếu ngày có hiệu lực", "thap": "Độ tin cậy thấp", "chua-tep": "Chưa có tệp"}


class OfficeDocumentFilter(DocumentFilter):
    """Documents an editor keeps, drafts included (bộ lọc văn bản nghiệp vụ)."""

    facets = (
        Facet("trang-thai", "Trạng thái", "state", lambda: dict(DocumentState.choices)),
        Facet("linh-vuc", "Lĩnh vực", "field", lambda: dict(LegalField.choices)),
        Facet("loai", "Loại văn bản", "kind", lambda: dict(DocumentKind.choices)),
    )
    sorts = {
        "": ("Mới sửa trước", ("-changed_at", "-pk")),
        "ban-hanh": ("Mới ban hành trước", (F("issued_on").desc(nulls_last=True), "-year", "number_key", "pk")),
        "so": ("Theo số, ký hiệu", ("number_key", "pk")),
    }

    def prepared(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows with what facets, orders and lines need."""
        rows = super().prepared(rows)
        lacking = {"thieu": Q(effective_on=None), "thap": Q(confidence="thap"), "chua-tep": Q(files=None)}
        return rows.filter(lacking.get(self.lacking, Q()))

    @property
    def lacking(self) -> str:
        """What the documents lack that are asked for."""
        asked = self.data.get("can-bo-sung", "")
        return asked if asked in _LACKING else ""

    @property
    def lacking_choices(self) -> list[tuple[str, str]]:
        """What may be lacking."""
        return list(_LACKING.items())

    def single_in_use(self) -> Iterator[tuple[str, str]]:
        """Parameters with one value that are in use."""
        if self.lacking:
            yield "can-bo-sung", _LACKING[self.lacking]

    def by_words(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Every word, with or without diacritics."""
        for word in fold(text).split():
            rows = rows.filter(Q(number_key__contains=word) | Q(search__matches=f"'{word[:60]}':*"))
        return rows


class QuestionFilter(ListFilter):
    """Published questions (bộ lọc hỏi đáp)."""

    facets = (
        Facet("linh-vuc", "Lĩnh vực", "field", lambda: dict(LegalField.choices)),
        Facet("tinh", "Tỉnh, thành phố", "province__code", _provinces),
    )
    sorts = {
        "": ("Mới đăng trước", ("-published_at", "-pk")),
        "cu": ("Cũ nhất trước", ("published_at", "pk")),
    }

    def prepared(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Rows with what facets, orders and lines need."""
        return rows.select_related("agency", "province").defer("search", "text")

    def by_words(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Every word, with or without diacritics."""
        return questions.matching(rows, text)
