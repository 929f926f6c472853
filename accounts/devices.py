"""A browser's own description in words that a person recognises his device by."""

from __future__ import annotations

# The first that occurs wins: most browsers also name those they descend from.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "coc_coc": "Cốc Cốc",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> str:
    """Such as "Chrome trên Windows" for a User-Agent header (tên thiết bị); says so when it is unknown."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in user_agent), "Trình duyệt không rõ")
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), "")
    return f"{browser} trên {system}" if system else browser
