"""What the QR code of a task sheet says: the address under which its paper is taken in."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TASK_SHEET = re.compile(r"/visits/paper/(\d{1,18})/?$")


def task_of_codes(codes: Iterable[str]) -> int | None:
    """Return the task that a code on a page names; ``None`` when none of them is a task sheet's."""
    return next((int(found[1]) for code in codes if (found := _TASK_SHEET.search(code))), None)
