"""Office pages of notices; included by auctions.urls under its namespace."""

from __future__ import annotations

from django.urls import path

from auctions.views import office_acts, office_detail, office_draft, office_list

_ROOT = "nghiep-vu/thong-bao/"
_ONE = f"{_ROOT}<uuid:public_id>/"

urlpatterns = [
    path(_ROOT, office_list.OfficeNoticeListView.as_view(), name="office_list"),
    path(f"{_ROOT}soan/", office_list.NewNoticeView.as_view(), name="office_new"),
    path(_ONE, office_detail.OfficeNoticeView.as_view(), name="office_detail"),
    path(f"{_ONE}soan/", office_draft.DraftView.as_view(), name="office_edit"),
    path(f"{_ONE}xem-truoc/", office_detail.PreviewView.as_view(), name="office_preview"),
    path(f"{_ONE}dang/", office_acts.PublishView.as_view(), name="office_publish"),
    path(f"{_ONE}dang-lan-2/", office_acts.PublishSecondView.as_view(), name="office_second"),
    path(f"{_ONE}da-dang/<int:number>/", office_detail.ResultView.as_view(), name="office_result"),
    path(f"{_ONE}sua-huy/", office_acts.ChangeView.as_view(), name="office_change"),
    path(f"{_ONE}dinh-chinh/", office_acts.CorrectView.as_view(), name="office_correct"),
    path(f"{_ONE}huy-thong-bao/", office_acts.WithdrawView.as_view(), name="office_withdraw"),
    path(f"{_ONE}huy-cuoc-dau-gia/", office_acts.CancelView.as_view(), name="office_cancel"),
    path(f"{_ONE}xoa-nhap/", office_acts.DiscardView.as_view(), name="office_discard"),
    path(f"{_ONE}sao-chep/", office_acts.CopyView.as_view(), name="office_copy"),
    path(f"{_ONE}tep/<uuid:file>/", office_detail.DraftFileView.as_view(), name="office_file"),
]
