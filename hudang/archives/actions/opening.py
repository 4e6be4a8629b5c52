"""立袋: household files and pouches, each in a box of its own village (archive.md §2.3, §3; R7, R17, R18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.classing import go_with, note_first_classes
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.errors import NoFonds, PouchExists
from hudang.archives.models import (
    Box,
    Fonds,
    HouseholdFile,
    Location,
    Pouch,
    ReferenceCodeTemplate,
    SchemeClass,
    Series,
)
from hudang.archives.numbering import Numbers
from hudang.archives.queries.completeness import missing_of_new
from hudang.archives.queries.schemes import classes_of, scheme_on, traits_of_new
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import fits, pouch_thickness
from hudang.archives.rules.keeping import Traits, needs_derived, place_of
from hudang.archives.rules.reference_codes import file_code
from hudang.archives.rules.thresholds import Thresholds
from hudang.archives.vocabulary import OPEN_STATES, BoxKind, NoteKind, PouchState, Stage
from hudang.audit.log import Act, record_many
from hudang.divisions.models import Division
from hudang.households.models import Household
from hudang.households.queries.facts import facts_of
from hudang.households.queries.thresholds import thresholds as household_thresholds
from hudang.households.rules.facts import DEFAULT_THRESHOLDS as DEFAULT_HOUSEHOLD_THRESHOLDS
from hudang.households.rules.facts import HouseholdFacts
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.platform import bulk

FILE_SERIES = "ZY·DB·SP"
_BATCH = 500
_Facts = Mapping[int, HouseholdFacts] | None


@dataclass(frozen=True)
class _Setting:
    """What all files opened in one go share."""

    fonds: dict[str, Fonds]
    series: Series
    template: str
    villages: dict[str, str]
    limits: Thresholds
    classes: list[SchemeClass]
    actor_name: str
    day: date


def stage_and_state(household: Household) -> tuple[Stage, PouchState]:
    """Return by which stage a household's file is weighed, and the state of its pouch."""
    if household.state == BenefitState.APPLYING:
        return Stage.NEW, PouchState.PRE
    if household.state == BenefitState.REFUSED:
        return Stage.REFUSED, PouchState.LIVE
    if household.state == BenefitState.EDGE:
        return Stage.EDGE, PouchState.LIVE
    if household.state == BenefitState.STOPPED:
        return Stage.NEW, PouchState.CLOSING
    return Stage.NEW, PouchState.LIVE


def _setting(households: Sequence[Household], actor: User | None, day: date) -> _Setting:
    villages = {household.village_code for household in households}
    counties = {county_code(code) for code in villages}
    fonds = {found.county_code: found for found in Fonds.objects.filter(county_code__in=counties)}
    if missing := counties - fonds.keys():
        raise NoFonds(county=sorted(missing)[0])
    template = ReferenceCodeTemplate.objects.filter(target="file", valid_from__lte=day).first()
    short = dict(Division.objects.filter(code__in=villages).values_list("code", "short_code"))
    return _Setting(
        fonds=fonds,
        series=Series.objects.get(code=FILE_SERIES),
        template=template.template if template else "",
        villages={code: short.get(code) or code[6:] for code in villages},
        limits=thresholds(day),
        classes=classes_of(scheme_on(day)),
        actor_name=actor.display_name if actor else "系统",
        day=day,
    )


class _Shelf:
    """The last box of each village, continued by a new one when it is full."""

    def __init__(self, setting: _Setting, villages: set[str]) -> None:
        self._setting = setting
        self._open: dict[str, Box] = {}
        self.new: list[Box] = []
        self._locations: dict[tuple[str, str], Location] = {}
        self._numbers = Numbers(f"box:{village}" for village in villages)
        for box in Box.objects.filter(village_code__in=villages, kind=BoxKind.VILLAGE, retired_on=None).order_by(
            "number"
        ):
            self._open[box.village_code] = box
        self._touched: dict[int, Box] = {}

    def place(self, village: str, thickness: int, kept: SchemeClass | None) -> Box:
        """Return the box for a pouch of this thickness and count it in; a new box stands where its class is kept."""
        box = self._open.get(village)
        if box is None or not fits(box.filled_micrometres, thickness, box.thickness_mm, self._setting.limits):
            box = self._continue(village, kept)
        box.filled_micrometres += thickness
        if box.pk:
            self._touched[box.pk] = box
        return box

    def _continue(self, village: str, kept: SchemeClass | None) -> Box:
        box = Box(
            fonds=self._setting.fonds[county_code(village)],
            village_code=village,
            number=self._numbers.next(f"box:{village}"),
            thickness_mm=self._setting.limits.box_thickness_mm,
            location=self._location(village, kept.location if kept else ""),
            founded_by=self._setting.actor_name,
        )
        self._open[village] = box
        self.new.append(box)
        return box

    def _location(self, village: str, code: str) -> Location | None:
        if code and (village[:6], code) not in self._locations:
            place, _ = Location.objects.get_or_create(county_code=county_code(village), code=code)
            self._locations[village[:6], code] = place
        return self._locations.get((village[:6], code))

    def save(self) -> None:
        """Write new boxes and the fill of those that were there."""
        self._numbers.save()
        bulk.insert(Box, self.new)
        bulk.update(Box, list(self._touched.values()), ["filled_micrometres"])


def _without_file(households: Sequence[Household]) -> list[Household]:
    """Keep those that have no file yet, not even a closed one: a closed file is continued by hand (再保)."""
    ids = [household.pk for household in households]
    taken: set[int] = set()
    for start in range(0, len(ids), _BATCH):
        files = HouseholdFile.objects.filter(household__in=ids[start : start + _BATCH])
        taken.update(files.exclude(state=PouchState.DESTROYED).values_list("household_id", flat=True))
    return [household for household in households if household.pk not in taken]


def _traits(households: Sequence[Household], setting: _Setting, facts: _Facts) -> dict[int, Traits]:
    """Return what decides the classes; facts are read only where a class asks for them."""
    if not needs_derived(setting.classes):
        return traits_of_new(households, {}, DEFAULT_HOUSEHOLD_THRESHOLDS)
    known = facts_of([household.pk for household in households], setting.day) if facts is None else facts
    return traits_of_new(households, known, household_thresholds(setting.day))


def _class_for(setting: _Setting, traits: Traits) -> SchemeClass | None:
    place = place_of(setting.classes, traits)
    return None if place is None else setting.classes[place]


def _build_files(households: Sequence[Household], setting: _Setting, facts: _Facts) -> list[HouseholdFile]:
    years = {h.pk: (h.approved_on or h.applied_on or setting.day).year for h in households}
    numbers = Numbers(f"file:{h.village_code}:{years[h.pk]}" for h in households)
    previous = _closed_files([h.pk for h in households])
    traits = _traits(households, setting, facts)
    files, make = [], bulk.maker(HouseholdFile)
    for household in households:
        year = years[household.pk]
        sequence = numbers.next(f"file:{household.village_code}:{year}")
        fonds = setting.fonds[county_code(household.village_code)]
        stage, state = stage_and_state(household)
        found = _class_for(setting, traits[household.pk])
        retention = found.retention if found else setting.series.retention
        files.append(
            make(
                fonds=fonds,
                series=setting.series,
                household=household,
                village_code=household.village_code,
                reference_code=file_code(
                    setting.template,
                    fonds=fonds.code,
                    series=setting.series.code,
                    year=year,
                    retention=retention,
                    village=setting.villages[household.village_code],
                    sequence=sequence,
                ),
                year=year,
                sequence=sequence,
                numbered_in=household.village_code,
                stopped_on=household.stopped_on if state == PouchState.CLOSING else None,
                retention=retention,
                state=state,
                stage=stage,
                opened_on=household.approved_on or household.applied_on or setting.day,
                opened_by=setting.actor_name,
                previous_id=previous.get(household.pk),
                **({"scheme_class": found} if found else {}),
            )
        )
    numbers.save()
    return files


def _closed_files(household_ids: Sequence[int]) -> dict[int, int]:
    latest: dict[int, int] = {}
    for start in range(0, len(household_ids), _BATCH):
        rows = HouseholdFile.objects.filter(household__in=household_ids[start : start + _BATCH]).order_by("pk")
        latest.update(rows.values_list("household_id", "pk"))
    return latest


def _build_pouches(files: Sequence[HouseholdFile], setting: _Setting) -> list[Pouch]:
    shelf = _Shelf(setting, {file.village_code for file in files})
    thickness = pouch_thickness(0, setting.limits)
    # in the order in which they stand, so that each box holds an unbroken run
    standing = sorted(files, key=lambda file: (file.village_code, file.year, file.sequence))
    placed = [(file, shelf.place(file.village_code, thickness, file.scheme_class)) for file in standing]
    shelf.save()
    make = bulk.maker(Pouch)
    return [
        make(
            file=file,
            box=box,
            village_code=file.village_code,
            state=file.state,
            household=file.household,
            thickness_micrometres=thickness,
        )
        for file, box in placed
    ]


def open_all(
    *,
    actor: User | None,
    households: Sequence[Household],
    day: date | None = None,
    facts: Mapping[int, HouseholdFacts] | None = None,
) -> list[HouseholdFile]:
    """Open file and pouch for every household that has none; a constant number of queries per five hundred.

    Runs inside the caller's transaction, after members and incomes are written, and leaves right and place to it.
    ``facts`` by household where they are read already. Raises ``NoFonds``.
    """
    wanted = sorted(_without_file(households), key=lambda household: household.code)
    return _open(wanted, actor, day or clock.today(), facts) if wanted else []


def _open(
    households: Sequence[Household],
    actor: User | None,
    day: date,
    facts: Mapping[int, HouseholdFacts] | None = None,
) -> list[HouseholdFile]:
    setting = _setting(households, actor, day)
    files = _build_files(households, setting, facts)
    for file, missing in zip(files, missing_of_new(files, facts), strict=True):
        file.missing, file.missing_count = missing, len(missing)
    bulk.insert(HouseholdFile, files)
    note_first_classes(files)
    bulk.insert(Pouch, _build_pouches(files, setting))
    return files


@transaction.atomic
def open_file(*, actor: User, household: Household) -> HouseholdFile:
    """Open the file and pouch of one household; raises ``PouchExists`` when it has one."""
    require(actor, Right.FILE_ITEMS)
    require_place(actor, household.village_code)
    existing = HouseholdFile.objects.filter(household=household, state__in=OPEN_STATES).first()
    if existing:
        raise PouchExists(household=household.code, reference_code=existing.reference_code)
    return continue_file(actor=actor, household=household)


def continue_file(*, actor: User, household: Household) -> HouseholdFile:
    """Open the next file of a household, linked to the one before; the caller checked right, place and that none is
    open.
    """
    file = _open([household], actor, clock.today())[0]
    if file.previous_id:
        go_with(file, [HouseholdFile.objects.select_related("scheme_class__scheme").get(pk=file.previous_id)])
    record_many(
        actor,
        [
            Act(
                "open_file",
                "household_file",
                file.pk,
                household.code,
                f"立袋 {file.reference_code}",
                after={"reference_code": file.reference_code, "state": file.get_state_display()},
            )
        ],
    )
    return file


@transaction.atomic
def make_empty_boxes(*, actor: User | None, prefix: str) -> int:
    """Make box 01 for every live village within ``prefix`` that has none (空盒); return how many were made.

    Without an actor it is the demo county that is set up. Raises ``NotVisible`` outside the division.
    """
    if actor:
        require(actor, Right.ARRANGE_BOXES)
        require_place(actor, prefix)
    villages = Division.objects.filter(code__startswith=prefix, level="village", valid_until=None)
    have = set(
        Box.objects.filter(village_code__startswith=prefix, kind=BoxKind.VILLAGE, retired_on=None).values_list(
            "village_code", flat=True
        )
    )
    lacking = sorted(set(villages.values_list("code", flat=True)) - have)
    if not lacking:
        return 0
    fonds = {found.county_code: found for found in Fonds.objects.all()}
    by_county = defaultdict(list)
    for village in lacking:
        by_county[county_code(village)].append(village)
    if missing := by_county.keys() - fonds.keys():
        raise NoFonds(county=sorted(missing)[0])
    numbers = Numbers(f"box:{village}" for village in lacking)
    thickness = thresholds().box_thickness_mm
    founder = actor.display_name if actor else "系统"
    boxes = [
        Box(
            fonds=fonds[county_code(village)],
            village_code=village,
            number=numbers.next(f"box:{village}"),
            thickness_mm=thickness,
            founded_by=founder,
        )
        for village in lacking
    ]
    numbers.save()
    bulk.insert(Box, boxes)
    write_notes(actor, [Note(box, NoteKind.CHANGED, "立盒，暂无对象。") for box in boxes])
    record_many(actor, [Act("make_empty_boxes", "division", prefix, summary=f"为 {len(boxes)} 个村立空盒")])
    return len(boxes)
