"""The drafting form: the notice, its lots, and the reasons for what a rule warns of (biểu mẫu soạn thông báo).

Shown or sent, it is the same bound form: a stored draft is first written out as if somebody had typed it, so what
could not be read stands in its field with its error until it is mended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django import forms

from accounts.models import AdministrativeUnit
from auctions.content import Content, LotContent, fields_of, suggest_title
from auctions.forms.fields import Choice, form_field
from auctions.forms.sections import CONDITIONAL, NOT_TYPED, OF_PLACE
from auctions.queries.places import PlaceText, communes_named
from auctions.terms import FieldType, NoticeKind
from core.forms import PlainTextField

MOST_LOTS = 150
LONGEST_REASON = 2000
REASON = "ly-do:"
CHECKED = "checked"
_COUNT = "lots-count"
_UNITS = {FieldType.MONEY: " (đồng)", FieldType.AREA: " (m²)"}


@dataclass(frozen=True)
class Typed:
    """What a person typed: what could be read, what could not ({path: raw text}), and reasons ({path: text})."""

    content: Content
    unread: dict[str, Any]
    reasons: dict[str, str]


@dataclass(frozen=True)
class Choices:
    """Lists a form offers that live in the database: (code, name) pairs.

    `natures` says which kinds of assets are always movable or always immovable: {code: nature}.
    """

    asset_kinds: Sequence[tuple[str, str]]
    provinces: Sequence[tuple[str, str]]
    natures: Mapping[str, str] = field(default_factory=dict)


class Part(forms.Form):
    """Fields of one record; `wanted` are those a notice cannot do without, so the others say "(nếu có)"."""

    wanted: frozenset[str] = frozenset()
    use_required_attribute = False

    def mark_wanted(self) -> None:
        """After reading: the label tells what is needed, although a draft may lack it."""
        for name in self.wanted:
            self.fields[name].required = True


class LotPart(Part):
    """One lot: described fields, and the place as province and commune by name."""

    province = Choice(label="Tỉnh, thành phố", required=False)
    commune = PlainTextField(label="Xã, phường, đặc khu", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit: AdministrativeUnit | None = None
        self.place = PlaceText("", "")
        self.natures = choices.natures
        self.fields["province"].choices = [("", "Chưa chọn"), *choices.provinces]
        self.fields["asset_kind"].choices = [("", "Chưa chọn"), *choices.asset_kinds]

    def full_clean(self) -> None:
        """Read all fields. Land is immovable without anybody saying so. The place is remembered as typed, since an

        error takes its text out of `cleaned_data`.
        """
        super().full_clean()
        if not self.cleaned_data.get("nature") and "nature" in self.cleaned_data:
            self.cleaned_data["nature"] = self.natures.get(self.cleaned_data.get("asset_kind", ""), "")
        self.place = PlaceText(self.cleaned_data.get("province") or "", self.cleaned_data.get("commune") or "")

    def settle(self, unit: AdministrativeUnit | None, *, checked: bool) -> None:
        """Take the commune that the text names; say so when it names none, or (once checked) when it is missing."""
        self.unit = unit
        if unit is None and self.place.text:
            self.add_error("commune", "Chưa rõ là xã, phường nào. Chọn một tên trong danh sách gợi ý.")
        elif unit is None and self.place.province_code and checked:
            self.add_error("commune", "Đã chọn tỉnh: nhập cả xã, phường, hoặc bỏ chọn tỉnh.")


class DraftForm:
    """A notice of `kind` as typed in `data`; `of_content` writes a stored draft out first.

    `checked`: the person has asked for a check, so what is missing counts as an error from now on.
    """

    def __init__(self, kind: str, data: Mapping[str, Any], choices: Choices) -> None:
        self.kind = kind
        self.data = data
        self.checked = bool(data.get(CHECKED))
        self.main = _part_class(Content, kind)(data)
        lot_class = _part_class(LotContent, kind)
        count = min(_number(data.get(_COUNT)), MOST_LOTS)
        self.lots = [lot_class(data, prefix=f"lots-{i}", choices=choices) for i in range(count)]
        self._read_all()

    @classmethod
    def of_content(cls, kind: str, typed: Typed, choices: Choices, *, checked: bool = False) -> DraftForm:
        """The form as it looks when all of `typed` has been typed into it."""
        data = written_out(kind, typed)
        return cls(kind, data | {CHECKED: "1"} if checked else data, choices)

    @property
    def parts(self) -> list[Part]:
        """The notice's own fields, then each lot."""
        return [self.main, *self.lots]

    @property
    def typed(self) -> Typed:
        """Everything typed, in a form that can be stored."""
        unread = _unread(self.main, "")
        values = _values(Content, self.main, self.kind)
        lots = []
        for index, part in enumerate(self.lots):
            unread |= _unread(part, f"lots.{index}.")
            lots.append(_lot(part, self.kind))
        return Typed(Content(lots=tuple(lots), **values), unread, self.reasons)

    @property
    def reasons(self) -> dict[str, str]:
        """Reasons for keeping what rules warn of: {path: text}."""
        given = ((key.removeprefix(REASON), str(text)) for key, text in self.data.items() if key.startswith(REASON))
        return {path[:100]: text.strip() for path, text in given if text.strip()}

    def _read_all(self) -> None:
        for part in self.parts:
            part.full_clean()
        units = communes_named(part.place for part in self.lots)
        for part in self.lots:
            part.settle(units.get(part.place), checked=self.checked)
        for part in self.parts:
            part.mark_wanted()


def written_out(kind: str, typed: Typed) -> dict[str, Any]:
    """The texts that somebody would have typed to get `typed`; unread ones as they were typed."""
    content = typed.content
    data: dict[str, Any] = {_COUNT: str(len(content.lots))}
    if content.title == suggest_title(content)[:500]:
        content = replace(content, title="")  # it follows the lots until somebody types another
    data |= _texts(_part_class(Content, kind).base_fields, content)
    lot_fields = _part_class(LotContent, kind).base_fields
    for index, lot in enumerate(content.lots):
        texts = _texts(lot_fields, lot)
        texts |= {"province": lot.province_code, "commune": lot.commune_name}
        data |= {f"lots-{index}-{name}": text for name, text in texts.items()}
    data |= {_name(path): raw for path, raw in typed.unread.items()}
    return data | {f"{REASON}{key}": text for key, text in typed.reasons.items()}


def _texts(form_fields: Mapping[str, forms.Field], record: Content | LotContent) -> dict[str, Any]:
    texts = {}
    for name, form_field_ in form_fields.items():
        if not hasattr(record, name):
            continue
        value = form_field_.prepare_value(getattr(record, name))
        if isinstance(form_field_, forms.BooleanField):
            texts |= {name: "on"} if value else {}
        elif isinstance(form_field_, forms.ChoiceField):
            texts[name] = value
        else:
            texts[name] = form_field_.widget.format_value(value) or ""
    return texts


def _name(path: str) -> str:
    """Path of a value ("lots.0.deposit") to the name of its control ("lots-0-deposit")."""
    return path.replace(".", "-")


def _lot(part: LotPart, kind: str) -> LotContent:
    lot = LotContent(**_values(LotContent, part, kind))
    unit = part.unit
    if unit is None or unit.parent is None:
        return lot
    return replace(
        lot,
        commune_code=unit.code,
        commune_name=unit.full_name,
        province_code=unit.parent.code,
        province_name=unit.parent.full_name,
    )


def _values(cls: type[Content | LotContent], part: Part, kind: str) -> dict[str, Any]:
    """What could be read, by field of the content; the rest keeps its empty value."""
    return {
        described.name: part.cleaned_data[described.name]
        for described in fields_of(cls, kind)
        if described.name in part.cleaned_data
    }


def _unread(part: Part, prefix: str) -> dict[str, Any]:
    """Raw texts of fields that could not be read, and a place that is not complete."""
    raw = {name: part.data.get(part.add_prefix(name), "") for name in part.errors if name in part.fields}
    if isinstance(part, LotPart) and part.unit is None:
        raw |= {"province": part.place.province_code, "commune": part.place.text}
    return {f"{prefix}{name}": text for name, text in raw.items() if text}


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 5 else 0


@cache
def _part_class(cls: type[Content | LotContent], kind: str) -> type[Part]:
    """The form class of one record for one kind of notice, from the field table."""
    is_lot = cls is LotContent
    skipped = (NOT_TYPED | set(OF_PLACE) - {"address"}) if is_lot else NOT_TYPED
    described = [f for f in fields_of(cls, kind) if f.name not in skipped]
    if not is_lot and kind == NoticeKind.SELECTION:
        described = [f for f in described if f.name not in {"owner_name", "owner_address"}]
    made = {f.name: form_field(f, _label(f.metadata)) for f in described}
    if is_lot:
        made["asset_kind"] = Choice(label=made["asset_kind"].label, required=False)
    wanted = {f.name for f in described if kind in f.metadata["required"]} | (CONDITIONAL & made.keys())
    if is_lot:
        wanted |= {"province", "commune"}
    base = LotPart if is_lot else Part
    return type(f"{cls.__name__}Part", (base,), {**made, "wanted": frozenset(wanted), "__doc__": cls.__doc__})


def _label(facts: Mapping[str, Any]) -> str:
    text = facts["label"]
    return text[:1].upper() + text[1:] + _UNITS.get(facts["type"], "")
