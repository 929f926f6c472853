"""User guides: by system and role, one page each."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import RedirectView, TemplateView

from core import help as guides_of_screens
from portal import guides


@method_decorator(login_not_required, name="dispatch")
class GuidesView(TemplateView):
    """All guides by system, or those of one role (hướng dẫn sử dụng)."""

    template_name = "portal/guides.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roles = guides.roles()
        role = self.request.GET.get("vai-tro", "")
        role = role if role in roles else ""
        return super().get_context_data(shelves=guides.shelves(role), roles=roles, role=role, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class GuideView(TemplateView):
    """One guide with its table of contents (bài hướng dẫn)."""

    template_name = "portal/guide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide = guides_of_screens.guide(self.kwargs["system"], self.kwargs["slug"])
        if guide is None:
            raise Http404("no such guide")
        shelf = next(shelf for shelf in guides.shelves() if shelf.slug == guide.system)
        others = [each for each in shelf.guides if each != guide]
        return super().get_context_data(guide=guide, page=guides.rendered(guide), shelf=shelf, others=others, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class SearchGuideView(RedirectView):
    """The guide to searching under its first address (hướng dẫn tra cứu)."""

    http_method_names = ["get", "head"]
    permanent = True

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return reverse("guide", args=["tra-cuu", "tim-thong-bao"])
