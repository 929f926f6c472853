"""That the indexes serve the search: plans over thousands of rows, as PostgreSQL itself chooses them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection

from portal.finding.asked import Asked
from portal.finding.statement import Part, Scope, ranked, similar, suggested

pytestmark = pytest.mark.django_db
SCOPE = Scope(["large", "small"], ["large"], {"large": [1, 2], "small": None})
# "dat" stands everywhere, "so<n>" in few entries; every tenth entry is an office's own
FILL = """INSERT INTO core_searchentry (kind, record_id, agency_id, is_public, title, url, office_url, summary, body,
        codes, dated_on, boost, plain_title, plain_body, title_words, names, head, search, digest)
    SELECT CASE WHEN n %% 20 = 0 THEN 'small' ELSE 'large' END, n, n %% 50, n %% 10 <> 0, words, '/', '', '', '', '{}',
        date '2020-01-01' + n %% 2000, 0, words, '', 3, vector, vector, vector, ''
    FROM generate_series(1, %s) AS n, LATERAL (SELECT 'dat so' || n %% 500 || ' khu' || n) AS t(words),
        LATERAL (SELECT array_to_tsvector(string_to_array(words, ' '))) AS v(vector)"""


@pytest.fixture(autouse=True)
def _many_entries(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FILL, [6000])
        cursor.execute(
            "INSERT INTO core_searchword (word)"
            " SELECT substr(translate(md5(n::text), '0123456789', 'ghijklmnop'), 1, 8) FROM generate_series(1, 6000) n"
        )
        cursor.execute("ANALYZE core_searchentry, core_searchword")


def plan(statement: tuple[str, list[Any]] | Part) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement[0]}", statement[1])
        return "\n".join(row[0] for row in cursor.fetchall())


def test_rare_words_are_found_by_the_indexes_of_words() -> None:
    chosen = plan(ranked(Asked.of("dat so123"), SCOPE))
    for index in ("search_public_words", "search_public_names", "search_office_words"):
        assert index in chosen
    assert "Seq Scan on core_searchentry" not in chosen


def test_a_word_that_stands_everywhere_is_read_newest_first_and_no_further_than_needed() -> None:
    chosen = plan(ranked(Asked.of("dat"), Scope(["large"], ["large"])))
    assert "Index Scan using search_newest_of_kind" in chosen


def test_suggestions_are_found_by_the_indexes_of_names() -> None:
    chosen = plan(suggested(Asked.of("dat so12").with_prefix(), SCOPE, 8))
    assert "search_public_names" in chosen
    assert "Seq Scan on core_searchentry" not in chosen


def test_look_alikes_are_found_by_the_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a table of this size is still read as fast
    assert "search_title_trigrams" in plan(similar("dat so123 khu1623", SCOPE, 5))


def test_the_vocabulary_is_looked_up_by_its_indexes() -> None:
    known = plan(("SELECT word FROM core_searchword WHERE word = ANY(%s)", [["dat", "gia"]]))
    assert re.search(r"(on|using) search_word\b", known)
    alike = "SELECT 1 FROM unnest(%s::text[]) AS t(word) JOIN core_searchword met ON lower(met.word) %% t.word"
    assert "search_word_trigrams" in plan((alike, [["khongcotu"]]))
