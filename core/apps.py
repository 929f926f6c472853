"""Django's entry to this app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Dịch vụ dùng chung."""

    name = "core"
    verbose_name = "Dịch vụ dùng chung"

    def ready(self) -> None:
        """Put core's own pages into the menu, and its matters on the role home. Models load first, so not above."""
        from core import desk

        desk.register()
