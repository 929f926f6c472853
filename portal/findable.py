"""What the search is told of public content (nguồn tìm kiếm)."""

from __future__ import annotations

from portal.models import Article


def make_findable(article: Article) -> None:
    """Bring the search up to date after a change of what the public may read."""
