"""The outbox for support: what was sent, what was not and why, send again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import DetailView, ListView

from core import mail, queries
from core.errors import DomainError
from core.forms.support import OutboxFilterForm
from core.models import OutboxEvent, OutboxMessage
from core.templatetags.vn import vn_datetime

State = OutboxMessage.State
_DOTS = {OutboxEvent.Kind.SENT: "done", OutboxEvent.Kind.FAILED: "late"}


class SupportView(PermissionRequiredMixin, View):
    """A page of the support desk; a national right, so the user's own permissions decide."""

    permission_required = "accounts.view_outbox"
    raise_exception = True


class OutboxListView(SupportView, ListView):  # type: ignore[type-arg]
    """Messages, newest first, filtered by what is in the address (hàng thư đi)."""

    template_name = "core/outbox_list.html"
    paginate_by = 50

    @cached_property
    def form(self) -> OutboxFilterForm:
        return OutboxFilterForm(self.request.GET or None)

    def get_queryset(self) -> Any:
        self.form.is_valid()
        return queries.messages_matching(**getattr(self.form, "cleaned_data", {}))  # what was wrong filters nothing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = queries.message_counts()
        return super().get_context_data(
            form=self.form,
            waiting=counts.get(State.QUEUED, 0) + counts.get(State.SENDING, 0),
            failed=counts.get(State.FAILED, 0),
            overdue_since=queries.overdue_since(),
            chips=self._chips(),
            **kwargs,
        )

    def _chips(self) -> list[dict[str, str]]:
        if not self.form.is_bound:
            return []
        shown = []
        for field in self.form:
            value = field.value()
            if value and not field.errors:
                label = dict(State.choices).get(value, value) if field.name == "state" else value
                shown.append({"label": f"{field.label}: {label}", "url": self._address_without(field.html_name)})
        return shown

    def _address_without(self, name: str) -> str:
        query = self.request.GET.copy()
        query.pop(name, None)
        query.pop("page", None)
        return f"?{query.urlencode()}" if query else self.request.path


class OutboxMessageView(SupportView, DetailView):  # type: ignore[type-arg]
    """One message with its attempts (chi tiết thư đi). The body of a secret one is never shown."""

    template_name = "core/outbox_message.html"
    model = OutboxMessage
    slug_field = slug_url_kwarg = "public_id"
    context_object_name = "letter"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter: OutboxMessage = self.object
        may_resend = letter.state in {State.SENT, State.FAILED} and bool(letter.body)
        events = [_milestone(event) for event in letter.events.select_related("by")]
        return super().get_context_data(events=events, may_resend=may_resend, **kwargs)


class ResendView(SupportView):
    """Ask, then put the message back into the queue (gửi lại thư)."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        letter = get_object_or_404(OutboxMessage, public_id=public_id)
        return render(request, "core/outbox_resend.html", {"letter": letter})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        letter = get_object_or_404(OutboxMessage, public_id=public_id)
        try:
            mail.resend(letter, by=request.user)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "Đã đưa thư vào hàng gửi lại. Kết quả hiện ở mục Diễn biến.")
        return redirect("outbox_message", letter.public_id)


def _milestone(event: OutboxEvent) -> dict[str, str]:
    what = event.get_kind_display()
    if event.by is not None:
        what = f"{what} ({event.by.get_full_name()})"
    return {
        "state": _DOTS.get(OutboxEvent.Kind(event.kind), "todo"),
        "when": vn_datetime(timezone.localtime(event.at)),
        "what": f"{what}: {event.detail}" if event.detail else what,
        "why": "",
    }
