"""User names, old names and account codes share one space, whatever the case."""

from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Agency, LoginAlias, User
from accounts.queries.names import free_variants, holders_of_proposed, name_holder
from accounts.services.names import claim_name
from core.errors import DomainError
from tests.accounts.factories import AgencyFactory, UserFactory

NAME = "dgmau_tc_tinhlongan"


def take_as_username(name):
    UserFactory(username=name)


def take_as_alias(name):
    LoginAlias.objects.create(name=name, user=UserFactory())


def take_as_code(name):
    AgencyFactory(account_code=name)


TAKERS = [take_as_username, take_as_alias, take_as_code]


@pytest.mark.django_db
@pytest.mark.parametrize("first", TAKERS)
@pytest.mark.parametrize("second", TAKERS)
def test_the_database_gives_a_name_once_whatever_the_case(first, second):
    first(NAME)
    if first is second is take_as_alias:
        return  # one old name of two accounts is allowed, and then finds neither
    with pytest.raises(IntegrityError), transaction.atomic():
        second(NAME.upper())


@pytest.mark.django_db
def test_a_rename_is_checked_too():
    take_as_code(NAME)
    user = UserFactory(username="nguyenvanmau")
    alias = LoginAlias.objects.create(name="ten_cu", user=user)
    for taken in (User.objects.filter(pk=user.pk), LoginAlias.objects.filter(pk=alias.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            taken.update(**{"username" if taken.model is User else "name": NAME.title()})
    User.objects.filter(pk=user.pk).update(full_name="Trần Thị Thử")  # another column asks nobody


@pytest.mark.django_db
def test_agencies_without_a_code_do_not_get_in_each_others_way():
    AgencyFactory.create_batch(2, account_code=None)
    assert Agency.objects.filter(account_code=None).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("take", "holder"),
    [
        (take_as_username, "tài khoản đang có"),
        (take_as_alias, "tên đăng nhập cũ của tài khoản khác"),
        (take_as_code, "mã tài khoản của đơn vị khác"),
    ],
)
def test_claiming_a_taken_name_says_who_holds_it(take, holder):
    claim_name(NAME)
    take(NAME)
    with pytest.raises(DomainError) as refused:
        claim_name(NAME.upper(), field="proposed_name")
    assert (refused.value.code, refused.value.field) == ("name_taken", "proposed_name")
    assert holder in refused.value.message
    assert name_holder(NAME) == holder


@pytest.mark.django_db
def test_a_proposed_name_is_taken_in_the_whole_country():
    office = AgencyFactory(stp=True, account_code="bacninh", account_suffix="tinhbacninh")
    user = UserFactory(username=NAME)
    assert list(holders_of_proposed("DGMAU")) == [user]
    assert list(holders_of_proposed("dgma")) == []

    assert free_variants("dgmau", office, 3) == ["dgmau.bacninh", "dgmau2", "dgmau3"]
    UserFactory(username="dgmau2_tc_tinhhanam")
    LoginAlias.objects.create(name="dgmau.bacninh_tc_bacninh", user=user)
    assert free_variants("dgmau", office, 2) == ["dgmau3", "dgmau4"]


@pytest.mark.django_db(transaction=True)
def test_claiming_a_name_needs_a_transaction_to_hold_it():
    with pytest.raises(RuntimeError, match="transaction"):
        claim_name(NAME)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("one", "other"), [(take_as_username, take_as_code), (take_as_code, take_as_alias)])
def test_two_people_who_take_one_name_at_once_do_not_both_get_it(one, other):
    refused = []

    def take(how):
        try:
            with transaction.atomic():
                claim_name(NAME)
                how(NAME)
        except DomainError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=take, args=[how]) for how in (one, other, one)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert refused == ["name_taken", "name_taken"]
    holders = User.objects.filter(username=NAME).count() + LoginAlias.objects.filter(name=NAME).count()
    assert holders + Agency.objects.filter(account_code=NAME).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("one", "other"), [(take_as_username, take_as_code), (take_as_alias, take_as_username)])
def test_the_database_stops_two_who_forgot_to_claim(one, other):
    refused = []

    def take(how):
        try:
            with transaction.atomic():
                how(NAME)
        except IntegrityError:
            refused.append(how)
        finally:
            connection.close()

    threads = [Thread(target=take, args=[how]) for how in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(refused) == 1
