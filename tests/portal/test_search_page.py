"""The search page and its suggestions: what a person sees, whatever he types, and what it costs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core import search
from core.lexemes import MOST_QUERY_WORDS
from core.search import Entry
from portal.finding.asked import Asked
from portal.finding.statement import MOST
from tests.accounts.factories import AgencyFactory, user_at
from tests.auctions.factories import auction_content, published_notice
from tests.portal.finding import Told, found

pytestmark = pytest.mark.django_db
HOSTILE = {
    "only wildcards": "%",
    "many wildcards": "%_%_" * 40,
    "quotes": "'\"''\"\"",
    "half a quotation": '"đất ở',
    "operators": "& | ! ( ) : * <-> <2> 'a':A",
    "injection": "'); DROP TABLE core_searchentry; --",
    "backslashes": "\\\\' \\x00 \\0",
    "percent s": "%s %(a)s %% {0}",
    "NUL": "đất\x00 ở",
    "direction": "đất\u202eở",
    "script": "<script>alert(1)</script>",
    "one letter": "đ",
    "emoji": "🏠 🏠",
    "Chinese": "拍卖土地",
    "combining": "a" + "\u0301" * 150,
    "blanks": "  \t \u00a0 \u200b ",
    "long word": "x" * 200,
    "many words": " ".join("abcdefgh"[i % 8] + str(i) for i in range(60)),
}


def ask(client: Client, name: str = "search", **asked: Any) -> str:
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return response.content.decode()


def heading(page: str) -> str:
    return " ".join(re.findall(r'(?s)<h2 id="kq">(.*?)</h2>', page)[0].split())


def shown(page: str) -> list[str]:
    return [re.sub("<[^>]+>", "", title) for title in re.findall(r'<h3><a href="[^"]+">(.*?)</a></h3>', page)]


def facets(page: str) -> list[tuple[str, str, bool]]:
    nav = page.partition('class="kinds"')[2].partition("</nav>")[0]
    rows = re.findall(
        r'(?s)<a href="[^"]+" (aria-current="true")?>\s*<span>(.*?)</span><span class="n">(.*?)<span', nav
    )
    return [(label, number, bool(current)) for current, label, number in rows]


class TestPage:
    def test_it_asks_before_anything_is_typed(self, client: Client) -> None:
        page = ask(client)
        assert "<h1>Tìm kiếm</h1>" in page
        assert 'id="kq"' not in page
        assert "invalid-feedback" not in page

    def test_it_sets_no_cookie_and_is_kept_out_of_search_engines(self, client: Client) -> None:
        response = client.get(reverse("search"), {"q": "đất"})
        assert response.cookies == {}
        assert '<meta name="robots" content="noindex">' in response.content.decode()

    def test_the_kinds_narrow_and_keep_their_counts(self, guides: Told, client: Client) -> None:
        other = Told("test_other", "Loại khác", order=20)
        for number in range(3):
            guides.tell(f"Biểu mẫu {number}")
        other.tell("Biểu mẫu khác")
        page = ask(client, q="biểu mẫu", loai="test_other")
        assert facets(page) == [("Tất cả", "4", False), ("Bài mẫu", "3", False), ("Loại khác", "1", True)]
        assert shown(page) == ["Biểu mẫu khác"]
        assert heading(page) == "Có 1 kết quả cho “biểu mẫu”"
        assert facets(ask(client, q="biểu mẫu", loai="nonsense"))[0] == ("Tất cả", "4", True)

    def test_long_answers_come_in_pages_that_keep_the_question(self, guides: Told, client: Client) -> None:
        for number in range(21):
            guides.tell(f"Biểu mẫu số {number:02d}")
        first = ask(client, q="biểu mẫu", loai="test_guide")
        assert len(shown(first)) == 20
        assert "?q=bi%E1%BB%83u+m%E1%BA%ABu&amp;loai=test_guide&amp;trang=2" in first
        assert len(shown(ask(client, q="biểu mẫu", trang="2"))) == 1
        assert client.get(reverse("search"), {"q": "biểu mẫu", "trang": "3"}).status_code == 404
        for odd in ("0", "-1", "abc", "9" * 30, "١"):
            assert len(shown(ask(client, q="biểu mẫu", trang=odd))) == 20, odd

    def test_more_than_anyone_reads_is_counted_as_more(self, guides: Told, client: Client) -> None:
        guides.entries.update({n: Entry(n, f"Biểu mẫu số {n}", f"/{n}/", is_public=True) for n in range(1, MOST + 20)})
        search.refresh(guides.kind, *guides.entries)
        page = ask(client, q="biểu mẫu")
        assert heading(page) == f"Có hơn {MOST} kết quả cho “biểu mẫu”"
        assert facets(page)[1] == ("Bài mẫu", f"hơn {MOST}", False)
        assert len(shown(ask(client, q="biểu mẫu", trang="15"))) == 20
        assert client.get(reverse("search"), {"q": "biểu mẫu", "trang": "16"}).status_code == 404

    def test_of_a_large_kind_the_newest_are_ranked_and_titles_never_missed(self, own_sources: None) -> None:
        told = Told("large", "Rất nhiều", is_large=True)
        first = date(2020, 1, 1)
        told.entries[1] = Entry(1, "Đất ở khu cũ", "/1/", is_public=True, dated_on=first)
        for number in range(2, MOST + 50):
            day = first + timedelta(days=number)
            told.entries[number] = Entry(number, f"Kho {number}", "/", "đất ở", is_public=True, dated_on=day)
        search.refresh("large", *told.entries)
        results = found("đất ở")
        assert (results.hits[0].title, results.hits[1].title) == ("Đất ở khu cũ", f"Kho {MOST + 49}")
        assert (results.total, results.is_capped()) == (MOST, True)

    def test_nothing_found_says_what_to_do(self, client: Client) -> None:
        page = ask(client, q="zzzzqq")
        assert heading(page) == "Không có kết quả nào cho “zzzzqq”"
        assert "Thử ít từ hơn" in page
        assert f'<a href="{reverse("account_login")}">đăng nhập</a>' in page

    def test_a_better_spelling_is_a_link(self, guides: Told, client: Client) -> None:
        guides.tell("Quyền sử dụng đất")
        page = ask(client, q="quyn sử dụng đất")
        assert heading(page) == "Không có kết quả nào có đủ các từ “quyn sử dụng đất”"
        link = "/tim/?q=quy%E1%BB%81n+s%E1%BB%AD+d%E1%BB%A5ng+%C4%91%E1%BA%A5t"
        assert f'Ý Ông/Bà là <a href="{link}">quyền sử dụng đất</a>?' in page

    def test_the_home_page_and_the_office_bar_ask_here(self, client: Client) -> None:
        assert re.search(r'<form class="bigfind"\s+role="search"\s+action="/tim/">', client.get("/").content.decode())
        client.force_login(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
        assert 'action="/nghiep-vu/tim/"' in client.get(reverse("role_home")).content.decode()
        assert "<h1>Tìm kiếm</h1>" in ask(client, "office_find", q="đất")

    @pytest.mark.usefixtures("law")
    def test_a_list_of_the_kind_is_offered_when_there_are_more(self, client: Client, monkeypatch: Any) -> None:
        published_notice(auction_content())
        monkeypatch.setattr("portal.finding.results.MOST", 1)
        page = ask(client, q="quyền sử dụng đất", loai="auction")
        assert 'href="/thong-bao-dau-gia/?q=quy%E1%BB%81n+s%E1%BB%AD+d%E1%BB%A5ng+%C4%91%E1%BA%A5t"' in page


class TestAgencyPage:
    @pytest.mark.usefixtures("law")
    def test_an_organisation_has_its_address_its_office_and_its_notices(self, client: Client) -> None:
        office = AgencyFactory(stp=True, name="Sở Tư pháp tỉnh Mẫu")
        notice = published_notice(auction_content(), agency=AgencyFactory(parent=office, address="Số 1 phố Mẫu"))
        page = ask_agency(client, notice.agency)
        assert "Số 1 phố Mẫu" in page
        assert notice.get_absolute_url() in page
        assert reverse("agency_page", args=[office.public_id]) in page
        assert notice.agency.name in ask_agency(client, office)

    def test_what_has_no_public_page_is_not_there(self, client: Client) -> None:
        for agency in (AgencyFactory(), AgencyFactory(asset_owner=True), AgencyFactory(ministry=True)):
            assert client.get(reverse("agency_page", args=[agency.public_id])).status_code == 404


def ask_agency(client: Client, agency: Any) -> str:
    return client.get(reverse("agency_page", args=[agency.public_id])).content.decode()


class TestHostileInput:
    @pytest.fixture(autouse=True)
    def _something_to_find(self, guides: Told) -> None:
        guides.tell("Đất ở", summary="100 % và _ trong tên")

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
    @pytest.mark.parametrize("name", ["search", "search_suggest"])
    def test_it_gets_a_normal_page(self, name: str, text: str, client: Client) -> None:
        page = ask(client, name, q=text)
        assert "<script>alert" not in page

    @pytest.mark.parametrize("text", ["%", "_", "%%", "_____", "%_%", "...", "?!", "\u200b"])
    def test_signs_alone_mean_nothing_and_the_field_says_so(self, text: str, client: Client) -> None:
        page = ask(client, q=text)
        assert "Nhập ít nhất một chữ cái hoặc chữ số để tìm." in page
        assert 'aria-invalid="true"' in page
        assert shown(page) == []
        assert ask(client, "search_suggest", q=text).strip() == ""

    def test_wildcards_in_a_question_match_no_more_than_its_words(self, client: Client) -> None:
        assert shown(ask(client, q="%đất_ở%")) == ["Đất ở"]
        assert shown(ask(client, q="đ%t")) == []
        assert shown(ask(client, q="đấ_ zzq")) == []

    def test_ten_thousand_letters_are_refused_beside_the_field_and_kept(self, client: Client) -> None:
        page = ask(client, q="đất " * 2500)
        assert "Nhập tối đa 200 ký tự; hiện có 9999 ký tự." in page
        assert ask(client, "search_suggest", q="đất " * 2500).strip() == ""

    @pytest.mark.parametrize("raw", [b"%FF%FE%C3", b"%C0%80", b"%ED%A0%80", b"%F0%9F%8F", b"%", b"q=%u0111"])
    def test_broken_utf8_gets_a_normal_page(self, raw: bytes, client: Client) -> None:
        for name in ("search", "search_suggest", "office_find"):
            response = client.get(f"{reverse(name)}?q={raw.decode()}&loai={raw.decode()}&trang={raw.decode()}")
            assert response.status_code in (200, 302)

    def test_a_question_is_never_longer_than_the_database_bears(self) -> None:
        text = " ".join(f"{letter}{number}" for letter in "abcdefgh" for number in range(20))
        assert len(Asked.of(text).words) == MOST_QUERY_WORDS

    def test_repeated_parameters_are_no_lists(self, client: Client) -> None:
        assert client.get(f"{reverse('search')}?q=a&q=đất&loai=x&loai=y&trang=1&trang=2").status_code in (200, 404)


class TestSuggestions:
    def test_the_last_word_may_be_unfinished_until_a_blank_ends_it(self, guides: Told, client: Client) -> None:
        guides.tell("Đất ở")
        guides.tell("Đấtnước")
        assert options(ask(client, "search_suggest", q="da")) == ["Đất ở", "Đấtnước"]
        assert options(ask(client, "search_suggest", q="dat ")) == ["Đất ở"]

    def test_they_are_options_with_an_address_and_escaped_titles(self, guides: Told, client: Client) -> None:
        guides.tell('Đất "ở" <img src=x onerror=alert(1)>')
        page = ask(client, "search_suggest", q="dat o")
        assert 'role="option"' in page
        assert 'data-url="/test_guide/1/"' in page
        assert "<mark>Đất</mark> &quot;<mark>ở</mark>&quot; &lt;img" in page

    def test_there_are_eight_at_most_and_codes_count(self, guides: Told, client: Client) -> None:
        for number in range(12):
            guides.tell(f"Văn bản mẫu {number}", codes=[f"{number:02d}/2026/TT-BTP"])
        assert len(options(ask(client, "search_suggest", q="van ban"))) == 8
        assert options(ask(client, "search_suggest", q="07/2026/TT")) == ["Văn bản mẫu 7"]

    def test_one_letter_suggests_nothing(self, guides: Told, client: Client) -> None:
        guides.tell("Đất ở")
        assert options(ask(client, "search_suggest", q="d")) == []


def options(page: str) -> list[str]:
    return sorted(re.sub("<[^>]+>", "", title) for title in re.findall(r'<span class="finder-t">(.*?)</span>', page))


class TestCost:
    def test_an_exact_answer_costs_two_queries_however_long(
        self, guides: Told, client: Client, django_assert_num_queries: Any
    ) -> None:
        for number in range(30):
            guides.tell(f"Biểu mẫu {number}")
        ask(client)  # what every page shows is remembered: announcements
        with django_assert_num_queries(2):
            ask(client, q="biểu mẫu")
        with django_assert_num_queries(2):
            ask(client, "search_suggest", q="biểu m")

    def test_the_worst_question_costs_nine(
        self, guides: Told, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        guides.tell("Quyền sử dụng đất")
        with django_assert_max_num_queries(9):
            ask(client, q="quyn su dnug dat khongcotunay va khongcotukia")

    def test_rights_cost_the_same_for_every_kind(
        self, guides: Told, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        client.force_login(user_at(AgencyFactory(stp=True), Role.STP_ADMIN))
        guides.tell("Biểu mẫu")
        with django_assert_max_num_queries(12):
            ask(client, q="biểu mẫu")
