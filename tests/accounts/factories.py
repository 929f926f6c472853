"""Arranging agencies and users. Names are evidently generated."""

from __future__ import annotations

from datetime import date

import factory

from accounts.models import Agency, AgencyKind, User
from accounts.roles import Role
from accounts.services import set_membership
from core.text import fold


class AgencyFactory(factory.django.DjangoModelFactory):
    """An agency; traits name its kind. Pass `parent=` to place it under an STP."""

    class Meta:
        model = Agency

    kind = AgencyKind.AUCTION_ORG
    name = factory.Sequence(lambda n: f"Công ty Đấu giá hợp danh Mẫu Số {n}")
    active_from = date(2020, 1, 1)
    search_key = factory.LazyAttribute(lambda o: fold(o.name))

    class Params:
        ministry = factory.Trait(kind=AgencyKind.MINISTRY, name="Bộ Tư pháp (mẫu)")
        stp = factory.Trait(kind=AgencyKind.STP, name=factory.Sequence(lambda n: f"Sở Tư pháp tỉnh Mẫu {n}"))
        branch = factory.Trait(kind=AgencyKind.AUCTION_BRANCH)
        asset_owner = factory.Trait(
            kind=AgencyKind.ASSET_OWNER, name=factory.Sequence(lambda n: f"Trung tâm Phát triển quỹ đất Mẫu {n}")
        )


class UserFactory(factory.django.DjangoModelFactory):
    """A user who can log in with the password "mat-khau-mau-1"."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoidung{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Mẫu {n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.vn")
    password = factory.django.Password("mat-khau-mau-1")


def user_at(agency: Agency, *roles: Role, **fields: object) -> User:
    """A user holding `roles` at `agency`, granted by the service."""
    user = UserFactory(**fields)
    set_membership(user, agency, set(roles))
    return user
