"""Paper items of the invented households: most pouches hold what they must, some lack a paper or two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from django.db.models import F

from hudang.accounts.models import User
from hudang.archives.models import Box, HouseholdFile, Item, Material, Pouch
from hudang.archives.queries.completeness import missing_of
from hudang.archives.rules.capacity import pouch_thickness
from hudang.archives.rules.descriptions import default_creator, default_title
from hudang.archives.rules.reference_codes import item_code
from hudang.archives.vocabulary import Original
from hudang.demo.shapes import DemoHousehold
from hudang.kernel.dates import archive_date

_COMPLETE_SHARE = 0.62
_COPIES = {"M10", "M11", "M12", "M13", "M14", "M15", "M16"}
_PAGES = {"M01": 2, "M02": 2, "M10": 4, "M11": 2, "M33": 4, "M33p": 3, "M50": 2, "M14": 6, "M32": 3, "M42": 2}
_BATCH = 500


def file_paper_items(*, actor: User, batch: Sequence[DemoHousehold], files: dict[str, HouseholdFile]) -> int:
    """File paper items for every household of a batch, in bulk; return how many. The caller refreshes the files."""
    needed = missing_of(list(files.values()))
    materials = {material.code: material for material in Material.objects.all()}
    pouches = {pouch.file_id: pouch for pouch in Pouch.objects.filter(file__in=needed)}
    items: list[Item] = []
    for home in batch:
        file, rng = files[home.code], Random(f"papers-{home.seed}")
        filed = _items(home, file, pouches[file.pk], [materials[c] for c in _kept(rng, needed[file.pk])], actor, rng)
        file.item_count, file.page_count = len(filed), sum(item.page_count for item in filed)
        items += filed
    Item.objects.bulk_create(items, batch_size=_BATCH)
    HouseholdFile.objects.bulk_update(files.values(), ["item_count", "page_count"], batch_size=_BATCH)
    _measure(files.values(), pouches)
    return len(items)


def _kept(rng: Random, needed: Sequence[str]) -> list[str]:
    if rng.random() < _COMPLETE_SHARE:
        return list(needed)
    lacking = set(rng.sample(list(needed), min(len(needed), 1 + int(rng.random() ** 2 * 7))))
    return [code for code in needed if code not in lacking]


def _items(
    home: DemoHousehold, file: HouseholdFile, pouch: Pouch, wanted: Iterable[Material], actor: User, rng: Random
) -> list[Item]:
    items, page = [], 1
    for number, material in enumerate(wanted, start=1):
        pages = _PAGES.get(material.code, 1) + (rng.random() < 0.15)
        items.append(
            Item(
                file=file,
                pouch=pouch,
                number=number,
                reference_code=item_code(file.reference_code, number),
                material=material,
                title=default_title(home.head.name, material.name),
                creator=default_creator(
                    material.code, head_name=home.head.name, township=home.town, bureau=file.fonds.name
                ),
                dated=archive_date(_dated(home, material.position, rng)),
                original=Original.COPY if material.code in _COPIES else Original.ORIGINAL,
                first_page=page,
                page_count=pages,
                filed_by=actor.display_name,
            )
        )
        page += pages
    return items


def _dated(home: DemoHousehold, position: int, rng: Random) -> date:
    """Return a likely day of a paper by its place in the pouch: application, survey, notice, decision, later."""
    steps = ((75, home.applied_on), (90, home.decided_on), (240, home.applied_on), (315, home.surveyed_on))
    for limit, day in (*steps, (345, home.noticed_on), (405, home.approved_on or home.decided_on)):
        if position <= limit:
            return day or home.applied_on
    start = home.approved_on or home.applied_on
    return start + timedelta(days=rng.randint(0, 20))


def _measure(files: Iterable[HouseholdFile], pouches: dict[int, Pouch]) -> None:
    grown: dict[int, int] = {}
    for file in files:
        pouch = pouches[file.pk]
        thickness = pouch_thickness(file.page_count)
        grown[pouch.box_id] = grown.get(pouch.box_id, 0) + thickness - pouch.thickness_micrometres
        pouch.thickness_micrometres = thickness
    Pouch.objects.bulk_update(pouches.values(), ["thickness_micrometres"], batch_size=_BATCH)
    for box_id, added in grown.items():
        Box.objects.filter(pk=box_id).update(filled_micrometres=F("filled_micrometres") + added)
