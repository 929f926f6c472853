"""Django's entry to this app: its pages in the office menu, its matters among what waits and what is found."""

from __future__ import annotations

from django.apps import AppConfig

from core import menu, quick, recent, worklist


class AccountsConfig(AppConfig):
    """Tài khoản và đơn vị."""

    name = "accounts"
    verbose_name = "Tài khoản và đơn vị"

    def ready(self) -> None:
        # The models are not loaded before ready().
        from accounts import agenda, findable

        findable.register()
        worklist.register(agenda.waiting)
        recent.register(agenda.recent)
        quick.register(
            quick.QuickAction("Thêm tài khoản", "account_add", "person-plus", codename="manage_accounts", order=40)
        )
        menu.register(
            menu.MenuItem(
                "Quản trị",
                "Tài khoản",
                "accounts_list",
                icon="people",
                codename="view_accounts",
                order=10,
                first_step="Xem tài khoản trong phạm vi của đơn vị, thêm tài khoản, phân quyền.",
            )
        )
        menu.register(
            menu.MenuItem(
                "Quản trị",
                "Tổ chức",
                "organisations",
                icon="building",
                codename="decide_account_requests",
                order=15,
                first_step="Xem tổ chức đấu giá và người có tài sản, khoá và mở khoá tổ chức.",
            )
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
