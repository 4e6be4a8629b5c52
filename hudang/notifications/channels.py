"""Channels that carry messages out of the product; which are used says ``settings.NOTIFICATION_CHANNELS``.

There is no network here, so the one that ships drops a file for each message, from where another program of the
office (a text message gateway, a mail program) may take it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hudang.kernel.clock import CHINA
from hudang.notifications.models import Delivery
from hudang.notifications.vocabulary import KIND_LABELS, Kind
from hudang.platform import ground


class Channel(Protocol):
    """Takes messages to their recipients; delivering the same twice must do no harm."""

    def carry(self, deliveries: Sequence[Delivery]) -> None:
        """Carry the messages out; raises ``OSError`` when the way is closed, and is asked again next night."""
        ...


class FileDrop:
    """Writes each message as one JSON file into ``HUDANG_DATA/messages``, whole or not at all."""

    def carry(self, deliveries: Sequence[Delivery]) -> None:
        """Write the files; one that is there already is written over with the same."""
        folder = Path(settings.DATA) / "messages"
        folder.mkdir(exist_ok=True)
        for delivery in deliveries:
            target = folder / f"{delivery.message.sent_at.astimezone(CHINA):%Y%m%d}-{delivery.pk}.json"
            partial = target.with_suffix(".partial")
            partial.write_text(json.dumps(_told(delivery), ensure_ascii=False, indent=1), encoding="utf-8")
            partial.replace(target)


def _told(delivery: Delivery) -> dict[str, Any]:
    message, user = delivery.message, delivery.user
    return {
        "to": user.username,
        "post": user.post,
        "division": user.division_code,
        "kind": message.kind,
        "kind_label": KIND_LABELS[Kind(message.kind)],
        "title": message.title,
        "body": message.body,
        "link": settings.PUBLIC_URL + message.link if message.link else "",
        "household_code": message.household_code,
        "sent_at": message.sent_at.isoformat(),
        "key": message.key,
    }


def channels() -> list[Channel]:
    """Return the channels in use; nothing leaves the product from a practice ground."""
    if ground.current() is not None:
        return []
    return [import_string(path)() for path in settings.NOTIFICATION_CHANNELS]
