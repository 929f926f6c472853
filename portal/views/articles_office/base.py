"""What all office pages of articles share: loading one by right, what stands on each."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views import View

from accounts import scoping
from accounts.scoping import AgencyScopedMixin
from portal.content.workflow import WORKFLOW
from portal.models import Article
from portal.presenting.states import status_of


class ArticleOfficeView(AgencyScopedMixin, View):
    """A page about one article: another agency's is 404, a missing right on a visible one is 403.

    `codename` is the right the page needs beyond editing content there.
    """

    codename = ""
    article: Article

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        seen = Article.objects.visible_to(request.user)
        seen = seen.select_related("agency", "latest__saved_by", "live", "created_by")
        self.article = get_object_or_404(seen, public_id=kwargs["public_id"])
        if self.codename and not scoping.can(request.user, self.codename, self.article):
            raise PermissionDenied(self.codename)
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, *, http_status: int = 200, **context: Any) -> HttpResponse:
        """A page with what all pages about one article show."""
        article = self.article
        shared = {
            "article": article,
            "latest": article.latest,
            "status": status_of(article, now()),
            "back_url": reverse("content:office_detail", args=[article.public_id]),
            "edit_url": reverse("content:office_edit", args=[article.public_id]),
            "may_publish": scoping.can(self.request.user, "publish_content", article),
        }
        return render(self.request, template, shared | context, status=http_status)

    def steps(self) -> set[str]:
        """Steps the person may take now."""
        return {transition.step for transition in WORKFLOW.available(self.article, self.request.user)}
