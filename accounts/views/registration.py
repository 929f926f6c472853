"""Asset owners register, confirm their address, ask for the mail again. Every answer is the same for any address."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.models import EmailConfirmationHMAC
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from accounts import limits
from accounts.forms.login import ResendForm
from accounts.forms.registration import OwnerForm
from accounts.services import registration


class RegisterView(allauth_views.SignupView):
    """Registration of an asset owner (đăng ký tài khoản người có tài sản)."""

    template_name = "account/signup.html"
    form_class = OwnerForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "doi-tinh" in request.POST:  # without script: show the communes of the province just chosen
            return self.render_to_response(self.get_context_data(form=OwnerForm.choosing(request.POST)))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: OwnerForm) -> HttpResponse:
        data = form.cleaned_data
        if not limits.allows(self.request, "signup_address", key=data["email"]):
            form.add_error("email", "Địa chỉ này vừa được dùng để đăng ký nhiều lần. Chờ một giờ rồi thử lại.")
            return self.form_invalid(form)
        names = ("full_name", "organisation", "address", "commune", "phone", "email")
        # Hashed before anything is looked up: a known and an unknown address take the same time.
        registration.register_owner(
            registration.Registration(**{name: data[name] for name in names}),
            hashed_password=make_password(data["password1"]),
            form_key=data["form_key"],
        )
        return redirect("account_email_verification_sent")


@login_not_required
def communes(request: HttpRequest) -> HttpResponse:
    """Options of the commune list after another province was chosen (htmx)."""
    return render(request, "account/signup.html#communes", {"form": OwnerForm.choosing(request.GET)})


@method_decorator(login_not_required, name="dispatch")
class MailSentView(TemplateView):
    """Tells to look into the mailbox, whatever was registered."""

    template_name = "account/mail_sent.html"


@method_decorator(login_not_required, name="dispatch")
class ResendView(FormView):
    """The confirmation mail once more (gửi lại thư xác nhận)."""

    template_name = "account/resend.html"
    form_class = ResendForm

    def form_valid(self, form: ResendForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        if not limits.allows(self.request, "resend_confirmation", key=email):
            form.add_error("email", "Thư vừa được gửi đến địa chỉ này. Chờ 3 phút rồi thử lại.")
            return self.form_invalid(form)
        registration.resend_confirmation(email)
        return redirect("account_email_verification_sent")


@method_decorator([login_not_required, never_cache], name="dispatch")
class ConfirmView(View):
    """Behind the link in the mail: one button, because opening a link changes nothing (xác nhận thư điện tử)."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        found = EmailConfirmationHMAC.from_key(key)
        if found is None:
            return render(request, "account/link_dead.html", status=410)
        return render(request, "account/confirm_email.html", {"owner": found.email_address.user})

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        found = EmailConfirmationHMAC.from_key(key)
        if found is None or not registration.confirm_owner(found.email_address):
            return render(request, "account/link_dead.html", status=410)
        if request.user.is_authenticated and request.user.pk != found.email_address.user_id:
            logout(request)
        messages.success(request, "Đã xác nhận địa chỉ thư điện tử. Đăng nhập bằng địa chỉ và mật khẩu đã đăng ký.")
        return redirect("account_login")
