"""User guides: every screen of the office has one, links and pictures exist, "?" opens the right one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse

from accounts.roles import Role
from core import help as guides_of_screens
from core.help import Guide
from portal import guides
from scripts.guide_pictures import PICTURES
from tests.access.matrix import Person
from tests.accounts.factories import AgencyFactory, user_at
from tests.project import PROJECT
from tests.test_access_matrix import PUBLIC, ROWS, url_names

ALL = guides_of_screens.guides()
FOLDER = PROJECT / "static" / "guide"
HEAVIEST = 80 * 1024
READERS = {*Role.labels, "Người dân", "Tổ chức đấu giá tài sản"}

# Pages and pieces that need no guide of their own.
WITHOUT_GUIDE = {
    "job_result",  # a file
    "tour_seen",  # only posted to
    "end_session",  # only posted to
    "request_name",  # a piece of request_detail for htmx
    "request_scan",  # a file
    "auctions:office_file",  # a file
}


def office_screens() -> set[str]:
    """Names of the URLs behind the login, as far as a person opens them."""
    by_get = {row.url_name: row for row in ROWS if row.method == "get"}
    names = {name for name in url_names(get_resolver()) if name not in PUBLIC}
    return {name for name in names if name in by_get and by_get[name].expected()[Person.ANONYMOUS] == "login"}


def test_every_screen_of_the_office_has_a_guide() -> None:
    design = {name for name in office_screens() if name.startswith("design")}  # for those who build the portal
    explained = {name for guide in ALL for name in guide.screens}
    assert sorted(office_screens() - explained - WITHOUT_GUIDE - design) == []


def test_exceptions_are_still_needed() -> None:
    assert sorted(WITHOUT_GUIDE & {name for guide in ALL for name in guide.screens}) == []
    assert sorted(WITHOUT_GUIDE - set(url_names(get_resolver()))) == []


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: f"{guide.system}/{guide.slug}")
def test_guides_name_what_exists(guide: Guide) -> None:
    anchors = set(re.findall(r'<h2 id="([^"]+)"', guides.rendered(guide).html))
    assert sorted(set(guide.screens) - set(url_names(get_resolver()))) == [], "no such screens"
    assert sorted({anchor for anchor in guide.screens.values() if anchor} - anchors) == [], "no such headings"
    assert sorted(set(guide.roles) - READERS) == [], "no such roles"
    assert guide.about.endswith("."), "the index shows it as a sentence"


@pytest.mark.parametrize("guide", ALL, ids=lambda guide: f"{guide.system}/{guide.slug}")
def test_links_of_guides_lead_somewhere(guide: Guide) -> None:
    for path, _, anchor in re.findall(r'href="(/[^"#?]*)[^"#]*(#([^"]+))?"', guides.rendered(guide).html):
        try:
            found = resolve(path)
        except Resolver404:
            pytest.fail(f"{path} does not exist")
        if found.view_name == "guide":
            other = guides_of_screens.guide(**found.kwargs)
            assert other is not None, path
            assert not anchor or f'id="{anchor}"' in guides.rendered(other).html, anchor


def test_every_picture_of_a_guide_is_made_by_the_script() -> None:
    shown = {name for guide in ALL for name in guides.pictures_in(guide.text)}
    made = {f"{picture.name}.png" for picture in PICTURES}
    assert sorted(shown - made) == [], "add them to scripts/guide_pictures.py"
    assert sorted(made - shown) == [], "no guide shows these"
    assert {path.name for path in FOLDER.glob("*")} == made, "run: python -m scripts.screenshots --guides"


def test_pictures_are_light_and_have_words_for_who_cannot_see_them() -> None:
    assert [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > HEAVIEST] == []
    for guide in ALL:
        images = re.findall(r"<img[^>]*>", guides.rendered(guide).html)
        assert all(re.search(r'alt="[^"]+".*width="\d+".*height="\d+"', image) for image in images)


def test_guides_speak_as_the_portal_does() -> None:
    wrong = re.compile(r"\b[Bb]ạn\b|!(?!\[)|\bhủy\b|\bkhóa\b|\bxóa\b|\bhóa\b|\bủy\b")
    found = {guide.slug: wrong.findall(guide.text + guide.title + guide.about) for guide in ALL}
    assert {slug: words for slug, words in found.items() if words} == {}


def test_the_seed_guide_is_there_under_its_own_name() -> None:
    assert [guide.slug for guide in ALL if guide.title == "Hướng dẫn công khai về việc lựa chọn tổ chức ĐGTS"]


def test_an_unknown_fact_in_a_guide_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bai.md"
    path.write_text("---\ntitle: A\nabout: B.\nscreen: home\n---\nChữ\n")
    with pytest.raises(ValueError, match="screen"):
        guides_of_screens._read(path)


def test_html_in_a_guide_is_shown_as_text() -> None:
    guide = Guide("x", "x", "X", "X.", (), {}, 1, "## A\n\n<script>alert(1)</script>")
    assert "<script>" not in guides.rendered(guide).html


@pytest.mark.django_db
def test_the_question_mark_opens_the_guide_of_this_very_screen_for_this_role(client: Client) -> None:
    owner = user_at(AgencyFactory(asset_owner=True), Role.ASSET_OWNER)
    editor = user_at(AgencyFactory(), Role.AUCTION_EDITOR)
    expected = {
        owner: "/huong-dan/dau-gia-tai-san/cong-khai-lua-chon/#bat-dau-soan",
        editor: "/huong-dan/dau-gia-tai-san/thong-bao-dau-gia/#soan-thong-bao-moi",
    }
    for user, guide in expected.items():
        client.force_login(user)
        assert f'<a class="ask" href="{guide}">' in client.get(reverse("auctions:office_new")).content.decode()


@pytest.mark.django_db
def test_public_forms_have_their_guide_too(client: Client) -> None:
    assert 'href="/huong-dan/tai-khoan/dang-ky-nguoi-co-tai-san/"' in client.get("/dang-ky/").content.decode()
    assert (
        'href="/huong-dan/tai-khoan/dang-nhap-mat-khau/#quen-mat-khau"'
        in client.get("/quen-mat-khau/").content.decode()
    )
    assert "question-circle" not in client.get("/kha-nang-tiep-can/").content.decode()


@pytest.mark.django_db
def test_the_index_is_by_system_and_by_role(client: Client) -> None:
    everything = client.get("/huong-dan/").content.decode()
    assert all(f'<a href="{guide.url}">' in everything for guide in ALL)
    some = client.get("/huong-dan/", {"vai-tro": "Người có tài sản đấu giá"}).content.decode()
    assert "/cong-khai-lua-chon/" in some
    assert "/ngay-nghi/" not in some
    assert client.get("/huong-dan/", {"vai-tro": "<script>"}).status_code == 200


@pytest.mark.django_db
def test_a_guide_is_a_page_with_its_contents(client: Client) -> None:
    page = client.get("/huong-dan/dau-gia-tai-san/thong-bao-dau-gia/").content.decode()
    assert '<a href="#dang-lan-2">Đăng lần 2</a>' in page
    assert '<h2 id="dang-lan-2">Đăng lần 2</h2>' in page
    assert 'src="/static/guide/soan-thong-bao.png"' in page
    assert "data-print" in page
    assert client.get("/huong-dan/dau-gia-tai-san/khong-co/").status_code == 404
