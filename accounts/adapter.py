"""Where allauth asks this project: mails go through the outbox, refusals say what to do, messages are ours."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User
from accounts.queries.people import find_login, login_refusal
from accounts.services import registration


class AccountAdapter(DefaultAccountAdapter):
    """allauth's questions, answered for this portal."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra lại chữ hoa, chữ thường.",
        "too_many_login_attempts": "Đăng nhập sai quá nhiều lần. Chờ 5 phút rồi thử lại.",
        "enter_current_password": "Mật khẩu đang dùng không đúng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu không đúng hoặc đã hết hạn.",
        "rate_limited": "Gửi quá nhiều yêu cầu. Chờ ít phút rồi thử lại.",
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only messages written by us: allauth's own templates are left out."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The last door before a session is opened: nobody locked, unconfirmed or with an expired first password."""
        refusal = login_refusal(user)
        if not refusal:
            return None
        messages.error(request, refusal)
        return redirect("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> NoReturn:
        """No mail leaves by this way: it would not be in the outbox, nor in the caller's transaction."""
        raise RuntimeError(f"{template_prefix}: queue mail with core.mail.queue")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """The one-time link to set a new password."""
        path = reverse("account_reset_password_from_key", args=[context["uid"], context["key"]])
        registration.mail_password_reset(user, f"{settings.SITE_URL}{path}")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted per account, so that an old name or another reading gives no further tries."""
        name = str(credentials.get("username") or "")
        user = find_login(name)
        return f"user:{user.pk}" if user else f"name:{name.strip().lower()[:150]}"
