"""Versions: when one is made, what it keeps, how an old one comes back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Agency, User
from core.errors import DomainError
from core.models import StoredFile
from core.storage import CONTENT_FILE, store_upload
from portal.models import Article, VersionFile
from portal.services import articles
from tests.core import samples
from tests.portal.content.arrange import article, content, ministry, picture, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return ministry()


@pytest.fixture
def writer(agency: Agency) -> User:
    return publisher(agency, full_name="Nguyễn Văn Soạn")


def a_file(by: User, name: str = "ke-hoach.pdf") -> StoredFile:
    return store_upload(SimpleUploadedFile(name, samples.pdf()), use=CONTENT_FILE, by=by)


def test_saving_without_a_change_makes_no_version(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    assert articles.save_version(made, content(), base=2, by=writer).number == 2
    assert made.versions.count() == 2


def test_a_second_click_finds_the_version_of_the_first(agency: Agency, writer: User) -> None:
    made, key = article(agency, writer), uuid4()
    first = articles.save_version(made, content("Khác"), base=2, by=writer, key=key)
    assert articles.save_version(made, content("Khác"), base=2, by=writer, key=key) == first


def test_whoever_saw_an_older_version_is_told_who_saved_since(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    articles.save_version(made, content("Của người thứ nhất"), base=2, by=writer)
    second = publisher(agency)
    with pytest.raises(DomainError, match="Nguyễn Văn Soạn đã lưu bản 3") as caught:
        articles.save_version(made, content("Của người thứ hai"), base=2, by=second)
    assert caught.value.code == "stale"
    assert Article.objects.get(pk=made.pk).title == "Của người thứ nhất"


def test_restoring_makes_a_version_of_its_own_with_files(agency: Agency, writer: User) -> None:
    held = a_file(writer)
    made = article(agency, writer, files=[held])
    articles.save_version(made, content("Bản sai"), base=2, by=writer)
    restored = articles.restore_version(made, 2, by=writer, base=3)
    assert (restored.number, restored.restored_from, restored.title) == (4, 2, "Tập huấn nghiệp vụ đấu giá")
    assert restored.files == [held]
    assert articles.restore_version(made, 2, by=writer, base=3) == restored
    assert made.title == "Tập huấn nghiệp vụ đấu giá"


def test_restoring_what_is_there_already_says_so(agency: Agency, writer: User) -> None:
    made = article(agency, writer)
    with pytest.raises(DomainError, match="giống hệt"):
        articles.restore_version(made, 2, by=writer, base=2)
    with pytest.raises(DomainError, match="Không có bản này"):
        articles.restore_version(made, 9, by=writer, base=2)


def test_changing_only_the_files_is_a_change(agency: Agency, writer: User) -> None:
    one, two = a_file(writer), a_file(writer, "phu-luc.pdf")
    made = article(agency, writer, files=[one])
    version = articles.save_version(made, content(), files=[two, one], base=2, by=writer)
    assert (version.number, version.files) == (3, [two, one])
    assert VersionFile.objects.count() == 3


def test_pictures_get_their_true_size_and_unknown_ones_go(agency: Agency, writer: User) -> None:
    image = picture(agency, writer)
    unknown = f"/noi-dung/anh/{uuid4()}/"
    body = f'<p>a</p><img src="{image.get_absolute_url()}" alt="Trụ sở" width="9"><img src="{unknown}" alt="x">'
    version = articles.save_version(article(agency, writer), content(body=body), base=2, by=writer)
    assert version.body == (
        f'<p>a</p><img src="{image.get_absolute_url()}" alt="Trụ sở" width="{image.width}" height="{image.height}">'
    )
    assert version.cover == image


def test_a_picture_without_words_for_it_stops_publication(agency: Agency, writer: User) -> None:
    image = picture(agency, writer)
    made = article(agency, writer, content(body=f'<p>a</p><img src="{image.get_absolute_url()}" alt="">'))
    with pytest.raises(DomainError, match="ảnh thứ 1 chưa có mô tả"):
        articles.publish(made, by=writer, version=2)
