"""What stands between a person and the rest of the site: sessions that ended, the first password."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import middleware as auth_middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django_htmx.http import HttpResponseClientRedirect

from accounts import resumption
from accounts.services.sessions import why_ended
from accounts.views.login import login_page

View = Callable[..., HttpResponseBase]

# What works while the first password waits to be changed (static files are served before this middleware).
_ALWAYS = {"account_change_password", "account_logout", "healthz", "readyz"}


class LoginRequiredMiddleware(auth_middleware.LoginRequiredMiddleware):
    """Django's, but what a person typed into a long form survives the login that an ended session asks for."""

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseBase:
        """A form: the login page that keeps its fields. htmx: 401 and where to log in, told in words by js/network.js,

        which sends the form as a whole when asked to. Anything else: redirect.
        """
        if getattr(request, "htmx", False):
            return HttpResponse(status=401, headers={"X-Login": reverse("account_login")})
        if request.method == "POST":
            return login_page(request, kept=resumption.sealed(request), status=401)
        return super().handle_no_permission(request, view_func)


class CurrentAccountMiddleware:
    """Tells why a session was ended by somebody, and lets nobody past the first password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if key and not request.user.is_authenticated and (reason := why_ended(key)):
            messages.error(request, reason)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponse | None:
        """Whoever must change the password is sent to do so, whatever he asks for and by whichever method."""
        if not request.user.is_authenticated or not request.user.must_change_password or _always_works(request):
            return None
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse("account_change_password"))
        return redirect("account_change_password")


def _always_works(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in _ALWAYS
    except Resolver404:
        return False
