"""Users, their memberships, and the old names that still find them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import scoping
from accounts.models.folding import folded
from accounts.models.names import NameIsFree
from accounts.roles import Role
from core.text import fold


class UserState(models.TextChoices):
    """What a list says of an account (trạng thái tài khoản). Derived, never stored."""

    IN_USE = "dang-dung", "Đang dùng"
    FIRST_PASSWORD = "chua-doi", "Chưa đổi mật khẩu"
    DORMANT = "lau-khong-vao", f"{settings.DORMANT_DAYS} ngày không vào"
    INACTIVE = "chua-kich-hoat", "Chưa kích hoạt"
    LOCKED = "da-khoa", "Đã khoá"


class UserQuerySet(models.QuerySet["User"]):
    """Users; `visible_to` is the only one that filters by permission."""

    def visible_to(self, user: User) -> UserQuerySet:
        """Accounts of agencies whose accounts `user` may view (tài khoản được xem). Filters by permission."""
        ids = scoping.agency_ids_with(user, "view_accounts")
        return self if ids is None else self.filter(agency_id__in=ids)

    def search(self, text: str) -> UserQuerySet:
        """Accounts whose login, name or agency holds every word of `text`, with or without diacritics."""
        found = self
        for word in fold(text).split():
            found = found.filter(Q(search_key__contains=word) | Q(agency__search_key__contains=word))
        return found

    def in_state(self, state: str) -> UserQuerySet:
        """Accounts in one UserState (lọc theo trạng thái)."""
        dormant = Q(last_login__isnull=False, last_login__lt=_dormant_since())
        activated = Q(is_active=True) & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        conditions = {
            UserState.LOCKED: Q(locked_at__isnull=False),
            UserState.INACTIVE: Q(locked_at__isnull=True) & ~activated,
            UserState.FIRST_PASSWORD: activated & Q(must_change_password=True),
            UserState.DORMANT: activated & Q(must_change_password=False) & dormant,
            UserState.IN_USE: activated & Q(must_change_password=False) & ~dormant,
        }
        return self.filter(conditions[UserState(state)])


class PortalUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's manager with the queries above; migrations do without it."""

    use_in_migrations = False


@pghistory.track(exclude=["password", "last_login", "search_key", "tour_seen_at"])
class User(AbstractUser):
    """One person or one function that logs in (tài khoản người dùng).

    `username` is the login name exactly as the documents form it (see accounts.naming); unique whatever the case.
    A self-registered asset owner's login name is the confirmed e-mail address.
    `agency` is the unit whose administrators look after this account; rights come from Membership alone.
    `is_active` False = locked or not yet activated; `locked_at` tells the two apart. An account without a usable
    password waits for its first one, which counts as not yet activated too. `locked_with_agency`: locked because its
    organisation was, so unlocking the organisation unlocks it; accounts locked one by one stay locked.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        "accounts.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="đơn vị công tác",
    )
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    first_password_expires_at = models.DateTimeField("mật khẩu lần đầu hết hạn", null=True, blank=True)
    locked_at = models.DateTimeField("khoá lúc", null=True, blank=True)
    locked_reason = models.CharField("lý do khoá", max_length=300, blank=True)
    tour_seen_at = models.DateTimeField("đã xem giới thiệu lúc", null=True, blank=True)
    locked_with_agency = models.BooleanField("khoá cùng tổ chức", default=False, db_default=False)
    search_key = models.GeneratedField(
        expression=folded("username", "full_name"),
        output_field=models.CharField(max_length=900),
        db_persist=True,
        verbose_name="khoá tìm kiếm",
    )

    objects = PortalUserManager()
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
            models.CheckConstraint(
                name="locked_user_is_not_active",
                condition=Q(locked_at__isnull=True) | Q(is_active=False),
                violation_error_message="Tài khoản bị khoá không thể đang hoạt động.",
            ),
            models.CheckConstraint(
                name="locked_with_agency_is_locked",
                condition=Q(locked_with_agency=False) | Q(locked_at__isnull=False),
                violation_error_message="Tài khoản khoá cùng tổ chức phải đang bị khoá.",
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

    @property
    def state(self) -> UserState:
        """The state shown in lists; same cases as UserQuerySet.in_state."""
        if self.locked_at:
            return UserState.LOCKED
        if not self.is_active or not self.has_usable_password():
            return UserState.INACTIVE
        if self.must_change_password:
            return UserState.FIRST_PASSWORD
        dormant = self.last_login is not None and self.last_login < _dormant_since()
        return UserState.DORMANT if dormant else UserState.IN_USE

    @property
    def first_password_expired(self) -> bool:
        """Whether the first password (mật khẩu lần đầu) may no longer be used."""
        expires_at = self.first_password_expires_at
        return self.must_change_password and expires_at is not None and expires_at <= timezone.now()


def _dormant_since() -> datetime:
    return timezone.now() - timedelta(days=settings.DORMANT_DAYS)


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
