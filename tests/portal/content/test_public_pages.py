"""What a citizen gets: lists, articles, files, offices, contacts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Agency, User
from core.errors import TransitionRefused
from core.models import SearchEntry
from core.storage import CONTENT_FILE, store_upload
from portal.content.kinds import ArticleKind
from portal.models import Article
from portal.queries.articles import seconds_until_news
from portal.services import articles, notes
from tests.core import samples
from tests.portal.content.arrange import (
    article,
    content,
    let_the_hour_come,
    ministry,
    picture,
    published,
    publisher,
    scheduled,
    stp,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return ministry()


@pytest.fixture
def keeper(agency: Agency) -> User:
    return publisher(agency)


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_list_shows_what_is_public_and_nothing_else(client: Client, agency: Agency, keeper: User) -> None:
    published(agency, keeper, content("Tin đã đăng"))
    article(agency, keeper, content("Tin nháp"))
    scheduled(agency, keeper, text=content("Tin hẹn giờ"))
    let_the_hour_come(scheduled(agency, keeper, text=content("Tin đến giờ")))
    page = text_of(client, "/tin-tuc/")
    assert "Tin đã đăng" in page
    assert "Tin đến giờ" in page
    assert "Tin nháp" not in page
    assert "Tin hẹn giờ" not in page


def test_the_list_is_narrowed_by_words_agency_and_year(client: Client, agency: Agency, keeper: User) -> None:
    published(agency, keeper, content("Tập huấn đấu giá"))
    office = stp()
    published(office, publisher(office), content("Tin của Sở"))
    assert "Tập huấn đấu giá" in text_of(client, "/tin-tuc/?q=tap+huan")
    assert "Tin của Sở" not in text_of(client, "/tin-tuc/?q=tap+huan")
    assert "Tập huấn đấu giá" not in text_of(client, f"/tin-tuc/?don_vi={office.public_id}")
    assert "Không có bài nào phù hợp" in text_of(client, "/tin-tuc/?nam=2020")
    for odd in ("?nam=abc", "?don_vi=%00", "?trang=99999", "?q=%25_", f"?q={'a' * 9000}"):
        assert client.get(f"/tin-tuc/{odd}").status_code == 200, odd


def test_old_readable_addresses_lead_on_and_unknown_ones_are_404(client: Client, agency: Agency, keeper: User) -> None:
    made = published(agency, keeper)
    old = made.get_absolute_url()
    articles.save_version(made, content("Tên khác hẳn"), base=2, by=keeper)
    articles.publish(made, by=keeper, version=3)
    moved = client.get(old)
    assert (moved.status_code, moved["Location"]) == (301, f"/tin-tuc/ten-khac-han-{made.number}/")
    assert client.get("/tin-tuc/khong-co-999999/").status_code == 404
    assert client.get(f"/huong-dan-nghiep-vu/ten-khac-han-{made.number}/").status_code == 404


def test_what_was_withdrawn_says_so_with_410(client: Client, agency: Agency, keeper: User) -> None:
    made = published(agency, keeper)
    address = made.get_absolute_url()
    articles.withdraw(made, by=keeper, reason="Lý do nội bộ")
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Nội dung này đã gỡ" in answer.content.decode()
    assert "Lý do nội bộ" not in answer.content.decode()


def test_a_directive_document_shows_its_facts_and_files(client: Client, agency: Agency, keeper: User) -> None:
    file = store_upload(SimpleUploadedFile("Công văn.pdf", samples.pdf()), use=CONTENT_FILE, by=keeper)
    text = content("Về việc rà soát", document_number="957/BTP-MAU", issuer="Bộ Tư pháp", body="")
    made = article(agency, keeper, text, ArticleKind.DIRECTIVE, files=[file])
    with pytest.raises(TransitionRefused, match="Ngày ban hành"):
        articles.publish(made, by=keeper, version=2)
    complete = content(**{**vars(text), "issued_on": date(2026, 3, 17)})
    articles.save_version(made, complete, files=[file], base=2, by=keeper)
    articles.publish(made, by=keeper, version=3)
    page = text_of(client, made.get_absolute_url())
    assert "957/BTP-MAU" in page
    assert "17/03/2026" in page
    address = reverse("content:directive_file", args=[made.slug, made.number, file.public_id])
    assert address in page
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == samples.pdf()
    assert answer["Content-Type"] == "application/pdf"


def test_a_file_of_a_draft_does_not_exist_for_the_public(client: Client, agency: Agency, keeper: User) -> None:
    made = published(agency, keeper)
    file = store_upload(SimpleUploadedFile("nháp.pdf", samples.pdf()), use=CONTENT_FILE, by=keeper)
    articles.save_version(made, content(), files=[file], base=2, by=keeper)
    address = reverse("content:news_file", args=[made.slug, made.number, file.public_id])
    assert client.get(address).status_code == 404


def test_pictures_and_tables_are_ready_for_small_screens(client: Client, agency: Agency, keeper: User) -> None:
    image = picture(agency, keeper)
    body = (
        f'<p><img src="{image.get_absolute_url()}" alt="Trụ &quot;sở&quot;"></p>'
        "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>"
    )
    page = text_of(client, published(agency, keeper, content(body=body)).get_absolute_url())
    assert f'width="{image.width}" height="{image.height}" loading="lazy"' in page
    assert 'aria-label="Bảng 1"' in page
    assert 'aria-label="Bảng 2"' in page
    assert 'alt="Trụ &quot;sở&quot;"' in page


def test_home_shows_the_newest_news_at_its_hour(
    client: Client, agency: Agency, keeper: User, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Tin mới" not in text_of(client, "/")
    with django_capture_on_commit_callbacks(execute=True):
        published(agency, keeper, content("Tin trang chủ"))
    assert "Tin trang chủ" in text_of(client, "/")


def test_home_is_kept_no_longer_than_until_the_next_news(agency: Agency, keeper: User) -> None:
    assert seconds_until_news(30) == 30
    scheduled(agency, keeper, now() + timedelta(minutes=10))
    assert seconds_until_news(30) == 30
    scheduled(agency, keeper, now() + timedelta(seconds=12))
    assert 9 <= seconds_until_news(30) <= 12


def test_home_stays_cheap_with_news_and_a_banner(
    client: Client, agency: Agency, keeper: User, django_assert_max_num_queries: Any
) -> None:
    published(agency, keeper)
    client.get("/")
    with django_assert_max_num_queries(1):
        client.get("/")


def test_an_office_without_introduction_still_has_its_page(client: Client) -> None:
    office = stp("mau", phone="0222 000 0000")
    page = text_of(client, "/so-tu-phap/mau/")
    assert "Sở chưa đăng bài giới thiệu" in page
    assert "0222 000 0000" in page
    assert office.name in text_of(client, "/so-tu-phap/")


def test_an_office_page_shows_introduction_contact_news_and_contacts(client: Client) -> None:
    office = stp("mau")
    keeper = publisher(office)
    text = content("Giới thiệu Sở mẫu", address="Số 0 đường Mẫu", phone="0222 000 0009", email="so@example.vn")
    published(office, keeper, text, ArticleKind.INTRODUCTION)
    published(office, keeper, content("Tin của Sở mẫu"))
    notes.add_contact(
        office, by=keeper, system="dau-gia", field="nghiep-vu", office="Phòng mẫu", phone="0222 000 0001",
        branch_line="3",
    )  # fmt: skip
    page = text_of(client, "/so-tu-phap/mau/")
    for part in ("Giới thiệu Sở mẫu", "Số 0 đường Mẫu", "0222 000 0009", "Tin của Sở mẫu", "máy nhánh 3"):
        assert part in page, part


def test_the_code_of_a_merged_office_leads_to_its_successor(client: Client) -> None:
    today = stp("bacninh")
    stp("bacgiang", successor=today)
    moved = client.get("/so-tu-phap/bacgiang/")
    assert (moved.status_code, moved["Location"]) == (301, "/so-tu-phap/bacninh/")
    assert client.get("/so-tu-phap/BacNinh/")["Location"] == "/so-tu-phap/bacninh/"
    assert client.get("/so-tu-phap/khong-co/").status_code == 404


def test_contacts_are_found_by_system(client: Client, agency: Agency, keeper: User) -> None:
    for system, office in (("dau-gia", "Phòng đấu giá mẫu"), ("thong-ke", "Phòng thống kê mẫu")):
        notes.add_contact(
            agency, by=keeper, system=system, field="ky-thuat", office=office, phone="1900 0000 24", branch_line="4"
        )
    page = text_of(client, "/ho-tro/?he_thong=thong-ke")
    assert "Phòng thống kê mẫu" in page
    assert "Phòng đấu giá mẫu" not in page
    assert "máy nhánh 4" in page


@pytest.mark.usefixtures("small_reference")
def test_a_province_has_its_own_contacts_and_those_of_the_country(client: Client) -> None:
    whole, north, south = ministry(), *Agency.objects.filter(account_code__in=["bacninh", "hatinh"]).order_by("pk")
    for keeper_of, office in ((whole, "Cả nước"), (north, "Bắc"), (south, "Nam")):
        notes.add_contact(
            keeper_of, by=publisher(keeper_of), system="dau-gia", field="ky-thuat", office=f"Phòng {office} mẫu",
            phone="024 0000 0000",
        )  # fmt: skip
    page = text_of(client, f"/ho-tro/?tinh={north.unit.code}")
    assert "Phòng Cả nước mẫu" in page
    assert "Phòng Bắc mẫu" in page
    assert "Phòng Nam mẫu" not in page


def test_the_search_hears_of_what_is_published_and_withdrawn(agency: Agency, keeper: User) -> None:
    made = article(agency, keeper)
    assert not SearchEntry.objects.get(kind="news", record_id=made.pk).is_public
    articles.publish(made, by=keeper, version=2)
    entry = SearchEntry.objects.get(kind="news", record_id=made.pk)
    assert (entry.is_public, entry.url) == (True, Article.objects.get(pk=made.pk).get_absolute_url())
    assert "tập huấn nghiệp vụ" in entry.body.lower()
    articles.withdraw(made, by=keeper, reason="Thử")
    assert not SearchEntry.objects.get(kind="news", record_id=made.pk).is_public
