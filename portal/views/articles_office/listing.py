"""The list of content in the office, and beginning something new."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views import View

from accounts import scoping
from accounts.scoping import AttemptMixin
from portal.forms.articles import NewArticleForm
from portal.forms.filters import PAGE, OfficeFilterForm
from portal.models import Article
from portal.presenting.states import status_of
from portal.queries.writers import writers_of
from portal.services.articles import create_article

PER_PAGE = 25


class OfficeListView(View):
    """All content of the agencies one edits, drafts included (nội dung của đơn vị)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not scoping.holds_anywhere(request.user, "edit_content"):
            raise PermissionDenied("edit_content")
        agencies = list(writers_of(request.user))
        form = OfficeFilterForm(request.GET, agencies=agencies)
        visible = Article.objects.visible_to(request.user)
        shown = form.narrow(visible).select_related("agency", "latest__saved_by").defer("latest__body")
        page = Paginator(shown, PER_PAGE).get_page(request.GET.get(PAGE))
        context = {
            "form": form,
            "tabs": form.tabs(visible),
            "chips": form.chips(),
            "page_obj": page,
            "page_param": PAGE,
            "rows": [(article, status_of(article, now())) for article in page],
            "has_many": len(agencies) > 1,
        }
        return render(request, "portal/office/article_list.html", context)


class NewView(AttemptMixin, View):
    """Begin an article (soạn nội dung mới)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not scoping.holds_anywhere(request.user, "edit_content"):
            raise PermissionDenied("edit_content")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = NewArticleForm(agencies=list(writers_of(request.user)))
        if kind := request.GET.get("loai"):
            form.fields["kind"].initial = kind
        return render(request, "portal/office/article_new.html", {"form": form})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewArticleForm(request.POST, agencies=list(writers_of(request.user)))
        if form.is_valid():
            data = form.cleaned_data
            made = self.attempt(create_article, data["agency"], data["kind"], data["title"], by=request.user,
                                public_id=data["public_id"], form=form)  # fmt: skip
            if made:
                return redirect("content:office_edit", made.public_id)
        return render(request, "portal/office/article_new.html", {"form": form}, status=422)
