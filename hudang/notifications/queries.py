"""Reading the inbox: everybody reads his own, and nobody reads another's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.kernel.division_codes import county_code, township_code
from hudang.kernel.errors import NotVisible
from hudang.notifications.models import Delivery
from hudang.notifications.vocabulary import Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class InboxFilter:
    """What the inbox is narrowed to."""

    kind: str = ""
    everything: bool = False


def inbox_for(user: User, wanted: InboxFilter | None = None) -> QuerySet[Delivery]:
    """Return the user's messages, the latest first; only what he has not read unless everything is wanted."""
    wanted = wanted or InboxFilter()
    rows = Delivery.objects.filter(user=user).select_related("message")
    if not wanted.everything:
        rows = rows.filter(read_at=None)
    if wanted.kind in list(Kind):
        rows = rows.filter(message__kind=wanted.kind)
    return rows.order_by("-pk")


def unread_count(user: User) -> int:
    """Return how many messages the user has not read."""
    return Delivery.objects.filter(user=user, read_at=None).count()


def unread_by_kind(user: User) -> dict[str, int]:
    """Return how many unread messages there are of each kind."""
    rows = Delivery.objects.filter(user=user, read_at=None).order_by().values_list("message__kind")
    return {kind.value: 0 for kind in Kind} | dict(rows.annotate(Count("pk")))


def delivery_for(user: User, delivery_id: int) -> Delivery:
    """Return one message of the user's own; raises ``NotVisible``."""
    found = Delivery.objects.filter(user=user, pk=delivery_id).select_related("message").first()
    if found is None:
        raise NotVisible
    return found


def holders_of(post: Post, division_code: str) -> list[User]:
    """Return the active users who hold a post for a place: there or in the township or county that it lies in."""
    places = {division_code, township_code(division_code), county_code(division_code)}
    return list(User.objects.filter(post=post, division_code__in=places, state=AccountState.ACTIVE))
