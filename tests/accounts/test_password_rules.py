"""What a new password may be, in Vietnamese."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Agency, User
from accounts.passwords import readable_password


def errors(password: str, user: User | None = None) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123",
        "Matkhau@123",
        "MẬT KHẨU 2026!",
        "Vietnam1945!",
        "bacninh2026",
        "anhyeuem99",
        "qwertyuiop",
        "aaaaaaaaaa",
    ],
)
def test_what_many_people_use_is_refused(password: str) -> None:
    assert "nhiều người dùng" in errors(password)


@pytest.mark.parametrize("password", ["password123", "iloveyou123", "1q2w3e4r5t"])
def test_the_international_list_counts_too(password: str) -> None:
    assert errors(password)


def test_nine_characters_are_too_few_and_the_message_counts_them() -> None:
    assert "Mật khẩu có 9 ký tự. Nhập ít nhất 10 ký tự." in errors("chieunayx")


def test_a_row_of_digits_is_refused() -> None:
    assert "chỉ gồm chữ số" in errors("0987 654 321 9")


def test_a_very_long_password_is_refused_instead_of_hashed() -> None:
    assert "quá dài" in errors("à" * 10_000)


@pytest.mark.parametrize(
    "password",
    [
        "mauso1_tc_tinhbacninh",
        "mauso1_tc_tinhbacninh12",
        "NguyenVanMau1",
        "vanphong.mau1",
        "CongtyMauSoMot1",
        "somot.12345",
    ],
)
def test_names_that_others_know_are_refused(password: str) -> None:
    user = User(username="mauso1_tc_tinhbacninh", full_name="Nguyễn Văn Mẫu", email="vanphong.mau@example.vn")
    user.agency = Agency(pk=1, name="Công ty Mẫu Số Một")
    assert "gần giống" in errors(password, user)


@pytest.mark.parametrize("password", ["chieu-nay-troi-mat", "con trâu trắng đi cày", "Rau muống 7 mớ"])
def test_a_short_sentence_is_welcome(password: str) -> None:
    user = User(username="mauso1_tc_tinhbacninh", full_name="Nguyễn Văn Mẫu", email="mau@example.vn")
    assert errors(password, user) == ""


@given(st.text(min_size=0, max_size=40))
def test_any_text_gets_an_answer(password: str) -> None:
    assert isinstance(errors(password, User(username="mau_stp", full_name="Trần Thị Thử")), str)


def test_first_passwords_fulfil_the_rules_themselves() -> None:
    assert all(errors(readable_password()) == "" for _ in range(100))
