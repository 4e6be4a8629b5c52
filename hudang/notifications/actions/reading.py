"""Marking messages as read or unread, by the one whose they are."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from hudang.accounts.models import User
from hudang.kernel import clock
from hudang.notifications.models import Delivery
from hudang.notifications.queries import InboxFilter, delivery_for, inbox_for


@transaction.atomic
def open_message(*, actor: User, delivery_id: int) -> Delivery:
    """Return a message of the actor's own and note that he has read it; raises ``NotVisible``."""
    delivery = delivery_for(actor, delivery_id)
    if delivery.read_at is None:
        delivery.read_at = clock.now()
        delivery.save(update_fields=["read_at"])
    return delivery


@transaction.atomic
def mark_read(*, actor: User, deliveries: Collection[int], read: bool = True) -> int:
    """Mark messages of the actor's own; others are left alone. Return how many changed."""
    own = Delivery.objects.filter(user=actor, pk__in=deliveries)
    if read:
        return own.filter(read_at=None).update(read_at=clock.now())
    return own.exclude(read_at=None).update(read_at=None)


@transaction.atomic
def mark_all_read(*, actor: User, kind: str = "") -> int:
    """Mark everything unread as read, or all of one kind; return how many."""
    keys = list(inbox_for(actor, InboxFilter(kind=kind)).values_list("pk", flat=True))
    return Delivery.objects.filter(pk__in=keys).update(read_at=clock.now())
