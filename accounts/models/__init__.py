"""Tables of accounts."""

from accounts.models.agencies import Agency, AgencyKind, AgencyLog, AgencyUserObjectPermission
from accounts.models.events import AccountAction, AccountEvent
from accounts.models.requests import AccountRequest, AccountRequestLog
from accounts.models.units import AdministrativeUnit, UnitKind, UnitLevel, UnitSuccession
from accounts.models.users import LoginAlias, Membership, User, UserState

__all__ = [
    "AccountAction",
    "AccountEvent",
    "AccountRequest",
    "AccountRequestLog",
    "AdministrativeUnit",
    "Agency",
    "AgencyKind",
    "AgencyLog",
    "AgencyUserObjectPermission",
    "LoginAlias",
    "Membership",
    "UnitKind",
    "UnitLevel",
    "UnitSuccession",
    "User",
    "UserState",
]
