"""Notices of the demo: lawful whatever day it is loaded, loaded once, shown to everybody."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now

from accounts.models import UnitKind
from accounts.roles import Role
from auctions import demo
from auctions.content import LOCAL, Content
from auctions.models import AssetKind, Attachment, Draft, Notice, NoticeVersion
from auctions.queries import check_draft, verify_chain
from auctions.rules import BLOCK, Situation, blocking, check, unexplained
from auctions.samples.contents import Place
from auctions.samples.scripted import Script, Story
from auctions.status import status_of
from auctions.terms import AuctionForm, NoticeKind, VersionKind
from auctions.workflow import State
from core.calendar import WorkingCalendar
from core.templatetags.vn import number
from tests.accounts.factories import user_at
from tests.auctions.factories import asset_owner, auction_org, commune, province, publisher_at
from tests.auctions.lawbooks import book

STORY = Story.read(demo.fixture())
DAYS = [date(2026, 11, 24) + timedelta(days=9 * n) for n in range(27)]  # over New Year, Tết and the days of April


def _rows(*path: str) -> list[dict[str, str]]:
    with Path(settings.BASE_DIR, "fixtures", *path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _calendar() -> WorkingCalendar:
    days = {kind: {} for kind in ("off", "work")}
    for row in _rows("holidays", "holidays.csv"):
        days[row["kind"]][date.fromisoformat(row["date"])] = row["name"]
    return WorkingCalendar(off=days["off"], work=days["work"])


CALENDAR = _calendar()
PLACES = {code: Place(code, "Phường Mẫu", "24", "Thành phố Bắc Ninh") for code in STORY.communes}


def _scripts(day: date) -> list[Script]:
    return STORY.scripts(PLACES, CALENDAR, datetime.combine(day, datetime.min.time(), LOCAL) + timedelta(hours=7))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_act_is_lawful_on_its_day(day: date):
    for script in _scripts(day):
        content: Content = script.content
        days: list[date] = []
        for act in script.acts:
            content = act.change(content) if act.change else content
            days.append(act.moment.astimezone(LOCAL).date())
            if act.kind in {VersionKind.FIRST, VersionKind.SECOND}:
                situation = Situation(script.kind, today=days[-1], step=act.kind, first_published=days[0])
                found = check(content, situation, book(script.kind), CALENDAR)
                assert blocking(found) + unexplained(found, script.reasons) == [], script.key
        assert script.acts == () or script.acts[0].kind == VersionKind.FIRST


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_in_the_story_waits_for_another_day(day: date):
    told = {each["key"]: each for each in STORY.notices}
    for script in _scripts(day):
        kinds = Counter(act.kind for act in script.acts)
        each = told[script.key]
        assert kinds[VersionKind.FIRST] == (not each.get("draft"))
        assert kinds[VersionKind.CORRECTION] == len(each.get("corrections", ()))
        assert kinds[VersionKind.CANCELLATION] + kinds[VersionKind.WITHDRAWAL] == ("end" in each)


def test_the_communes_are_those_of_today():
    assert STORY.communes <= {row["code"] for row in _rows("units", "communes_3321.csv")}


def test_the_story_shows_the_breadth_of_the_law():
    scripts = _scripts(DAYS[0])
    lots = [lot for script in scripts for lot in script.content.lots]
    prices = [lot.start_price for lot in lots]
    kinds = {row["code"] for row in _rows("auctions", "asset_kinds.csv") if row["valid_to"] == ""}
    assert len(scripts) >= 40
    assert {lot.asset_kind for lot in lots} == kinds
    assert {script.content.form for script in scripts if script.kind == NoticeKind.AUCTION} == set(AuctionForm.values)
    assert {len(script.content.lots) for script in scripts} >= {1, 18}
    assert min(prices) >= 50_000_000
    assert max(prices) > 400_000_000_000
    assert {act.kind for script in scripts for act in script.acts} == set(VersionKind)
    assert len({each["commune"][:2] for each in STORY.notices if "commune" in each}) > 10


def _texts(script: Script) -> Iterator[Content]:
    """What is published of a notice, one version after the other; a draft as it is."""
    content = script.content
    yield content
    for act in script.acts:
        content = act.change(content) if act.change else content
        yield content


COUNTED = re.compile(r"(\d\d) (?:lô|thửa|khối|ngăn kho|xe ô tô con)\b")
MEASURED = re.compile(r"(\d[\d.]*(?:,\d+)?)\s(m²|ha|m³|số|tấn|cổ phần)(?!\w)")


def _measures(content: Content) -> set[str]:
    """All sizes and amounts that follow from the lots: of each one and of all together."""
    areas = [lot.area for lot in content.lots if lot.area]
    sizes = [*areas, sum(areas)]
    found = {f"{number(Decimal(size).normalize())} m²" for size in sizes}
    found |= {f"{number((Decimal(size) / 10_000).normalize())} ha" for size in sizes}
    amounts: Counter[str] = Counter()
    for lot in content.lots:
        for value, unit in MEASURED.findall(lot.quantity):
            found.add(f"{value} {unit}")
            amounts[unit] += Decimal(value.replace(".", "").replace(",", "."))  # type: ignore[assignment]
    return found | {f"{number(total)} {unit}" for unit, total in amounts.items()}


@pytest.mark.parametrize("script", _scripts(DAYS[0]), ids=lambda script: script.key)
def test_what_a_title_says_of_lots_areas_and_places_is_what_the_lots_say(script: Script):
    for content in _texts(script):
        for said in COUNTED.findall(content.title):
            assert int(said) == len(content.lots)
        measures = _measures(content)
        for text in (content.title, *(lot.name for lot in content.lots), *(lot.quantity for lot in content.lots)):
            assert {f"{value} {unit}" for value, unit in MEASURED.findall(text)} <= measures | HARMLESS, text
        if place := script.content.lots[0].commune_name:
            assert "phường Mẫu, thành phố Bắc Ninh" in content.title
            assert {(lot.commune_name, lot.province_name) for lot in content.lots} == {(place, "Thành phố Bắc Ninh")}
        assert all(lot.start_price and lot.start_price % 100_000 == 0 for lot in content.lots)


HARMLESS = {"0,7 m³", "3,5 tấn", "3.200 tấn", "12 tấn", "900 m³", "650.000 m³"}  # of one thing, not of how much is sold


def test_the_demo_shows_every_status_a_notice_can_have():
    shown = Counter(text for day in DAYS for text in {_status(script, day)[:15] for script in _scripts(day)})
    always = ("Đang bán hồ sơ", "Đã qua ngày đấu giá", "Đã huỷ cuộc đấu giá", "Đã huỷ thông báo", "Đang nhận hồ sơ",
              "Đã hết hạn nhận hồ sơ")  # fmt: skip
    assert {text: shown[text[:15]] for text in always} == dict.fromkeys(always, len(DAYS))
    # Before some holidays the law leaves no day between the end of dossiers and the auction.
    assert shown["Đã hết hạn hồ sơ"[:15]] > len(DAYS) / 2
    assert sum(count for text, count in shown.items() if text.startswith(("Còn", "Hôm nay"))) >= len(DAYS)


def _status(script: Script, day: date) -> str:
    if not script.acts:
        return ""
    last, content = script.acts[-1].kind, list(_texts(script))[-1]
    ends = {VersionKind.CANCELLATION: State.CANCELLED, VersionKind.WITHDRAWAL: State.WITHDRAWN}
    shown = Row(script.kind, ends.get(last, State.PUBLISHED), content.dossier_until, content.auction_at)
    return status_of(shown, datetime.combine(day, time(7), LOCAL)).text


@dataclass(frozen=True)
class Row:
    kind: str
    state: str
    dossier_until: datetime | None
    auction_at: datetime | None


@pytest.fixture
def loaded(law: None) -> list[Notice]:
    """The demo, with all its communes, three organisations and one owner."""
    places = {row["code"]: row for row in _rows("units", "communes_3321.csv")}
    for code in sorted(STORY.communes):
        row = places[code]
        commune(code, row["name"], kind=UnitKind.WARD, of=province(row["province_code"], row["province_code"]))
    for _ in range(3):
        publisher_at(auction_org())
    user_at(asset_owner(), Role.ASSET_OWNER)
    assert demo.load() == []
    return list(Notice.objects.order_by("pk"))


def test_every_notice_told_is_there_with_a_sound_chain(loaded: list[Notice]):
    states = Counter(notice.state for notice in loaded)
    assert len(loaded) == len(STORY.notices)
    assert states["draft"] == sum(each.get("draft", False) for each in STORY.notices)
    assert states["withdrawn"] + states["cancelled"] == sum("end" in each for each in STORY.notices)
    assert [verify_chain(notice) for notice in loaded if notice.is_public] == [[]] * (len(loaded) - states["draft"])
    moments = [notice.first_published_at for notice in loaded if notice.is_public]
    assert moments == sorted(moments)
    assert all(moment < now() for moment in moments)
    _check_what_is_left_open()


def _check_what_is_left_open() -> None:
    """One draft that may be published, one that is refused with reasons, one correction."""
    drafts = Draft.objects.filter(purpose=VersionKind.FIRST, notice__kind=NoticeKind.AUCTION)
    found = {draft.pk: [f.code for f in check_draft(draft) if f.severity == BLOCK] for draft in drafts}
    (broken,) = [codes for codes in found.values() if codes]
    assert [] in found.values()
    assert set(broken) >= {"second_publication_immovable", "deposit_percent"}
    assert Draft.objects.filter(purpose=VersionKind.CORRECTION).count() == 1


def test_a_notice_is_published_in_the_province_of_its_lots(loaded: list[Notice]):
    for notice in loaded:
        if notice.is_public and notice.place:
            assert notice.agency.unit in {notice.province, None}, notice.title
            version = notice.versions.latest("number").content
            assert version.publisher_address.endswith(version.lots[0].province_name) or notice.province.code == "24"


def test_loading_again_changes_nothing(loaded: list[Notice]):
    before = list(Notice.objects.order_by("pk").values("pk", "code", "version_number", "state"))
    Draft.objects.filter(purpose=VersionKind.CORRECTION).delete()

    assert demo.load() == []

    assert list(Notice.objects.order_by("pk").values("pk", "code", "version_number", "state")) == before
    assert NoticeVersion.objects.count() == sum(notice["version_number"] for notice in before)
    assert not Draft.objects.filter(purpose=VersionKind.CORRECTION).exists()


def test_every_public_page_and_file_of_the_demo_opens(loaded: list[Notice], client: Client):
    for notice in loaded:
        if notice.is_public:
            assert client.get(notice.get_absolute_url()).status_code == 200
    page = client.get("/thong-bao-dau-gia/", {"q": "toa nha van phong sai gon"}).content.decode()
    assert "485.000.000.000" in page
    attached = Attachment.objects.filter(notice__published_at__isnull=False).select_related("file", "notice")
    assert {a.kind for a in attached} == {"rules", "posting", "criteria"}
    for attachment in attached:
        response = client.get(f"{attachment.notice.get_absolute_url()}tep/{attachment.file.public_id}/")
        assert b"".join(response.streaming_content).startswith(b"%PDF-")


def test_without_agencies_nothing_is_made(db: None):
    assert demo.load() == []
    assert not Notice.objects.exists()
    assert not AssetKind.objects.exists()
