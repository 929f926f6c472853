"""Account requests of auction organisations and branches: from the form to the account.

Source: letter 957/BTP-BTTP of 17/3/2020, I.1.3, I.1.4 and Annex 01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import granting, naming
from accounts.findable import REQUEST
from accounts.models import AccountAction, AccountRequest, Agency, User
from accounts.passwords import readable_code
from accounts.queries.requests import taken_logins
from accounts.request_links import link_of
from accounts.roles import Role
from accounts.services.events import record
from accounts.services.guards import require_unlocked, role_names
from accounts.services.memberships import set_membership
from accounts.services.passwords import give_first_password
from accounts.services.people import Person, create_user
from accounts.workflow import WORKFLOW, RequestState
from core import mail, search
from core.errors import DomainError
from core.models import StoredFile
from core.numbering import next_number
from core.storage import LETTER_SCAN, store_upload
from core.text import fold


@dataclass(frozen=True)
class Application:
    """The six items of Annex 01 and the Sở Tư pháp the letter goes to."""

    office: Agency
    kind: str
    organisation_name: str
    proposed_name: str
    address: str
    legal_representative: str
    phone: str
    email: str

    def fields(self) -> dict[str, Any]:
        """Column values of the request."""
        values = dict(vars(self))
        return {"agency": values.pop("office"), **values}


def start_request(data: Application, *, form_key: UUID) -> AccountRequest:
    """Keep what the applicant typed as a draft and mail the link to go on (lập đề nghị).

    A repeated `form_key` with the same address returns the first draft; with another address it is refused.
    """
    try:
        with transaction.atomic():
            request = AccountRequest.objects.create(form_key=form_key, code=readable_code(), **data.fields())
            _tell_applicant(request, "request_started", f"request-started/{request.public_id}", secret=True)
            return request
    except IntegrityError:
        first = AccountRequest.objects.filter(form_key=form_key, email=data.email).first()
        if first is None:
            raise DomainError(
                "Trang này đã dùng để gửi đề nghị khác. Tải lại trang rồi nhập lại.", "key_used"
            ) from None
        return first


@transaction.atomic
def change_request(request: AccountRequest, data: Application) -> None:
    """Change what the letter will say, before it is handed in or after it was returned (sửa đề nghị)."""
    locked = _open_row(request)
    if locked.number and data.office.pk != locked.agency_id:
        raise DomainError(
            f"Đề nghị đã có số của {locked.agency.name} nên không đổi được tỉnh. Lập đề nghị mới gửi Sở Tư pháp khác.",
            "office_fixed",
            field="office",
        )
    for field, value in data.fields().items():
        setattr(locked, field, value)
    locked.save()
    search.refresh(REQUEST, request.pk)
    request.refresh_from_db()


@transaction.atomic
def submit_request(request: AccountRequest, *, letter: Any, letter_number: str, letter_date: date | None) -> None:
    """Hand in the scan of the signed letter (nộp đề nghị); the Sở gets it with a number of its own series.

    `letter` is an upload or the StoredFile kept from before. Handing in twice is one act. Raises FileRefused.
    """
    locked = AccountRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state == RequestState.SUBMITTED:
        return
    locked.letter = letter if isinstance(letter, StoredFile) else store_upload(letter, use=LETTER_SCAN, by=None)
    locked.letter_number, locked.letter_date = letter_number, letter_date
    locked.save(update_fields=["letter", "letter_number", "letter_date"])
    with WORKFLOW.perform(locked, "submit", by=None) as row:
        row.submitted_at = timezone.now()
        if row.number is None:
            row.number_year = timezone.localdate().year
            row.number = next_number(f"account-requests/agency {row.agency_id}", period=str(row.number_year))
    search.refresh(REQUEST, request.pk)
    request.refresh_from_db()
    _tell_applicant(request, "request_submitted", f"request-submitted/{request.public_id}/{request.submitted_at}")


def return_request(request: AccountRequest, *, by: User, note: str) -> None:
    """Send a request back to be mended (trả lại đề nghị để bổ sung); the reason is mailed with the link."""
    with transaction.atomic():
        with WORKFLOW.perform(request, "return", by=by, note=note):
            pass
        search.refresh(REQUEST, request.pk)
        _tell_decision(request, "request_returned", note, secret=True)


def refuse_request(request: AccountRequest, *, by: User, note: str) -> None:
    """Refuse a request for good (từ chối cấp tài khoản); the reason is mailed."""
    with transaction.atomic():
        with WORKFLOW.perform(request, "refuse", by=by, note=note) as locked:
            locked.decided_at = timezone.now()
        search.refresh(REQUEST, request.pk)
        _tell_decision(request, "request_refused", note)


def grant_request(
    request: AccountRequest, *, by: User, proposed_name: str, roles: set[Role], agency: Agency | None = None
) -> User:
    """Create the organisation and its account, and mail login name and first password (cấp tài khoản).

    `proposed_name` is the applicant's or a variant the Sở decided on; granted only if the whole system does not have
    it yet, whatever the case, under the lock of all names. `agency` = an organisation of the Sở that exists already.
    """
    with transaction.atomic():
        with WORKFLOW.perform(request, "grant", by=by, note=proposed_name) as locked:
            _check_proposed(proposed_name)
            login = naming.organisation_login(proposed_name, locked.agency.account_suffix)
            home = _existing(locked, agency) if agency else _create_agency(locked)
            if not roles or roles - granting.ROLES_BY_KIND[home.kind]:
                raise DomainError("Chọn ít nhất một quyền được phép phân cho tổ chức.", "role_refused", field="roles")
            person = Person(full_name=locked.legal_representative, email=locked.email, phone=locked.phone)
            user = create_user(home, login=login, person=person)
            # Now that the lock on all names is held, nobody else can take the proposed name either.
            _check_free(proposed_name, besides=login)
            set_membership(user, home, roles)
            user.is_active = True
            user.save(update_fields=["is_active"])
            password = give_first_password(user)
            record(AccountAction.GRANTED, user, by=by, detail=f"Đề nghị {locked.reference}: {role_names(roles)}")
            locked.granted_agency, locked.granted_user, locked.granted_login = home, user, login
            locked.decided_at = timezone.now()
        search.refresh(REQUEST, request.pk)
        _tell_granted(request, user, password)
    return user


@transaction.atomic
def mail_link(request: AccountRequest) -> None:
    """Mail the applicant's link once more (gửi lại liên kết)."""
    _tell_applicant(request, "request_link", f"request-link/{uuid4()}", secret=True)


@transaction.atomic
def forget_drafts(*, older_than_days: int) -> int:
    """Delete drafts that were never handed in (xoá bản nháp bỏ dở); how many."""
    since = timezone.now() - timedelta(days=older_than_days)
    stale = AccountRequest.objects.filter(state=RequestState.DRAFT, created_at__lt=since, submitted_at__isnull=True)
    return stale.delete()[1].get("accounts.AccountRequest", 0)


def _open_row(request: AccountRequest) -> AccountRequest:
    locked = AccountRequest.objects.select_for_update().get(pk=request.pk)
    if not locked.is_open_to_applicant:
        raise DomainError("Đề nghị đã nộp nên không sửa được nữa. Tải lại trang để xem trạng thái.", "not_open")
    return locked


def _check_proposed(proposed_name: str) -> None:
    if why := naming.why_not_proposed(proposed_name):
        raise DomainError(why, "name_wrong", field="proposed_name")


def _check_free(proposed_name: str, *, besides: str) -> None:
    if taken := [login for login in taken_logins(proposed_name) if login != besides]:
        raise DomainError(
            f"Tên đề nghị “{proposed_name}” đã có trên hệ thống: {', '.join(taken)}. Chọn tên khác.",
            "name_taken",
            field="proposed_name",
        )


def _create_agency(request: AccountRequest) -> Agency:
    return Agency.objects.create(
        kind=request.kind,
        name=request.organisation_name,
        search_key=fold(request.organisation_name),
        parent=request.agency,
        unit=request.agency.unit,
        address=request.address,
        phone=request.phone,
        email=request.email,
        legal_representative=request.legal_representative,
        active_from=timezone.localdate(),
    )


def _existing(request: AccountRequest, agency: Agency) -> Agency:
    own = Agency.objects.select_for_update().filter(parent=request.agency, kind__in=dict(AccountRequest.KINDS))
    found = own.filter(pk=agency.pk).first()
    if found is None:
        raise DomainError("Tổ chức này không thuộc Sở hoặc không phải tổ chức đấu giá tài sản.", "wrong_agency")
    require_unlocked(found, field="agency")
    return found


def _tell_applicant(request: AccountRequest, template: str, key: str, *, secret: bool = False) -> None:
    context = {"request": request, "link": link_of(request), "office": request.agency}
    about = f"Đề nghị cấp tài khoản {request.code}"
    mail.queue(to=request.email, template=template, context=context, key=key, about=about, secret=secret)


def _tell_decision(request: AccountRequest, template: str, note: str, *, secret: bool = False) -> None:
    step = request.log.order_by("-pk").first()
    mail.queue(
        to=request.email,
        template=template,
        context={"request": request, "link": link_of(request), "office": request.agency, "note": note.strip()},
        key=f"{template}/{step.pk if step else uuid4()}",
        about=f"Đề nghị cấp tài khoản {request.code}",
        secret=secret,
    )


def _tell_granted(request: AccountRequest, user: User, password: str) -> None:
    expires_at = user.first_password_expires_at
    mail.queue(
        to=request.email,
        template="request_granted",
        context={
            "request": request,
            "office": request.agency,
            "user": user,
            "password": password,
            "until": timezone.localtime(expires_at) if expires_at else None,
        },
        key=f"request-granted/{request.public_id}",
        about=f"Cấp tài khoản {user.username}",
        secret=True,
    )
