"""The verbs of accounts: the only code that writes its tables."""

from accounts.services.memberships import remove_membership, set_membership

__all__ = ["remove_membership", "set_membership"]
