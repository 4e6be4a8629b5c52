"""What the shell around every page shows: navigation, the division whose data is seen, the user."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import path_label
from hudang.notifications.queries import unread_count
from hudang.web.help.places import help_url
from hudang.web.shared.looks import look_in
from hudang.web.shared.navigation import links_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation and the division of the signed-in user; nothing before sign-in.

    Both are functions, which templates call: a part of a page, which has no shell, does not pay for them.
    """
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"look": look_in(request)}
    return {
        "look": look_in(request),
        "navigation": lambda: links_for(user, request.path),
        # the three administrators see no household, so they have nothing to search for
        "may_search": user.may(Right.VIEW_HOUSEHOLDS),
        "unread": lambda: unread_count(user),
        "division_label": lambda: path_label(user.division_code),
        "help_url": lambda: help_url(request.resolver_match.view_name if request.resolver_match else ""),
    }
