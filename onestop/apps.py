"""Django's entry to this app."""

from django.apps import AppConfig


class OnestopConfig(AppConfig):
    """Một cửa."""

    name = "onestop"
    verbose_name = "Một cửa"
