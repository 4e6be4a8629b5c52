"""归类: which class of which version a household file belongs to, with the classes it had before (R6, R7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hudang.archives.models import FileClass, HouseholdFile, SchemeClass
from hudang.archives.queries.schemes import classes_of, traits_for, traits_of
from hudang.archives.rules.keeping import place_of
from hudang.kernel import clock
from hudang.platform import bulk

_FIRST = "立袋时归类"


@dataclass(frozen=True)
class Move:
    """A file that belongs to another class now."""

    file: HouseholdFile
    before: SchemeClass | None
    after: SchemeClass


def note_first_classes(files: Sequence[HouseholdFile]) -> None:
    """Begin the history of files that were just opened with their class; called in their transaction."""
    make = bulk.maker(FileClass)
    bulk.insert(
        FileClass,
        [
            make(
                file=file,
                scheme_class_id=file.scheme_class_id,
                since=file.opened_on,
                assigned_by=file.opened_by,
                reason=_FIRST,
            )
            for file in files
            if file.scheme_class_id
        ],
    )


def move_files(moves: Sequence[Move], *, day: date, assigned_by: str, reason: str) -> None:
    """Put files into other classes and keep the old ones in their history; called inside a transaction."""
    if not moves:
        return
    ids = [move.file.pk for move in moves]
    FileClass.objects.filter(file__in=ids, until=None).update(until=day)
    make = bulk.maker(FileClass)
    bulk.insert(
        FileClass,
        [
            make(file=m.file, scheme_class=m.after, since=day, assigned_by=assigned_by, reason=reason[:200])
            for m in moves
        ],
    )
    for move in moves:
        move.file.scheme_class = move.after
    bulk.update(HouseholdFile, [move.file for move in moves], ["scheme_class"])


def go_with(file: HouseholdFile, origins: Sequence[HouseholdFile]) -> None:
    """Put a new file where a person put those it continues or comes from; called inside the opening's transaction."""
    apart = [each.scheme_class for each in origins if each.scheme_class and each.scheme_class.by_hand]
    if not apart or (file.scheme_class and file.scheme_class.by_hand):
        return
    scheme = file.scheme_class.scheme if file.scheme_class else apart[0].scheme
    same = SchemeClass.objects.filter(scheme=scheme, code=apart[0].code, by_hand=True).first()
    move = Move(file, file.scheme_class, same or apart[0])
    move_files([move], day=clock.today(), assigned_by="系统", reason="随前袋或原袋归类")


def follow(files: Sequence[HouseholdFile], reason: str = "户的情况变化") -> list[Move]:
    """Put files into the class that fits their household now, each within the version that classified it (R6).

    Files that a person put into a class stay there. Called inside the transaction of what changed the household, by
    which it is logged. A constant number of queries per thousand files.
    """
    by_scheme: dict[int, list[HouseholdFile]] = defaultdict(list)
    current = {
        each.pk: each
        for each in SchemeClass.objects.filter(
            pk__in={file.scheme_class_id for file in files if file.scheme_class_id}
        ).select_related("scheme")
    }
    for file in files:
        if file.scheme_class_id and not current[file.scheme_class_id].by_hand:
            by_scheme[current[file.scheme_class_id].scheme_id].append(file)
    traits = traits_of([file.household_id for group in by_scheme.values() for file in group])
    moves = []
    for group in by_scheme.values():
        classes = classes_of(current[group[0].scheme_class_id or 0].scheme)
        for file in group:
            place = place_of(classes, traits_for(file, traits[file.household_id]))
            if place is not None and classes[place].pk != file.scheme_class_id:
                moves.append(Move(file, current[file.scheme_class_id or 0], classes[place]))
    move_files(moves, day=clock.today(), assigned_by="系统", reason=reason)
    return moves
