"""Tables of accounts."""

from accounts.models.agencies import Agency, AgencyKind, AgencyUserObjectPermission
from accounts.models.units import AdministrativeUnit, UnitKind, UnitLevel, UnitSuccession
from accounts.models.users import LoginAlias, Membership, User

__all__ = [
    "AdministrativeUnit",
    "Agency",
    "AgencyKind",
    "AgencyUserObjectPermission",
    "LoginAlias",
    "Membership",
    "UnitKind",
    "UnitLevel",
    "UnitSuccession",
    "User",
]
