"""Django's entry to this app."""

from django.apps import AppConfig


class AuctionsConfig(AppConfig):
    """Đấu giá tài sản."""

    name = "auctions"
    verbose_name = "Đấu giá tài sản"
