"""HTML that people write, made safe and simple (làm sạch nội dung).

`clean` is the only way into the database: nh3 decides what is markup and what is text, a second reading turns what
Word and other editors write into the few elements of our pages, and nh3 has the last word. Whatever is stored was
serialised by a parser that reads like a browser, so a browser cannot read it otherwise.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from django.conf import settings

IMAGE_ADDRESS = re.compile(r"/noi-dung/anh/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/")
LONGEST_LINK = 2000
WIDEST = 1600

_TAGS = {
    "a", "blockquote", "br", "caption", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
# Elements that say the same as one of ours.
_SAME = {"b": "strong", "i": "em", "ins": "u", "h1": "h2", "h5": "h4", "h6": "h4", "strike": "", "del": ""}
# Boxes without a meaning of their own: their text becomes paragraphs.
_BOXES = {
    "address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "header", "main", "nav", "pre", "section", "summary",
}  # fmt: skip
_WITH_CONTENT = {
    "applet", "audio", "canvas", "datalist", "embed", "frameset", "head", "iframe", "math", "noembed", "noframes",
    "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_VOID = {"br", "hr", "img"}
_LISTS = {"ol", "ul"}
_BLOCKS = _TAGS - {"a", "br", "em", "strong", "sub", "sup", "u"}
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_EMPTY = re.compile(
    r"<(p|h2|h3|h4|li|blockquote|strong|em|u|sub|sup|ul|ol|caption|a)(?: [^>]*)?>(?:\s|&nbsp;|<br>)*</\1>"
)
_LONE_PICTURE = re.compile(r"<p>\s*(<img [^>]*>)\s*</p>")
_MOST_ROUNDS = 20


def clean(html: str) -> str:
    """`html` with the elements of our pages and nothing that runs, loads or styles (nội dung an toàn).

    Keeps h2 to h4, paragraphs, lists, tables, quotes, bold, italic, underlined, sub- and superscript, links to http,
    https, mail and this site, and pictures stored here; what else has text keeps the text. `clean(clean(x))` is
    `clean(x)`.
    """
    known = _TAGS | _BOXES | set(_SAME)
    text = nh3.clean(_readable(html), tags=known, clean_content_tags=_WITH_CONTENT, attributes=_ATTRIBUTES,
                     attribute_filter=_attribute, link_rel=None, url_relative="pass_through")  # fmt: skip
    for _ in range(_MOST_ROUNDS):
        simpler = _without_empty(_strict(_Simpler.read(text)))
        if simpler == text:
            return text
        text = simpler
    return text


def text_of(html: str) -> str:
    """The text of cleaned `html`, a line for each block (văn bản thuần), for search and summaries."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def images_in(html: str) -> list[str]:
    """Addresses of the pictures of cleaned `html`, in order, each once (ảnh trong bài)."""
    return list(dict.fromkeys(IMAGE_ADDRESS.findall(html)))


def looks_like_html(text: str) -> bool:
    """Whether `text` was written as markup; without script people type plain lines into the field."""
    return bool(re.search(r"</?[a-zA-Z][^<>]*>", text))


def from_plain(text: str) -> str:
    """Paragraphs of what was typed as plain lines, a blank line between paragraphs."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{'<br>'.join(escape(line) for line in block.splitlines())}</p>" for block in blocks if block)


def _readable(html: str) -> str:
    """Without what no text holds: control characters, lone surrogates, invisible marks that Word leaves."""
    return _UNSEEN.sub("", html.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"))


def _strict(html: str) -> str:
    return nh3.clean(html, tags=_TAGS, clean_content_tags=_WITH_CONTENT, attributes=_ATTRIBUTES,
                     attribute_filter=_attribute, link_rel=None,
                     url_schemes={"http", "https", "mailto"}, url_relative="pass_through")  # fmt: skip


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href":
        return _link(value)
    if tag == "img" and name == "src":
        return _image(value)
    if tag == "img" and name == "alt":
        return " ".join(value.split())[:300]
    if tag == "th" and name == "scope":
        return value if value in {"col", "row"} else None
    return value if _NUMBER.fullmatch(value) and int(value) <= WIDEST else None


def _link(address: str) -> str | None:
    """A link that leads where it seems to lead; what people forget ("www.…" without scheme) is added."""
    address = address.strip()
    if address.startswith("www."):
        address = f"https://{address}"
    if len(address) > LONGEST_LINK or re.search(r"[\s\\\x00-\x1f\x7f]", address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in {"http", "https"}:
        return address if parts.hostname and "@" not in parts.netloc else None
    if parts.scheme == "mailto":
        return address if "@" in parts.path else None
    return address if re.match(r"/(?!/)|#", address) else None


def _image(address: str) -> str | None:
    address = address.strip().removeprefix(settings.SITE_URL)
    return address if IMAGE_ADDRESS.fullmatch(address) else None


def _without_empty(html: str) -> str:
    before = None
    while before != html:
        before, html = html, _LONE_PICTURE.sub(r"\1", _EMPTY.sub("", html))
    return html.strip()


class _Simpler(HTMLParser):
    """Reads what nh3 has written and writes it with our elements only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._links: list[bool] = []  # for each open link, whether it leads anywhere
        self._depth = 0  # open elements of blocks
        self._lists = 0  # open lists
        self._is_loose = False  # a paragraph was begun for text outside all blocks

    @classmethod
    def read(cls, html: str) -> str:
        reader = cls()
        reader.feed(html)
        reader.close()
        reader._tidy()
        return "".join(reader.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _SAME.get(tag, tag)
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._links.append("href" in given)
        self._lists += tag in _LISTS
        if tag == "li" and not self._lists:
            tag = "div"
        if not tag or (tag == "a" and "href" not in given) or (tag == "img" and "src" not in given):
            return
        if tag in _BOXES:
            self._box()
            return
        if tag in _BLOCKS:
            self._tidy()
            self._depth += tag not in _VOID
        else:
            self._begin_loose()
        written = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        tag = _SAME.get(tag, tag)
        if tag in _BOXES or (tag == "li" and not self._lists):
            self._box()
        elif tag and tag not in _VOID and not (tag == "a" and not (self._links and self._links.pop())):
            self._depth -= tag in _BLOCKS
            self._lists -= tag in _LISTS
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._begin_loose()
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self._begin_loose()
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._begin_loose()
        self.parts.append(f"&#{name};")

    def _box(self) -> None:
        """A border of a box parts paragraphs."""
        if self._depth:
            self.parts.append("</p><p>")
        self._tidy()

    def _begin_loose(self) -> None:
        if not self._depth and not self._is_loose:
            self._is_loose = True
            self.parts.append("<p>")

    def _tidy(self) -> None:
        if self._is_loose:
            self._is_loose = False
            self.parts.append("</p>")


_LINE_ENDS = {"p", "h2", "h3", "h4", "li", "tr", "br", "hr", "caption", "blockquote", "ul", "ol", "table"}


class _Text(HTMLParser):
    """Collects the text of cleaned HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINE_ENDS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "img":
            self.parts.append(f" {unescape(dict(attrs).get('alt') or '')} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINE_ENDS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
