"""A release that gives a role more or fewer rights: every user's rows follow."""

import pytest

from accounts import roles
from accounts.models import AgencyUserObjectPermission, User
from accounts.roles import CODENAMES, Role
from accounts.scoping import agency_ids_with, holds_anywhere
from accounts.services.memberships import follow_roles
from tests.accounts.factories import AgencyFactory, user_at

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_nothing_is_written_while_rights_and_roles_agree(django_assert_num_queries) -> None:
    user_at(AgencyFactory(), Role.STP_ADMIN)
    user_at(AgencyFactory(), Role.SUPPORT)
    with django_assert_num_queries(3):
        assert follow_roles() == 0


def test_a_new_right_of_a_role_reaches_those_who_have_the_role_already(monkeypatch: pytest.MonkeyPatch) -> None:
    agency = AgencyFactory()
    editor = user_at(agency, Role.AUCTION_EDITOR)
    other = user_at(agency, Role.STATS_COMPILER)
    monkeypatch.setitem(roles.CODENAMES, Role.AUCTION_EDITOR, CODENAMES[Role.AUCTION_EDITOR] | {"publish_notices"})
    assert follow_roles() == 1
    assert agency_ids_with(again(editor), "publish_notices") == [agency.pk]
    assert not holds_anywhere(again(other), "publish_notices")
    assert follow_roles() == 0


def test_a_right_taken_from_a_national_role_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    support = user_at(AgencyFactory(), Role.SUPPORT)
    monkeypatch.setitem(roles.CODENAMES, Role.SUPPORT, frozenset({"view_accounts"}))
    assert follow_roles() == 1
    assert agency_ids_with(again(support), "view_outbox") == []
    assert agency_ids_with(again(support), "view_accounts") is None


def test_a_row_without_a_role_behind_it_is_removed() -> None:
    agency = AgencyFactory()
    user = user_at(agency, Role.STP_ADMIN)
    user.memberships.all().delete()
    assert follow_roles() == 1
    assert not AgencyUserObjectPermission.objects.filter(user=user).exists()
