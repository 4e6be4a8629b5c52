"""How each secret field is shown without its reason being asked (code-tables.md A9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hudang.households.rules.fields import Field, shown_value
from hudang.kernel.identity import mask_account, mask_identity, mask_phone

_MASKS = {"phone": mask_phone, "account": mask_account, "student_card": mask_account}
_UNCHANGED_MASK = "（号码已更改）"


def mask_certificate(number: str) -> str:
    """Return a disability certificate number: the identity number in it masked, kind and level readable."""
    return mask_identity(number[:18]) + number[18:]


def masked(name: str, value: str) -> str:
    """Return the value of a secret field as shown in pages, exports and the log."""
    if not value:
        return ""
    if name == "disability_certificate":
        return mask_certificate(value)
    return _MASKS.get(name, mask_identity)(value)


def shown(field: Field, value: Any) -> str:
    """Return the value in words, masked when the field is secret."""
    return masked(field.name, str(value or "")) if field.secret else shown_value(field, value)


def differences(
    fields: Mapping[str, Field], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the changed fields in words, before and after, as the log keeps them."""
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    for name, value in after.items():
        if name not in fields or before.get(name) == value:
            continue
        old[name], new[name] = shown(fields[name], before.get(name)), shown(fields[name], value)
        if old[name] == new[name]:
            new[name] += _UNCHANGED_MASK
    return old, new
