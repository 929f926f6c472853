"""Addresses of questions and answers, public and in the office."""

from django.urls import path

from portal.views import feeds, questions, questions_acts, questions_office

_OFFICE = "nghiep-vu/hoi-dap/"
_ONE = f"{_OFFICE}<uuid:public_id>/"

urlpatterns = [
    path("hoi-dap/", questions.QuestionListView.as_view(), name="question_list"),
    path("hoi-dap/atom.xml", feeds.QuestionFeed.as_view(), name="question_feed"),
    path("hoi-dap/gui-cau-hoi/", questions.AskView.as_view(), name="question_ask"),
    path("hoi-dap/da-gui/", questions.SentView.as_view(), name="question_sent"),
    path("hoi-dap/theo-doi/", questions.FindAgainView.as_view(), name="question_find"),
    path("hoi-dap/theo-doi/<str:token>/", questions.FollowView.as_view(), name="question_follow"),
    path("hoi-dap/xac-nhan/<str:token>/", questions.ConfirmView.as_view(), name="question_confirm"),
    path("hoi-dap/<slug:slug>-<int:serial>/", questions.QuestionPublicView.as_view(), name="question_detail"),
    path("hoi-dap/<slug:slug>-<int:serial>/in/", questions.QuestionPrintView.as_view(), name="question_print"),
    path(_OFFICE, questions_office.QueueView.as_view(), name="question_queue"),
    path(f"{_OFFICE}nhieu/", questions_acts.BulkView.as_view(), name="question_bulk"),
    path(f"{_OFFICE}quy-tac/", questions_office.RuleListView.as_view(), name="question_rules"),
    path(f"{_OFFICE}quy-tac/<int:pk>/", questions_office.RuleView.as_view(), name="question_rule"),
    path(_ONE, questions_office.QuestionOfficeView.as_view(), name="question_office"),
    path(f"{_ONE}nhan/", questions_acts.TakeView.as_view(), name="question_take"),
    path(f"{_ONE}tra-ve/", questions_acts.ReleaseView.as_view(), name="question_release"),
    path(f"{_ONE}chuyen/", questions_acts.ForwardView.as_view(), name="question_forward"),
    path(f"{_ONE}trinh-duyet/", questions_acts.SubmitView.as_view(), name="question_submit"),
    path(f"{_ONE}tra-lai/", questions_acts.ReturnView.as_view(), name="question_return"),
    path(f"{_ONE}tra-loi/", questions_acts.AnswerView.as_view(), name="question_answer"),
    path(f"{_ONE}duyet/", questions_acts.ApproveView.as_view(), name="question_approve"),
    path(f"{_ONE}dang/", questions_acts.PublishView.as_view(), name="question_publish"),
    path(f"{_ONE}go/", questions_acts.UnpublishView.as_view(), name="question_unpublish"),
    path(f"{_ONE}mo-lai/", questions_acts.ReopenView.as_view(), name="question_reopen"),
    path(f"{_ONE}khong-tra-loi/", questions_acts.RejectView.as_view(), name="question_reject"),
    path(f"{_ONE}thu-rac/", questions_acts.SpamView.as_view(), name="question_spam"),
    path(f"{_ONE}khong-phai-thu-rac/", questions_acts.ClearView.as_view(), name="question_clear"),
]
