"""The telephones that a user may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel.errors import NotVisible
from hudang.recertification.errors import DeviceLocked, UnknownDevice
from hudang.recertification.models import Device

_MOST = 200


def devices_for(user: User) -> list[Device]:
    """Return one's own devices, and those of the division for whoever may lock them; the latest contact first."""
    return list(_visible(user)[:_MOST])


def device_for(user: User, device_id: int) -> Device:
    """Return one of these; raises ``NotVisible``."""
    device = _visible(user).filter(pk=device_id).first()
    if device is None:
        raise NotVisible
    return device


def _visible(user: User) -> QuerySet[Device]:
    seen = Q(user=user)
    if user.may(Right.EXAMINE_VISITS) or user.may(Right.CREATE_USERS):
        seen |= within(user, "user__division_code")
    return Device.objects.filter(seen).select_related("user", "locked_by")


def device_of(user: User, key: UUID) -> Device:
    """Return the user's own device; raises ``UnknownDevice``, ``DeviceLocked``."""
    device = Device.objects.filter(key=key, user=user).first()
    if device is None:
        raise UnknownDevice
    if device.locked_at is not None:
        raise DeviceLocked
    return device
