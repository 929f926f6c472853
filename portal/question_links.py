"""The secret links by which an asker without an account comes back to his question."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.models import Question

_CONFIRMING = signing.TimestampSigner(salt="portal.question_links/confirm")
_FOLLOWING = signing.TimestampSigner(salt="portal.question_links/follow")
_FOLLOW_VALID = timedelta(days=365)


def confirm_link(question: Question) -> str:
    """The address that confirms the e-mail address, valid EMAIL_LINK_DAYS; for the mail alone."""
    return f"{settings.SITE_URL}{reverse('question_confirm', args=[_CONFIRMING.sign(question.public_id.hex)])}"


def follow_token(question: Question) -> str:
    """The signed part of the address where the asker follows his question."""
    return _FOLLOWING.sign(question.public_id.hex)


def follow_link(question: Question) -> str:
    """The whole address, for mails; valid for a year."""
    return f"{settings.SITE_URL}{reverse('question_follow', args=[follow_token(question)])}"


def question_to_confirm(token: str) -> Question | None:
    """The question a link of a mail leads to; None when it is forged, damaged or too old."""
    return _behind(_CONFIRMING, token, timedelta(days=settings.EMAIL_LINK_DAYS))


def question_followed(token: str) -> Question | None:
    """The question an asker follows; None when the link is forged, damaged or too old."""
    return _behind(_FOLLOWING, token, _FOLLOW_VALID)


def _behind(signer: signing.TimestampSigner, token: str, valid: timedelta) -> Question | None:
    try:
        public_id = UUID(signer.unsign(token, max_age=valid))
    except (signing.BadSignature, ValueError):
        return None
    return Question.objects.select_related("agency", "province").filter(public_id=public_id).first()
