"""Administrators look after accounts: list, view, add (quản lý tài khoản người dùng)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView

from accounts import granting
from accounts.forms.organisations import AgencyFilter
from accounts.forms.people import SORTS, AddUserForm, UserFilter
from accounts.models import Agency, User, UserState
from accounts.queries.people import agencies_managed_by, is_self_registered
from accounts.queries.requests import waiting_requests
from accounts.scoping import AgencyScopedMixin, AttemptMixin, can, holds_anywhere
from accounts.services import passwords, people
from accounts.services.passwords import Delivery
from accounts.views.lists import PAGE_PARAMETER, PAGE_SIZE, PagesMixin

_COLUMNS = (
    ("ten", "Tên đăng nhập"),
    ("nguoi", "Người dùng"),
    ("don-vi", "Đơn vị"),
    ("", "Trạng thái"),
    ("vao", "Vào lần cuối"),
)


class UserListView(AgencyScopedMixin, PagesMixin, ListView):
    """Accounts of the agencies one administers (tài khoản trong tỉnh, trong đơn vị)."""

    queryset = User.objects.select_related("agency")
    template_name = "accounts/user_list.html"

    def get_queryset(self) -> QuerySet[User]:
        if not holds_anywhere(self.request.user, "view_accounts"):
            raise PermissionDenied("view_accounts")
        self.filter = UserFilter(self.request.GET, queryset=super().get_queryset())
        return self.filter.qs.order_by(*self._order())

    def _order(self) -> list[Any]:
        sort = self.request.GET.get("sap-xep", "")
        self.sort = sort if sort in SORTS else "ten"
        first, *rest = SORTS[self.sort]
        column = F(first.lstrip("-"))
        return [column.desc(nulls_last=True) if first.startswith("-") else column.asc(nulls_first=True), *rest]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = holds_anywhere(self.request.user, "decide_account_requests")
        return {
            **context,
            "filter": self.filter,
            "columns": [self._column(key, label) for key, label in _COLUMNS],
            "chips": self.chips(),
            "sort": "" if self.sort == "ten" else self.sort,
            "waiting": waiting_requests(self.request.user).count() if waiting else 0,
            "manages": holds_anywhere(self.request.user, "manage_accounts"),
        }

    def _column(self, key: str, label: str) -> dict[str, str]:
        """Head of a column: where a click leads, and how it is sorted now."""
        if not key:
            return {"label": label, "url": "", "sorted": ""}
        rising, falling = self.sort == key, self.sort == f"-{key}"
        state = "ascending" if rising else "descending" if falling else "none"
        return {"label": label, "url": self.address(**{"sap-xep": f"-{key}" if rising else key}), "sorted": state}


class VisibleUserMixin(AgencyScopedMixin):
    """One account by its public id; another province's does not exist (404)."""

    queryset = User.objects.select_related("agency__parent")
    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "account"


class UserDetailView(VisibleUserMixin, DetailView):
    """One account with its rights and its history (chi tiết tài khoản)."""

    template_name = "accounts/user_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account: User = self.object
        journal = account.journal.select_related("actor__agency").order_by("-at", "-pk")
        return {
            **super().get_context_data(**kwargs),
            "memberships": account.memberships.select_related("agency").order_by("agency__name", "role"),
            "aliases": account.aliases.order_by("name"),
            "journal": Paginator(journal, PAGE_SIZE).get_page(self.request.GET.get(PAGE_PARAMETER)),
            "manages": can(self.request.user, "manage_accounts", account),
            "is_me": account.pk == self.request.user.pk,
            "self_registered": is_self_registered(account),
            "deletable": not people.why_not_deletable(account),
            "inactive": account.state == UserState.INACTIVE,
        }


class ChooseAgencyView(TemplateView):
    """At which agency a new account shall be (chọn đơn vị)."""

    template_name = "accounts/user_add_agency.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not holds_anywhere(request.user, "manage_accounts"):
            raise PermissionDenied("manage_accounts")
        managed = agencies_managed_by(request.user)
        only = list(managed[:2])
        if len(only) == 1:
            return redirect("account_add_at", only[0].public_id)
        found = AgencyFilter(request.GET, queryset=managed)
        page = Paginator(found.qs.order_by("name", "pk"), PAGE_SIZE).get_page(request.GET.get(PAGE_PARAMETER))
        return self.render_to_response({"page_obj": page, "filter": found})


class AddUserView(AttemptMixin, FormView):
    """A new account at an agency (thêm mới tài khoản)."""

    template_name = "accounts/user_add.html"
    form_class = AddUserForm

    def get_agency(self) -> Agency:
        agency = agencies_managed_by(self.request.user).filter(public_id=self.kwargs["public_id"]).first()
        if agency is None:
            raise Http404
        return agency

    def get_form_kwargs(self) -> dict[str, Any]:
        self.agency = self.get_agency()
        choices = granting.grantable_roles(self.request.user, self.agency)
        return {**super().get_form_kwargs(), "agency": self.agency, "choices": choices}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "agency": self.agency}

    def form_valid(self, form: AddUserForm) -> HttpResponse:
        data = form.cleaned_data
        user = self.attempt(
            people.add_user,
            self.agency,
            by=self.request.user,
            login=form.login(),
            person=people.Person(data["full_name"], data["email"], data["phone"]),
            roles=form.chosen(),
            delivery=Delivery(data["delivery"]),
            form_key=data["form_key"],
            form=form,
        )
        if not user:
            return self.form_invalid(form)
        messages.success(self.request, f"Đã thêm tài khoản {user.username}.")
        if data["delivery"] == Delivery.SCREEN:
            return redirect("first_passwords", data["form_key"])
        return redirect("account_detail", user.public_id)


@method_decorator(never_cache, name="dispatch")
class FirstPasswordsView(TemplateView):
    """First passwords, shown once to the officer who issued them (mật khẩu lần đầu)."""

    def get(self, request: HttpRequest, form_key: UUID) -> HttpResponse:
        found = passwords.take_for_showing(to=request.user, form_key=form_key)
        return render(request, "accounts/first_passwords.html", {"passwords": sorted(found.items())})
