"""Generated notices are what the services would have left: lawful, chained, found and shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate, now

from auctions import queries, services
from auctions.content import LOCAL, sha256_of
from auctions.generation import generate
from auctions.models import Lot, Notice, NoticeLog, NoticeVersion
from auctions.rules import BLOCK, WARN, Situation, check
from auctions.samples import lives
from auctions.samples.contents import Place, Publisher
from auctions.services.indexing import describe, make_findable
from auctions.terms import NoticeKind, VersionKind
from auctions.workflow import State
from core.errors import DomainError
from tests.auctions.factories import asset_owner, auction_org, commune, province, publisher_at
from tests.auctions.lawbooks import CALENDAR, book

COUNT = 120
PLACE = Place("09187", "Phường Kinh Bắc", "24", "Thành phố Bắc Ninh")
PUBLISHER = Publisher("Công ty Đấu giá hợp danh Mẫu Số Một", "Số 1 đường Mẫu")


def _writer(seed: int | str, moment: datetime) -> lives.Writer:
    return lives.Writer(Random(seed), CALENDAR, moment)  # noqa: S311  no secret


@pytest.fixture
def generated(law: None) -> list[Notice]:
    """Notices of two organisations and one owner in two provinces."""
    commune()
    commune("18652", "Hà Huy Tập", of=province("42", "Hà Tĩnh"))
    for agency in (auction_org(), auction_org(), asset_owner()):
        publisher_at(agency)
    generate(COUNT, seed=7)
    return list(Notice.objects.order_by("pk"))


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("day", ["2026-02-25", "2026-05-04", "2026-09-07", "2026-11-24"])
def test_generated_lives_keep_every_limit_of_the_law(kind: str, day: str) -> None:
    moment = datetime.fromisoformat(day).replace(hour=10, tzinfo=LOCAL)
    writer = _writer(day, moment)
    for ago in range(1, 60):
        life = writer.life(NoticeKind(kind), moment.date() - timedelta(days=ago), PLACE, PUBLISHER)
        first = life.steps[0].moment.astimezone(LOCAL).date()
        found = check(life.steps[0].content, Situation(kind=kind, today=first), book(kind), CALENDAR)
        assert [f for f in found if f.severity in {BLOCK, WARN}] == []


def test_second_publications_are_lawful_on_their_day() -> None:
    moment = datetime(2026, 11, 24, 10, tzinfo=LOCAL)
    writer = _writer(1, moment)
    made = [writer.life(NoticeKind.AUCTION, moment.date() - timedelta(days=n), PLACE, PUBLISHER) for n in range(90)]
    seconds = [(life, s) for life in made for s in life.steps if s.kind == VersionKind.SECOND]
    assert len(seconds) > 50
    for life, step in seconds:
        days = [s.moment.astimezone(LOCAL).date() for s in (life.steps[0], step)]
        case = Situation(kind="auction", today=days[1], step=VersionKind.SECOND, first_published=days[0])
        found = check(step.content, case, book(), CALENDAR)
        assert [f for f in found if f.severity in {BLOCK, WARN}] == []


def test_every_generated_chain_of_versions_verifies(generated: list[Notice]) -> None:
    assert len(generated) == COUNT
    assert [queries.verify_chain(notice) for notice in generated] == [[]] * COUNT
    version = NoticeVersion.objects.order_by("?").first()
    assert sha256_of(version.body) == version.sha256


def test_columns_of_lists_and_search_are_those_the_services_write(generated: list[Notice]) -> None:
    for notice in generated[::10]:
        fresh = Notice(agency=notice.agency, kind=notice.kind, code=notice.code)
        content = queries.effective_version(notice).content
        describe(fresh, content)
        make_findable(fresh, content)
        names = [f.name for f in Notice._meta.fields if f.name in vars(fresh) and getattr(fresh, f.name)]
        names = [n for n in names if n not in {"id", "public_id", "state", "search"}]
        assert {n: getattr(notice, n) for n in names} == {n: getattr(fresh, n) for n in names}
        with connection.cursor() as cursor:
            cursor.execute("SELECT search = %s::tsvector FROM auctions_notice WHERE id = %s", [fresh.search, notice.pk])
            assert cursor.fetchone() == (True,)


def test_numbers_have_no_gap_and_grow_with_time(generated: list[Notice]) -> None:
    series: dict[str, list[int]] = {}
    for notice in generated:
        head, _, number = (notice.code or "").rpartition("-")
        series.setdefault(head, []).append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in series.values())


def test_lots_and_log_follow_the_versions(generated: list[Notice]) -> None:
    versions = NoticeVersion.objects.all()
    assert Lot.objects.count() == sum(len(version.content.lots) for version in versions)
    assert NoticeLog.objects.count() == len(versions)
    ended = [n for n in generated if n.state in {State.WITHDRAWN, State.CANCELLED}]
    assert all(n.end_reason and n.ended_at for n in ended)
    assert {n.log.order_by("pk").last().to_state for n in ended} <= {State.WITHDRAWN, State.CANCELLED}


def test_a_generated_notice_goes_on_by_the_services(generated: list[Notice]) -> None:
    notice = next(n for n in generated if n.state == State.PUBLISHED)
    services.withdraw(notice, by=notice.created_by, reason="Rà soát lại hồ sơ.")
    assert Notice.objects.get(pk=notice.pk).state == State.WITHDRAWN
    assert queries.verify_chain(Notice.objects.get(pk=notice.pk)) == []


def test_most_notices_sell_land_and_a_fifth_select_an_organisation(generated: list[Notice]) -> None:
    land = sum("quyền sử dụng đất" in n.title.lower() for n in generated) / COUNT
    selections = sum(n.kind == NoticeKind.SELECTION for n in generated) / COUNT
    assert 0.45 < land < 0.72
    assert 0.12 < selections < 0.34


def test_the_same_seed_says_the_same_and_is_not_written_twice(generated: list[Notice]) -> None:
    with pytest.raises(DomainError, match="số gieo 7"):
        generate(3, seed=7)
    moment = now()
    texts = []
    for _ in range(2):
        writer = _writer(5, moment)
        texts.append(writer.life(NoticeKind.AUCTION, localdate(moment), PLACE, PUBLISHER))
    assert texts[0] == texts[1]


def test_the_public_finds_and_reads_a_generated_notice(generated: list[Notice], client: Client) -> None:
    notice = next(n for n in reversed(generated) if n.kind == NoticeKind.AUCTION and "đất" in n.title)
    found = client.get("/thong-bao-dau-gia/", {"q": f"quyen su dung dat {notice.code}"})
    assert notice.code in found.content.decode()
    page = client.get(notice.get_absolute_url())
    assert page.status_code == 200
    assert queries.effective_version(notice).sha256[:4] in page.content.decode()


@pytest.mark.django_db
def test_generating_needs_somebody_who_publishes() -> None:
    with pytest.raises(DomainError, match="Cần có xã, phường"):
        generate(1)


@pytest.mark.django_db
def test_the_command_leaves_production_alone() -> None:
    with pytest.raises(CommandError, match="production"):
        call_command("generate_notices", "5")


def test_the_command_says_what_it_wrote(generated: list[Notice], settings: object, capsys: object) -> None:
    settings.ENVIRONMENT_LABEL = "Thử"
    call_command("generate_notices", "5", "--seed", "8")
    assert Notice.objects.count() == COUNT + 5
    assert capsys.readouterr().out.startswith("5 notices, ")
