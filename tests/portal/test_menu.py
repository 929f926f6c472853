"""The office menu and the public menu: only what exists and what the person may open."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core import menu
from core.menu import MenuItem
from tests.accounts.factories import AgencyFactory, user_at


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_items", {})
    menu.register(MenuItem("Quản trị", "Tài khoản", "home", "people", "manage_accounts", 2, count=lambda user: 1234))
    menu.register(MenuItem("Công việc", "Việc của tôi", "role_home", "inbox", "", 1))


def entries(client: Client) -> list[str]:
    side = client.get(reverse("role_home")).content.decode().partition('class="side"')[2].partition("</nav>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", found).split()) for found in re.findall(r"(?s)<h2>.*?</h2>|<a .*?</a>", side)
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("items")
def test_the_menu_is_grouped_by_system_and_shows_what_waits(client: Client) -> None:
    client.force_login(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
    assert entries(client) == ["Công việc", "Việc của tôi", "Quản trị", "Tài khoản 1.234 việc"]


@pytest.mark.django_db
@pytest.mark.usefixtures("items")
def test_pages_without_the_right_are_not_listed(client: Client) -> None:
    client.force_login(user_at(AgencyFactory(), Role.AUCTION_EDITOR))
    assert entries(client) == ["Công việc", "Việc của tôi"]


@pytest.mark.django_db
@pytest.mark.usefixtures("items")
def test_the_page_one_is_on_is_marked(client: Client) -> None:
    client.force_login(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
    text = client.get(reverse("role_home")).content.decode()
    assert re.findall(r'<a href="([^"]+)"\s+aria-current="page"', text) == ["/nghiep-vu/"]


def test_an_unknown_system_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_items", {})
    with pytest.raises(ValueError, match="unknown system"):
        menu.register(MenuItem("Việc khác", "x", "home", "inbox", "", 1))


@pytest.mark.django_db
def test_leaving_is_a_form_so_that_no_link_can_do_it(client: Client) -> None:
    client.force_login(user_at(AgencyFactory(), Role.AUCTION_EDITOR))
    text = client.get(reverse("role_home")).content.decode()
    assert re.search(r'<form class="leave" method="post" action="/dang-xuat/">\s*<input type="hidden" name="csrf', text)


@pytest.mark.django_db
def test_every_registered_page_has_an_icon_in_the_sprite(client: Client) -> None:
    from tests.project import PROJECT

    sprite = (PROJECT / "static" / "build" / "icons.svg").read_text()
    assert [item.icon for item in menu.registered() if f'id="{item.icon}"' not in sprite] == []
