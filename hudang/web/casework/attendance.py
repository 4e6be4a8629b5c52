"""Reading the list of those who came to a hearing: one line each, name and role."""

from __future__ import annotations

from hudang.casework.actions.objections import Present
from hudang.casework.rules.hearing import PRESENT_ROLES, RESIDENT

_ROLES = {label: role for role, label in PRESENT_ROLES.items()}


def present_of(text: str) -> list[Present]:
    """Return who came; a line without a role is a resident, an unknown role is kept as it is and refused later."""
    found = []
    for line in text.splitlines():
        words = line.replace("，", " ").replace("、", " ").split()
        if words:
            said = words[1] if len(words) > 1 else PRESENT_ROLES[RESIDENT]
            found.append(Present(words[0], _ROLES.get(said, said)))
    return found
