"""Django's entry to this app: its pages in the office menu, its matters among what waits and what is found."""

from __future__ import annotations

from django.apps import AppConfig

from core import menu, worklist


class AccountsConfig(AppConfig):
    """Tài khoản và đơn vị."""

    name = "accounts"
    verbose_name = "Tài khoản và đơn vị"

    def ready(self) -> None:
        # The models are not loaded before ready().
        from accounts import agenda, findable

        findable.register()
        worklist.register(agenda.waiting)
        menu.register(
            menu.MenuItem("Quản trị", "Tài khoản", "accounts_list", icon="people", codename="view_accounts", order=10)
        )
        menu.register(
            menu.MenuItem(
                "Quản trị",
                "Đề nghị cấp tài khoản",
                "request_queue",
                icon="person-plus",
                codename="decide_account_requests",
                order=20,
                count=agenda.waiting_requests_count,
            )
        )
        menu.register(
            menu.MenuItem("Công việc", "Phiên đăng nhập", "my_sessions", icon="laptop", codename="", order=90)
        )
