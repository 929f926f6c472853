"""Money, dates and text as Vietnamese people type them; what is wrong is said, what was typed stays."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from core.forms import MoneyField, PlainTextField, VnDateField, VnDateTimeField
from core.text import begins_with_name


def refusal(field: forms.Field, value: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages[0]


# ------------------------------------------------------------------ money


@pytest.mark.parametrize(
    "typed",
    [
        "1500000000",
        "1.500.000.000",
        "1,500,000,000",
        "1 500 000 000",
        "1\u00a0500\u00a0000\u00a0000\u00a0đ",
        "1.500.000.000 đ",
        "1.500.000.000đ",
        "1.500.000.000 Đ",
        "1.500.000.000 đồng",
        "1.500.000.000 VNĐ",
        "1.500.000.000 vnd.",
        "1.500.000.000 ₫",
        "  1.500.000.000  ",
        "1.500.000.000 \u0111o\u0302\u0300ng",  # decomposed
        "0001500000000",
        1_500_000_000,
        Decimal("1500000000"),
    ],
)
def test_money_is_understood_however_it_is_typed(typed: Any) -> None:
    assert MoneyField().clean(typed) == Decimal(1_500_000_000)


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("1.500", 1500), ("999", 999), ("9" * 15, 10**15 - 1)])
def test_small_and_large_sums(typed: str, value: int) -> None:
    assert MoneyField().clean(typed) == value


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-1", "Số tiền không được âm."),
        ("−5.000", "Số tiền không được âm."),
        ("- 5.000 đ", "Số tiền không được âm."),
        (Decimal("-1"), "Số tiền không được âm."),
        ("1,5", "không có phần lẻ"),
        ("1500.50", "không có phần lẻ"),
        ("1.500.000,00", "không có phần lẻ"),
        ("1.500.000,5 đ", "không có phần lẻ"),
        (Decimal("0.5"), "không có phần lẻ"),
        ("1" + "0" * 15, "quá 15 chữ số"),
        ("1." + ".".join(["000"] * 5), "quá 15 chữ số"),
        ("9" * 10_000, "quá 15 chữ số"),
        ("1.5000.000", "dấu chấm ngăn cách"),
        ("1.500,000.000", "dấu chấm ngăn cách"),
        ("1..000", "dấu chấm ngăn cách"),
        ("1.500 triệu", "dấu chấm ngăn cách"),
        ("một tỷ", "dấu chấm ngăn cách"),
        ("1e9", "dấu chấm ngăn cách"),
        ("0x10", "dấu chấm ngăn cách"),
        ("١٢٣", "dấu chấm ngăn cách"),
        ("NaN", "dấu chấm ngăn cách"),
        ("đ", "dấu chấm ngăn cách"),
        (".", "dấu chấm ngăn cách"),
        ("", "chưa nhập"),
        (None, "chưa nhập"),
    ],
)
def test_what_is_no_sum_is_refused_with_the_reason(typed: Any, message: str) -> None:
    assert message in refusal(MoneyField(), typed)


def test_limits_of_money_are_named() -> None:
    field = MoneyField(min_value=1, max_value=2_000_000)
    assert refusal(field, "0") == "Nhập số tiền từ 1 đ trở lên."
    assert refusal(field, "2.000.001") == "Nhập số tiền không quá 2.000.000 đ."
    assert field.clean("2.000.000") == 2_000_000


def test_money_that_may_be_left_out() -> None:
    assert MoneyField(required=False).clean("") is None


@given(st.integers(0, 10**15 - 1), st.sampled_from([".", ",", " "]), st.sampled_from(["", " đ", " đồng", "₫"]))
def test_any_sum_survives_any_way_of_writing_it(amount: int, separator: str, unit: str) -> None:
    assert MoneyField().clean(f"{amount:,}".replace(",", separator) + unit) == amount


@given(st.integers(0, 10**15 - 1))
def test_what_is_shown_can_be_sent_back(amount: int) -> None:
    field = MoneyField()
    shown = field.widget.format_value(Decimal(amount))
    assert field.clean(shown) == amount
    assert not field.has_changed(Decimal(amount), shown)


@given(st.text(max_size=30))
@example("1.000.")
@example("\x00")
def test_any_text_is_a_sum_or_a_refusal(text: str) -> None:
    try:
        value = MoneyField(required=False).clean(text)
    except ValidationError:
        return
    assert value is None or 0 <= value < 10**15


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    "typed",
    [
        "21/12/2026",
        "21-12-2026",
        "21.12.2026",
        "21 12 2026",
        "21 / 12 / 2026",
        "21122026",
        "2026-12-21",
        " 21/12/2026 ",
    ],
)
def test_a_date_is_understood_however_it_is_typed(typed: str) -> None:
    assert VnDateField().clean(typed) == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31/02/2026", "Không có ngày 31/02/2026. Tháng 02/2026 có 28 ngày."),
        ("29/02/2027", "Không có ngày 29/02/2027. Tháng 02/2027 có 28 ngày."),
        ("31/04/2026", "Không có ngày 31/04/2026. Tháng 04/2026 có 30 ngày."),
        ("00/01/2026", "Không có ngày 00/01/2026. Tháng 01/2026 có 31 ngày."),
        ("12/21/2026", "Không có tháng 21. Nhập tháng từ 01 đến 12."),
        ("01/00/2026", "Không có tháng 00. Nhập tháng từ 01 đến 12."),
        ("21/12/20266", "Năm “20266” không đúng. Nhập năm bốn chữ số, từ 1900 đến 2100."),
        ("21/12/26", "Năm “26” không đúng. Nhập năm bốn chữ số, từ 1900 đến 2100."),
        ("21/12/1899", "Năm “1899” không đúng. Nhập năm bốn chữ số, từ 1900 đến 2100."),
        ("21/12/2101", "Năm “2101” không đúng. Nhập năm bốn chữ số, từ 1900 đến 2100."),
        ("21/12/" + "9" * 10_000, "Năm “999999999999” không đúng. Nhập năm bốn chữ số, từ 1900 đến 2100."),
        ("31022026", "Không có ngày 31/02/2026. Tháng 02/2026 có 28 ngày."),
        ("211226", "Nhập ngày theo mẫu ngày/tháng/năm, ví dụ 21/12/2026."),
        ("mai", "Nhập ngày theo mẫu ngày/tháng/năm, ví dụ 21/12/2026."),
        ("٢١/١٢/٢٠٢٦", "Nhập ngày theo mẫu ngày/tháng/năm, ví dụ 21/12/2026."),
        ("21/12/2026 17:00", "Nhập ngày theo mẫu ngày/tháng/năm, ví dụ 21/12/2026."),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(typed: str, message: str) -> None:
    assert refusal(VnDateField(), typed) == message


def test_limits_of_dates_are_named() -> None:
    field = VnDateField(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
    assert refusal(field, "31/12/2025") == "Nhập ngày từ 01/01/2026 trở đi."
    assert refusal(field, "01/01/2027") == "Nhập ngày không quá 31/12/2026."
    assert field.clean("31/12/2026") == date(2026, 12, 31)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_date_survives_being_shown_and_sent_back(day: date) -> None:
    field = VnDateField()
    shown = field.widget.format_value(day)
    assert field.clean(shown) == day
    assert not field.has_changed(day, shown)
    assert field.clean(f"{day:%d%m%Y}") == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    for field in (VnDateField(required=False), VnDateTimeField(required=False)):
        with contextlib.suppress(ValidationError):
            field.clean(text)


# ------------------------------------------------------------------ moments


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.mark.parametrize(
    "typed",
    [
        "17:05 21/12/2026",
        "17:05 ngày 21/12/2026",
        "17:05, ngày 21/12/2026",
        "17h05 ngày 21/12/2026",
        "17 giờ 05 ngày 21/12/2026",
        "17 giờ 05 phút ngày 21/12/2026",
        "17 giờ 05 phút, ngày 21/12/2026",
        "21/12/2026 17:05",
        "21/12/2026, 17:05",
        "ngày 21/12/2026 lúc 17:05",
        "21/12/2026 17:05:00",
        "17:05 21122026",
        "2026-12-21T17:05",
        "2026-12-21 17:05",
    ],
)
def test_a_moment_is_understood_however_it_is_typed(typed: str) -> None:
    assert VnDateTimeField().clean(typed) == at("2026-12-21T17:05")


def test_a_full_hour_needs_no_minutes() -> None:
    assert VnDateTimeField().clean("8h ngày 1/2/2026") == at("2026-02-01T08:00")
    assert VnDateTimeField().clean("8 giờ ngày 1/2/2026") == at("2026-02-01T08:00")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("21/12/2026", "Nhập cả giờ, ví dụ 17:00 21/12/2026."),
        ("ngày 21/12/2026", "Nhập cả giờ, ví dụ 17:00 21/12/2026."),
        ("25:00 21/12/2026", "Không có 25:00. Nhập giờ từ 00:00 đến 23:59."),
        ("17:60 21/12/2026", "Không có 17:60. Nhập giờ từ 00:00 đến 23:59."),
        ("17:00 31/02/2026", "Không có ngày 31/02/2026. Tháng 02/2026 có 28 ngày."),
        ("17:00 21/12/20266", "Năm “20266” không đúng. Nhập năm bốn chữ số, từ 1900 đến 2100."),
        ("31/02/2026", "Không có ngày 31/02/2026. Tháng 02/2026 có 28 ngày."),
        ("chiều mai", "Nhập giờ và ngày theo mẫu giờ:phút ngày/tháng/năm, ví dụ 17:00 21/12/2026."),
        ("17:00", "Nhập giờ và ngày theo mẫu giờ:phút ngày/tháng/năm, ví dụ 17:00 21/12/2026."),
    ],
)
def test_what_is_no_moment_is_refused_with_the_reason(typed: str, message: str) -> None:
    assert refusal(VnDateTimeField(), typed) == message


@given(st.datetimes(datetime(1901, 1, 1), datetime(2100, 12, 30)))  # noqa: DTZ001  made aware below
def test_any_minute_survives_being_shown_and_sent_back(moment: datetime) -> None:
    moment = timezone.make_aware(moment.replace(second=0, microsecond=0))
    field = VnDateTimeField()
    shown = field.widget.format_value(field.prepare_value(moment))
    assert field.clean(shown) == moment


# ------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Nguyễn   Văn Mẫu \n", "Nguyễn Văn Mẫu"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Mẫu\u0000\u0007\u200b\ufeff", "Mẫu"),
        ("hoá\u202egnud", "hoágnud"),
        ("a\u00a0b\tc", "a b c"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_text_is_stored_clean(typed: str, stored: str) -> None:
    assert PlainTextField().clean(typed) == stored


def test_long_text_keeps_its_lines() -> None:
    typed = "Dòng một  \r\n\r\n  Dòng hai\x0b\n\n"
    assert PlainTextField(multiline=True).clean(typed) == "Dòng một\n\n  Dòng hai"


def test_only_blanks_and_invisible_characters_are_nothing() -> None:
    assert "chưa nhập" in refusal(PlainTextField(), " \u200b\ufeff ")
    assert PlainTextField(required=False).clean(None) == ""


def test_too_long_says_by_how_much_and_the_browser_does_not_cut() -> None:
    class Form(forms.Form):
        name = PlainTextField(label="Tên", max_length=300)

    form = Form({"name": "x" * 10_000})
    assert form.errors["name"] == ["Nhập tối đa 300 ký tự; hiện có 10000 ký tự."]
    assert "x" * 10_000 in str(form["name"])
    assert "maxlength" not in str(form["name"])


@given(st.text(max_size=200), st.booleans())
def test_clean_text_is_clean(text: str, multiline: bool) -> None:
    field = PlainTextField(required=False, multiline=multiline)
    once = field.clean(text)
    assert field.clean(once) == once
    assert "\x00" not in once
    assert multiline or "\n" not in once


# ------------------------------------------------------------------ on a page


class Whole(forms.Form):
    """Every field of core."""

    price = MoneyField(label="Giá")
    day = VnDateField(label="Ngày")
    moment = VnDateTimeField(label="Lúc")
    note = PlainTextField(label="Ghi chú", multiline=True)


def test_everything_typed_stays_on_the_page_after_an_error() -> None:
    typed = {"price": "1.5000", "day": "31/2/2026", "moment": "17:00 ngày 21/12/20266", "note": "<b>Ghi chú</b>\nhai"}
    page = Whole(typed).as_p()
    for text in ("1.5000", "31/2/2026", "17:00 ngày 21/12/20266", "&lt;b&gt;Ghi chú&lt;/b&gt;\nhai"):
        assert text in page


def test_stored_values_are_shown_as_people_write_them() -> None:
    initial = {"price": Decimal(1500000), "day": date(2026, 2, 1), "moment": at("2026-02-01T08:05"), "note": "x"}
    page = Whole(initial=initial).as_p()
    for text in ("1.500.000", "01/02/2026", "08:05 01/02/2026"):
        assert f'value="{text}"' in page


# ------------------------------------------------------------------ sentences of an error summary


@pytest.mark.parametrize("sentence", ["Nhập lý do.", "Ghi lý do giữ ngày này.", "Lý do dài quá.", "Chọn lý do."])
def test_a_sentence_that_names_its_field_needs_no_label_before_it(sentence: str) -> None:
    assert begins_with_name(sentence, "Lý do")


@pytest.mark.parametrize("sentence", ["Nhập tối đa 10 ký tự.", "Chưa rõ lý do.", ""])
def test_any_other_sentence_needs_its_label(sentence: str) -> None:
    assert not begins_with_name(sentence, "Lý do", "")
