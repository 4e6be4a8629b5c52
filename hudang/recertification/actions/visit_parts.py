"""Photographs and neighbours of a visit, each kept on its own (R37: what neighbours say is protected)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import receive, register
from hudang.forms.catalogue import form_of
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.recertification.actions.visiting import own_visit
from hudang.recertification.models import Neighbour, Visit, VisitPhoto

MOST_PHOTOS, MOST_NEIGHBOURS = 12, 10
_LONGEST = 100


def add_photo(
    *,
    actor: User,
    visit_key: UUID,
    key: UUID,
    content: Path | BinaryIO,
    name: str,
    what: str = "",
    taken_at: datetime | None = None,
) -> VisitPhoto:
    """Keep a photograph of a visit, once for its ``key``; raises ``InvalidInput`` or a ``FileRefused``."""
    require(actor, Right.VISIT)
    known = VisitPhoto.objects.filter(key=key).select_related("visit__household").first()
    if known is not None:
        require_place(actor, known.visit.household.village_code)
        return known
    if not Visit.objects.filter(key=visit_key).exists():
        raise NotVisible
    # examined before the transaction, which holds a lock
    received = receive(content, name)
    with transaction.atomic():
        visit = own_visit(actor, visit_key, None, "添加照片")
        if not received.media_type.startswith("image/"):
            raise InvalidInput({"photos": "请选 JPEG 或 PNG 照片。"})
        if visit.photos.count() >= MOST_PHOTOS:
            raise InvalidInput({"photos": f"一次走访最多 {MOST_PHOTOS} 张照片。"})
        kept = register(received).object
        photo = VisitPhoto.objects.create(
            visit=visit, key=key, digital_object=kept, what=what.strip()[:_LONGEST], taken_at=taken_at
        )
        summary = f"添加{visit.household.head_name}户的走访照片"
        record(actor, Act("add_visit_photo", "visit", visit.pk, visit.household.code, summary))
    return photo


@transaction.atomic
def remove_photo(*, actor: User, visit_key: UUID, key: UUID) -> None:
    """Take a photograph away from a visit that is being filled in; raises ``NotVisible``."""
    visit = own_visit(actor, visit_key, None, "撤下照片")
    if not VisitPhoto.objects.filter(visit=visit, key=key).delete()[0]:
        raise NotVisible
    summary = f"撤下{visit.household.head_name}户的走访照片"
    record(actor, Act("remove_visit_photo", "visit", visit.pk, visit.household.code, summary))


@transaction.atomic
def save_neighbour(
    *, actor: User, visit_key: UUID, key: UUID, values: Mapping[str, Any], draft: bool = False
) -> Neighbour:
    """Keep what a neighbour said, once for its ``key``; raises ``InvalidInput`` by field for what is no draft."""
    visit = own_visit(actor, visit_key, None, "填写邻里访问")
    read = read_form(form_of("F19"), values, clock.today(), complete=not draft)
    if not read.ok and not draft:
        raise InvalidInput(read.faults)
    found = Neighbour.objects.filter(key=key).first()
    if found is not None and found.visit_id != visit.pk:
        raise NotVisible
    if found is None and visit.neighbours.count() >= MOST_NEIGHBOURS:
        raise InvalidInput({"neighbour": f"一次走访最多记 {MOST_NEIGHBOURS} 名邻居。"})
    found = found or Neighbour(visit=visit, key=key)
    found.content = stored(values if draft else read.clean)
    found.save()
    summary = f"记录{visit.household.head_name}户的邻里访问"
    record(actor, Act("save_neighbour", "visit", visit.pk, visit.household.code, summary))
    return found


@transaction.atomic
def drop_neighbour(*, actor: User, visit_key: UUID, key: UUID) -> None:
    """Delete the record of a neighbour from a visit that is being filled in; raises ``NotVisible``."""
    visit = own_visit(actor, visit_key, None, "删去邻里访问")
    if not Neighbour.objects.filter(visit=visit, key=key).delete()[0]:
        raise NotVisible
    summary = f"删去{visit.household.head_name}户的一份邻里访问"
    record(actor, Act("drop_neighbour", "visit", visit.pk, visit.household.code, summary))
