"""Numbers read out in Vietnamese, as forms and contracts write sums (số tiền bằng chữ)."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")


def number_in_words(number: int) -> str:
    """`number` in words: 1015000 -> "một triệu không trăm mười lăm nghìn". Same rules as static/src/js/words.js.

    Groups of three digits are read in full after the first one ("không trăm linh năm"), so that no digit can be added.
    """
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number < 1000:
        return _group(number, full=False)
    return " ".join(_billions(number, full=False))


def _billions(number: int, *, full: bool) -> list[str]:
    """Words of a number; "tỷ" counts billions again and again: 10^18 is một tỷ tỷ."""
    high, low = divmod(number, 10**9)
    words = [*_billions(high, full=full), "tỷ"] if high else []
    full = full or bool(high)
    for power in (2, 1, 0):
        group = low // 1000**power % 1000
        if group:
            words += [_group(group, full=full), _SCALES[power]]
            full = True
    return [word for word in words if word]


def _group(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    return " ".join([*words, *_below_hundred(rest, after=bool(words))])


def _below_hundred(number: int, *, after: bool) -> list[str]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        if after:
            return ["linh", _DIGITS[ones]] if ones else []
        return [_DIGITS[ones]]
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones == 1 and tens > 1:
        words.append("mốt")
    elif ones:
        words.append(_DIGITS[ones])
    return words
