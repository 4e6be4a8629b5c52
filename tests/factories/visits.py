"""Visits as an assistant of an invented village fills them in."""

from __future__ import annotations

import io
import uuid
from datetime import date
from typing import Any

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.digitization.models import DigitalObject
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.recertification.actions.visit_parts import add_photo, save_neighbour
from hudang.recertification.actions.visiting import save_visit, start_visit
from hudang.recertification.models import Neighbour, Visit, VisitPhoto
from hudang.recertification.queries.visit_content import content_of
from tests.factories import scans
from tests.factories.surveys import neighbour

GOOD = {"food": "2", "clothes": "2", "warmth": "2"}


def begun(actor: User, household: Household, form: str = "F21", method: str = "HOME", **named: Any) -> Visit:
    """Begin a visit."""
    return start_visit(
        actor=actor, key=uuid.uuid4(), household_code=household.code, form_code=form, method=method, **named
    )


def filled(actor: User, visit: Visit, **values: Any) -> Visit:
    """Fill a visit in on top of what it was begun with."""
    content = content_of(visit) | values
    return save_visit(actor=actor, key=visit.key, values=content, version=visit.version)


def call(day: date, **values: Any) -> dict[str, Any]:
    """Return what a telephone call told (F21)."""
    return {
        "way": "PHONE",
        "visited_at": f"{day} 09:00",
        "until": "09:05",
        "seen": "yes",
        "phone": "13904360001",
        "checked": ["1", "2", "3"],
        "house": "2",
        "health_change": "无",
        "due": "405",
        "received": "405",
        "difference": "0",
        "difference_reason": "1",
        "recheck": "no",
        **GOOD,
        **values,
    }


def at_home(day: date, **values: Any) -> dict[str, Any]:
    """Return what a visit at home told (F21)."""
    return call(day) | {"way": "HOME", "until": "09:30", "subject_signature": "孙秀兰", "checked": [], **values}


def survey(day: date, **values: Any) -> dict[str, Any]:
    """Return what a survey adds to what is known (F20)."""
    return {
        "way": "HOME",
        "surveyed_on": f"{day}",
        "began": "09:00",
        "until": "09:40",
        "seen": "yes",
        "surveyor_2": "村委会李强",
        "registered_address": "民强村三组 12 号",
        "address": "民强村三组 12 号",
        "phone": "13904360001",
        "separated": "no",
        "assistance": "02",
        "employment_cost": "0",
        "rigid": "1200",
        "houses": "1",
        "area": "60",
        "house_kind": "5",
        "house_structure": "2",
        "water_used": "9",
        "water_paid": "30",
        "power_used": "180",
        "power_paid": "90",
        "fuel": "100",
        "telecom": "30",
        "property_fee": "0",
        "due": "405",
        "received": "405",
        "difference": "0",
        "difference_reason": "1",
        "safety": "2",
        "related": "no",
        "standard": "405",
        "proposed": "405",
        "outcome": "1",
        "head_signature": "on_paper",
        **GOOD,
        **values,
    }


def photographed(actor: User, visit: Visit, what: str = "门牌") -> None:
    """Add a photograph."""
    picture = io.BytesIO(scans.jpeg(f"visit {visit.pk} {what}"))
    add_photo(actor=actor, visit_key=visit.key, key=uuid.uuid4(), content=picture, name="1.jpg", what=what)


def heard(actor: User, visit: Visit, *names: str, **values: Any) -> None:
    """Hear neighbours."""
    for name in names:
        save_neighbour(actor=actor, visit_key=visit.key, key=uuid.uuid4(), values=neighbour(name, **values))


VISIT_PARTS = ("key", "photo", "neighbour")


def visit_target(world: Any, person: User, own: bool, part: str) -> tuple[Any, bool]:
    """Return the key of a visit or of a part of it, and whether somebody sees it: its maker, and who examines."""
    maker = world.people.assistant if own else world.people.neighbour
    household = world.place(own).household
    said = {"form_code": "F21", "method": "HOME", "on": clock.today(), "made_by": maker}
    visit, new = Visit.objects.get_or_create(household=household, defaults=said)
    if new:
        Neighbour.objects.create(visit=visit)
        VisitPhoto.objects.create(visit=visit, digital_object=DigitalObject.objects.order_by("pk")[0])
    seen = household.village_code.startswith(person.scope) and (maker == person or person.may(Right.EXAMINE_VISITS))
    of_part = {"photo": visit.photos, "neighbour": visit.neighbours}
    return (of_part[part].get().key if part in of_part else visit.key), seen
