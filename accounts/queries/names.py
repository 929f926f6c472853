"""Who holds a name, and which names are still free (tên đăng nhập, mã tài khoản)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db.models import Q, QuerySet

from accounts import naming
from accounts.models import Agency, LoginAlias, User

_TRIED = 200


def name_holder(name: str) -> str:
    """What holds this name already, in Vietnamese, whatever the case; "" when it is free."""
    if User.objects.filter(username__iexact=name).exists():
        return "tài khoản đang có"
    if LoginAlias.objects.filter(name__iexact=name).exists():
        return "tên đăng nhập cũ của tài khoản khác"
    if Agency.objects.filter(account_code__iexact=name).exists():
        return "mã tài khoản của đơn vị khác"
    return ""


def holders_of_proposed(proposed: str) -> QuerySet[User]:
    """Accounts in the whole system whose login begins with this proposed name (tên đề nghị đã có).

    A proposed name is granted only if the system does not have it yet, in whatever province (letter 957/BTP-BTTP,
    I.1.3). Old names count, so nobody inherits another's.
    """
    beginning = f"{proposed}{naming.ORGANISATION_MARK}"
    old = LoginAlias.objects.filter(name__istartswith=beginning).values("user")
    holders: QuerySet[User] = User.objects.filter(Q(username__istartswith=beginning) | Q(pk__in=old))
    return holders.order_by("username")


def free_variants(proposed: str, office: Agency, number: int = 4) -> list[str]:
    """Free names based on a taken one, for the Sở Tư pháp to choose from (tên đề nghị thay thế)."""
    return list(islice(_free(proposed, office), number))


def _free(proposed: str, office: Agency) -> Iterator[str]:
    for variant in islice(naming.proposed_variants(proposed, office.account_code or ""), _TRIED):
        login = naming.organisation_login(variant, office.account_suffix)
        if (
            not naming.why_not_proposed(variant)
            and not holders_of_proposed(variant).exists()
            and not name_holder(login)
        ):
            yield variant
