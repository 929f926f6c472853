"""The office's search box: all systems at once, only what the person may see."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from portal.finding import SHOWN, find
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import auction_content, auction_org, draft_notice, load_rules, publisher_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db: None) -> None:
    load_rules()


def titles(html: str) -> list[str]:
    return re.findall(r'<p class="t">\s*<a href="[^"]+">(.*?)</a>', html)


@pytest.mark.usefixtures("law")
def test_a_draft_is_found_without_diacritics_by_its_own_people_alone(client: Client) -> None:
    agency = auction_org()
    publisher = publisher_at(agency)
    draft_notice(auction_content(title="Quầy hàng chợ Mẫu Sơn"), agency=agency, by=publisher)
    client.force_login(publisher)
    answer = client.get(reverse("office_find"), {"q": "quay hang cho"}).content.decode()
    assert titles(answer) == ["Quầy hàng chợ Mẫu Sơn"]
    client.force_login(publisher_at(auction_org()))
    answer = client.get(reverse("office_find"), {"q": "quay hang cho"}).content.decode()
    assert titles(answer) == []
    assert "Không có hồ sơ nào khớp" in answer


def test_accounts_of_the_province_are_found_by_name_of_the_organisation() -> None:
    stp = AgencyFactory(stp=True)
    administrator = user_at(stp, Role.STP_ADMIN)
    user_at(AgencyFactory(name="Công ty Đấu giá hợp danh Sông Thử", parent=stp), Role.UNIT_ADMIN, username="song_tc_x")
    user_at(AgencyFactory(name="Công ty Đấu giá hợp danh Sông Khác"), Role.UNIT_ADMIN, username="khac_tc_y")
    found = find(administrator, "song")
    assert [(group.title, [item.title for item in group.items]) for group in found] == [("Tài khoản", ["song_tc_x"])]


def test_more_than_fits_leads_to_the_list_with_the_same_words() -> None:
    stp = AgencyFactory(stp=True)
    administrator = user_at(stp, Role.STP_ADMIN)
    organisation = AgencyFactory(name="Công ty Mẫu & Con", parent=stp)
    for number in range(SHOWN + 1):
        user_at(organisation, Role.AUCTION_EDITOR, username=f"mau{number}_tc_x")
    (group,) = find(administrator, "mau & con")
    assert len(group.items) == SHOWN
    assert group.all_url == f"{reverse('accounts_list')}?tim=mau+%26+con"


@pytest.mark.parametrize("text", ["", "   ", "%", "'", "<script>", "a" * 5000])
def test_odd_words_find_nothing_and_break_nothing(text: str, client: Client) -> None:
    client.force_login(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
    response = client.get(reverse("office_find"), {"q": text})
    assert response.status_code == 200
    assert titles(response.content.decode()) == []
    assert "<script>" not in response.content.decode()
