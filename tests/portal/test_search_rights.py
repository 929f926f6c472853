"""What is not public is found by those who hold the right at its agency, and nothing tells others that it is there."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import set_membership
from auctions.models import Notice
from core import search
from tests.accounts.arrange import Office, make_office, make_organisation, submitted_request
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import auction_content, auction_org, draft_notice, published_notice, publisher_at
from tests.portal.finding import NOBODY, Told, found, suggested, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
SECRET = "Quầy hàng chợ Mẫu Sơn"
# exact, unfinished, mistyped, glued, most of the words, alike, quoted, short for something, by code
WAYS = (
    "quầy hàng chợ",
    "quay hang ch",
    "quay hagn cho",
    "quayhang cho",
    "quay hang cho xyz",
    "quầy hàngg chợ mẫu sơnn",
)


@pytest.fixture
def draft() -> Notice:
    office = AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Một")
    agency = auction_org(parent=office)
    return draft_notice(auction_content(title=SECRET), agency=agency, by=publisher_at(agency))


def strangers() -> dict[str, object]:
    """Everybody who may not know of the draft, holders of the same right elsewhere among them."""
    other, third = (AgencyFactory(stp=True, name=f"Sở Tư pháp tỉnh {name}") for name in ("Hai", "Ba"))
    return {
        "nobody": NOBODY,
        "publisher of another organisation": publisher_at(auction_org()),
        "administrator of another province": user_at(
            AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Hai"), Role.STP_ADMIN
        ),
        "somebody without any right": user_at(third, Role.STATS_COMPILER),
        "support": user_at(AgencyFactory(ministry=True), Role.SUPPORT),
    }


@pytest.mark.parametrize("typed", WAYS)
def test_a_draft_is_found_by_its_own_people_in_every_way(draft: Notice, typed: str) -> None:
    for person in (draft.created_by, user_at(draft.agency.parent, Role.STP_ADMIN)):
        assert titles(typed, person) == [SECRET]


@pytest.mark.parametrize("typed", WAYS)
def test_no_stranger_learns_of_a_draft_by_hits_counts_spelling_or_suggestions(draft: Notice, typed: str) -> None:
    for who, person in strangers().items():
        results = found(typed, person)
        seen = (results.hits, results.counts, results.total, results.meant, suggested(typed, person))
        assert seen == ([], {}, 0, "", []), who


def test_the_pages_tell_a_stranger_the_same_as_if_there_were_no_draft(draft: Notice, client: Client) -> None:
    client.force_login(publisher_at(auction_org()))

    def answers(typed: str) -> list[str]:
        pages = [client.get(reverse(name), {"q": typed}) for name in ("search", "office_find", "search_suggest")]
        return [re.sub(r'name="csrf[^>]*>', "", _without(typed, page.content.decode())) for page in pages]

    assert answers("quay hang cho") == answers("khong co gi")


def _without(typed: str, page: str) -> str:
    return page.replace(typed, "…").replace(typed.replace(" ", "+"), "…")


def test_a_spelling_is_offered_only_from_what_one_may_see(draft: Notice) -> None:
    """Others' words are known to the index, but nobody is shown them."""
    results = found("quay hagn", publisher_at(auction_org()))
    assert (results.meant, results.total) == ("", 0)


def test_a_locked_account_sees_what_everybody_sees(draft: Notice) -> None:
    person = draft.created_by
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert titles("quay hang", User.objects.get(pk=person.pk)) == []


def test_a_right_that_is_taken_away_takes_the_entries_with_it(draft: Notice) -> None:
    person = publisher_at(draft.agency)
    assert titles("quay hang", person) == [SECRET]
    set_membership(person, draft.agency, set())
    assert titles("quay hang", User.objects.get(pk=person.pk)) == []


def test_a_right_at_one_kind_shows_no_other_kind(draft: Notice) -> None:
    """A unit administrator sees the accounts of the unit, not its drafts."""
    administrator = user_at(draft.agency, Role.UNIT_ADMIN, username="quayhang_tc_tinhmau")
    search.rebuild("account")
    assert titles("quay hang", administrator) == []
    assert titles("quayhang_tc_tinhmau", administrator) == ["quayhang_tc_tinhmau"]


def test_an_entry_without_agency_is_seen_by_national_roles_alone(own_sources: None) -> None:
    told = Told("internal", "Nội bộ", codename="view_outbox")
    told.tell("Bản ghi nội bộ", is_public=False, agency_id=None)
    office = AgencyFactory(stp=True)
    assert titles("ban ghi noi bo", user_at(office, Role.STP_ADMIN)) == []
    assert titles("ban ghi noi bo", user_at(AgencyFactory(ministry=True), Role.SUPPORT)) == ["Bản ghi nội bộ"]


def test_what_is_not_public_and_has_no_right_is_found_by_nobody(guides: Told) -> None:
    guides.tell("Bài chưa đăng", is_public=False)
    everybody = [NOBODY, user_at(AgencyFactory(ministry=True), Role.MINISTRY_ADMIN)]
    assert [titles("bai chua dang", person) for person in everybody] == [[], []]


class TestPeople:
    @pytest.fixture
    def office(self) -> Office:
        return make_office("mot")

    @pytest.fixture
    def other(self) -> Office:
        return make_office("hai")

    def test_requests_are_found_by_the_office_that_decides(self, office: Office, other: Office) -> None:
        request = submitted_request(office.agency)
        for typed in (request.code, "mauso9", request.organisation_name):
            assert titles(typed, office.admin) == [request.organisation_name]
            assert titles(typed, other.admin) == titles(typed) == []

    def test_accounts_are_found_by_those_who_look_after_them(self, office: Office, other: Office) -> None:
        user = make_organisation(office, "songthu")
        search.rebuild("account")
        people = {"office": office.admin, "other office": other.admin, "nobody": NOBODY}
        seen = {who: titles(user.username, person) for who, person in people.items()}
        assert seen == {"office": [user.username], "other office": [], "nobody": []}

    def test_a_login_name_leads_nobody_to_a_public_organisation(self, office: Office) -> None:
        user = make_organisation(office, "songthu")
        search.rebuild("account", "agency")
        assert titles("songthu_tc_tinhmot") == []
        assert user.agency is not None
        assert titles(user.agency.name) == [user.agency.name]


def test_own_matters_come_first_in_the_office(client: Client) -> None:
    mine, other = auction_org(), auction_org()
    published_notice(auction_content(title=SECRET), agency=other)
    draft_notice(auction_content(title=f"{SECRET}, tầng hai"), agency=mine, by=publisher_at(mine))
    assert titles("quay hang", publisher_at(mine), own_first=True) == [f"{SECRET}, tầng hai", SECRET]


def test_the_office_opens_the_record_where_it_is_worked_on(client: Client) -> None:
    notice = published_notice(auction_content(title=SECRET))
    office_url = reverse("auctions:office_detail", args=[notice.public_id])
    client.force_login(notice.created_by)
    page = client.get(reverse("office_find"), {"q": "quay hang"}).content.decode()
    assert f'<h3><a href="{office_url}">' in page
    assert f'<a href="{notice.get_absolute_url()}">Xem trang công khai' in page
    client.force_login(publisher_at(auction_org()))
    page = client.get(reverse("office_find"), {"q": "quay hang"}).content.decode()
    assert f'<h3><a href="{notice.get_absolute_url()}">' in page
    assert office_url not in page
