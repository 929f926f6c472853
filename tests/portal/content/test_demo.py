"""The demo's content: made through the services, once, and readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts import demo as accounts_demo
from accounts.models import User
from portal import demo
from portal.models import Announcement, Article, ArticleVersion, SupportContact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _accounts(settings: Settings, tmp_path: Path, small_reference: None) -> None:
    settings.DEMO_ACCOUNTS_FILE = tmp_path / "demo-accounts.json"
    accounts_demo.load()


def counts() -> list[int]:
    return [model.objects.count() for model in (Article, ArticleVersion, SupportContact, Announcement)]


def test_every_kind_and_state_is_shown_and_loading_again_changes_nothing(client: Client) -> None:
    demo.load()
    assert Article.objects.count() >= 12
    assert set(Article.objects.values_list("state", flat=True)) == {"draft", "review", "scheduled", "published"}
    before = counts()
    demo.load()
    assert counts() == before
    for address in (
        "/",
        "/tin-tuc/",
        "/chi-dao-dieu-hanh/",
        "/huong-dan-nghiep-vu/",
        "/so-tu-phap/bacninh/",
        "/ho-tro/",
    ):
        assert "mẫu" in client.get(address).content.decode(), address


def test_every_published_article_opens_with_its_files_and_pictures(client: Client) -> None:
    demo.load()
    for article in Article.objects.filter(live__isnull=False):
        page = client.get(article.get_absolute_url())
        assert page.status_code == 200, article
        for file in article.live.files:
            assert str(file.public_id) in page.content.decode()


def test_without_its_accounts_nothing_is_loaded() -> None:
    User.objects.filter(username="bientap_btp").update(username="khac")
    demo.load()
    assert not Article.objects.exists()
