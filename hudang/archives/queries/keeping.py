"""Who answers for which boxes, within a user's division (R2)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post, Right
from hudang.archives.models import Box, Handover
from hudang.archives.vocabulary import HandoverState
from hudang.divisions.queries import names_of

NOBODY = "none"


@dataclass(frozen=True)
class KeeperRow:
    """One keeper with how many boxes; ``in_office`` is false when the account is no longer active."""

    key: str
    name: str
    post: str
    boxes: int
    in_office: bool


def _boxes(user: User) -> QuerySet[Box]:
    require(user, Right.VIEW_HOUSEHOLDS)
    return Box.objects.filter(within(user), retired_on=None)


def keepers_for(user: User) -> list[KeeperRow]:
    """Return the keepers of the boxes in the user's division, those without keeper first."""
    rows = _boxes(user).order_by().values("keeper", "keeper__display_name", "keeper__post", "keeper__state")
    found = [
        KeeperRow(
            key=str(row["keeper"] or NOBODY),
            name=row["keeper__display_name"] or "未指定",
            post=User(post=row["keeper__post"]).post_label if row["keeper__post"] else "",
            boxes=row["total"],
            in_office=row["keeper__state"] in (AccountState.ACTIVE, None),
        )
        for row in rows.annotate(total=Count("pk"))
    ]
    return sorted(found, key=lambda row: (row.key != NOBODY, row.in_office, row.name))


def boxes_kept(user: User, keeper: str = "", prefix: str = "") -> QuerySet[Box]:
    """Return the boxes of one keeper (a key of ``keepers_for``), of a place, or all of the user's division."""
    boxes = _boxes(user).select_related("keeper", "inspector", "fonds", "location")
    if prefix:
        boxes = boxes.filter(within_division(prefix))
    if keeper == NOBODY:
        boxes = boxes.filter(keeper=None)
    elif keeper.isdecimal():
        boxes = boxes.filter(keeper=int(keeper))
    return boxes.order_by("village_code", "kind", "number")


def fit_keepers(user: User) -> list[tuple[str, str]]:
    """Return user name and words of everybody who may keep boxes of the user's division."""
    inside = Q(division_code__startswith=user.scope)
    above = Q(division_code__in=[user.scope[:size].ljust(12, "0") for size in (6, 9)])
    people = User.objects.filter(inside | above, state=AccountState.ACTIVE).exclude(post=Post.CONSOLE)
    fit = [person for person in people if person.may(Right.VIEW_HOUSEHOLDS)]
    places = names_of({person.division_code for person in fit})
    return [(p.username, f"{p.display_name}（{places.get(p.division_code, '')}{p.post_label}）") for p in fit]


def handovers_of(user: User) -> list[Handover]:
    """Return the hand-overs in which the user gives or takes and that wait for an answer."""
    rows = Handover.objects.filter(Q(giver=user) | Q(taker=user), state=HandoverState.OFFERED)
    return list(rows.select_related("giver", "taker").prefetch_related("boxes"))


def handovers_of_box(box: Box) -> list[Handover]:
    """Return every hand-over of a box, the latest first; the caller has the box from ``box_for``."""
    return list(Handover.objects.filter(boxes=box).select_related("giver", "taker").order_by("-pk"))


def waiting_handovers(user: User) -> int:
    """Return how many hand-overs wait for the user to confirm them."""
    return Handover.objects.filter(taker=user, state=HandoverState.OFFERED).count()


def box_count_of_keeper(username: str) -> int:
    """Return for how many boxes a user answers: a number without names, for those who disable accounts."""
    return Box.objects.filter(keeper__username=username, retired_on=None).count()
