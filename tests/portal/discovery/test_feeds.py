"""Nguồn tin Atom: the list in another form, filters included."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.auctions.factories import (
    asset_owner,
    auction_content,
    commune,
    lot,
    province,
    published_notice,
    selection_content,
)
from tests.portal.content import arrange
from tests.portal.discovery.reading import entries, page
from tests.portal.law import arrange as law_arrange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def test_a_feed_holds_the_newest_notices_of_its_kind(client: Client) -> None:
    first, second = (published_notice(auction_content(title=f"Lô đất số {n}")) for n in (1, 2))
    published_notice(selection_content(), agency=asset_owner())

    assert entries(client, "/thong-bao-dau-gia/atom.xml") == [second.title, first.title]


def test_a_feed_takes_the_filters_of_the_list_and_the_list_names_it(client: Client) -> None:
    elsewhere = commune("42000", "Thử", of=province("42", "Hà Tĩnh"))
    there = lot(commune_code=elsewhere.code)
    published_notice(auction_content(title="Lô đất ở đây"))
    published_notice(auction_content(title="Lô đất ở nơi khác", lots=(there,)))

    html = page(client, "/thong-bao-dau-gia/?tinh=42")

    assert 'type="application/atom+xml"' in html
    assert "/thong-bao-dau-gia/atom.xml?tinh=42" in html
    assert entries(client, "/thong-bao-dau-gia/atom.xml?tinh=42") == ["Lô đất ở nơi khác"]
    assert len(entries(client, "/thong-bao-dau-gia/atom.xml?tinh=khong-co")) == 2, "what means nothing filters nothing"


def test_a_reader_that_has_the_newest_is_told_so(client: Client) -> None:
    published_notice(auction_content())
    had = client.get("/thong-bao-dau-gia/atom.xml")

    again = client.get("/thong-bao-dau-gia/atom.xml", headers={"if-none-match": had["ETag"]})
    published_notice(auction_content(title="Lô đất mới"))
    changed = client.get("/thong-bao-dau-gia/atom.xml", headers={"if-none-match": had["ETag"]})

    assert had["Content-Type"].startswith("application/atom+xml")
    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert "Lô đất mới" in changed.content.decode()


def news(title: str) -> None:
    office = arrange.ministry()
    arrange.published(office, arrange.publisher(office), arrange.content(title))


def document(title: str) -> None:
    law_arrange.published(title=title)


@pytest.mark.parametrize(("make", "path"), [(news, "/tin-tuc/atom.xml"), (document, "/van-ban/atom.xml")])
def test_content_has_feeds_too(make: Callable[[str], None], path: str, client: Client) -> None:
    make("Tập huấn <b>nghiệp vụ</b>")

    assert client.get(path).content.count(b"<entry>") == 1
    assert "Tập huấn &lt;b&gt;nghiệp vụ&lt;/b&gt;" in client.get(path).content.decode()
    assert path in page(client, path.removesuffix("atom.xml"))


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    assert entries(client, "/hoi-dap/atom.xml") == []
