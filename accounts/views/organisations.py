"""Organisations of one's province: list, page, locking one with all its users (tổ chức)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts.forms.organisations import OrganisationFilter
from accounts.forms.people import LockForm
from accounts.models import Agency, AgencyLog, User
from accounts.queries.people import users_locked_with, working_users
from accounts.scoping import AgencyScopedMixin, holds_anywhere
from accounts.services import locks
from accounts.views.asking import ActView
from accounts.views.lists import PagesMixin
from accounts.workflow import AGENCY_WORKFLOW, can_from_above
from core import holdings


class OrganisationListView(AgencyScopedMixin, PagesMixin, ListView):
    """Organisations and asset owners whose accounts one sees, with their state (danh sách tổ chức)."""

    template_name = "accounts/organisation_list.html"

    def get_queryset(self) -> QuerySet[Agency]:
        if not holds_anywhere(self.request.user, "view_accounts"):
            raise PermissionDenied("view_accounts")
        seen = Agency.objects.visible_to(self.request.user).organisations().active_on(timezone.localdate())
        self.filter = OrganisationFilter(self.request.GET, queryset=seen)
        return self.filter.qs.annotate(people=Count("users")).order_by("name", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "filter": self.filter, "chips": self.chips()}


class OrganisationView(AgencyScopedMixin, DetailView):
    """One organisation: what it is, its accounts, its lockings (chi tiết tổ chức)."""

    queryset = Agency.objects.organisations().select_related("parent", "unit")
    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "organisation"
    template_name = "accounts/organisation_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agency: Agency = self.object
        steps = {step.step for step in AGENCY_WORKFLOW.available(agency, self.request.user)}
        return {
            **super().get_context_data(**kwargs),
            "accounts": agency.users.order_by("username"),
            "holdings": holdings.of_agency(agency),
            "log": agency.log.select_related("by").order_by("-at", "-pk"),
            "locked": last_locking(agency),
            "may_lock": "lock" in steps,
            "may_unlock": "unlock" in steps,
        }


def last_locking(agency: Agency) -> AgencyLog | None:
    """Who locked it, when and why; None when it is not locked."""
    return agency.log.filter(step="lock").order_by("-pk").first() if agency.is_locked else None


class OrganisationActView(ActView):
    """An act upon one organisation by whoever administers it from above."""

    queryset = Agency.objects.organisations()
    step = ""

    def may_act(self) -> bool:
        return can_from_above(self.request.user, "manage_accounts", self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agency: Agency = self.object
        trail = [(reverse("organisations"), "Tổ chức"), (self.get_success_url(), agency.name)]
        held = holdings.of_agency(agency)
        facts = [(found.label, f"{found.count} {found.noun}, {found.after_lock}") for found in held]
        chosen = list(self.concerned().order_by("username"))
        if not chosen:
            facts.insert(0, ("Tài khoản", "Không có tài khoản nào"))
        refusal = AGENCY_WORKFLOW.refusal(agency, self.step, self.request.user)
        asked = self.asked(agency.name, trail=trail, facts=facts, chosen=chosen, refusal=refusal)
        return {**super().get_context_data(**kwargs), **asked}

    def concerned(self) -> QuerySet[User]:
        """The accounts this act will change."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return reverse("organisation", args=[self.object.public_id])


class LockOrganisationView(OrganisationActView):
    """Lock an organisation with all its users (khoá tổ chức)."""

    form_class = LockForm
    step, title, act, danger = "lock", "Khoá tổ chức", "Khoá tổ chức", True
    consequence = (
        "Các tài khoản dưới đây bị đăng xuất ngay ở mọi thiết bị và không đăng nhập được cho đến khi tổ chức được "
        "mở khoá. Không kích hoạt được tài khoản mới của tổ chức. Thông báo, hồ sơ đã đăng giữ nguyên."
    )

    def concerned(self) -> QuerySet[User]:
        return working_users(self.object)

    def perform(self, form: forms.Form) -> list[User]:
        return locks.lock_agency(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def said(self, result: list[User]) -> str:
        return f"Đã khoá {self.object.name} cùng {len(result)} tài khoản."


class UnlockOrganisationView(OrganisationActView):
    """Unlock an organisation and the accounts locked with it (mở khoá tổ chức)."""

    step, title, act = "unlock", "Mở khoá tổ chức", "Mở khoá tổ chức"
    consequence = (
        "Các tài khoản dưới đây đăng nhập lại được bằng mật khẩu cũ. Tài khoản bị khoá riêng từ trước vẫn bị khoá."
    )

    def concerned(self) -> QuerySet[User]:
        return users_locked_with(self.object)

    def perform(self, form: forms.Form) -> list[User]:
        return locks.unlock_agency(self.object, by=self.request.user)

    def said(self, result: list[User]) -> str:
        return f"Đã mở khoá {self.object.name} cùng {len(result)} tài khoản."
