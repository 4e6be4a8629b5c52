"""手机登记与锁定: a telephone gets its half of the key after sign-in, and loses it when it is locked out."""

from __future__ import annotations

import base64
import os
from uuid import UUID

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Right
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.recertification.models import Device

_SECRET_BYTES = 32
_LONGEST_NAME = 60
_LEAST_REASON = 4


@transaction.atomic
def register_device(*, actor: User, key: UUID, name: str) -> Device:
    """Return the user's device with its secret, made when it is new; a locked one comes back locked.

    Raises ``NotAllowed``, and ``NotVisible`` for a key that is another user's.
    """
    require(actor, Right.VISIT)
    device, new = Device.objects.select_for_update().get_or_create(
        key=key,
        defaults={
            "user": actor,
            "name": name.strip()[:_LONGEST_NAME] or "手机",
            "secret": base64.b64encode(os.urandom(_SECRET_BYTES)).decode(),
            "made_at": clock.now(),
            "seen_at": clock.now(),
        },
    )
    if device.user_id != actor.pk:
        raise NotVisible
    if new:
        record(actor, Act("register_device", "device", device.pk, "", f"登记离线走访的手机“{device.name}”"))
    return device


def note_contact(*, device: Device, unsent: int) -> None:
    """Note that a device was in contact, and how many visits it still holds."""
    Device.objects.filter(pk=device.pk).update(seen_at=clock.now(), unsent=min(max(unsent, 0), 9999))


@transaction.atomic
def lock_device(*, actor: User, device_id: int, reason: str) -> Device:
    """Lock a lost telephone out: its secret is destroyed now, what it holds is wiped at its next contact.

    One's own; those of one's division with the right to examine visits, or to create users.
    Raises ``NotVisible``, ``InvalidInput``.
    """
    device = Device.objects.select_for_update().select_related("user").filter(pk=device_id).first()
    if device is None:
        raise NotVisible
    if device.user_id != actor.pk:
        if not (actor.may(Right.EXAMINE_VISITS) or actor.may(Right.CREATE_USERS)):
            raise NotVisible
        require_place(actor, device.user.division_code)
    if len(reason.strip()) < _LEAST_REASON:
        raise InvalidInput({"reason": "请写明原因（不少于 4 个字），例如“手机遗失”。"})
    if device.locked_at is None:
        device.locked_at, device.locked_by, device.lock_reason = clock.now(), actor, reason.strip()[:200]
        device.secret = ""
        device.save(update_fields=["locked_at", "locked_by", "lock_reason", "secret"])
        summary = f"锁定{device.user.display_name}的手机“{device.name}”，未发出 {device.unsent} 份"
        record(actor, Act("lock_device", "device", device.pk, "", summary, reason=device.lock_reason))
    return device


@transaction.atomic
def device_standing(*, key: UUID, wiped: bool) -> bool:
    """Tell whether a device must wipe what it holds, and note when it has; asked without signing in.

    Whoever asks needs the device's own key, which is random, and learns one bit.
    """
    device = Device.objects.select_for_update().select_related("user").filter(key=key).first()
    if device is None:
        return False
    locked = device.locked_at is not None or device.user.state != AccountState.ACTIVE
    if locked and wiped and device.wiped_at is None:
        device.wiped_at = clock.now()
        device.save(update_fields=["wiped_at"])
        record(None, Act("wipe_device", "device", device.pk, "", f"手机“{device.name}”上的走访资料已清除"))
    return locked
