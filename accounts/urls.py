"""URLs of accounts. Of allauth's pages only those listed here exist."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from accounts.views import login, registration

urlpatterns = [
    path("dang-nhap/", login.LoginView.as_view(), name="account_login"),
    path("dang-xuat/", login.LogoutView.as_view(), name="account_logout"),
    path("doi-mat-khau/", login.ChangePasswordView.as_view(), name="account_change_password"),
    path("quen-mat-khau/", login.ResetPasswordView.as_view(), name="account_reset_password"),
    path("quen-mat-khau/da-gui/", login.ResetPasswordSentView.as_view(), name="account_reset_password_done"),
    path(
        "quen-mat-khau/<str:uidb36>-<path:key>/",
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
]
