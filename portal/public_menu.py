"""The public menu and the services of the home page. An app that brings a public page adds it here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import reverse


@dataclass(frozen=True)
class PublicPage:
    """A page anyone may open. `about` stands under its name on the home page; "" = not among the services."""

    label: str
    url_name: str
    about: str = ""
    in_menu: bool = True


PAGES = (
    PublicPage("Trang chủ", "home"),
    PublicPage(
        "Thông báo đấu giá",
        "auctions:auction_list",
        "Tài sản sắp đấu giá, nơi xem tài sản, giá khởi điểm, hạn mua hồ sơ và hạn nộp tiền đặt trước.",
    ),
    PublicPage(
        "Lựa chọn tổ chức đấu giá",
        "auctions:selection_list",
        "Thông báo của người có tài sản đang tìm tổ chức đấu giá: tiêu chí, nơi nhận hồ sơ, hạn nộp.",
    ),
    PublicPage("Tin tức", "content:news_list"),
    PublicPage("Chỉ đạo, điều hành", "content:directive_list"),
    PublicPage("Hướng dẫn nghiệp vụ", "content:guidance_list"),
    PublicPage(
        "Văn bản pháp luật",
        "legal_list",
        "Luật, nghị định, thông tư trong lĩnh vực tư pháp: còn hiệu lực hay không, văn bản nào sửa đổi, thay thế.",
    ),
    PublicPage(
        "Hỏi đáp pháp luật",
        "question_list",
        "Gửi câu hỏi đến Sở Tư pháp, Bộ Tư pháp và xem các câu đã trả lời.",
    ),
    PublicPage(
        "Sở Tư pháp",
        "content:stp_list",
        "Giới thiệu, địa chỉ, tin của từng Sở Tư pháp và thông báo của các tổ chức trong tỉnh.",
    ),
    PublicPage(
        "Hỗ trợ",
        "content:support",
        "Số điện thoại, máy nhánh hỗ trợ nghiệp vụ và kỹ thuật theo hệ thống và tỉnh, thành phố.",
    ),
    PublicPage(
        "Đề nghị cấp tài khoản tổ chức đấu giá",
        "request_account",
        "Tổ chức đấu giá tài sản gửi văn bản đề nghị tới Sở Tư pháp, nhận tên đăng nhập qua thư điện tử.",
        in_menu=False,
    ),
    PublicPage(
        "Đăng ký tài khoản người có tài sản",
        "account_signup",
        "Cá nhân, cơ quan có tài sản tự đăng ký để đăng thông báo lựa chọn tổ chức đấu giá.",
        in_menu=False,
    ),
    PublicPage(
        "Hướng dẫn sử dụng",
        "guides",
        "Tìm và đọc thông báo, kiểm tra bản in và mã QR; đăng ký, đăng nhập; từng việc của mỗi vai trò, có hình chụp.",
    ),
    PublicPage(
        "Liên hệ",
        "contact",
        "Hỏi ai về tài sản, về tài khoản, về việc dùng cổng; địa chỉ của Bộ Tư pháp và các Sở Tư pháp.",
        in_menu=False,
    ),
)


@dataclass(frozen=True)
class Link:
    """A page with its address."""

    label: str
    url: str
    about: str
    is_current: bool = False


@cache
def _addressed() -> tuple[tuple[PublicPage, str], ...]:
    return tuple((page, reverse(page.url_name)) for page in PAGES)


def public_menu(path: str) -> list[Link]:
    """Pages of the blue menu bar, the one that contains `path` marked."""
    pages = [(page, url) for page, url in _addressed() if page.in_menu]
    current = max(
        (url for _, url in pages if path == url or (url != "/" and path.startswith(url))), key=len, default=""
    )
    return [Link(page.label, url, page.about, url == current) for page, url in pages]


def services() -> list[Link]:
    """What a visitor can do here, for the home page."""
    return [Link(page.label, url, page.about) for page, url in _addressed() if page.about]
