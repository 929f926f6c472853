"""Atom feeds of public lists (nguồn tin Atom), with conditional GET: a reader that has the newest gets 304."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page, require_safe

NEWEST = 30


class AtomFeed(Feed):  # type: ignore[type-arg]
    """The newest entries of a list, `NEWEST` at most. A feed says of an entry what the list says."""

    feed_type = Atom1Feed
    language = "vi"

    @classmethod
    def as_view(cls, **attributes: Any) -> Callable[..., HttpResponseBase]:
        """The view of this feed with these attributes set."""
        feed = cls()
        for name, value in attributes.items():
            if not hasattr(cls, name):
                raise TypeError(f"{cls.__name__} has no {name}")
            setattr(feed, name, value)

        @require_safe
        @conditional_page
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return feed(request, *args, **kwargs)

        return login_not_required(view)

    def get_object(self, request: HttpRequest) -> HttpRequest:
        """The request: its address holds the filters."""
        return request

    def feed_url(self, request: HttpRequest) -> str:
        """The feed's own address, filters included."""
        return request.get_full_path()
