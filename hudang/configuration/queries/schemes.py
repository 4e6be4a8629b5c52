"""Versions of the classification scheme: what they say, and which files a version would put elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import ClassificationScheme, HouseholdFile, SchemeClass
from hudang.archives.queries.schemes import classes_of, retention_names, scheme_on, traits_for, traits_of
from hudang.archives.rules.keeping import (
    ACCESS_LABELS,
    COLOUR_LABELS,
    DIMENSION_WORDS,
    HOLDER_LABELS,
    LABEL_STYLE_LABELS,
    MEDIUM_LABELS,
    in_words,
    place_of,
    scheme_faults,
)
from hudang.archives.vocabulary import PouchState
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible

_CHUNK = 2000


@dataclass(frozen=True)
class Version:
    """A version for the list: until when it holds, and how many files it classified."""

    scheme: ClassificationScheme
    until: date | None
    current: bool
    classes: int
    files: int


def versions_for(user: User) -> list[Version]:
    """Return all versions, the latest first."""
    require(user, Right.MANAGE_SETTINGS)
    schemes = list(ClassificationScheme.objects.prefetch_related("classes"))
    current = scheme_on(clock.today())
    held = Counter(
        HouseholdFile.objects.exclude(state=PouchState.DESTROYED).values_list("scheme_class__scheme", flat=True)
    )
    starts = sorted(s.valid_from for s in schemes if s.valid_from and not s.is_draft)
    return [
        Version(
            scheme=scheme,
            until=next((day for day in starts if scheme.valid_from and day > scheme.valid_from), None),
            current=scheme == current,
            classes=len(scheme.classes.all()),
            files=held[scheme.pk],
        )
        for scheme in schemes
    ]


def scheme_for(user: User, scheme_id: int) -> ClassificationScheme:
    """Return one version; raises ``NotVisible``."""
    require(user, Right.MANAGE_SETTINGS)
    scheme = ClassificationScheme.objects.filter(pk=scheme_id).first()
    if scheme is None:
        raise NotVisible
    return scheme


def class_for(user: User, class_id: int) -> SchemeClass:
    """Return one class with its version; raises ``NotVisible``."""
    require(user, Right.MANAGE_SETTINGS)
    found = SchemeClass.objects.filter(pk=class_id).select_related("scheme").first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class ClassRow:
    """A class as the page shows it."""

    found: SchemeClass
    conditions: str
    retention: str


def class_rows(user: User, scheme: ClassificationScheme) -> list[ClassRow]:
    """Return the classes of a version in words."""
    require(user, Right.MANAGE_SETTINGS)
    names = retention_names()
    return [
        ClassRow(each, in_words(each.criteria, each.by_hand), names.get(each.retention, each.retention))
        for each in classes_of(scheme)
    ]


def class_choices() -> dict[str, dict[str, str]]:
    """Return what can be chosen in each field of a class."""
    enums: dict[str, Any] = {
        "holder": HOLDER_LABELS,
        "medium": MEDIUM_LABELS,
        "access": ACCESS_LABELS,
        "colour": COLOUR_LABELS,
        "label_style": LABEL_STYLE_LABELS,
    }
    chosen = {name: {each.value: label for each, label in labels.items()} for name, labels in enums.items()}
    return chosen | {"retention": retention_names()} | {name: dict(words) for name, words in DIMENSION_WORDS.items()}


def class_values(found: SchemeClass) -> dict[str, Any]:
    """Return a class's values by field of its shape."""
    plain = "code name position by_hand holder medium location retention access colour label_style".split()
    return {name: getattr(found, name) for name in plain} | {
        name: list(found.criteria.get(name, [])) for name in DIMENSION_WORDS
    }


def new_class_values(user: User, scheme: ClassificationScheme) -> dict[str, Any]:
    """Return what a new class begins with: kept like the class that takes the rest, and tried just before it."""
    require(user, Right.MANAGE_SETTINGS)
    classes = classes_of(scheme)
    rest = next((each for each in classes if not each.by_hand and not any(each.criteria.values())), None)
    if rest is None:
        return {"position": len(classes) + 1}
    kept = "holder medium retention access colour label_style".split()
    return {"position": rest.position} | {name: getattr(rest, name) for name in kept}


def faults_for(user: User, scheme: ClassificationScheme) -> list[str]:
    """Return what keeps a draft from being adopted, in sentences; empty when nothing does."""
    require(user, Right.MANAGE_SETTINGS)
    return scheme_faults(classes_of(scheme))


@dataclass(frozen=True)
class Placing:
    """A file with the class it has and the class that a version gives it."""

    file: HouseholdFile
    before: SchemeClass | None
    after: SchemeClass | None

    @property
    def changes(self) -> bool:
        """Whether the class is another one by its number or name; the same class in a new version is none."""
        if self.before is None or self.after is None:
            return self.before is not self.after
        return (self.before.code, self.before.name) != (self.after.code, self.after.name)


def placings(scheme: ClassificationScheme, scope: User | None = None) -> Iterator[Placing]:
    """Yield every file that is not destroyed with its class before and after; five queries per two thousand.

    What a person put into a class stays in the class of the same number, where the version has one.
    """
    classes = classes_of(scheme)
    by_hand = {each.code: each for each in classes if each.by_hand}
    known = {each.pk: each for each in SchemeClass.objects.select_related("scheme")}
    files = HouseholdFile.objects.exclude(state=PouchState.DESTROYED)
    ids = list((files.filter(within(scope)) if scope else files).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        chunk = list(HouseholdFile.objects.filter(pk__in=ids[start : start + _CHUNK]).select_related("household"))
        traits = traits_of([file.household_id for file in chunk])
        for file in chunk:
            before = known[file.scheme_class_id] if file.scheme_class_id else None
            kept = by_hand.get(before.code) if before and before.by_hand else None
            place = place_of(classes, traits_for(file, traits[file.household_id]))
            yield Placing(file, before, kept or (classes[place] if place is not None else None))


@dataclass(frozen=True)
class Preview:
    """What a version would do: files in all, how many change their class, and from which to which."""

    total: int
    changing: int
    moves: list[tuple[str, str, int]]
    rows: list[Placing]


def preview_for(user: User, scheme: ClassificationScheme, shown: int = 200) -> Preview:
    """Return what a version would do; the households are named only to those who may see households."""
    require(user, Right.MANAGE_SETTINGS)
    named = user.may(Right.VIEW_HOUSEHOLDS)
    counts: Counter[tuple[str, str]] = Counter()
    rows: list[Placing] = []
    total = 0
    for placing in placings(scheme, user):
        total += 1
        if placing.changes:
            counts[str(placing.before or "未归类"), str(placing.after or "没有类")] += 1
            if named and len(rows) < shown:
                rows.append(placing)
    moves = [(before, after, count) for (before, after), count in counts.most_common()]
    return Preview(total, sum(counts.values()), moves, rows)


def changing(user: User, scheme: ClassificationScheme) -> list[Placing]:
    """Return every file of the user's division that a version would put into another class."""
    require(user, Right.VIEW_HOUSEHOLDS)
    return [placing for placing in placings(scheme, user) if placing.changes]


def waiting_files(user: User, scheme: ClassificationScheme) -> int:
    """Return how many files of the user's division another version classified: they wait for being reclassified."""
    require(user, Right.MANAGE_SETTINGS)
    files = HouseholdFile.objects.filter(within(user)).exclude(state=PouchState.DESTROYED)
    return files.exclude(scheme_class__scheme=scheme).count()
