"""From a filled-in form to an action and back: every refusal becomes words on the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages

from hudang.households.actions.opening import Opened
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, Refusal, StaleForm
from hudang.web.shared.door import SignedInRequest
from hudang.web.shared.stale import overtake


def day_of(text: Any, field: str, label: str) -> date:
    """Return a date as typed; raises ``InvalidInput`` on ``field``."""
    try:
        return date.fromisoformat(str(text or "").strip())
    except ValueError:
        raise InvalidInput({field: f"{label}请按“2026-06-30”的样子填写。"}) from None


def done(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], Opened],
    success: str,
    names: Mapping[str, str] | None = None,
) -> Opened | None:
    """Run the act of a form; on a refusal put its words on the form and return nothing.

    ``names`` translates the action's field names into the form's where they differ.
    """
    if not form.is_valid():
        return None
    try:
        opened = act()
    except InvalidInput as refusal:
        for name, said in refusal.fields.items():
            place = (names or {}).get(name, name)
            form.add_error(place if place in form.fields else None, said)
        return None
    except (NotVisible, NotAllowed):
        raise
    except StaleForm as refusal:
        overtake(form, refusal)
        return None
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None
    messages.success(request, success)
    for said in opened.notices:
        messages.warning(request, said)
    return opened
