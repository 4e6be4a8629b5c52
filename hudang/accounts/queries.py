"""Reading users. An administrator sees the users of his own county."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from hudang.accounts.access import require_any, within
from hudang.accounts.models import ListHabit, SavedView, User
from hudang.accounts.rules import ADMINISTRATORS
from hudang.accounts.vocabulary import AccountState, Listing, Post, Right
from hudang.kernel.division_codes import county_code, township_code
from hudang.kernel.errors import NotVisible

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class UserFilter:
    """What the list of users is narrowed to; empty fields narrow nothing."""

    text: str = ""
    post: str = ""
    state: str = ""


def _administered_by(user: User) -> QuerySet[User]:
    require_any(user, Right.CREATE_USERS, Right.GRANT_POSTS)
    return User.objects.filter(within(user, "division_code")).exclude(post=Post.CONSOLE)


def users_for(user: User, wanted: UserFilter | None = None) -> QuerySet[User]:
    """Return the users whom this administrator sees, by division and name."""
    wanted = wanted or UserFilter()
    rows = _administered_by(user)
    if wanted.text:
        rows = rows.filter(Q(username__icontains=wanted.text) | Q(display_name__icontains=wanted.text))
    if wanted.post:
        rows = rows.filter(post=wanted.post)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.order_by("division_code", "username")


def user_for(user: User, username: str) -> User:
    """Return one user whom this administrator sees; raises ``NotVisible``."""
    found = _administered_by(user).filter(username=username).first()
    if found is None:
        raise NotVisible
    return found


def anybody() -> bool:
    """Tell whether any person has an account; while nobody has, the first-run page is open."""
    return User.objects.exclude(post=Post.CONSOLE).exists()


def active_of_post(post: Post, county: str) -> int:
    """Return how many active users hold this post in the county (12 digits)."""
    return User.objects.filter(post=post, state=AccountState.ACTIVE, division_code=county).count()


def user_by_id(user_id: int) -> User:
    """Return the active user who started background work; raises ``NotVisible`` when he may act no longer."""
    user = User.objects.filter(pk=user_id, state=AccountState.ACTIVE).first()
    if user is None:
        raise NotVisible
    return user


def counts_by_state(user: User) -> dict[str, int]:
    """Return how many accounts of the county are in each state."""
    rows = users_for(user).order_by().values_list("state").annotate(Count("pk"))
    return {state.value: 0 for state in AccountState} | dict(rows)


def unmanned_posts(county: str) -> list[Post]:
    """Return the administrators' posts that nobody holds in the county (12 digits)."""
    return [post for post in ADMINISTRATORS if not active_of_post(post, county)]


def views_for(user: User, listing: Listing) -> list[SavedView]:
    """Return the user's own views of a list, then those shared by others of his division or above it."""
    above = {user.division_code, township_code(user.division_code), county_code(user.division_code)}
    seen = Q(owner=user) | Q(shared=True, division_code__in=above)
    rows = SavedView.objects.filter(seen, listing=listing).select_related("owner")
    return sorted(rows, key=lambda view: (view.owner_id != user.pk, view.name))


def view_for(user: User, view_id: int) -> SavedView:
    """Return one view that the user sees; raises ``NotVisible``."""
    found = SavedView.objects.filter(pk=view_id).first()
    above = (user.division_code, township_code(user.division_code), county_code(user.division_code))
    if found is None or not (found.owner_id == user.pk or (found.shared and found.division_code in above)):
        raise NotVisible
    return found


def habit_of(user: User, listing: Listing) -> ListHabit:
    """Return how the user wants a list, or an empty habit."""
    return ListHabit.objects.filter(user=user, listing=listing).first() or ListHabit(user=user, listing=listing)
