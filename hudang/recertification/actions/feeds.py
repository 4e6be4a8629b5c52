"""日历订阅: opened with a new secret, closed at any time."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.db import transaction

from hudang.accounts.access import require_any
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.recertification.models import CalendarFeed

_BYTES = 32


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def open_feed(*, actor: User) -> str:
    """Give the user's tasks a secret address and return the secret, which is not kept; an earlier one ends."""
    require_any(actor, Right.VISIT, Right.EXAMINE_VISITS)
    secret = secrets.token_urlsafe(_BYTES)
    CalendarFeed.objects.filter(user=actor).delete()
    made = CalendarFeed.objects.create(user=actor, digest=digest_of(secret), made_at=clock.now())
    record(actor, Act("open_calendar_feed", "calendar_feed", made.pk, "", "开通日历订阅"))
    return secret


@transaction.atomic
def close_feed(*, actor: User) -> None:
    """End the user's address; none there, nothing happens."""
    require_any(actor, Right.VISIT, Right.EXAMINE_VISITS)
    feed = CalendarFeed.objects.filter(user=actor).first()
    if feed is not None:
        record(actor, Act("close_calendar_feed", "calendar_feed", feed.pk, "", "停用日历订阅"))
        feed.delete()
