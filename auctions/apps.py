"""Django's entry to this app: its pages in the office menu, its matters among what waits and what is found."""

from __future__ import annotations

from django.apps import AppConfig

from core import holdings, menu, quick, recent, worklist

SYSTEM = "Đấu giá tài sản"


class AuctionsConfig(AppConfig):
    """Đấu giá tài sản."""

    name = "auctions"
    verbose_name = SYSTEM

    def ready(self) -> None:
        # The models are not loaded before ready().
        from auctions import agenda, findable
        from auctions.holdings import public_notices

        findable.register()
        holdings.register(public_notices)
        worklist.register(agenda.waiting)
        recent.register(agenda.recent)
        quick.register(
            quick.QuickAction(
                "Soạn thông báo", "auctions:office_new", "pencil-square", codename="edit_notices", order=10
            )
        )
        menu.register(
            menu.MenuItem(
                SYSTEM,
                "Thông báo đấu giá",
                "auctions:office_list",
                icon="megaphone",
                codename="view_notices",
                order=10,
                count=agenda.open_drafts_count,
            )
        )
        menu.register(
            menu.MenuItem(
                SYSTEM,
                "Soạn thông báo",
                "auctions:office_new",
                icon="pencil-square",
                codename="edit_notices",
                order=20,
            )
        )
