"""The portal's search over 20,000 generated notices: common words, twenty questions, suggestions while one types."""

from __future__ import annotations

from urllib.parse import urlencode

from benchmarks.bench_notices import COMMON, COMMON_TYPED_PLAINLY, QUERIES
from benchmarks.filling import fill
from benchmarks.harness import Case, run

PAGE, SUGGESTIONS = "/tim/", "/tim/goi-y/"
WORDS = ("quyen su dung dat", "xe o to", "nha xuong", "so tu phap ha tinh", "may moc thiet bi")


def prepare() -> list[Case]:
    """Fill the private database and its index; both sides are asked the same addresses."""
    fill()
    typed = [text[:length] for text in WORDS for length in range(2, len(text) + 1) if text[length - 1] != " "]
    return [
        _case("portal_search", [_asked(PAGE, COMMON)]),
        _case("portal_search_without_diacritics", [_asked(PAGE, COMMON_TYPED_PLAINLY)]),
        _case("portal_search_20_queries", [_asked(PAGE, text) for text in QUERIES]),
        _case("portal_suggestions", [_asked(SUGGESTIONS, text) for text in typed]),
    ]


def _case(name: str, pages: list[str]) -> Case:
    return Case(name, portal=pages, raw=pages, goal=4)


def _asked(path: str, text: str) -> str:
    return f"{path}?{urlencode({'q': text})}"


if __name__ == "__main__":
    run(prepare, raw="benchmarks.bare.application:application")
