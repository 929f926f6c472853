"""Addresses of legal documents, public and in the office."""

from django.urls import path

from portal.views import feeds, legal, legal_acts, legal_office

_OFFICE = "nghiep-vu/van-ban/"
_ONE = f"{_OFFICE}<uuid:public_id>/"

urlpatterns = [
    path("van-ban/", legal.LegalListView.as_view(), name="legal_list"),
    path("van-ban/atom.xml", feeds.DocumentFeed.as_view(), name="legal_feed"),
    path("van-ban/tep/<uuid:public_id>/", legal.LegalFileView.as_view(), name="legal_file"),
    path("van-ban/<slug:slug>-<int:serial>/", legal.LegalDetailView.as_view(), name="legal_detail"),
    path("van-ban/<slug:slug>-<int:serial>/in/", legal.LegalPrintView.as_view(), name="legal_print"),
    path(_OFFICE, legal_office.LegalOfficeListView.as_view(), name="legal_office_list"),
    path(f"{_OFFICE}them/", legal_office.NewLegalView.as_view(), name="legal_new"),
    path(_ONE, legal_office.LegalOfficeView.as_view(), name="legal_office_detail"),
    path(f"{_ONE}sua/", legal_office.ChangeLegalView.as_view(), name="legal_change"),
    path(f"{_ONE}lich-su/", legal_office.LegalHistoryView.as_view(), name="legal_history"),
    path(f"{_ONE}dang/", legal_acts.PublishLegalView.as_view(), name="legal_publish"),
    path(f"{_ONE}go/", legal_acts.WithdrawLegalView.as_view(), name="legal_withdraw"),
    path(f"{_ONE}dang-lai/", legal_acts.RestoreLegalView.as_view(), name="legal_restore"),
    path(f"{_ONE}xoa/", legal_acts.DiscardLegalView.as_view(), name="legal_discard"),
    path(f"{_ONE}quan-he/them/", legal_acts.AddRelationView.as_view(), name="legal_relation_add"),
    path(f"{_ONE}quan-he/<int:relation>/bo/", legal_acts.RemoveRelationView.as_view(), name="legal_relation_remove"),
    path(f"{_ONE}tep/them/", legal_acts.AddFileView.as_view(), name="legal_file_add"),
    path(f"{_ONE}tep/<uuid:file>/", legal_office.LegalOfficeFileView.as_view(), name="legal_office_file"),
    path(f"{_ONE}tep/<uuid:file>/bo/", legal_acts.RemoveFileView.as_view(), name="legal_file_remove"),
]
