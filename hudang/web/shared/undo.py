"""撤销 instead of "are you sure": what was done is said together with the act that takes it back."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest


def say_with_undo(request: HttpRequest, said: str, url: str, **fields: Any) -> None:
    """Say that something was done; the message carries a form that posts ``fields`` to ``url`` to take it back.

    The reverse act is an action of its own, which checks the right and the place again and is logged.
    """
    given = [[name, str(value)] for name, one in fields.items() for value in (one if isinstance(one, list) else [one])]
    messages.success(request, said, extra_tags=json.dumps({"url": url, "fields": given}))
