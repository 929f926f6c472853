"""Two at once: what two workers, two editors and a double click may not do."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from portal.models import Article
from portal.services import articles
from tests.core.concurrency import together
from tests.portal.content.arrange import article, content, let_the_hour_come, ministry, publisher, scheduled

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_release_an_article_once() -> None:
    agency = ministry()
    made = let_the_hour_come(scheduled(agency, publisher(agency)))
    together(articles.release_due, articles.release_due)
    made = Article.objects.get(pk=made.pk)
    assert made.state == "published"
    assert made.log.filter(step="release").count() == 1


def test_of_two_editors_one_saves_and_the_other_is_told() -> None:
    agency = ministry()
    keeper = publisher(agency)
    made = article(agency, keeper)
    told: list[str] = []

    def save(title: str) -> None:
        try:
            articles.save_version(Article.objects.get(pk=made.pk), content(title), base=2, by=keeper)
        except DomainError as error:
            told.append(error.code)

    together(lambda: save("Của một"), lambda: save("Của hai"))
    assert told == ["stale"]
    assert made.versions.count() == 3
