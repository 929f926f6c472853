"""Django's entry to this app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Cổng."""

    name = "portal"
    verbose_name = "Cổng"
