"""People of the support desk."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests.accounts.factories import AgencyFactory, user_at


@pytest.fixture
def supporter(db: None) -> User:
    """Holds view_outbox in the whole country."""
    return user_at(AgencyFactory(ministry=True), Role.SUPPORT, full_name="Trần Thị Thử")


@pytest.fixture
def keeper(db: None) -> User:
    """Holds manage_reference in the whole country."""
    return user_at(AgencyFactory(ministry=True), Role.MINISTRY_ADMIN, full_name="Lê Văn Mẫu")


@pytest.fixture
def official(db: None) -> User:
    """Works at an STP and has neither right."""
    return user_at(AgencyFactory(stp=True), Role.STP_ADMIN)


def signed_in(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client
