"""Django's entry to this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tài khoản và đơn vị."""

    name = "accounts"
    verbose_name = "Tài khoản và đơn vị"
