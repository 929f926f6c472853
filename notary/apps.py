"""Django's entry to this app."""

from django.apps import AppConfig


class NotaryConfig(AppConfig):
    """Công chứng."""

    name = "notary"
    verbose_name = "Công chứng"
