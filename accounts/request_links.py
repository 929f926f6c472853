"""The secret link by which an applicant without an account comes back to his request."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import AccountRequest

_SIGNER = signing.TimestampSigner(salt="accounts.request_links")
_VALID = timedelta(days=180)


def token_of(request: AccountRequest) -> str:
    """The signed part of the link; made anew for each mail, valid for half a year."""
    return _SIGNER.sign(request.public_id.hex)


def link_of(request: AccountRequest) -> str:
    """The whole address, for mails."""
    return f"{settings.SITE_URL}{reverse('request_own', args=[token_of(request)])}"


def request_behind(token: str) -> AccountRequest | None:
    """The request a link leads to; None when it is forged, damaged or too old."""
    try:
        public_id = UUID(_SIGNER.unsign(token, max_age=_VALID))
    except (signing.BadSignature, ValueError):
        return None
    return AccountRequest.objects.select_related("agency", "letter").filter(public_id=public_id).first()
