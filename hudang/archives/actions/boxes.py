"""村盒: location, thickness, and the next box of a village."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.rehousing import Place
from hudang.archives.models import Box, Location
from hudang.archives.numbering import Numbers
from hudang.archives.queries.thresholds import thresholds
from hudang.archives.rules.locations import normalise_location
from hudang.archives.vocabulary import BOX_THICKNESSES_MM, BoxKind
from hudang.audit.log import Act, record
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import InvalidInput


@transaction.atomic
def place_box(*, actor: User, box: Box, location: str, thickness_mm: int) -> Box:
    """Note where a box stands and how thick it is; an unknown location is added. Raises ``BadLocation``."""
    require(actor, Right.ARRANGE_BOXES)
    require_place(actor, box.village_code)
    if thickness_mm not in BOX_THICKNESSES_MM:
        raise InvalidInput({"thickness_mm": "盒厚只能是 20、30、40 或 50 毫米。"})
    before = {"location": box.location.code if box.location else "", "thickness_mm": box.thickness_mm}
    box.location = None
    if location.strip():
        box.location, _ = Location.objects.get_or_create(
            county_code=county_code(box.village_code), code=normalise_location(location)
        )
    box.thickness_mm = thickness_mm
    box.save(update_fields=["location", "thickness_mm"])
    after = {"location": box.location.code if box.location else "", "thickness_mm": thickness_mm}
    record(actor, Act("place_box", "box", box.pk, summary=f"村盒 {box} 存放位置", before=before, after=after))
    return box


@transaction.atomic
def add_box(*, actor: User, village_code: str, after: Box) -> Box:
    """Continue a village with its next box, of the same kind and with the same people answering for it."""
    require(actor, Right.ARRANGE_BOXES)
    require_place(actor, village_code)
    key = Place(village_code, BoxKind(after.kind)).counter
    numbers = Numbers([key])
    box = Box.objects.create(
        fonds=after.fonds,
        village_code=village_code,
        kind=after.kind,
        number=numbers.next(key),
        thickness_mm=thresholds().box_thickness_mm,
        year=after.year,
        retention=after.retention,
        unit=after.unit,
        founded_by=actor.display_name,
        keeper_id=after.keeper_id,
        inspector_id=after.inspector_id,
    )
    numbers.save()
    record(actor, Act("add_box", "box", box.pk, summary=f"续盒 {box}", after={"number": box.number}))
    return box
