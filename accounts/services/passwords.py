"""First passwords, changes and resets of passwords."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.utils import timezone

from accounts.models import AccountAction, User
from accounts.passwords import readable_password
from accounts.queries.people import office_name
from accounts.services.events import already_done, record
from accounts.services.sessions import end_sessions
from core import mail
from core.errors import DomainError

_SHOWN_FOR = 600  # seconds in which the officer must open the page that shows the password once


class Delivery(models.TextChoices):
    """How a first password reaches the person (cách giao mật khẩu lần đầu)."""

    SCREEN = "man-hinh", "Hiện một lần trên màn hình để Ông/Bà giao trực tiếp"
    MAIL = "thu", "Gửi đến thư điện tử của người dùng"
    LATER = "sau", "Chưa kích hoạt, cấp mật khẩu sau"


def act_key(form_key: UUID, user: User) -> UUID:
    """The journal key of one act upon one user: the same for both clicks of a double click."""
    return uuid5(form_key, str(user.public_id))


@transaction.atomic
def issue_first_password(
    user: User, *, by: User, delivery: Delivery, form_key: UUID, action: AccountAction = AccountAction.FIRST_PASSWORD
) -> None:
    """Give `user` a random first password (cấp mật khẩu lần đầu); open sessions end.

    Valid for FIRST_PASSWORD_DAYS, to be changed at the first login. Mailed, or kept for `take_for_showing`. A
    repeated `form_key` does nothing. `user` is a locked row; the caller has checked the permission.
    """
    if already_done(act_key(form_key, user)):
        return
    if delivery == Delivery.MAIL and not user.email:
        raise DomainError("Tài khoản chưa có địa chỉ thư điện tử. Chọn hiện mật khẩu trên màn hình.", "no_email")
    password = give_first_password(user)
    end_sessions(user, reason="Mật khẩu của tài khoản vừa được đặt lại. Đăng nhập bằng mật khẩu lần đầu mới.")
    if delivery == Delivery.MAIL:
        detail = f"gửi thư đến {user.email}"
        mail_first_password(user, password, key=str(act_key(form_key, user)))
    else:
        detail = "hiện một lần trên màn hình"
        _keep_for_showing(user, password, to=by, form_key=form_key)
    record(action, user, by=by, detail=detail, key=act_key(form_key, user))


def give_first_password(user: User) -> str:
    """Set a random first password on `user` and save it; the plain text is returned and nowhere kept."""
    password = readable_password()
    user.set_password(password)
    user.must_change_password = True
    user.first_password_expires_at = timezone.now() + timedelta(days=settings.FIRST_PASSWORD_DAYS)
    user.save(update_fields=["password", "must_change_password", "first_password_expires_at"])
    return password


def mail_first_password(user: User, password: str, *, key: str) -> None:
    """Queue the mail that carries a first password; its body is hidden from support and blanked once delivered."""
    mail.queue(
        to=user.email,
        template="first_password",
        context={
            "user": user,
            "password": password,
            "until": timezone.localtime(user.first_password_expires_at),
            "office": office_name(user),
        },
        key=f"first-password/{key}",
        about=f"Mật khẩu lần đầu của {user.username}",
        secret=True,
    )


def take_for_showing(*, to: User, form_key: UUID) -> dict[str, str]:
    """{login name: first password} of one act, once, to the officer who did it (hiện một lần); {} afterwards."""
    passwords: dict[str, str] = cache.get(_shown_key(to, form_key), {})
    cache.delete(_shown_key(to, form_key))
    return passwords


def _keep_for_showing(user: User, password: str, *, to: User, form_key: UUID) -> None:
    # Before the commit, so that the second of two clicks finds it; a rollback leaves a password that fits nothing.
    kept = cache.get(_shown_key(to, form_key), {})
    cache.set(_shown_key(to, form_key), {**kept, user.username: password}, _SHOWN_FOR)


@transaction.atomic
def change_password(user: User, password: str, *, keep_session: str) -> None:
    """Set the password `user` chose (đổi mật khẩu); all sessions end but the one with key `keep_session`."""
    _store(user, password)
    end_sessions(user, reason="Mật khẩu của tài khoản vừa được đổi ở một thiết bị khác.", keep=keep_session)
    record(AccountAction.PASSWORD_CHANGED, user, by=user)
    _tell_password_changed(user)


@transaction.atomic
def reset_password_by_mail(user: User, password: str) -> None:
    """Set the password a self-registered owner chose behind a mailed link (đặt lại mật khẩu qua thư)."""
    _store(user, password)
    record(AccountAction.PASSWORD_RESET, user, by=None)
    end_sessions(user, reason="Mật khẩu của tài khoản vừa được đặt lại qua thư điện tử.")
    _tell_password_changed(user)


def _store(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password = False
    user.first_password_expires_at = None
    user.save(update_fields=["password", "must_change_password", "first_password_expires_at"])


def _tell_password_changed(user: User) -> None:
    if user.email:
        mail.queue(
            to=user.email,
            template="password_changed",
            context={"user": user, "at": timezone.localtime(), "office": office_name(user)},
            key=f"password-changed/{uuid4()}",
            about=f"Mật khẩu của {user.username} đã đổi",
        )


def _shown_key(to: User, form_key: UUID) -> str:
    return f"first-passwords:{to.pk}:{form_key}"
