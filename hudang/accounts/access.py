"""The two questions at every door: does the post include the right, does the division include the place."""

from __future__ import annotations

from django.db.models import Q

from hudang.accounts.models import User
from hudang.accounts.vocabulary import RIGHT_LABELS, Post, Right
from hudang.kernel.division_codes import DivisionLevel, first_apart, is_apart, level_of, prefix_range
from hudang.kernel.errors import NotAllowed, NotVisible


def require(user: User, right: Right) -> None:
    """Raise ``NotAllowed`` unless the user's post includes the right."""
    if not user.may(right):
        raise NotAllowed(post=user.post_label, right=RIGHT_LABELS[right])


def require_any(user: User, *rights: Right) -> None:
    """Raise ``NotAllowed`` unless the user's post includes at least one of the rights."""
    if not any(user.may(right) for right in rights):
        raise NotAllowed(post=user.post_label, right="”或“".join(RIGHT_LABELS[right] for right in rights))


def is_within(user: User, division_code: str) -> bool:
    """Tell whether the division lies within the user's own; a place kept apart only for those it was confided to."""
    hidden = is_apart(division_code) and user.post != Post.CONSOLE and division_code not in user.confided
    return not hidden and division_code.startswith(user.scope)


def require_place(user: User, division_code: str) -> None:
    """Raise ``NotVisible`` unless the division lies within the user's own."""
    if not is_within(user, division_code):
        raise NotVisible


def within(user: User, field: str = "village_code") -> Q:
    """Return the filter that keeps rows of the user's division; ``field`` holds a twelve-digit code.

    Of what a county keeps apart only the places confided to the user are kept; no township holds any of it. The
    command line, which acts for nobody, sees all.
    """
    inside = within_division(user.scope, field)
    if level_of(user.division_code) != DivisionLevel.COUNTY or user.post == Post.CONSOLE:
        return inside
    in_villages = Q(**{f"{field}__lt": first_apart(user.division_code)})
    return inside & (in_villages | Q(**{f"{field}__in": user.confided}) if user.confided else in_villages)


def within_division(prefix: str, field: str = "village_code") -> Q:
    """Return the filter that keeps rows whose code begins with ``prefix`` (6, 9 or 12 digits)."""
    if len(prefix) == 12:
        return Q(**{field: prefix})
    first, beyond = prefix_range(prefix)
    return Q(**{f"{field}__gte": first, f"{field}__lt": beyond})
