"""What changed between two versions: field by field, paragraph by paragraph, word by word (khác biệt giữa hai bản)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from html import unescape
from html.parser import HTMLParser

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.templatetags.vn import vn_date
from portal.content.kinds import FIELDS_OF, LABELS, Content

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 3000  # a longer paragraph is shown as a whole, old and new
_ALIKE = 0.35  # paragraphs that share less are not the same paragraph rewritten
_NAMES = {"h2": "Tiêu đề", "h3": "Tiêu đề nhỏ", "h4": "Tiêu đề nhỏ", "li": "Mục", "tr": "Hàng của bảng"}
_BLOCKS = {"p", "h2", "h3", "h4", "li", "tr", "blockquote", "caption", "hr"}


@dataclass(frozen=True)
class FieldChange:
    """One field that differs; "" on the side where it is empty."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class BlockChange:
    """One paragraph of the comparison: what it is, how it changed, its words with <del> and <ins>.

    `kind`: same, changed, added, removed, format (the words are the same, their form is not), gap (`count` paragraphs
    that did not change).
    """

    kind: str
    name: str = ""
    marked: str | SafeString = ""
    count: int = 0


@dataclass(frozen=True)
class Comparison:
    """All that differs between two versions of one article."""

    fields: list[FieldChange]
    blocks: list[BlockChange]
    files: list[FieldChange]

    @property
    def rows(self) -> list[FieldChange]:
        """Fields and files: what a table shows."""
        return [*self.fields, *self.files]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.rows or any(block.kind not in {"same", "gap"} for block in self.blocks))


@dataclass(frozen=True)
class _Block:
    name: str
    text: str
    html: str


def compare(
    kind: str, old: Content, new: Content, *, old_files: Iterable[str] = (), new_files: Iterable[str] = ()
) -> Comparison:
    """Compare two contents of an article of `kind`, and the names of their files."""
    names = [name for name in FIELDS_OF[kind] if name != "body"]
    pairs = [(LABELS[name], _shown(getattr(old, name)), _shown(getattr(new, name))) for name in names]
    before, after = list(old_files), list(new_files)
    files = [FieldChange("Tệp đính kèm", name, "") for name in before if name not in after]
    files += [FieldChange("Tệp đính kèm", "", name) for name in after if name not in before]
    if sorted(before) == sorted(after) and before != after:
        files.append(FieldChange("Thứ tự tệp", ", ".join(before), ", ".join(after)))
    blocks = _folded(_changes(_blocks(old.body), _blocks(new.body))) if old.body != new.body else []
    return Comparison([FieldChange(*pair) for pair in pairs if pair[1] != pair[2]], blocks, files)


def marked_words(old: str, new: str) -> SafeString:
    """Both texts as one, what went in <del>, what came in <ins>; everything else escaped."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return mark_safe(_del(old) + _ins(new))  # noqa: S308  both escape
    parts: list[str] = []
    for tag, a, b, c, d in _whole(SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), before):
        if tag == "equal":
            parts.append(escape("".join(before[a:b])))
        else:
            parts.append(_del("".join(before[a:b])) + _ins("".join(after[c:d])))
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped


Opcode = tuple[str, int, int, int, int]


def _whole(opcodes: Sequence[Opcode], before: Sequence[str]) -> list[Opcode]:
    """Changes with nothing but a blank between them become one: people read phrases, not confetti."""
    joined: list[Opcode] = []
    for tag, a, b, c, d in opcodes:
        is_blank = tag == "equal" and not "".join(before[a:b]).strip()
        if joined and joined[-1][0] == "replace" and (tag != "equal" or is_blank):
            joined[-1] = ("replace", joined[-1][1], b, joined[-1][3], d)
        else:
            joined.append(("equal" if tag == "equal" else "replace", a, b, c, d))
    return joined


def _del(text: str) -> str:
    return f"<del>{escape(text)}</del>" if text else ""


def _ins(text: str) -> str:
    return f"<ins>{escape(text)}</ins>" if text else ""


def _shown(value: str | date | None) -> str:
    return vn_date(value) if isinstance(value, date) else value or ""


def _changes(old: list[_Block], new: list[_Block]) -> Iterator[BlockChange]:
    matcher = SequenceMatcher(None, [_key(block) for block in old], [_key(block) for block in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for before, after in zip(old[a:b], new[c:d], strict=True):
                yield BlockChange("same" if before.html == after.html else "format", _name(after), escape(after.text))
        else:
            yield from _rewritten(old[a:b], new[c:d])


def _rewritten(old: list[_Block], new: list[_Block]) -> Iterator[BlockChange]:
    """Paragraphs that were replaced: in their order, those alike side by side."""
    left = list(old)
    for after in new:
        at = next((i for i, before in enumerate(left) if _alike(before.text, after.text)), None)
        if at is None:
            yield BlockChange("added", _name(after), mark_safe(_ins(after.text)))  # noqa: S308  escaped
            continue
        for gone in left[:at]:
            yield BlockChange("removed", _name(gone), mark_safe(_del(gone.text)))  # noqa: S308  escaped
        yield BlockChange("changed", _name(after), marked_words(left[at].text, after.text))
        left = left[at + 1 :]
    for gone in left:
        yield BlockChange("removed", _name(gone), mark_safe(_del(gone.text)))  # noqa: S308  escaped


def _alike(old: str, new: str) -> bool:
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > _MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _folded(changes: Iterable[BlockChange]) -> list[BlockChange]:
    """Unchanged paragraphs but for the one before and after a change are counted, not shown."""
    found = list(changes)
    near = {at + step for at, change in enumerate(found) if change.kind != "same" for step in (-1, 0, 1)}
    folded: list[BlockChange] = []
    for at, change in enumerate(found):
        if at in near:
            folded.append(change)
        elif folded and folded[-1].kind == "gap":
            folded[-1] = BlockChange("gap", count=folded[-1].count + 1)
        else:
            folded.append(BlockChange("gap", count=1))
    return folded


def _key(block: _Block) -> tuple[str, str]:
    return block.name, block.text


def _name(block: _Block) -> str:
    return _NAMES.get(block.name, "")


def _blocks(html: str) -> list[_Block]:
    reader = _BlockReader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.blocks


class _BlockReader(HTMLParser):
    """Takes cleaned HTML apart into paragraphs; links and pictures are told in words, so that their change is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self._name, self._text, self._html = "p", "", ""
        self._links: list[str] = []
        self._in_table = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._in_table += 1
        if tag in _BLOCKS and not self._is_inside(tag):
            self._next(tag)
        elif tag in {"td", "th"}:
            self._text += " | " if self._text.strip() else ""
        elif tag == "br":
            self._text += " "
        elif tag == "img":
            self._text += f" [Ảnh: {unescape(given.get('alt') or 'chưa có mô tả')}] "
        elif tag == "a":
            self._links.append(given.get("href") or "")
        self._html += self.get_starttag_text() or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._in_table -= 1
            self._next("p")
        elif tag == "a" and self._links:
            self._text += f" ({self._links.pop()})"
        self._html += f"</{tag}>"

    def handle_data(self, data: str) -> None:
        self._text += data
        self._html += data

    def end(self) -> None:
        """The last paragraph is complete."""
        self._next("p")

    def _is_inside(self, tag: str) -> bool:
        """Whether the element begins no paragraph of its own: a row is one, and so is a list item with one in it."""
        if self._in_table:
            self._text += " " if tag != "tr" else ""
            return tag != "tr"
        return tag == "p" and self._name in {"li", "blockquote"} and not self._text.strip()

    def _next(self, name: str) -> None:
        text = " ".join(self._text.split())
        if text:
            self.blocks.append(_Block(self._name, text, self._html))
        self._name, self._text, self._html = name, "", ""
