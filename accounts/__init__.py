"""Accounts, agencies, administrative units and rights (tài khoản, đơn vị, quyền)."""
