"""The text inside an uploaded PDF or DOCX, read in a process of its own with limits on memory, time and pages.

    python -m core.extraction PATH CONTENT_TYPE

prints one JSON object. A file that makes a parser hang or eat memory costs that process, never the worker. The child
imports nothing of Django, so that it starts at once.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

MOST_PAGES = 1_000
MOST_LETTERS = 4_000_000
SECONDS = 120
_MEMORY = 1024 * 1024 * 1024
_PART = 2_000  # letters of a DOCX that count as one page
_PDF = "application/pdf"
_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\ufffe\uffff]|[\ud800-\udfff]")


class Outcome(StrEnum):
    """What came of reading (kết quả đọc)."""

    READ = "read"
    PARTLY = "partly"
    NO_TEXT = "no_text"
    BROKEN = "broken"
    TOO_SLOW = "too_slow"


@dataclass(frozen=True)
class Extracted:
    """Pages with text by number, from 1 (nội dung đọc được); `page_count` is how many the file has, 0 = unknown."""

    outcome: Outcome
    page_count: int = 0
    pages: dict[int, str] = field(default_factory=dict)


def extract(path: Path, content_type: str, *, seconds: int = SECONDS) -> Extracted:
    """The text of the PDF or DOCX at `path` (đọc nội dung tệp). Never raises because of what is in the file."""
    command = [sys.executable, "-m", "core.extraction", str(path), content_type]
    try:
        # All arguments are ours; the file's name is random.
        done = subprocess.run(command, capture_output=True, timeout=seconds, cwd=Path(__file__).parents[1])  # noqa: S603
    except subprocess.TimeoutExpired:
        return Extracted(Outcome.TOO_SLOW)
    if done.returncode:
        return Extracted(Outcome.BROKEN)
    found = json.loads(done.stdout)
    pages = {int(number): text for number, text in found["pages"].items()}
    return Extracted(Outcome(found["outcome"]), found["page_count"], pages)


def main() -> int:
    """Read one file and print what was found."""
    _limit_memory()
    path, content_type = Path(sys.argv[1]), sys.argv[2]
    count, texts = _pdf(path) if content_type == _PDF else _docx(path)
    pages, is_whole = _within_limits(texts)
    outcome = Outcome.NO_TEXT if not pages else Outcome.READ if is_whole and count <= MOST_PAGES else Outcome.PARTLY
    found = {"outcome": outcome, "page_count": count, "pages": pages}
    sys.stdout.write(json.dumps(found))
    return 0


def _limit_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _pdf(path: Path) -> tuple[int, Iterator[str]]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    return len(reader.pages), (page.extract_text() for page in reader.pages[:MOST_PAGES])


def _docx(path: Path) -> tuple[int, Iterator[str]]:
    from docx import Document

    parts = list(_in_parts(_paragraphs(Document(str(path)))))
    return len(parts), iter(parts[:MOST_PAGES])


def _paragraphs(document: Any) -> Iterator[str]:
    """Paragraphs and table rows in the order of the document."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " · ".join(dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip()))
        else:
            yield block.text


def _in_parts(paragraphs: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    length = 0
    for paragraph in paragraphs:
        held.append(paragraph)
        length += len(paragraph)
        if length >= _PART:
            yield "\n".join(held)
            held, length = [], 0
    if any(paragraph.strip() for paragraph in held):
        yield "\n".join(held)


def _within_limits(texts: Iterable[str]) -> tuple[dict[int, str], bool]:
    """Texts by page, blank pages left out, and whether nothing was cut off."""
    pages: dict[int, str] = {}
    left = MOST_LETTERS
    for number, text in enumerate(texts, start=1):
        tidy = "\n".join(" ".join(_CONTROL.sub("", line).split()) for line in text.splitlines()).strip()
        if not tidy:
            continue
        if len(tidy) > left:
            return pages, False
        pages[number] = tidy
        left -= len(tidy)
    return pages, True


if __name__ == "__main__":
    sys.exit(main())
