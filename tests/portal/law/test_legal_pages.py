"""Pages of legal documents: what everybody reads, what an editor does."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from core.models import SearchEntry
from portal.models import LegalDocument, LegalRelation
from portal.services.legal import publish_document, withdraw_document
from portal.services.legal_parts import add_file, add_relation
from portal.tasks import read_legal_file
from tests.accounts.factories import AgencyFactory, user_at
from tests.portal.law import arrange

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(url: str, client: Client | None = None, status: int = 200) -> str:
    response = (client or Client()).get(url, follow=True)
    assert response.status_code == status
    return response.content.decode()


def posted(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "luat", "number": "01/2016/QH14", "title": "Đấu giá tài sản", "issuer": "Quốc hội",
        "field": "dau-gia", "effective_on": "01/07/2017", "confidence": "cao", "form_key": str(uuid4()), **changed,
    }  # fmt: skip


# ------------------------------------------------------------------ everybody
def test_the_list_shows_published_documents_with_their_effect() -> None:
    arrange.published(expires_on=date(2020, 1, 1))
    arrange.draft("37/2024/QH15", title="Còn nháp")
    text = page("/van-ban/")
    assert "1 văn bản" in text
    assert "Hết hiệu lực toàn bộ" in text
    assert "Còn nháp" not in text


def test_filters_live_in_the_address_and_effect_is_that_of_the_day() -> None:
    arrange.published(expires_on=date(2020, 1, 1))
    arrange.published("62/2017/NĐ-CP", kind="nghi-dinh", issuer="Chính phủ", field="cong-chung")
    assert "1 văn bản" in page("/van-ban/?hieu-luc=het-hieu-luc")
    assert "2 văn bản" in page("/van-ban/?hieu-luc=con-hieu-luc&ngay=31/12/2019")
    assert "1 văn bản" in page("/van-ban/?loai=nghi-dinh&linh-vuc=cong-chung&co-quan=chinh+phu&nam=2017")
    assert "Bỏ lọc" in page("/van-ban/?loai=nghi-dinh")
    nothing = page("/van-ban/?loai=nghi-dinh&linh-vuc=dau-gia")
    assert "Có kết quả nếu bỏ một trong các bộ lọc sau" in nothing


@pytest.mark.parametrize(
    "query",
    [
        "?ngay=32/13/2026", "?nam=x&loai=<script>", "?q=%25_%25", "?q=%00%FF%FE", "?trang=99999", "?trang=-1", "?xep=x",
        "?q=" + "đấu giá " * 1500, "?q='%20|%20!", "?hieu-luc=" + "&hieu-luc=".join("abc" * 50), "?ngay=%FF",
    ],
)  # fmt: skip
def test_odd_addresses_are_answered(query: str) -> None:
    arrange.published()
    text = page(f"/van-ban/{query}")
    assert "<script>alert" not in text


def test_a_wrong_day_says_so_beside_its_field() -> None:
    assert "Không có tháng 13" in page("/van-ban/?ngay=01/13/2026")


def test_words_are_found_in_numbers_titles_and_files_and_marked() -> None:
    document = arrange.published()
    added = add_file(document, arrange.pdf("Điều 38. Tiền đặt trước"), label="Toàn văn", by=arrange.publisher())
    read_legal_file(added.pk)
    assert "<mark>01</mark>/<mark>2016</mark>/<mark>QH14</mark>" in page("/van-ban/?q=01/2016/qh14")
    found = page("/van-ban/?q=tien+dat+truoc")
    assert "Toàn văn, trang 1" in found
    assert "<mark>Tiền</mark> <mark>đặt</mark> <mark>trước</mark>" in found
    inside = page(f"{document.get_absolute_url()}?q=đặt+trước")
    assert "Tìm thấy ở 1 trang" in inside
    assert "Không tìm thấy “xyz”" in page(f"{document.get_absolute_url()}?q=xyz")


def test_a_document_shows_its_dates_and_relations_both_ways() -> None:
    document = arrange.published()
    newer = arrange.published("37/2024/QH15", title="Sửa đổi", effective_on=date(2025, 1, 1))
    add_relation(newer, document, "amends", note="Điều 1.", by=arrange.publisher())
    text = page(document.get_absolute_url())
    assert "Hết hiệu lực một phần" in text
    assert "Được sửa đổi, bổ sung bởi Luật số 37/2024/QH15" in text
    assert "Còn hiệu lực" in page(f"{document.get_absolute_url()}?ngay=31/12/2024")
    assert "Sửa đổi, bổ sung</h3>" in page(newer.get_absolute_url())
    assert "Quá trình hiệu lực" in page(f"{document.get_absolute_url()}in/")


def test_another_slug_leads_to_the_right_one_and_a_draft_does_not_exist() -> None:
    document = arrange.published()
    response = Client().get(f"/van-ban/ten-cu-{document.serial}/")
    assert (response.status_code, response["Location"]) == (301, document.get_absolute_url())
    hidden = arrange.draft("37/2024/QH15")
    assert Client().get(hidden.get_absolute_url()).status_code == 404
    assert Client().get("/van-ban/ten-99999/").status_code == 404


def test_a_withdrawn_document_is_gone_with_its_files() -> None:
    document = arrange.published()
    added = add_file(document, arrange.pdf("Điều 1"), label="", by=arrange.publisher())
    withdraw_document(document, by=arrange.publisher(), note="nhập nhầm")
    assert "đã được gỡ khỏi Cổng" in page(document.get_absolute_url(), status=410)
    assert Client().get(f"/van-ban/tep/{added.public_id}/").status_code == 404


def test_what_an_editor_types_is_text_and_a_script_link_is_refused() -> None:
    document = arrange.published(title='<script>alert("x")</script>', source="<b>nguồn</b>")
    text = page(document.get_absolute_url())
    assert "<script>alert" not in text
    assert "&lt;b&gt;nguồn" in text
    client = signed_in(arrange.editor())
    for address in ("javascript:alert(1)", "data:text/html,x", "ftp://example.vn/a"):
        response = client.post("/nghiep-vu/van-ban/them/", posted(number="9/2020/QH14", source_url=address))
        assert "Nhập địa chỉ đầy đủ" in response.content.decode()


def test_the_list_needs_few_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(1, 12):
        arrange.published(f"0{number}/2016/QH14")
    with django_assert_max_num_queries(15):
        page("/van-ban/")


# ------------------------------------------------------------------ editors
def test_an_editor_enters_and_a_publisher_publishes() -> None:
    agency = arrange.ministry()
    client = signed_in(arrange.editor(agency))
    data = posted(effective_on="1/7/2017")
    client.post("/nghiep-vu/van-ban/them/", data)
    client.post("/nghiep-vu/van-ban/them/", data)  # a double click
    document = LegalDocument.objects.get()
    assert (document.state, document.effective_on, document.year) == ("draft", date(2017, 7, 1), 2016)
    publishing = f"/nghiep-vu/van-ban/{document.public_id}/dang/"
    assert client.post(publishing).status_code == 403
    assert (
        "Đã đăng văn bản lên Cổng"
        in signed_in(arrange.publisher(agency)).post(publishing, follow=True).content.decode()
    )
    assert "Đấu giá tài sản" in page("/van-ban/")


def test_errors_keep_what_was_typed_and_stand_at_their_field() -> None:
    arrange.draft()
    client = signed_in(arrange.editor())
    text = client.post("/nghiep-vu/van-ban/them/", posted(title="Tên đã gõ")).content.decode()
    assert "Quốc hội đã có văn bản số 01/2016/QH14" in text
    assert "Tên đã gõ" in text
    text = client.post(
        "/nghiep-vu/van-ban/them/", posted(number="2/2016/QH14", expires_on="30/06/2017")
    ).content.decode()
    assert "Nhập ngày hết hiệu lực sau 01/07/2017" in text


def test_a_published_document_is_changed_with_a_reason_by_whoever_publishes() -> None:
    document = arrange.published()
    url = f"/nghiep-vu/van-ban/{document.public_id}/sua/"
    assert signed_in(arrange.editor()).get(url).status_code == 403
    client = signed_in(arrange.publisher())
    data = posted(title="Luật Đấu giá tài sản", revision=str(LegalDocument.objects.get().revision))
    assert "Nhập lý do sửa" in client.post(url, data).content.decode()
    client.post(url, {**data, "reason": "sai trích yếu"})
    assert LegalDocument.objects.get().title == "Luật Đấu giá tài sản"
    log = page(f"/nghiep-vu/van-ban/{document.public_id}/", client)
    assert "Sửa văn bản đã đăng" in log
    assert "sai trích yếu" in log
    history = page(f"/nghiep-vu/van-ban/{document.public_id}/lich-su/", client)
    assert "<ins>Luật Đấu giá tài sản</ins>" in history


def test_two_editors_do_not_overwrite_each_other() -> None:
    document = arrange.draft()
    url, client = f"/nghiep-vu/van-ban/{document.public_id}/sua/", signed_in(arrange.editor())
    seen = str(LegalDocument.objects.get().revision)
    client.post(url, posted(title="Của người thứ nhất", revision=seen))
    text = client.post(url, posted(title="Của người thứ hai", revision=seen)).content.decode()
    assert "vừa được người khác sửa" in text
    assert LegalDocument.objects.get().title == "Của người thứ nhất"


def test_a_relation_is_found_by_search_and_chosen() -> None:
    document, other = arrange.published(), arrange.draft("37/2024/QH15", title="Sửa đổi", effective_on=date(2025, 1, 1))
    client = signed_in(arrange.editor())
    url = f"/nghiep-vu/van-ban/{other.public_id}/quan-he/them/?q=01/2016"
    assert "Luật số 01/2016/QH14: Đấu giá tài sản" in page(url, client)
    assert "Không có văn bản nào như vậy" in page(f"{url}99", client)
    client.post(url, {"kind": "amends", "target": str(document.public_id)})
    assert LegalRelation.objects.get().target == document
    wrong = client.post(url, {"kind": "amends", "target": str(document.public_id), "is_partial": "on"})
    assert "Chỉ chọn khi quan hệ là thay thế" in wrong.content.decode()
    text = page(f"/nghiep-vu/van-ban/{other.public_id}/", client)
    assert "Bỏ…" in text
    client.post(f"/nghiep-vu/van-ban/{other.public_id}/quan-he/{LegalRelation.objects.get().pk}/bo/")
    assert not LegalRelation.objects.exists()
    history = page(f"/nghiep-vu/van-ban/{other.public_id}/lich-su/", client)
    assert "Sửa đổi, bổ sung Luật số 01/2016/QH14" in history


def test_files_are_added_and_taken_away_on_the_page() -> None:
    document = arrange.draft()
    client, url = signed_in(arrange.editor()), f"/nghiep-vu/van-ban/{document.public_id}/tep/"
    client.post(f"{url}them/", {"upload": arrange.pdf("Điều 1"), "label": "Toàn văn"})
    added = document.files.get()
    assert Client().get(f"/van-ban/tep/{added.public_id}/").status_code == 404  # a draft's file
    response = client.get(f"{url}{added.public_id}/")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    refused = client.post(f"{url}them/", {"upload": arrange.pdf("x", name="x.exe")}).content.decode()
    assert "Đổi đuôi tên tệp thành .pdf" in refused
    client.post(f"{url}{added.public_id}/bo/")
    assert not document.files.exists()


def test_only_a_draft_is_deleted() -> None:
    document = arrange.draft()
    client = signed_in(arrange.editor())
    client.post(f"/nghiep-vu/van-ban/{document.public_id}/xoa/")
    assert not LegalDocument.objects.exists()
    other = arrange.published()
    text = page(f"/nghiep-vu/van-ban/{other.public_id}/xoa/", client)
    assert "chỉ gỡ" in text
    client.post(f"/nghiep-vu/van-ban/{other.public_id}/xoa/")
    assert LegalDocument.objects.exists()


def test_withdrawing_needs_a_reason_and_can_be_undone() -> None:
    document = arrange.published()
    client, url = signed_in(arrange.publisher()), f"/nghiep-vu/van-ban/{document.public_id}/"
    assert "Nhập lý do" in client.post(f"{url}go/", {"note": " "}).content.decode()
    client.post(f"{url}go/", {"note": "nhập nhầm"})
    assert LegalDocument.objects.get().state == "withdrawn"
    client.post(f"{url}dang-lai/")
    assert LegalDocument.objects.get().state == "published"


def test_a_provincial_office_keeps_no_documents() -> None:
    document = arrange.published()
    client = signed_in(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
    assert client.get("/nghiep-vu/van-ban/").status_code == 403
    assert client.get(f"/nghiep-vu/van-ban/{document.public_id}/").status_code == 404
    assert "/nghiep-vu/van-ban/" not in page("/nghiep-vu/", client)
    assert "/nghiep-vu/van-ban/" in page("/nghiep-vu/", signed_in(arrange.editor()))


def test_the_office_list_finds_what_lacks_something() -> None:
    arrange.draft(effective_on=None, confidence="thap")
    arrange.draft("37/2024/QH15")
    client = signed_in(arrange.editor())
    assert "2 văn bản" in page("/nghiep-vu/van-ban/", client)
    assert "1 văn bản" in page("/nghiep-vu/van-ban/?can-bo-sung=thieu", client)
    assert "1 văn bản" in page("/nghiep-vu/van-ban/?q=37/2024&trang-thai=draft", client)
    assert "Không có văn bản nào phù hợp" in page("/nghiep-vu/van-ban/?q=khongco", client)
    assert "Văn bản pháp luật chưa đăng" in page("/nghiep-vu/", client)


def test_the_search_of_the_site_finds_documents_and_forgets_withdrawn_ones() -> None:
    document = arrange.draft()
    assert not SearchEntry.objects.get(kind="legal").is_public
    publish_document(document, by=arrange.publisher())
    assert SearchEntry.objects.get(kind="legal").url == document.get_absolute_url()
    withdraw_document(document, by=arrange.publisher(), note="nhầm")
    assert not SearchEntry.objects.get(kind="legal").is_public
