"""Sending a message once: to a person, or to whoever holds a post.

A message is a record of its own (what, when, to whom, read when), so it makes no entry in the log of acts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.kernel import clock
from hudang.notifications.channels import channels
from hudang.notifications.models import Delivery, Message
from hudang.notifications.queries import holders_of
from hudang.notifications.rules.templates import Template, checked_link, worded

log = logging.getLogger(__name__)
_AT_ONCE = 500


@transaction.atomic
def send(
    *,
    to: User,
    template: Template,
    key: str,
    values: Mapping[str, Any] | None = None,
    link: str = "",
    household_code: str = "",
) -> bool:
    """Put a message into somebody's inbox, unless one with this ``key`` was sent before; tell whether it was sent.

    ``key`` names what it is about ("case-clock:12:overdue"); ``link`` is an address of the product. Raises
    ``SensitiveMessage``, ``BadLink``; a missing value of the template is a ``KeyError``.
    """
    message = _say(template, key, values, link, household_code)
    if message is None:
        return False
    _deliver(message, [to])
    return True


@transaction.atomic
def send_to_post(
    *,
    post: Post,
    division_code: str,
    template: Template,
    key: str,
    values: Mapping[str, Any] | None = None,
    link: str = "",
    household_code: str = "",
) -> int:
    """Put a message into the inbox of everybody who holds a post for a place (12 digits); return how many got it.

    Sent once a ``key``. A post that nobody holds keeps the message for whoever is granted it (``hand_out``).
    """
    message = _say(template, key, values, link, household_code, post, division_code)
    if message is None:
        return 0
    return len(_deliver(message, holders_of(post, division_code)))


def _say(
    template: Template,
    key: str,
    values: Mapping[str, Any] | None,
    link: str,
    household_code: str,
    post: str = "",
    division_code: str = "",
) -> Message | None:
    """Write the message, or nothing when it was said before."""
    said = worded(template, values or {})
    message, new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": template.kind,
            "title": said.title,
            "body": said.body,
            "link": checked_link(link),
            "household_code": household_code,
            "post": post,
            "division_code": division_code,
            "sent_at": clock.now(),
        },
    )
    return message if new else None


def _deliver(message: Message, people: Iterable[User]) -> list[Delivery]:
    active = [person for person in people if person.state == AccountState.ACTIVE]
    made = Delivery.objects.bulk_create(Delivery(message=message, user=person) for person in active)
    if made:
        transaction.on_commit(lambda: _carry([delivery.pk for delivery in made]))
    return made


def _carry(keys: list[int]) -> int:
    """Give messages to the channels; what they do not take waits for the next night."""
    waiting = list(Delivery.objects.filter(pk__in=keys, handed_at=None).select_related("message", "user"))
    try:
        for channel in channels():
            channel.carry(waiting)
    except OSError:
        log.exception("messages could not be carried out; they are in the inboxes and are tried again at night")
        return 0
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in waiting]).update(handed_at=clock.now())
    return len(waiting)


def hand_out() -> tuple[int, int]:
    """Give messages of posts to those who hold them by now, and what waits to the channels; return both counts."""
    given = 0
    with transaction.atomic():
        for message in Message.objects.filter(deliveries=None).exclude(post=""):
            given += len(_deliver(message, holders_of(Post(message.post), message.division_code)))
    carried = 0
    waiting = list(Delivery.objects.filter(handed_at=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), _AT_ONCE):
        carried += _carry(waiting[start : start + _AT_ONCE])
    return given, carried
