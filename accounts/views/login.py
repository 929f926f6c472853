"""Logging in and out, passwords, sessions. allauth does the work; only its pages used here have a URL."""

from __future__ import annotations

from typing import Any

from allauth.account import signals
from allauth.account import views as allauth_views
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views import View
from django.views.generic import TemplateView

from accounts import limits, resumption
from accounts.devices import device_name
from accounts.forms.login import OFFICE, OWNER, ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from accounts.models import User
from accounts.queries.people import Spelling, current_agency, find_spelling
from accounts.services import passwords, sessions

_SPELLINGS = {
    Spelling.OLD: "{typed} là tên đăng nhập cũ. Tên đăng nhập hiện nay: {today}.",
    Spelling.OTHER_READING: "{typed} là cách ghi khác của tên đăng nhập {today}.",
    Spelling.MERGED: "Đơn vị có tên đăng nhập {typed} đã được sáp nhập. Tên đăng nhập hiện nay: {today}.",
}


def login_page(request: HttpRequest, *, kept: str, status: int) -> HttpResponse:
    """The login page instead of a page that needs a session; `kept` holds what was typed there (xem resumption)."""
    forms = {"owner_form": LoginForm(door=OWNER), "office_form": LoginForm(door=OFFICE)}
    names = {"kept": kept, "kept_name": resumption.FIELD, "next_name": "next", "next_value": ""}
    return render(request, "account/login.html", {**forms, **names}, status=status)


class LoginView(allauth_views.LoginView):
    """The two doors: asset owners by e-mail, officials and organisations by login name (đăng nhập)."""

    template_name = "account/login.html"
    form_class = LoginForm

    def get_form_kwargs(self) -> dict[str, Any]:
        door = self.request.POST.get("door")
        return {**super().get_form_kwargs(), "door": door if door in {OWNER, OFFICE} else OFFICE}

    def form_valid(self, form: LoginForm) -> HttpResponse:
        response = super().form_valid(form)
        if not self.request.user.is_authenticated:
            return response
        self._say_where(form.cleaned_data["login"])
        found = resumption.restored(self.request.POST.get(resumption.FIELD, ""))
        if found is None or self.request.user.must_change_password:
            return response
        path, fields = found
        return render(self.request, "account/resume.html", {"path": path, "fields": fields})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = {door: LoginForm(door=door) for door in (OWNER, OFFICE)}
        form = context["form"]
        if form.is_bound:
            shown[form.fields["door"].initial] = form
        kept = self.request.POST.get(resumption.FIELD, "")
        return {
            **context,
            "owner_form": shown[OWNER],
            "office_form": shown[OFFICE],
            "kept": kept if resumption.restored(kept) else "",
            "kept_name": resumption.FIELD,
            "next_name": self.redirect_field_name,
            "next_value": context["redirect_field_value"] or "",
        }

    def _say_where(self, typed: str) -> None:
        """Who came by another name than today's is told what it is, and for which unit he works."""
        user: User = self.request.user
        found, spelling = find_spelling(typed)
        if found != user or spelling == Spelling.EXACT:
            return
        agency = current_agency(user)
        where = f" Ông/Bà đang làm việc cho {agency.name}." if agency else ""
        messages.info(self.request, f"{_SPELLINGS[spelling].format(typed=typed.strip(), today=user.username)}{where}")


class LogoutView(allauth_views.LogoutView):
    """Asks, and logs out by POST (đăng xuất)."""

    template_name = "account/logout.html"


class ChangePasswordView(allauth_views.PasswordChangeView):
    """Also the only page that works while the first password waits to be changed (đổi mật khẩu)."""

    template_name = "account/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("role_home")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "too_often": not limits.still_allows(self.request, "old_password")}

    def form_invalid(self, form: ChangePasswordForm) -> HttpResponse:
        if form.guessed_wrong:
            limits.allows(self.request, "old_password")
        return super().form_invalid(form)

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        user: User = self.request.user
        passwords.change_password(user, form.cleaned_data["password1"], keep_session=self.request.session.session_key)
        update_session_auth_hash(self.request, user)
        signals.password_changed.send(sender=User, request=self.request, user=user)
        messages.success(self.request, "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
        return redirect(self.get_success_url())


class ResetPasswordView(allauth_views.PasswordResetView):
    """For self-registered owners; everybody else is told whom to ask (quên mật khẩu)."""

    template_name = "account/password_reset.html"
    form_class = ResetPasswordForm

    def form_valid(self, form: ResetPasswordForm) -> HttpResponse:
        if not limits.allows(self.request, "reset_password_address", key=form.cleaned_data["email"]):
            form.add_error("email", "Đã gửi nhiều yêu cầu cho địa chỉ này. Chờ một giờ rồi thử lại.")
            return self.form_invalid(form)
        return super().form_valid(form)


class ResetPasswordSentView(allauth_views.PasswordResetDoneView):
    """The same answer for known and unknown addresses."""

    template_name = "account/password_reset_sent.html"


class ResetPasswordFromKeyView(allauth_views.PasswordResetFromKeyView):
    """Behind the mailed link."""

    template_name = "account/password_reset_from_key.html"
    form_class = ResetPasswordKeyForm

    def form_valid(self, form: ResetPasswordKeyForm) -> HttpResponse:
        passwords.reset_password_by_mail(self.reset_user, form.cleaned_data["password1"])
        messages.success(self.request, "Đã đặt mật khẩu mới. Đăng nhập bằng mật khẩu vừa đặt.")
        return redirect("account_login")


class SessionsView(TemplateView):
    """Where I am logged in, and logging out from there (phiên đăng nhập)."""

    template_name = "accounts/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = UserSession.objects.filter(user=self.request.user).order_by("-created_at")
        open_now = [(session, device_name(session.user_agent)) for session in found if session.exists()]
        return {**super().get_context_data(**kwargs), "sessions": open_now}

    def post(self, request: HttpRequest) -> HttpResponse:
        ended = sessions.end_other_sessions(request.user, keep=request.session.session_key)
        messages.success(request, f"Đã kết thúc {ended} phiên đăng nhập khác." if ended else "Không có phiên nào khác.")
        return redirect("my_sessions")


class EndSessionView(View):
    """Log out one of my other devices (đăng xuất từ xa)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, session_id: int) -> HttpResponse:
        if sessions.end_own_session(request.user, session_id):
            messages.success(request, "Đã kết thúc phiên đăng nhập.")
        else:
            messages.info(request, "Phiên đăng nhập này đã kết thúc từ trước.")
        return redirect(reverse("my_sessions"))
