"""What one round of checks looks at: a division, or the households that a change touched; and what it needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from hudang.accounts.access import within_division
from hudang.accounts.actions.console import console_actor
from hudang.accounts.models import User
from hudang.archives.queries.late import Deadline, deadline_for
from hudang.digitization.models import PageImage
from hudang.platform.parameters import in_force
from hudang.quality.rules.thresholds import AREA, Thresholds


class Found(NamedTuple):
    """One thing that breaks a rule; ``mark`` tells several of one object apart."""

    village: str
    household: int | None
    code: str
    object: int
    detail: str = ""
    mark: str = ""
    related: int | None = None


class Known:
    """What the checks of one run share, each read once when it is first asked for."""

    def __init__(self, day: date) -> None:
        self.day = day

    @cached_property
    def console(self) -> User:
        """As whom the lists of other areas are read: all rights, the whole county."""
        return console_actor()

    @cached_property
    def deadline(self) -> Deadline:
        """Until when papers should have been filed."""
        return deadline_for(self.console)

    @cached_property
    def thresholds(self) -> Thresholds:
        """The numbers in force on the day."""
        return in_force(AREA, Thresholds, self.day)

    @cached_property
    def unreadable(self) -> Mapping[int, set[int]]:
        """The pages that cannot be shown, by digital object; there are few."""
        pages: dict[int, set[int]] = {}
        rows = PageImage.objects.filter(state=PageImage.State.UNREADABLE).order_by()
        for key, number in rows.values_list("digital_object_id", "number"):
            pages.setdefault(key, set()).add(number)
        return pages


@dataclass(frozen=True)
class Scope:
    """Where a rule looks: within a division (6, 9 or 12 digits), or at some households only."""

    known: Known
    prefix: str = ""
    households: tuple[int, ...] | None = None

    def on(self, village: str, household: str) -> Q:
        """Return the filter of the scope; ``village`` and ``household`` are the ways to code and household."""
        if self.households is not None:
            return Q(**{f"{household}__in": self.households})
        return within_division(self.prefix, village)


Finds = Iterable[Found]
