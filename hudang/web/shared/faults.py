"""Refusals of actions shown at the fields of the form that was sent."""

from __future__ import annotations

from django import forms

from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, Refusal, StaleForm
from hudang.web.shared.stale import overtake


def show_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal into the form: at its fields if it names them, else above the form.

    Refusals of the door are no matter of the form and are raised again.
    """
    if isinstance(refusal, NotVisible | NotAllowed):
        raise refusal
    if isinstance(refusal, StaleForm):
        overtake(form, refusal)
        return
    if not isinstance(refusal, InvalidInput):
        form.add_error(None, refusal.message)
        return
    for name, message in refusal.fields.items():
        form.add_error(name if name in form.fields else None, message)
