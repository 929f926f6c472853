"""Django's entry to this app."""

from django.apps import AppConfig


class StatsConfig(AppConfig):
    """Thống kê."""

    name = "stats"
    verbose_name = "Thống kê"
