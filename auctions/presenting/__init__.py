"""What the public pages show: words and order, no decisions (trình bày thông báo)."""

from auctions.presenting.addresses import address, printed_address
from auctions.presenting.details import detail_page, print_page, version_page
from auctions.presenting.drafts import draft_page
from auctions.presenting.history import history
from auctions.presenting.lists import list_page

__all__ = [
    "address",
    "detail_page",
    "draft_page",
    "history",
    "list_page",
    "print_page",
    "printed_address",
    "version_page",
]
