"""The telephone on which the village assistant of the demo county keeps her visits."""

from __future__ import annotations

from uuid import UUID

from hudang.accounts.models import User
from hudang.recertification.actions.devices import register_device

_KEY = UUID("7a3c5e1e-5a86-4d6e-9a53-2f1c0a9d4b10")


def register_demo_telephone() -> None:
    """Register it, so that the list of telephones shows one."""
    register_device(actor=User.objects.get(username="minqiang"), key=_KEY, name="红米 Note 12")
