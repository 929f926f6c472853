"""The pictures of the user guides: which page of the demo, what is done on it, what is framed in red.

Taken by `python -m scripts.screenshots --guides` into static/guide/, in few colours so that a page with five pictures
stays light on a phone. A test compares this list with the pictures the guides name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page

from scripts.browsing import CannotTake, sign_in, visit
from scripts.services import PROJECT

FOLDER = PROJECT / "static" / "guide"
SIZE = (1100, 700)
COLOURS = 40
_SCROLL = "(e) => scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)"
_MARK = "(e) => { e.style.outline = '3px solid #a8201f'; e.style.outlineOffset = '3px'; }"

STP, ORGANISATION, OWNER = "Quản trị Sở Tư pháp", "Tổ chức đấu giá tài sản", "Người có tài sản đấu giá"
DRAFTER = "mauso2_tc_tinhbacninh"  # an organisation of the demo with an open draft
MINISTRY, SUPPORT = "Quản trị Bộ Tư pháp", "Hỗ trợ người dùng"
PUBLISHER = "Duyệt và đăng nội dung"


@dataclass(frozen=True)
class GuidePicture:
    """One picture: address, role that opens it ("" = everybody), links to follow, fields to fill, what to frame.

    `top` is scrolled to the upper edge; `height` in pixels, 0 = the usual one.
    """

    name: str
    address: str
    role: str = ""
    follow: tuple[str, ...] = ()
    fill: dict[str, str] = field(default_factory=dict)
    mark: str = ""
    top: str = ""
    height: int = 0


_NOTICES = "/nghiep-vu/thong-bao/"
_CONTENT = "/nghiep-vu/noi-dung/"
PICTURES = (
    GuidePicture("trang-chu", "/", mark=".bigfind"),
    GuidePicture("danh-sach", "/thong-bao-dau-gia/?q=dat+o", mark=".facets", height=800),
    GuidePicture("thong-bao", "/thong-bao-dau-gia/?q=dat+o", follow=("article.hit h3 a",), mark="aside"),
    GuidePicture(
        "bang-chung", "/thong-bao-dau-gia/?q=dat+o", follow=("article.hit h3 a",), top="h2:has-text('Bằng chứng')",
        mark=".proof", height=420,
    ),
    GuidePicture("dang-ky", "/dang-ky/", fill={"Họ và tên người đăng ký": "Nguyễn Văn Mẫu"}),
    GuidePicture("dang-nhap-nguoi-co-tai-san", "/dang-nhap/", mark=".doors > :first-child"),
    GuidePicture("dang-nhap-can-bo", "/dang-nhap/", mark=".doors > :last-child"),
    GuidePicture("doi-mat-khau", "/doi-mat-khau/", role=ORGANISATION, height=620),
    GuidePicture("quen-mat-khau", "/quen-mat-khau/", height=560),
    GuidePicture("phien-dang-nhap", "/nghiep-vu/phien-dang-nhap/", role=ORGANISATION, height=420),
    GuidePicture("de-nghi-tai-khoan", "/de-nghi-cap-tai-khoan/", fill={"Tên đề nghị": "mauso9"}),
    GuidePicture("nhan-lai-lien-ket", "/de-nghi-cap-tai-khoan/tra-cuu/", height=520),
    GuidePicture("viec-cua-toi", "/nghiep-vu/", role=DRAFTER),
    GuidePicture("tim-nhanh", "/nghiep-vu/tim/?q=dat", role=ORGANISATION, mark=".obar .find", height=560),
    GuidePicture("thong-bao-cua-toi", _NOTICES, role=DRAFTER, mark=".pagehead .acts .btn"),
    GuidePicture("bat-dau-soan", f"{_NOTICES}soan/", role=DRAFTER, mark="button:has-text('Bắt đầu soạn')",
                 height=520),
    GuidePicture("soan-thong-bao", f"{_NOTICES}?trang_thai=draft", role=DRAFTER, follow=("tbody a",), mark=".toc"),
    GuidePicture("soan-thoi-gian", f"{_NOTICES}?trang_thai=draft", role=DRAFTER,
                 follow=("tbody a", "summary:has-text('Thời gian, địa điểm')"),
                 top="summary:has-text('Thời gian, địa điểm')", mark="details[open] .law.ok", height=900),
    GuidePicture("sua-huy", f"{_NOTICES}?trang_thai=published", role=ORGANISATION,
                 follow=("tbody a", "a:has-text('Đính chính, huỷ thông báo')"), height=800),
    GuidePicture("mot-thong-bao", f"{_NOTICES}?trang_thai=published", role=ORGANISATION, follow=("tbody a",),
                 mark="section:has(h2:has-text('Việc có thể làm'))"),
    GuidePicture("huy-thong-bao", f"{_NOTICES}?trang_thai=published", role=ORGANISATION,
                 follow=("tbody a", "a:has-text('Đính chính, huỷ thông báo')", "a:has-text('Huỷ thông báo…')"),
                 height=560),
    GuidePicture("lua-chon-bat-dau", f"{_NOTICES}soan/", role=OWNER, mark="button:has-text('Bắt đầu soạn')",
                 height=520),
    GuidePicture("lua-chon-cong-khai", "/lua-chon-to-chuc-dau-gia/", mark="article.hit"),
    GuidePicture("de-nghi-cho-xem-xet", "/nghiep-vu/de-nghi/", role=STP, height=480),
    GuidePicture("xem-xet-de-nghi", "/nghiep-vu/de-nghi/", role=STP, follow=("tbody a",),
                 mark="button:has-text('Cấp và gửi mật khẩu lần đầu')", height=900),
    GuidePicture("danh-sach-tai-khoan", "/nghiep-vu/tai-khoan/", role=STP, mark="form[method='get']"),
    GuidePicture("mot-tai-khoan", "/nghiep-vu/tai-khoan/?tim=mauso1", role=STP, follow=("tbody a",),
                 mark=".pagehead .acts"),
    GuidePicture("khoa-tai-khoan", "/nghiep-vu/tai-khoan/?tim=mauso1", role=STP,
                 follow=("tbody a", ".pagehead .acts a:has-text('Khoá')"), height=560),
    GuidePicture("them-tai-khoan", "/nghiep-vu/tai-khoan/them/?tim=mau", role=STP, height=520),
    GuidePicture("danh-sach-to-chuc", "/nghiep-vu/to-chuc/", role=STP, height=560),
    GuidePicture("ngay-nghi", "/nghiep-vu/ngay-nghi/", role=MINISTRY, mark=".pagehead .acts"),
    GuidePicture("thu-di", "/nghiep-vu/thu-di/", role=SUPPORT),
    GuidePicture("mot-thu", "/nghiep-vu/thu-di/", role=SUPPORT, follow=("tbody a",), height=560),
    GuidePicture("van-ban-danh-sach", "/van-ban/?linh-vuc=dau-gia", mark=".facets", height=800),
    GuidePicture("van-ban-chi-tiet", "/van-ban/?q=01/2016/QH14", follow=("article.hit h3 a",), mark="aside"),
    GuidePicture("gui-cau-hoi", "/hoi-dap/gui-cau-hoi/", fill={"Họ và tên": "Nguyễn Văn Mẫu"}, height=800),
    GuidePicture("hoi-dap-hang-cho", "/nghiep-vu/hoi-dap/", role=STP, mark=".tabs", height=560),
    GuidePicture("hoi-dap-soan", "/nghiep-vu/hoi-dap/?muc=cua-toi", role=STP, follow=("tbody a",),
                 top="h2:has-text('Soạn trả lời')", height=900),
    GuidePicture("van-ban-bien-tap", "/nghiep-vu/van-ban/", role=PUBLISHER, mark=".pagehead .acts .btn"),
    GuidePicture("tin-bai-danh-sach", _CONTENT, role=PUBLISHER, mark=".pagehead .acts .btn"),
    GuidePicture("tin-bai-soan", _CONTENT, role=PUBLISHER,
                 follow=("tbody tr:has-text('Đang soạn') a", "a:has-text('Soạn tiếp')"), mark="[role='toolbar']",
                 height=900),
    GuidePicture("tin-bai-cac-ban", _CONTENT, role=PUBLISHER, follow=("tbody tr:has-text('Đã đăng') a",),
                 mark="section:has(h2:has-text('Các bản'))"),
    GuidePicture("dau-moi", f"{_CONTENT}dau-moi/", role=STP, mark=".pagehead .acts .btn", height=480),
    GuidePicture("thong-bao-ngan", f"{_CONTENT}thong-bao-ngan/", role=PUBLISHER, mark=".pagehead .acts .btn",
                 height=480),
)  # fmt: skip


def take(browser: Browser, picture: GuidePicture, url: str) -> Path:
    """Take one picture."""
    FOLDER.mkdir(exist_ok=True)
    height = picture.height or SIZE[1]
    context = browser.new_context(
        base_url=url, viewport={"width": SIZE[0], "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    file = FOLDER / f"{picture.name}.png"
    try:
        _go(page, picture)
        _dress(page, picture)
        page.screenshot(path=file)
    except Error as failure:
        raise CannotTake(f"{picture.name}: {failure.message.splitlines()[-1].strip()}") from failure
    finally:
        context.close()
    _lighten(file)
    return file


def _go(page: Page, picture: GuidePicture) -> None:
    if picture.role:
        sign_in(page, picture.role)
    visit(page, picture.address)
    for selector in picture.follow:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    for label, value in picture.fill.items():
        page.get_by_label(label, exact=True).fill(value)


def _dress(page: Page, picture: GuidePicture) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("document.getElementById('moi-gioi-thieu')?.remove()")
    if picture.top:
        page.locator(picture.top).first.evaluate(
            "(e) => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)"
        )
    if picture.mark:
        page.locator(picture.mark).first.evaluate(_MARK)


def _lighten(file: Path) -> None:
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(file, optimize=True)
