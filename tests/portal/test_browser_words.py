"""What the browser makes of typed sums and dates agrees with the server. Run in node, which the assets need anyway."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from core.forms import MoneyField, VnDateField
from core.words import number_in_words
from scripts.programs import program
from tests.project import PROJECT

SCRIPTS = PROJECT / "static" / "src" / "js"


def in_node(module: str, expression: str, values: list[Any]) -> list[Any]:
    """`expression` (with `x` and the module `m`) for each value."""
    code = f"import * as m from {json.dumps(str(SCRIPTS / module))};"
    code += f"console.log(JSON.stringify({json.dumps(values)}.map((x) => {expression})));"
    command = [program("node"), "--input-type=module", "-e", code]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_sums_are_read_out_alike() -> None:
    numbers = [*range(1200), *(10**n + k for n in range(3, 15) for k in (0, 1, 5, 15, 21, 105, 1005))]
    assert in_node("words.js", "m.inWords(x)", [str(n) for n in numbers]) == [number_in_words(n) for n in numbers]


def test_typed_sums_are_understood_alike() -> None:
    typed = ["1500000000", "1.500.000.000 đ", "1,500,000,000", "1 500 000", "0012", "250.000 VND", "1.500.000.000Đ"]
    digits = in_node("money.js", "m.digitsOf(x)", typed)
    assert digits == [str(MoneyField().clean(text)) for text in typed]
    refused = ["-5", "1.5", "1.50.000", "mười", "", "1e9", "1.500,000", "9" * 16]
    assert in_node("money.js", "m.digitsOf(x)", refused) == [""] * len(refused)


def test_dots_are_put_between_thousands() -> None:
    assert in_node("money.js", "m.dotted(x)", ["1", "1000", "1500000000"]) == ["1", "1.000", "1.500.000.000"]


def test_typed_dates_become_what_the_server_reads() -> None:
    typed = ["21122026", "1/2/2026", "01-02-2026", " 21/12/2026 "]
    tidy = in_node("dates.js", "m.tidyDate(x)", typed)
    assert tidy == ["21/12/2026", "01/02/2026", "01/02/2026", "21/12/2026"]
    assert [VnDateField().clean(text) for text in tidy] == [VnDateField().clean(text) for text in typed]


def test_what_is_no_date_stays_as_it_was_typed() -> None:
    typed = ["20266", "31/02", "ngày mai", "3112", "211220266", ""]
    assert in_node("dates.js", "m.tidyDate(x)", typed) == typed


def test_typed_moments_keep_their_time() -> None:
    typed = ["17:00 21122026", "8:30 ngày 1/2/2026", "17:00 ngày 21/12/2026"]
    expected = ["17:00 21/12/2026", "08:30 ngày 01/02/2026", "17:00 ngày 21/12/2026"]
    assert in_node("dates.js", "m.tidyDatetime(x)", typed) == expected
