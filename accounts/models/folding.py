"""The same folding as core.text.fold, done by the database, so that no way of writing a row can leave it stale."""

from __future__ import annotations

from itertools import chain

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Concat, Lower

from core.text import fold

# Lower-case letters with diacritics of Latin alphabets; Vietnamese has ơ, ư and the block that begins at ạ.
_BLOCKS = chain(range(0xE0, 0x180), (ord("ơ"), ord("ư")), range(ord("ạ"), ord("ỹ") + 1))
_LETTERS = "".join(c for c in map(chr, _BLOCKS) if c.islower() and len(fold(c)) == 1)


def folded(*fields: str) -> Func:
    """Words of `fields` in lower-case ASCII, one blank between them, for a GeneratedField searched with `contains`."""
    parts: list[models.F | Value] = [models.F(fields[0])]
    for field in fields[1:]:
        parts += [Value(" "), models.F(field)]
    text = Concat(*parts) if len(parts) > 1 else parts[0]
    plain = "".join(fold(letter) for letter in _LETTERS)
    ascii_text = Func(Lower(text), Value(_LETTERS), Value(plain), function="TRANSLATE")
    return Func(
        ascii_text,
        Value("[^0-9a-z]+"),
        Value(" "),
        Value("g"),
        function="REGEXP_REPLACE",
        output_field=models.CharField(max_length=900),
    )
