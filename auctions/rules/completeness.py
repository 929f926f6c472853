"""What a notice must say at all, and what cannot be true (nội dung bắt buộc, mốc vô lý)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auctions.content import ASKS, Content, LotContent, fields_of
from auctions.rules import wording
from auctions.rules.case import Case
from auctions.rules.milestones import MILESTONES
from auctions.rules.types import BLOCK, WARN, Finding
from auctions.terms import NoticeKind

_SOURCES = {
    NoticeKind.SELECTION: "Luật Đấu giá tài sản, Điều 56 khoản 2",
    NoticeKind.AUCTION: "Luật Đấu giá tài sản, Điều 57 khoản 4",
}
_PERIODS = (
    ("viewing_from", "viewing_to"),
    ("dossier_from", "dossier_until"),
    ("deposit_from", "deposit_until"),
)
_FEWEST_DIGITS = 7
_EMAIL = re.compile(r"[^\s@<>\"'(),;:]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_AHEAD = ("dossier_until", "deposit_until", "auction", "decision")


def missing(case: Case) -> Iterator[Finding]:
    """Content the law asks for that is not there, and texts longer than a field holds."""
    yield from _fields(case, case.content, "")
    if not case.content.lots:
        yield _blocked(case, "lots", "missing", ASKS["lots"])
    for index, lot in enumerate(case.content.lots):
        yield from _fields(case, lot, f"lots.{index}.")
        yield from _lot(case, lot, f"lots.{index}.")
    yield from _contact(case)


def _fields(case: Case, record: Content | LotContent, prefix: str) -> Iterator[Finding]:
    for described in fields_of(type(record), case.situation.kind):
        value, facts = getattr(record, described.name), described.metadata
        path = f"{prefix}{described.name}"
        if isinstance(value, str) and len(value) > facts["longest"]:
            most, found = wording.number(facts["longest"]), wording.number(len(value))
            text = f"{wording.capital(facts['label'])} dài {found} ký tự. Nhập tối đa {most} ký tự."
            yield _blocked(case, path, "too_long", text)
        elif case.situation.kind in facts["required"] and _is_empty(value):
            yield _blocked(case, path, "missing", ASKS[described.name])


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _lot(case: Case, lot: LotContent, prefix: str) -> Iterator[Finding]:
    if case.content.price_is_public and lot.start_price is None:
        yield _blocked(case, f"{prefix}start_price", "missing", ASKS["start_price"])
    if lot.start_price == 0:
        yield _blocked(case, f"{prefix}start_price", "zero", "Giá khởi điểm phải lớn hơn 0.")
    if not lot.commune_code and lot.asset_kind not in case.book.placeless_kinds:
        yield _blocked(case, f"{prefix}commune_code", "missing", ASKS["commune_code"])


def _contact(case: Case) -> Iterator[Finding]:
    """Whoever reads the notice must be able to call or write."""
    phone, email = case.content.contact_phone, case.content.contact_email
    if phone.strip() and sum(letter.isdigit() for letter in phone) < _FEWEST_DIGITS:
        text = "Điện thoại liên hệ chưa phải là số điện thoại. Ghi ví dụ 0222 000 0000."
        yield _blocked(case, "contact_phone", "no_phone", text)
    if email.strip() and not _EMAIL.fullmatch(email.strip()):
        text = "Thư điện tử liên hệ chưa đúng. Ghi một địa chỉ, ví dụ lienhe@example.vn."
        yield _blocked(case, "contact_email", "no_email", text)


def impossible(case: Case) -> Iterator[Finding]:
    """Periods that end before they begin, and days that are over before anybody could read of them.

    A correction may name a day that is over (it was wrong from the start): then it warns.
    """
    days = case.days.at
    for start, end in _PERIODS:
        if days[start] and days[end] and days[end] < days[start]:  # type: ignore[operator]
            text = f"{wording.capital(MILESTONES[end].label)} phải từ {wording.day(days[start])} trở đi."  # type: ignore[arg-type]
            yield Finding(MILESTONES[end].field, "order", BLOCK, text, earliest=days[start])
    for name in _AHEAD:
        day = days[name]
        if day and day < case.situation.today:
            yield _past(case, name)


def _past(case: Case, name: str) -> Finding:
    milestone, day = MILESTONES[name], case.days.at[name]
    text = f"{wording.capital(milestone.label)} {wording.day(day)} đã qua."  # type: ignore[arg-type]
    if case.situation.is_correction:
        text += " Vẫn đính chính được, kể cả khi ngày đã đăng sai từ đầu."
    return Finding(milestone.field, "past", WARN if case.situation.is_correction else BLOCK, text)


def _blocked(case: Case, path: str, code: str, text: str) -> Finding:
    return Finding(path, code, BLOCK, text, _SOURCES[NoticeKind(case.situation.kind)])
