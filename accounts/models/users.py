"""Users, their memberships, and the old names that still find them."""

from __future__ import annotations

import uuid

import pghistory
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models.names import NameIsFree
from accounts.roles import Role


class User(AbstractUser):
    """One person or one function that logs in (tài khoản người dùng).

    `username` is the login name exactly as the documents form it (see accounts.naming); unique whatever the case.
    `is_active` False = locked or not yet confirmed; `locked_at` tells the two apart.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    first_password_expires_at = models.DateTimeField("mật khẩu lần đầu hết hạn", null=True, blank=True)
    locked_at = models.DateTimeField("khoá lúc", null=True, blank=True)
    locked_reason = models.CharField("lý do khoá", max_length=300, blank=True)

    objects = UserManager()
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_unique_whatever_the_case",
                violation_error_message="Tên đăng nhập này đã có người dùng.",
            ),
        ]
        triggers = [NameIsFree("username")]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        """The person's name, or the login name when none is stored."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """Same as the full name: Vietnamese has no short form for officials."""
        return self.get_full_name()


@pghistory.track()
class Membership(models.Model):
    """That a user acts for an agency in a role (quyền theo đơn vị). The one truth about rights."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="người dùng")
    agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, related_name="memberships", verbose_name="đơn vị"
    )
    role = models.CharField("vai trò", max_length=20, choices=Role)
    created_at = models.DateTimeField("ngày cấp", auto_now_add=True)

    class Meta:
        verbose_name = "quyền theo đơn vị"
        verbose_name_plural = "quyền theo đơn vị"
        constraints = [models.UniqueConstraint(fields=["user", "agency", "role"], name="membership_unique")]

    def __str__(self) -> str:
        return f"{self.user} · {self.agency} · {self.get_role_display()}"


class LoginAlias(models.Model):
    """An old or other reading of a login name that still finds an account (tên đăng nhập cũ).

    Exact user names always win; an alias logs in only when it leads to exactly one user.
    """

    name = models.CharField("tên đăng nhập cũ", max_length=150)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="aliases", verbose_name="tài khoản")
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        verbose_name = "tên đăng nhập cũ"
        verbose_name_plural = "tên đăng nhập cũ"
        constraints = [
            models.UniqueConstraint(Lower("name"), "user", name="login_alias_unique"),
            models.CheckConstraint(name="login_alias_not_empty", condition=~Q(name="")),
        ]
        triggers = [NameIsFree("name")]

    def __str__(self) -> str:
        return self.name
