"""First passwords: random, readable, used once."""

from __future__ import annotations

import secrets

# No l, 1, I, o, O, 0: read aloud and typed from paper without a mistake.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS = 4
_GROUP = 4


def readable_password() -> str:
    """A random first password (mật khẩu lần đầu) such as "k7mf-9qxt-4hwd-pc3z": 79 bits, four groups of four."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def readable_code(length: int = 10) -> str:
    """A random code (mã theo dõi) of capitals and digits that are not mistaken for each other."""
    letters = _LETTERS.upper()
    return "".join(secrets.choice(letters) for _ in range(length))
