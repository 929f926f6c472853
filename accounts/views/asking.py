"""Acts that are asked about first: GET shows to whom and with what consequence, POST does it by one service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView
from django.views.generic.detail import SingleObjectMixin

from accounts.scoping import AgencyScopedMixin

Trail = list[tuple[str, str]]  # (address, text) of the pages above this one


class Asking:
    """What the page that asks shows (accounts/act.html).

    `facts`: list of (term, value); `chosen`: accounts it is about; `refusal`: why it cannot be done now.
    """

    template_name = "accounts/act.html"
    title = ""
    act = ""
    consequence = ""
    danger = False

    def asked(self, whom: str, *, trail: Trail, **more: Any) -> dict[str, Any]:
        """Variables of the page: the question about `whom`, the way back (the last page of `trail`), what to know."""
        shown = {name: getattr(self, name) for name in ("title", "act", "consequence", "danger")}
        known: dict[str, Any] = {"facts": [], "chosen": [], "refusal": ""}
        return {**known, **shown, "question": f"{self.title}: {whom}", "trail": trail, "back": trail[-1][0], **more}


class ActView(Asking, AgencyScopedMixin, SingleObjectMixin, FormView):
    """One act upon one record. What one may not see is 404; without the right to act on it 403."""

    form_class: type[forms.Form] = forms.Form
    slug_field = slug_url_kwarg = "public_id"
    done = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if not self.may_act():
            raise PermissionDenied("manage_accounts")
        return super().dispatch(request, *args, **kwargs)

    def may_act(self) -> bool:
        """Whether the signed-in person may do this to the record at all."""
        raise NotImplementedError

    def perform(self, form: forms.Form) -> Any:
        """Call the one service of this act."""
        raise NotImplementedError

    def said(self, result: Any) -> str:
        """What is said when it is done."""
        return self.done.format(record=self.object)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        result = self.attempt(self.perform, form, form=form)
        if result is False:
            return self.form_invalid(form)
        if not self.repeated:
            messages.success(self.request, self.said(result))
        return redirect(self.next_url(form))

    def next_url(self, form: forms.Form) -> str:
        """Where the person sees what came of it."""
        return self.get_success_url()
