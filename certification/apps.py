"""Django's entry to this app."""

from django.apps import AppConfig


class CertificationConfig(AppConfig):
    """Chứng thực."""

    name = "certification"
    verbose_name = "Chứng thực"
