"""Who did what to which account; append-only by database trigger."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.timezone import localtime


class AccountAction(models.TextChoices):
    """What was done to an account (việc với tài khoản)."""

    CREATED = "created", "Tạo tài khoản"
    GRANTED = "granted", "Cấp theo đề nghị"
    REGISTERED = "registered", "Tự đăng ký"
    CONFIRMED = "confirmed", "Xác nhận thư điện tử"
    CHANGED = "changed", "Thay đổi thông tin"
    ROLES = "roles", "Phân quyền"
    ACTIVATED = "activated", "Kích hoạt"
    LOCKED = "locked", "Khoá"
    UNLOCKED = "unlocked", "Mở khoá"
    FIRST_PASSWORD = "first_password", "Cấp mật khẩu lần đầu"
    PASSWORD_CHANGED = "password_changed", "Đổi mật khẩu"
    PASSWORD_RESET = "password_reset", "Đặt lại mật khẩu qua thư"
    SESSIONS_ENDED = "sessions_ended", "Đăng xuất từ xa"
    DELETED = "deleted", "Xoá tài khoản chưa dùng"


class AccountEvent(models.Model):
    """One act upon one account (nhật ký tài khoản). Append-only; holds no password and no link.

    `actor` is None when the person acted without being signed in (registration, confirmation, reset by mail).
    `subject` and `agency` stay written after an unused account is deleted, with the login name as it was. `key` makes
    an act happen once: the form's random key, repeated by a double click.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="acts",
        verbose_name="người thực hiện",
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="journal",
        verbose_name="tài khoản",
    )
    subject_login = models.CharField("tên đăng nhập", max_length=150)
    agency = models.ForeignKey(
        "accounts.Agency",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name="đơn vị",
    )
    action = models.CharField("việc", max_length=20, choices=AccountAction)
    detail = models.CharField("nội dung", max_length=600, blank=True)
    key = models.UUIDField("khoá chống lặp", null=True, unique=True, editable=False)
    at = models.DateTimeField("thời điểm", auto_now_add=True)

    class Meta:
        verbose_name = "nhật ký tài khoản"
        verbose_name_plural = "nhật ký tài khoản"
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["subject", "-at"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_action_display()} · {self.subject_login} · {localtime(self.at):%d/%m/%Y %H:%M}"
