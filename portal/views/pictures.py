"""Pictures of articles: shown to everybody, taken in from editors."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View

from accounts import scoping
from accounts.models import Agency
from core.errors import DomainError
from core.storage import CONTENT_IMAGE, serve
from core.storage.checks import megabytes
from portal.forms.filters import PAGE
from portal.forms.notes import PictureForm
from portal.models import ContentImage
from portal.queries.writers import writers_of
from portal.services.pictures import store_picture

PER_PAGE = 24
_UNCHANGING = "public, max-age=31536000, immutable"
_ROUND_THE_FILE = 64 * 1024  # what a form puts around its file


@method_decorator(login_not_required, name="dispatch")
class PictureView(View):
    """One picture; it never changes, so browsers keep it (ảnh)."""

    is_small = False

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponseBase:
        image = get_object_or_404(ContentImage.objects.select_related("file", "thumb"), public_id=public_id)
        response = serve(request, image.thumb if self.is_small else image.file, inline=True)
        response["Cache-Control"] = _UNCHANGING
        return response


@method_decorator(csrf_exempt, name="dispatch")
class OfficePicturesView(View):
    """Pictures of the agencies one writes for; the editor sends new ones here and gets JSON (ảnh của bài viết).

    A body that is far too large is refused by its announced length, before a byte of it is read; only then is the CSRF
    token looked for, because that reads the body.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not scoping.holds_anywhere(request.user, "edit_content"):
            raise PermissionDenied("edit_content")
        if _length(request) > CONTENT_IMAGE.max_bytes + _ROUND_THE_FILE:
            weight, limit = megabytes(_length(request)), megabytes(CONTENT_IMAGE.max_bytes)
            return self._refuse(request, f"Ảnh nặng {weight}, vượt mức {limit}. Giảm kích thước ảnh rồi tải lên lại.")
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, PictureForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PictureForm(request.POST, request.FILES)
        image = None
        if form.is_valid():
            try:
                image = store_picture(self._agency(request), form.cleaned_data["picture"],
                                      alt=form.cleaned_data["alt"], by=request.user)  # fmt: skip
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else "picture", error.message)
        if _wants_json(request):
            return _told(image, form)
        return redirect(request.get_full_path()) if image else self._page(request, form, status=422)

    def _agency(self, request: HttpRequest) -> Agency:
        agencies = writers_of(request.user)
        asked = request.GET.get("don_vi", "")
        found = next((agency for agency in agencies if not asked or str(agency.public_id) == asked), None)
        if found is None:
            raise PermissionDenied("edit_content")
        return found

    def _page(self, request: HttpRequest, form: PictureForm, *, status: int = 200, too_large: str = "") -> HttpResponse:
        images = ContentImage.objects.visible_to(request.user).select_related("agency").order_by("-pk")
        page = Paginator(images, PER_PAGE).get_page(request.GET.get(PAGE))
        context = {"form": form, "page_obj": page, "page_param": PAGE, "too_large": too_large}
        return render(request, "portal/office/pictures.html", context, status=status)

    def _refuse(self, request: HttpRequest, text: str) -> HttpResponse:
        if _wants_json(request):
            return JsonResponse({"error": text}, status=413)
        return self._page(request, PictureForm(), status=413, too_large=text)


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() else 0


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _told(image: ContentImage | None, form: PictureForm) -> JsonResponse:
    if image is None:
        first = next(iter(form.errors.values()))[0]
        return JsonResponse({"error": str(first)}, status=422)
    size = {"width": image.width, "height": image.height}
    return JsonResponse({"src": image.get_absolute_url(), "alt": image.alt, **size})
