"""Đính chính, huỷ thông báo, huỷ cuộc đấu giá, xoá nháp, sao chép: three plain words, and nothing by accident."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from auctions.forms.draft import REASON
from auctions.models import Draft, Notice, NoticeVersion
from auctions.terms import VersionKind
from tests.auctions.factories import (
    asset_owner,
    auction_content,
    draft_notice,
    lot,
    published_notice,
    publisher_at,
    selection_content,
)
from tests.auctions.office import client_of, said, sent, url

pytestmark = pytest.mark.usefixtures("law")


def correction_of(notice: Notice, client: Client, **changed: str) -> dict[str, str]:
    """Begin a correction, type into it, and return what the page that asks would send back."""
    client.post(url("change", notice))
    client.post(url("edit", notice), sent(notice, act="publish", **changed))
    form = client.get(url("correct", notice)).context["form"]
    return {name: str(form[name].value()) for name in ("draft_key", "revision")}


def test_the_three_ways_are_explained_where_one_chooses():
    notice = published_notice()

    page = said(client_of(notice.created_by).get(url("change", notice)))

    assert "có chỗ sai hoặc thay đổi" in page
    assert "chính thông báo không nên có" in page
    assert "cuộc đấu giá sẽ không diễn ra" in page
    assert url("withdraw", notice) in page
    assert url("cancel", notice) in page


def test_a_correction_starts_from_the_effective_version_and_shows_what_changes():
    notice = published_notice()
    client = client_of(notice.created_by)

    begun = client.post(url("change", notice))
    assert begun["Location"] == url("edit", notice)
    form = said(client.get(url("edit", notice)))
    assert f'value="{auction_content().contact_phone}"' in form
    assert "Soạn đính chính" in form

    client.post(url("edit", notice), sent(notice, contact_phone="0222 111 1111", lots__0__area="98,5"))
    asked = said(client.get(url("correct", notice)))
    assert "<del>0222 000 0000</del>" in asked
    assert "<ins>0222 111 1111</ins>" in asked
    assert "Lô 1, diện tích" in asked


def test_a_correction_needs_a_reason_and_keeps_what_was_typed():
    notice = published_notice()
    client = client_of(notice.created_by)
    data = correction_of(notice, client, contact_phone="0222 111 1111")

    answer = client.post(url("correct", notice), data | {"reason": "   "})

    assert answer.status_code == 422
    assert "Nhập lý do." in said(answer)
    assert NoticeVersion.objects.count() == 1


def test_a_correction_is_published_once_with_its_reason_and_the_old_version_stays():
    notice = published_notice()
    client = client_of(notice.created_by)
    data = correction_of(notice, client, contact_phone="0222 111 1111") | {"reason": "Sai số điện thoại"}

    first, second = client.post(url("correct", notice), data), client.post(url("correct", notice), data)

    assert first["Location"] == second["Location"] == url("result", notice, 2)
    notice.refresh_from_db()
    public = said(Client().get(notice.get_absolute_url()))
    assert "Lý do: Sai số điện thoại" in public
    assert "<del>0222 000 0000</del>" in public
    old = reverse("auctions:auction_version", kwargs={"slug": notice.slug, "code": notice.code, "number": 1})
    assert Client().get(old).status_code == 200


def test_a_date_that_was_wrong_from_the_start_can_be_corrected_with_a_warning():
    notice = published_notice()
    client = client_of(notice.created_by)
    data = correction_of(notice, client, auction_at="08:30 05/01/2026")

    asked = said(client.get(url("correct", notice)))
    silent = client.post(url("correct", notice), data | {"reason": "Ghi nhầm năm"})
    boxes = re.findall(rf'name="({REASON}[^"]+)"', silent.content.decode())
    written = {"reason": "Ghi nhầm năm", **dict.fromkeys(boxes, "Ngày đã đăng sai từ đầu")}
    answer = client.post(url("correct", notice), data | written)

    assert silent.status_code == 422
    assert "Ghi lý do giữ" in said(silent)
    assert "Ghi nhầm năm" in said(silent)
    assert f"{REASON}auction_at" in boxes
    assert set(NoticeVersion.objects.get(number=2).reasons.values()) == {"Ngày đã đăng sai từ đầu"}
    assert "Vẫn đính chính được, kể cả khi ngày đã đăng sai từ đầu" in asked
    assert answer["Location"] == url("result", notice, 2)


def test_a_correction_without_a_change_is_not_published():
    notice = published_notice()
    client = client_of(notice.created_by)
    data = correction_of(notice, client)

    assert "Bản nháp chưa khác gì bản đang hiệu lực" in said(client.get(url("correct", notice)))
    answer = client.post(url("correct", notice), data | {"reason": "Thử"})

    assert answer.status_code == 422
    assert NoticeVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "kind", "words"),
    [
        ("withdraw", VersionKind.WITHDRAWAL, "Đã huỷ thông báo"),
        ("cancel", VersionKind.CANCELLATION, "Đã huỷ cuộc đấu giá"),
    ],
)
def test_ending_asks_needs_a_reason_and_happens_once(page: str, kind: str, words: str):
    notice = published_notice()
    client = client_of(notice.created_by)

    assert "Không khôi phục được" in said(client.get(url(page, notice)))
    assert client.post(url(page, notice), {"reason": ""}).status_code == 422
    first = client.post(url(page, notice), {"reason": "Người có tài sản yêu cầu"})
    second = client.post(url(page, notice), {"reason": "Người có tài sản yêu cầu"})

    assert first["Location"] == second["Location"] == url("result", notice, 2)
    assert NoticeVersion.objects.get(number=2).kind == kind
    assert words in said(client.get(first["Location"]))
    notice.refresh_from_db()
    public = said(Client().get(notice.get_absolute_url()))
    assert words in public
    assert "Người có tài sản yêu cầu" in public


def test_what_is_over_cannot_be_changed_again():
    notice = published_notice()
    client = client_of(notice.created_by)
    client.post(url("cancel", notice), {"reason": "Thử"})

    for page in ("change", "withdraw", "cancel", "second"):
        assert client.get(url(page, notice))["Location"] == url("detail", notice)


def test_a_selection_notice_has_no_auction_to_cancel():
    owner = asset_owner()
    notice = published_notice(selection_content(), agency=owner, by=publisher_at(owner))
    client = client_of(notice.created_by)

    assert "Huỷ cuộc đấu giá" not in said(client.get(url("change", notice)))
    assert client.get(url("cancel", notice))["Location"] == url("detail", notice)
    assert client.post(url("cancel", notice), {"reason": "Thử"}).status_code == 422
    notice.refresh_from_db()
    assert notice.state == "published"


def test_a_reason_of_ten_thousand_letters_is_refused_and_still_there():
    notice = published_notice()

    answer = client_of(notice.created_by).post(url("withdraw", notice), {"reason": "Đ" * 10_000})

    assert answer.status_code == 422
    assert "Nhập tối đa 2000 ký tự; hiện có 10000 ký tự." in said(answer)
    assert "Đ" * 10_000 in said(answer)


def test_throwing_a_draft_away_asks_first_and_a_second_click_leads_to_the_list():
    notice = draft_notice()
    client = client_of(notice.created_by)

    assert "không khôi phục được" in said(client.get(url("discard", notice)))
    assert Notice.objects.exists()
    first, second = client.post(url("discard", notice)), client.post(url("discard", notice))

    assert first["Location"] == second["Location"] == reverse("auctions:office_list")
    assert not Notice.objects.exists()


def test_throwing_a_correction_away_keeps_what_is_published():
    notice = published_notice()
    client = client_of(notice.created_by)
    client.post(url("change", notice))

    client.post(url("discard", notice))

    assert not Draft.objects.exists()
    notice.refresh_from_db()
    assert notice.state == "published"


def test_a_copy_has_everything_but_the_days_and_is_made_once():
    notice = published_notice(auction_content(lots=(lot(name="Lô A"), lot(name="Lô B"))))
    client = client_of(notice.created_by)
    data = {"public_id": str(uuid4())}

    first, second = client.post(url("copy", notice), data), client.post(url("copy", notice), data)

    copied = Notice.objects.exclude(pk=notice.pk).get()
    assert first["Location"] == second["Location"] == url("edit", copied)
    content = copied.draft.content
    assert [each.name for each in content.lots] == ["Lô A", "Lô B"]
    assert content.conditions == auction_content().conditions
    assert (content.auction_at, content.posted_on, content.dossier_until) == (None, None, None)
    assert copied.code is None


def test_a_copy_does_not_take_over_another_notice():
    notice, foreign = published_notice(), draft_notice()

    client_of(notice.created_by).post(url("copy", notice), {"public_id": str(foreign.public_id)})

    assert foreign.draft.content.title == Draft.objects.get(notice=foreign).content.title
    assert Notice.objects.count() == 2


def test_the_history_names_who_did_what_when_and_why():
    notice = published_notice()
    client = client_of(notice.created_by)
    client.post(url("cancel", notice), {"reason": "Hợp đồng chấm dứt"})

    page = said(client.get(url("detail", notice)))

    assert "Huỷ cuộc đấu giá" in page
    assert "Lý do: Hợp đồng chấm dứt" in page
    assert "Bắt đầu soạn" in page
    assert page.count(notice.created_by.full_name) >= 3
    assert "Xem toàn văn Bản 1" in page
