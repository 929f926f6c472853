"""URLs of accounts. Of allauth's pages only those listed here exist."""

from django.urls import path, re_path

from accounts.views import acts, login, people, queue, registration, requests

urlpatterns = [
    path("dang-nhap/", login.LoginView.as_view(), name="account_login"),
    path("dang-xuat/", login.LogoutView.as_view(), name="account_logout"),
    path("doi-mat-khau/", login.ChangePasswordView.as_view(), name="account_change_password"),
    path("quen-mat-khau/", login.ResetPasswordView.as_view(), name="account_reset_password"),
    path("quen-mat-khau/da-gui/", login.ResetPasswordSentView.as_view(), name="account_reset_password_done"),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login.ResetPasswordFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("nghiep-vu/phien-dang-nhap/", login.SessionsView.as_view(), name="my_sessions"),
    path("nghiep-vu/phien-dang-nhap/<int:session_id>/ket-thuc/", login.EndSessionView.as_view(), name="end_session"),
    path("dang-ky/", registration.RegisterView.as_view(), name="account_signup"),
    path("dang-ky/xa-phuong/", registration.communes, name="signup_communes"),
    path("dang-ky/da-gui-thu/", registration.MailSentView.as_view(), name="account_email_verification_sent"),
    path("dang-ky/gui-lai/", registration.ResendView.as_view(), name="signup_resend"),
    path("dang-ky/xac-nhan/<str:key>/", registration.ConfirmView.as_view(), name="account_confirm_email"),
    path("de-nghi-cap-tai-khoan/", requests.StartRequestView.as_view(), name="request_account"),
    path("de-nghi-cap-tai-khoan/tra-cuu/", requests.LookupView.as_view(), name="request_lookup"),
    path("de-nghi-cap-tai-khoan/<str:token>/", requests.OwnRequestView.as_view(), name="request_own"),
    path("de-nghi-cap-tai-khoan/<str:token>/sua/", requests.ChangeRequestView.as_view(), name="request_change"),
    path("de-nghi-cap-tai-khoan/<str:token>/cong-van.pdf", requests.LetterPdfView.as_view(), name="request_letter"),
    path("de-nghi-cap-tai-khoan/<str:token>/ban-quet/", requests.OwnScanView.as_view(), name="request_own_scan"),
    path("nghiep-vu/de-nghi/", queue.QueueView.as_view(), name="request_queue"),
    path("nghiep-vu/de-nghi/<uuid:public_id>/", queue.RequestView.as_view(), name="request_detail"),
    path("nghiep-vu/de-nghi/<uuid:public_id>/ten/", queue.NameCheckView.as_view(), name="request_name"),
    path("nghiep-vu/de-nghi/<uuid:public_id>/cong-van/", queue.LetterView.as_view(), name="request_scan"),
    path("nghiep-vu/de-nghi/<uuid:public_id>/tra-lai/", queue.ReturnView.as_view(), name="request_return"),
    path("nghiep-vu/de-nghi/<uuid:public_id>/tu-choi/", queue.RefuseView.as_view(), name="request_refuse"),
    path("nghiep-vu/tai-khoan/", people.UserListView.as_view(), name="accounts_list"),
    path("nghiep-vu/tai-khoan/them/", people.ChooseAgencyView.as_view(), name="account_add"),
    path("nghiep-vu/tai-khoan/them/<uuid:public_id>/", people.AddUserView.as_view(), name="account_add_at"),
    path("nghiep-vu/tai-khoan/nhieu/", acts.BulkActView.as_view(), name="accounts_bulk"),
    path(
        "nghiep-vu/tai-khoan/mat-khau-lan-dau/<uuid:form_key>/",
        people.FirstPasswordsView.as_view(),
        name="first_passwords",
    ),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/", people.UserDetailView.as_view(), name="account_detail"),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/sua/", acts.ChangeUserView.as_view(), name="account_change"),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/quyen/", acts.RolesView.as_view(), name="account_roles"),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/khoa/", acts.LockView.as_view(), name="account_lock"),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/mo-khoa/", acts.UnlockView.as_view(), name="account_unlock"),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/mat-khau/", acts.ResetPasswordView.as_view(), name="account_reset"),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/kich-hoat/", acts.ActivateView.as_view(), name="account_activate"),
    path("nghiep-vu/tai-khoan/<uuid:public_id>/xoa/", acts.DeleteView.as_view(), name="account_delete"),
]
