"""The planned papers of invented households as paper items, in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import F

from hudang.accounts.models import User
from hudang.archives.models import Box, HouseholdFile, Item, Material, Pouch
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.capacity import pouch_thickness
from hudang.archives.rules.reference_codes import item_code
from hudang.demo.pouches import PlannedPaper, planned_papers
from hudang.demo.shapes import DemoHousehold
from hudang.kernel import clock
from hudang.platform import bulk


def file_paper_items(
    *,
    actor: User,
    batch: Sequence[DemoHousehold],
    files: dict[str, HouseholdFile],
    day: date,
    drawn: Mapping[str, Collection[str]],
) -> int:
    """File what each household's pouch holds on ``day``; return how many items. The caller refreshes the files.

    ``drawn`` names the materials of a household that came with images and are filed already; these follow them.
    """
    materials = {material.code: material for material in Material.objects.all()}
    pouches = {pouch.file_id: pouch for pouch in Pouch.objects.filter(file__in=[f.pk for f in files.values()])}
    items: list[Item] = []
    for home in batch:
        file = files[home.code]
        papers = [p for p in planned_papers(home, day) if p.material_code not in drawn.get(home.code, ())]
        filed = _items(file, pouches[file.pk], papers, materials, actor)
        file.item_count += len(filed)
        file.page_count += sum(item.page_count for item in filed)
        items += filed
    bulk.insert(Item, items)
    bulk.update(HouseholdFile, list(files.values()), ["item_count", "page_count"])
    _measure(files.values(), pouches)
    return len(items)


def _items(
    file: HouseholdFile, pouch: Pouch, papers: Iterable[PlannedPaper], materials: dict[str, Material], actor: User
) -> list[Item]:
    items, page, make, now = [], file.page_count + 1, bulk.maker(Item), clock.now()
    for number, paper in enumerate(papers, start=file.item_count + 1):
        items.append(
            make(
                file=file,
                pouch=pouch,
                number=number,
                reference_code=item_code(file.reference_code, number),
                material=materials[paper.material_code],
                title=paper.title,
                creator=paper.creator,
                dated=paper.dated,
                original=paper.original,
                first_page=page,
                page_count=paper.page_count,
                filed_at=now,
                filed_by=actor.display_name,
            )
        )
        page += paper.page_count
    return items


def _measure(files: Iterable[HouseholdFile], pouches: dict[int, Pouch]) -> None:
    grown: dict[int, int] = {}
    limits = thresholds()
    for file in files:
        pouch = pouches[file.pk]
        thickness = pouch_thickness(file.page_count, limits)
        grown[pouch.box_id] = grown.get(pouch.box_id, 0) + thickness - pouch.thickness_micrometres
        pouch.thickness_micrometres = thickness
    bulk.update(Pouch, list(pouches.values()), ["thickness_micrometres"])
    for box_id, added in grown.items():
        Box.objects.filter(pk=box_id).update(filled_micrometres=F("filled_micrometres") + added)
