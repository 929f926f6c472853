"""The index follows the records: in the transaction of the service that changes them, and when it is built again."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import Agency, User
from accounts.roles import Role
from accounts.services import people, requests
from accounts.services.passwords import Delivery
from accounts.services.people import Person
from auctions import services
from auctions.generation import generate
from auctions.models import Notice
from core import search
from core.lexemes import composed, plain
from core.models import SearchEntry, SearchWord, Sequence
from core.search import BATCH, SearchSource
from tests.accounts.arrange import application, make_office, submitted_request
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import (
    auction_content,
    auction_org,
    commune,
    draft_notice,
    publish,
    published_notice,
    publisher_at,
)
from tests.portal.finding import Told, entry_count, only_own_sources, titles

pytestmark = pytest.mark.django_db
TITLE, OTHER = "Quầy hàng chợ Mẫu Sơn", "Kho thóc Mẫu Thuỷ"


def entry_of(notice: Notice) -> SearchEntry:
    return SearchEntry.objects.get(kind=notice.kind, record_id=notice.pk)


@pytest.mark.usefixtures("law")
class TestNotices:
    def test_a_notice_is_found_by_everybody_from_its_publication_on(self) -> None:
        notice = draft_notice(auction_content(title=TITLE))
        assert titles("quay hang") == []
        publish(notice)
        assert titles("quay hang") == [TITLE]

    def test_a_correction_is_found_once_it_is_published(self) -> None:
        notice = published_notice(auction_content(title=TITLE))
        draft = services.start_correction(notice, by=notice.created_by)
        content = auction_content(title=OTHER)
        services.save_draft(notice, content, revision=draft.revision, by=notice.created_by)
        assert (titles("quay hang"), titles('"kho thoc"')) == ([TITLE], [])
        services.correct(notice, by=notice.created_by, draft_key=notice.draft.key, reason="Ghi nhầm tên tài sản")
        assert (titles('"quay hang"'), titles("kho thoc")) == ([], [OTHER])

    def test_a_withdrawn_notice_vanishes_from_the_public_search_and_stays_for_its_agency(self) -> None:
        notice = published_notice(auction_content(title=TITLE))
        services.withdraw(notice, by=notice.created_by, reason="Đăng nhầm")
        assert titles("quay hang") == []
        assert titles("quay hang", notice.created_by) == [TITLE]

    def test_an_auction_that_was_called_off_stays_and_says_so(self) -> None:
        notice = published_notice(auction_content(title=TITLE))
        services.cancel_auction(notice, by=notice.created_by, reason="Người có tài sản rút tài sản")
        assert titles("quay hang") == [TITLE]
        assert entry_of(notice).summary.startswith("Đã huỷ cuộc đấu giá. ")

    def test_a_draft_thrown_away_leaves_nothing(self) -> None:
        notice = draft_notice(auction_content(title=TITLE))
        assert entry_count("auction") == 1
        services.discard_draft(notice, by=notice.created_by)
        assert entry_count("auction") == 0

    def test_what_is_rolled_back_was_never_found(self) -> None:
        notice = draft_notice(auction_content(title=TITLE))
        with transaction.atomic():
            publish(notice)
            transaction.set_rollback(True)
        assert titles("quay hang") == []

    def test_lots_conditions_and_contract_are_searched_too(self) -> None:
        notice = published_notice(auction_content(contract_number="345/HĐDV-ĐGTS", conditions="Có giấy phép khai thác"))
        for typed in ("tờ bản đồ 14", "345/hddv-dgts", "giay phep khai thac", notice.code, "Khu Mẫu Kinh Bắc"):
            assert titles(typed) == [notice.title], typed

    def test_names_and_telephones_of_contacts_are_not(self) -> None:
        published_notice(auction_content(contact_name="Trần Thị Liên Hệ", contact_phone="0222 111 2222"))
        assert titles('"Trần Thị Liên Hệ"') == titles("0222 111 2222") == []

    def test_generated_notices_are_found_at_once(self) -> None:
        commune()
        publisher_at(auction_org())
        user_at(AgencyFactory(asset_owner=True), Role.ASSET_OWNER)
        generate(3)
        assert entry_count("auction") + entry_count("selection") == 3
        assert search.rebuild("auction", "selection") == 0


class TestPeopleAndAgencies:
    def test_an_organisation_is_public_once_it_has_an_account_and_no_longer_without(self) -> None:
        office = make_office("mau")
        organisation = AgencyFactory(name="Công ty Đấu giá hợp danh Sông Thử", parent=office.agency)
        search.refresh("agency", organisation.pk)
        assert titles("song thu") == []
        user = people.add_user(
            organisation, by=office.admin, login="song_tc_tinhmau", person=Person("Lê Văn Thử"),
            roles={Role.UNIT_ADMIN}, delivery=Delivery.LATER, form_key=uuid4(),
        )  # fmt: skip
        assert titles("song thu") == ["Công ty Đấu giá hợp danh Sông Thử"]
        people.delete_user(user, by=office.admin)
        assert titles("song thu") == []
        assert titles("song_tc_tinhmau", office.admin) == []

    def test_a_changed_name_of_a_person_is_found(self) -> None:
        office = make_office("mau")
        user = user_at(AgencyFactory(parent=office.agency), Role.UNIT_ADMIN, username="song_tc_tinhmau")
        people.change_user(user, by=office.admin, person=Person("Hoàng Thị Đổi Tên", user.email))
        assert titles("doi ten", office.admin) == ["song_tc_tinhmau"]

    def test_a_request_is_found_from_handing_in_on_and_tells_its_state(self) -> None:
        office = make_office("mau")
        started = requests.start_request(application(office.agency), form_key=uuid4())
        assert entry_count("account_request") == 0
        request = submitted_request(office.agency, proposed_name="mauso8", email="mauso8@example.vn")
        assert titles(request.code, office.admin) == [request.organisation_name]
        requests.refuse_request(request, by=office.admin, note="Không thuộc địa bàn")
        assert SearchEntry.objects.get(kind="account_request").summary.startswith("Từ chối")
        assert started.number is None

    def test_a_granted_request_brings_account_and_organisation(self) -> None:
        office = make_office("mau")
        request = submitted_request(office.agency)
        requests.grant_request(request, by=office.admin, proposed_name="mauso9", roles={Role.UNIT_ADMIN})
        officer = User.objects.get(pk=office.admin.pk)  # his rights are read once for each request
        assert titles("mauso9_tc_tinhmau", officer)[0] == "mauso9_tc_tinhmau"
        assert titles("mau so chin") == [request.organisation_name]

    def test_asset_owners_are_no_public_entry(self) -> None:
        owner = AgencyFactory(asset_owner=True, name="Nguyễn Văn Chủ Mẫu")
        user_at(owner, Role.ASSET_OWNER)
        search.rebuild()
        assert titles('"Chủ Mẫu"') == []

    def test_a_merged_office_leads_to_the_one_that_took_over(self) -> None:
        today = AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Mẫu Mới")
        AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Mẫu Cổ", successor=today, active_to=today.active_from)
        search.rebuild("agency")
        assert titles("so tu phap mau co") == ["Sở Tư pháp tỉnh Mẫu Mới"]


class TestRefresh:
    def test_what_did_not_change_is_not_written(self, guides: Told, django_assert_num_queries) -> None:
        entry = guides.tell("Một bài")
        with django_assert_num_queries(3):  # savepoint, digest, savepoint
            assert search.refresh(guides.kind, entry.pk) == 0

    def test_a_record_that_yields_nothing_loses_its_entry(self, guides: Told) -> None:
        entry = guides.tell("Một bài")
        guides.forget(entry)
        assert entry_count(guides.kind) == 0

    def test_a_kind_nobody_registered_is_a_mistake(self) -> None:
        with pytest.raises(KeyError):
            search.refresh("no such kind", 1)

    def test_odd_texts_are_kept_and_found(self, guides: Told) -> None:
        guides.tell("Bài\x00 có ký tự lạ \u202e\ud800"[:-1], body="x" * 300_000 + " cuối", codes=["", "//", "a" * 500])
        assert titles("ky tu la") == ["Bài có ký tự lạ \u202e"]

    def test_a_place_in_the_plain_text_is_a_place_in_the_text(self) -> None:
        for text in ("Đất ở, Hoà Bình", "ﬁ ½ ß Å", "e\u0301\u0323 tổ hợp", "日本語 và emoji 🏠 nhà"):
            assert len(plain(composed(text))) == len(composed(text))


class TestRebuild:
    def test_it_writes_what_is_missing_mends_what_is_wrong_and_a_second_run_nothing(self, guides: Told) -> None:
        office = AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Mẫu Dựng")
        SearchEntry.objects.filter(kind="agency").delete()
        assert search.rebuild("agency") == 1
        assert titles("mau dung") == [office.name]
        SearchEntry.objects.update(title="Sai", digest="")
        assert search.rebuild("agency") == 1
        assert search.rebuild("agency") == 0

    def test_it_forgets_records_and_kinds_that_are_gone(self, db: None) -> None:
        with only_own_sources():
            Told("short_lived", "Loại tạm").tell("Một bài")
        gone = AgencyFactory(stp=True)
        search.refresh("agency", gone.pk)
        Agency.objects.filter(pk=gone.pk).delete()
        assert search.rebuild() == 2
        assert SearchEntry.objects.count() == 0

    def test_it_goes_by_batches_and_locks_each(self, own_sources: None, django_assert_max_num_queries) -> None:
        Sequence.objects.bulk_create(Sequence(scope=f"mẫu {number}") for number in range(BATCH + 5))
        asked: list[int] = []

        def entries(pks: object) -> Iterator[search.Entry]:
            numbers = list(pks)  # type: ignore[call-overload]
            asked.append(len(numbers))
            return (search.Entry(number, f"Bài số {number}", f"/{number}/", is_public=True) for number in numbers)

        search.register(SearchSource("many", "Nhiều", Sequence, entries, 1))
        with django_assert_max_num_queries(25) as queries:
            assert search.rebuild("many") == BATCH + 5
        assert asked == [BATCH, 5]
        assert sum("FOR UPDATE" in query["sql"] for query in queries.captured_queries) == 2

    def test_words_of_what_is_gone_are_unlearned_and_each_is_known_once(self, guides: Told) -> None:
        entry = guides.tell("Từcũkỹ hợp đồng")
        guides.tell("Hợp đồng")
        guides.forget(entry)
        SearchWord.objects.create(word="hop")
        Sequence.objects.create(pk=2, scope="mẫu")  # the record of what stays
        search.rebuild()
        assert list(SearchWord.objects.order_by("word").values_list("word", flat=True)) == sorted(
            {"bai", "mau", "hop", "dong"}
        )

    def test_the_command_says_what_it_did_and_knows_its_kinds(self, db: None) -> None:
        AgencyFactory(stp=True)
        out = StringIO()
        call_command("rebuild_search", "agency", verbosity=2, stdout=out)
        assert out.getvalue() == "agency: 1 records, 1 changed\nsearch: 1 entries changed\n"
        with pytest.raises(CommandError, match=r"unknown: nonsense\. Known kinds: .*agency"):
            call_command("rebuild_search", "nonsense")
