"""What a new password must be (quy tắc đặt mật khẩu); every message says what to enter instead."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from core.text import fold, fold_key

if TYPE_CHECKING:
    from accounts.models import User

_VIETNAMESE = Path(settings.BASE_DIR) / "fixtures" / "common_passwords_vi.txt"
_LONGEST = 128  # hashing a longer one only costs time
_SHORTEST_NAME = 4
_MUST_REMAIN = 6


@cache
def vietnamese_common_words() -> frozenset[str]:
    """Folded words that people here use as passwords (mật khẩu phổ biến)."""
    lines = _VIETNAMESE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


class LongEnough:
    """Least and greatest length."""

    def __init__(self, min_length: int = 10) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that is too short or too long."""
        if len(password) < self.min_length:
            raise ValidationError(
                f"Mật khẩu có {len(password)} ký tự. Nhập ít nhất {self.min_length} ký tự.", "password_too_short"
            )
        if len(password) > _LONGEST:
            raise ValidationError(f"Mật khẩu quá dài. Nhập tối đa {_LONGEST} ký tự.", "password_too_long")

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return f"Có ít nhất {self.min_length} ký tự; nên là một câu ngắn dễ nhớ."


class NotCommon:
    """Neither on Django's list of 20,000 nor on the Vietnamese one, digits and signs around it set aside."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator()

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that many people use."""
        plain = fold_key(password)
        words = re.sub(r"^\d+|\d+$", "", plain)
        known = {password.lower().strip(), plain} & self._common.passwords
        if known or words in vietnamese_common_words() or len(set(plain)) <= 2:
            raise ValidationError(
                "Mật khẩu này nhiều người dùng nên dễ bị đoán. Đặt mật khẩu khác, ví dụ một câu ngắn của riêng Ông/Bà.",
                "password_too_common",
            )

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return "Không phải mật khẩu nhiều người dùng như matkhau@123, Vietnam2026."


class NotOnlyDigits:
    """A row of digits is a date or a telephone number."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password of digits and signs only."""
        if fold_key(password).isdigit():
            raise ValidationError("Mật khẩu chỉ gồm chữ số. Thêm chữ cái vào mật khẩu.", "password_entirely_numeric")

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return "Không chỉ gồm chữ số."


class NotTheName:
    """Not the login name, the person's name, the address or the agency with a few characters around it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password made of a name that others know."""
        plain = fold_key(password)
        for name in _names_of(user):
            if name in plain and len(plain) - len(name) < _MUST_REMAIN:
                raise ValidationError(
                    "Mật khẩu gần giống tên đăng nhập, họ tên, thư điện tử hoặc tên đơn vị. Đặt mật khẩu khác.",
                    "password_too_similar",
                )

    def get_help_text(self) -> str:
        """The rule as shown beside the field."""
        return "Không chứa tên đăng nhập, họ tên, thư điện tử hoặc tên đơn vị."


def _names_of(user: User | None) -> set[str]:
    """Folded names of a user, whole and in the pieces people make passwords of."""
    if user is None:
        return set()
    agency = user.agency.name if user.agency else ""
    whole = [user.username, user.full_name, user.email, user.email.partition("@")[0], agency]
    pieces = {fold_key(text) for text in whole}
    pieces |= {word for text in (user.username, agency) for word in fold(text).split()}
    last_words = [" ".join(fold(text).split()[-count:]) for text in (user.full_name, agency) for count in (2, 3)]
    pieces |= {fold_key(text) for text in last_words}
    return {piece for piece in pieces if len(piece) >= _SHORTEST_NAME}
