"""Asset owners register themselves and confirm their e-mail (người có tài sản tự đăng ký)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.findable import ACCOUNT
from accounts.models import AccountAction, AdministrativeUnit, Agency, AgencyKind, User
from accounts.queries.people import office_of_province
from accounts.roles import Role
from accounts.services.events import already_done, record
from accounts.services.memberships import set_membership
from core import mail, search
from core.text import fold


@dataclass(frozen=True)
class Registration:
    """What an asset owner typed. `organisation` is "" for a natural person; `commune` is a unit of today."""

    full_name: str
    organisation: str
    address: str
    commune: AdministrativeUnit
    phone: str
    email: str

    @property
    def owner_name(self) -> str:
        """Name under which the owner publishes: the organisation's, or the person's own."""
        return self.organisation or self.full_name


def register_owner(data: Registration, *, hashed_password: str, form_key: UUID) -> None:
    """Take a registration (đăng ký tài khoản người có tài sản) and queue the confirmation mail in the same transaction.

    The account stays unusable until `confirm_owner`. An earlier registration of the address that was never confirmed
    gives way to this one, and its link dies. When the address belongs to a confirmed account its owner gets a mail
    saying so; nothing tells the caller which it was. A repeated `form_key` does nothing.
    """
    try:
        with transaction.atomic():
            _register(data, hashed_password, form_key)
    except IntegrityError:
        # Two clicks at once: the other one has registered the address and queued its mail.
        if not EmailAddress.objects.filter(email=data.email).exists():
            raise


def _register(data: Registration, hashed_password: str, form_key: UUID) -> None:
    earlier = User.objects.select_for_update(of=("self",)).filter(username__iexact=data.email).first()
    if already_done(form_key):
        return
    if earlier is not None:
        if _is_confirmed(earlier):
            mail_already_registered(earlier, form_key)
            return
        forget_registration(earlier)
    agency = _sleeping_agency(data)
    user = User(
        username=data.email,
        email=data.email,
        full_name=data.full_name,
        phone=data.phone,
        password=hashed_password,
        is_active=False,
        agency=agency,
    )
    user.save()
    search.refresh(ACCOUNT, user.pk)
    set_membership(user, agency, {Role.ASSET_OWNER})
    address = EmailAddress.objects.create(user=user, email=data.email, primary=True, verified=False)
    record(AccountAction.REGISTERED, user, by=None, key=form_key)
    mail_confirmation(address)


@transaction.atomic
def confirm_owner(address: EmailAddress) -> bool:
    """Make a registration good (xác nhận thư điện tử); False when the link was used or the account is locked."""
    user = User.objects.select_for_update(of=("self",)).filter(pk=address.user_id).first()
    fresh = EmailAddress.objects.filter(pk=address.pk, verified=False).first()
    if user is None or fresh is None or user.locked_at:
        return False
    fresh.verified = True
    fresh.save(update_fields=["verified"])
    user.is_active = True
    user.save(update_fields=["is_active"])
    Agency.objects.filter(pk=user.agency_id).update(active_from=timezone.localdate(), active_to=None)
    record(AccountAction.CONFIRMED, user, by=None, detail=address.email)
    return True


@transaction.atomic
def resend_confirmation(email: str) -> None:
    """Queue the confirmation mail again, if `email` waits for it (gửi lại thư xác nhận); silent otherwise."""
    address = EmailAddress.objects.select_related("user").filter(email__iexact=email, verified=False).first()
    if address is not None and not address.user.locked_at:
        mail_confirmation(address)


def forget_registration(user: User) -> None:
    """Delete a registration that was never confirmed, with all it brought."""
    agency, number = user.agency, user.pk
    user.delete()
    search.refresh(ACCOUNT, number)
    if agency is not None and agency.kind == AgencyKind.ASSET_OWNER:
        agency.delete()


@transaction.atomic
def forget_unconfirmed(*, older_than_days: int) -> int:
    """Delete registrations nobody confirmed in time (xoá đăng ký chưa xác nhận); how many."""
    since = timezone.now() - timedelta(days=older_than_days)
    stale = User.objects.select_for_update(of=("self",), skip_locked=True).filter(
        is_active=False, locked_at__isnull=True, last_login__isnull=True, date_joined__lt=since,
        emailaddress__verified=False,
    )  # fmt: skip
    users = list(stale)
    for user in users:
        forget_registration(user)
    return len(users)


def mail_confirmation(address: EmailAddress) -> None:
    """Queue the mail with the confirmation link, valid EMAIL_LINK_DAYS and once."""
    link = reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])
    mail.queue(
        to=address.email,
        template="registration_confirm",
        context={"user": address.user, "link": f"{settings.SITE_URL}{link}", "days": settings.EMAIL_LINK_DAYS},
        key=f"registration-confirm/{uuid4()}",
        about="Xác nhận đăng ký tài khoản",
        secret=True,
    )


def mail_already_registered(user: User, form_key: UUID) -> None:
    """Tell the holder of an address that somebody tried to register it again."""
    mail.queue(
        to=user.email,
        template="registration_exists",
        context={"user": user, "reset_url": f"{settings.SITE_URL}{reverse('account_reset_password')}"},
        key=f"registration-exists/{form_key}",
        about="Đăng ký lại bằng địa chỉ đã có tài khoản",
    )


def mail_password_reset(user: User, link: str) -> None:
    """Queue the mail with the one-time link that sets a new password."""
    mail.queue(
        to=user.email,
        template="password_reset",
        context={"user": user, "link": link, "hours": settings.PASSWORD_RESET_TIMEOUT // 3600},
        key=f"password-reset/{uuid4()}",
        about="Đặt lại mật khẩu",
        secret=True,
    )


def _is_confirmed(user: User) -> bool:
    return bool(user.is_active or user.locked_at or EmailAddress.objects.filter(user=user, verified=True).exists())


def _sleeping_agency(data: Registration) -> Agency:
    """The owner's agency; until the confirmation its active period is empty, so no list shows it."""
    today = timezone.localdate()
    province = data.commune.parent
    return Agency.objects.create(
        kind=AgencyKind.ASSET_OWNER,
        name=data.owner_name,
        search_key=fold(data.owner_name),
        is_person=not data.organisation,
        parent=office_of_province(province.pk) if province else None,
        unit=data.commune,
        address=data.address,
        phone=data.phone,
        email=data.email,
        active_from=today,
        active_to=today,
    )
