"""Django's entry to this app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Dịch vụ dùng chung."""

    name = "core"
    verbose_name = "Dịch vụ dùng chung"
