"""Whether a person was shown around."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User


def remember_tour(user: User) -> None:
    """Write down that `user` took or skipped the tour (đã xem phần giới thiệu); the first time counts."""
    User.objects.filter(pk=user.pk, tour_seen_at__isnull=True).update(tour_seen_at=timezone.now())
