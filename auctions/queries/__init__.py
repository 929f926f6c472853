"""What others may ask of auctions. Never writes."""

from auctions.queries.checks import check_content, check_draft, law_book, situation_of
from auctions.queries.listing import (
    Hit,
    HitPaginator,
    newest_published,
    published,
    published_by,
    similar_titles,
    words_of,
)
from auctions.queries.second import Window, second_publication_window
from auctions.queries.versions import effective_version, verify_chain, versions_of

__all__ = [
    "Hit",
    "HitPaginator",
    "Window",
    "check_content",
    "check_draft",
    "effective_version",
    "law_book",
    "newest_published",
    "published",
    "published_by",
    "second_publication_window",
    "similar_titles",
    "situation_of",
    "verify_chain",
    "versions_of",
    "words_of",
]
