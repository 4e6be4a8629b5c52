"""How far an archive has come: what exists at all, told without counting."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import Box, HouseholdFile
from hudang.archives.vocabulary import BoxKind, PouchState
from hudang.divisions.models import Division


@dataclass(frozen=True)
class Beginnings:
    """What there is in the user's division; each is read when it is asked for."""

    user: User

    def any_item(self) -> bool:
        """Whether a paper was filed."""
        return self._files().filter(item_count__gt=0).exists()

    def any_complete(self) -> bool:
        """Whether a pouch lacks no required paper."""
        return self._files().filter(missing_count=0, item_count__gt=0).exists()

    def any_closed(self) -> bool:
        """Whether a file was closed (定卷)."""
        return self._files().filter(state=PouchState.CLOSED).exists()

    def every_village_boxed(self) -> bool:
        """Whether each live village has a box."""
        villages = Division.objects.filter(within(self.user, "code"), level="village", valid_until=None)
        boxed = self._boxes().filter(kind=BoxKind.VILLAGE).values("village_code")
        return villages.exists() and not villages.exclude(code__in=boxed).exists()

    def every_box_placed(self) -> bool:
        """Whether each box has its place on a shelf."""
        return self._boxes().exists() and not self._boxes().filter(location=None).exists()

    def _files(self) -> QuerySet[HouseholdFile]:
        return HouseholdFile.objects.filter(within(self.user)).exclude(state=PouchState.DESTROYED)

    def _boxes(self) -> QuerySet[Box]:
        return Box.objects.filter(within(self.user))


def beginnings_for(user: User) -> Beginnings:
    """Return how far the archive of the user's division has come."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return Beginnings(user)
