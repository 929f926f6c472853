"""What administrators do to one account or to several: each act is a page that asks, then one service."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from accounts import granting
from accounts.forms.people import DeliveryForm, LockForm, PersonForm, RolesForm
from accounts.models import Membership, User
from accounts.roles import Role
from accounts.scoping import can, holds_anywhere
from accounts.services import guards, locks, people
from accounts.services.passwords import Delivery
from accounts.views.asking import ActView, Asking
from core.errors import AlreadyDone, DomainError

_AT_ONCE = 100


class UserActView(ActView):
    """One act upon one account of those one manages."""

    queryset = User.objects.select_related("agency__parent")
    context_object_name = "account"
    not_oneself = ""  # the act of accounts.services.guards that nobody does to himself

    def may_act(self) -> bool:
        return can(self.request.user, "manage_accounts", self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: User = self.object
        trail = [(reverse("accounts_list"), "Tài khoản"), (self.get_success_url(), user.username)]
        facts = [("Người dùng", user.full_name), ("Đơn vị", user.agency.name if user.agency else "")]
        asked = self.asked(user.username, trail=trail, facts=facts, refusal=self.why_not())
        return {**super().get_context_data(**kwargs), **asked}

    def why_not(self) -> str:
        """Why it cannot be done to this account now, instead of a form; "" when it can."""
        return guards.why_not_oneself(self.object, self.request.user, self.not_oneself)

    def get_success_url(self) -> str:
        return reverse("account_detail", args=[self.object.public_id])


class ChangeUserView(UserActView):
    """Name, e-mail, telephone (thay đổi thông tin)."""

    form_class = PersonForm
    title, act, done = "Sửa thông tin", "Lưu thay đổi", "Đã sửa thông tin của {record}."

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("full_name", "email", "phone")}

    def perform(self, form: forms.Form) -> None:
        people.change_user(self.object, by=self.request.user, person=people.Person(**form.cleaned_data))


class RolesView(UserActView):
    """Roles at the account's agency (phân quyền sử dụng)."""

    form_class = RolesForm
    not_oneself = "roles"
    title, act, done = "Phân quyền", "Lưu quyền", "Đã phân quyền cho {record}."
    consequence = "Quyền có hiệu lực ngay ở lần bấm tiếp theo của người dùng."

    def get_form_kwargs(self) -> dict[str, Any]:
        agency = self.object.agency
        self.grantable = granting.grantable_roles(self.request.user, agency) if agency else frozenset()
        return {**super().get_form_kwargs(), "choices": self.grantable}

    def get_initial(self) -> dict[str, Any]:
        return {"roles": [role.value for role in self._held()]}

    def perform(self, form: RolesForm) -> None:
        # What the officer may not touch stays as it is.
        people.set_roles(self.object, by=self.request.user, roles=form.chosen() | (self._held() - self.grantable))

    def _held(self) -> set[Role]:
        held = Membership.objects.filter(user=self.object, agency_id=self.object.agency_id)
        return {Role(role) for role in held.values_list("role", flat=True)}


class LockView(UserActView):
    """Lock with a reason (khoá)."""

    form_class = LockForm
    not_oneself = "lock"
    title, act, done, danger = "Khoá tài khoản", "Khoá tài khoản", "Đã khoá tài khoản {record}.", True
    consequence = (
        "Người dùng bị đăng xuất ngay ở mọi thiết bị và không đăng nhập được cho đến khi được mở khoá. "
        "Thông báo, hồ sơ đã đăng giữ nguyên."
    )

    def perform(self, form: forms.Form) -> None:
        locks.lock_user(self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class UnlockView(UserActView):
    """Unlock (mở khoá)."""

    title, act, done = "Mở khoá tài khoản", "Mở khoá", "Đã mở khoá tài khoản {record}."
    consequence = "Người dùng đăng nhập lại được bằng mật khẩu cũ."

    def perform(self, form: forms.Form) -> None:
        locks.unlock_user(self.object, by=self.request.user)


class DeleteView(UserActView):
    """Delete an account that was never used (xoá)."""

    title, act, done, danger = "Xoá tài khoản", "Xoá tài khoản", "Đã xoá tài khoản {record}.", True
    consequence = "Chỉ xoá được tài khoản chưa từng sử dụng. Việc xoá không hoàn lại được; nhật ký vẫn được giữ."

    not_oneself = "delete"

    def why_not(self) -> str:
        return super().why_not() or people.why_not_deletable(self.object)

    def perform(self, form: forms.Form) -> None:
        people.delete_user(self.object, by=self.request.user)

    def next_url(self, form: forms.Form) -> str:
        return reverse("accounts_list")


class DeliveringView(UserActView):
    """Acts that issue a first password: mailed, or shown once on the next page."""

    form_class = DeliveryForm

    def get_initial(self) -> dict[str, Any]:
        return {"delivery": Delivery.MAIL if self.object.email else Delivery.SCREEN}

    def next_url(self, form: forms.Form) -> str:
        """To the page that shows the password once, if it was not mailed."""
        if form.cleaned_data["delivery"] == Delivery.SCREEN:
            return reverse("first_passwords", args=[form.cleaned_data["form_key"]])
        return super().next_url(form)


class ResetPasswordView(DeliveringView):
    """A new first password (đặt lại mật khẩu)."""

    not_oneself = "password"
    title, act, done = "Đặt lại mật khẩu", "Đặt lại mật khẩu", "Đã đặt lại mật khẩu của {record}."
    consequence = (
        "Mật khẩu cũ hết tác dụng, các phiên đăng nhập kết thúc. Người dùng phải đổi mật khẩu lần đầu khi đăng nhập."
    )

    def perform(self, form: forms.Form) -> None:
        data = form.cleaned_data
        delivery = Delivery(data["delivery"])
        people.reset_password(self.object, by=self.request.user, delivery=delivery, form_key=data["form_key"])


class ActivateView(DeliveringView):
    """Put a new account to use (kích hoạt)."""

    title, act, done = "Kích hoạt tài khoản", "Kích hoạt", "Đã kích hoạt tài khoản {record}."
    consequence = "Tài khoản đăng nhập được bằng mật khẩu lần đầu, phải đổi ngay khi đăng nhập."

    def perform(self, form: forms.Form) -> None:
        data = form.cleaned_data
        delivery = Delivery(data["delivery"])
        people.activate_user(self.object, by=self.request.user, delivery=delivery, form_key=data["form_key"])


class BulkActView(Asking, FormView):
    """One act upon the chosen accounts of the list (việc với nhiều tài khoản): asks first, reports each refusal."""

    acts: dict[str, type[UserActView]] = {
        "dat-lai-mat-khau": ResetPasswordView,
        "kich-hoat": ActivateView,
        "khoa": LockView,
        "mo-khoa": UnlockView,
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not holds_anywhere(request.user, "manage_accounts"):
            raise PermissionDenied("manage_accounts")
        self.name = request.GET.get("viec", "")
        self.chosen = [user for user in self._wanted() if can(request.user, "manage_accounts", user)]
        if self.name not in self.acts or not self.chosen:
            messages.info(request, "Chọn ít nhất một tài khoản trong danh sách, rồi chọn việc.")
            return redirect("accounts_list")
        self.view = self.acts[self.name]
        return super().dispatch(request, *args, **kwargs)

    def _wanted(self) -> QuerySet[User]:
        ids = []
        for value in self.request.GET.getlist("chon")[:_AT_ONCE]:
            try:
                ids.append(UUID(value))
            except ValueError:
                continue
        return User.objects.select_related("agency").visible_to(self.request.user).filter(
            public_id__in=ids
        ).order_by("username")  # fmt: skip

    def get_form_class(self) -> type[forms.Form]:
        return self.view.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = f"{len(self.chosen)} tài khoản"
        trail = [(reverse("accounts_list"), "Tài khoản")]
        return {**super().get_context_data(**kwargs), **self.view().asked(number, trail=trail, chosen=self.chosen)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        done = [user for user in self.chosen if self._act_on(user, form)]
        if done:
            messages.success(self.request, f"{self.view.title}: đã thực hiện với {len(done)} tài khoản.")
        if done and form.cleaned_data.get("delivery") == Delivery.SCREEN:
            return redirect("first_passwords", form.cleaned_data["form_key"])
        return redirect("accounts_list")

    def _act_on(self, user: User, form: forms.Form) -> bool:
        single = self.view()
        single.request, single.object = self.request, user
        try:
            single.perform(form)
        except AlreadyDone as done:
            messages.info(self.request, done.message)
            return False
        except DomainError as error:
            messages.error(self.request, f"{user.username}: {error.message}")
            return False
        return True
