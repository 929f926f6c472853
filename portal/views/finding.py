"""The office's search box."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from portal.finding import find

LONGEST = 200


class FindView(TemplateView):
    """Records of all systems by words, codes and names (tìm trong nghiệp vụ)."""

    template_name = "portal/find.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()[:LONGEST]
        return super().get_context_data(text=text, groups=find(self.request.user, text), **kwargs)
