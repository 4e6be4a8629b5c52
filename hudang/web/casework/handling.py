"""From a filled-in form to an act and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from hudang.kernel.errors import Refusal
from hudang.web.shared.faults import show_refusal


def carried(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do the act of a form that is right; on a refusal put its words on the form and tell that nothing was done."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    return True
