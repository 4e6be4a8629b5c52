"""The encrypted content of a visit and of its neighbours: read as values of the form, and with what follows from it."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

from hudang.accounts.models import User
from hudang.forms.catalogue import form_of
from hudang.forms.rules.pictures import picture_address
from hudang.kernel.clock import CHINA
from hudang.platform import storage
from hudang.recertification.models import Neighbour, Visit
from hudang.recertification.rules.visit_checks import F20

_ALL_THREE = 3


def content_of(visit: Visit) -> dict[str, Any]:
    """Return the values of a visit's form."""
    found: dict[str, Any] = json.loads(visit.content) if visit.content else {}
    return found


def neighbour_content(neighbour: Neighbour) -> dict[str, Any]:
    """Return what a neighbour said (F19)."""
    found: dict[str, Any] = json.loads(neighbour.content) if neighbour.content else {}
    return found


def took_part(user: User, visit: Visit) -> bool:
    """Tell whether a user made a visit or went along, by the name that the form gives: he does not check it."""
    second = "surveyor_2" if visit.form_code == F20 else "companion"
    return visit.made_by_id == user.pk or content_of(visit).get(second) == user.display_name


def with_derived(visit: Visit) -> dict[str, Any]:
    """Return the values with what the visit knows itself: its way, day and times, and its first photograph."""
    content = content_of(visit)
    began = visit.began_at.astimezone(CHINA) if visit.began_at else None
    ended = visit.ended_at.astimezone(CHINA) if visit.ended_at else None
    content |= {"way": visit.method}
    if ended is not None:
        content["until"] = f"{ended:%H:%M}"
    if visit.form_code == F20:
        content |= {"surveyed_on": visit.on, "began": f"{began:%H:%M}" if began else ""}
    else:
        content |= {"month": f"{visit.on:%Y-%m}"} if not content.get("month") else {}
        content["visited_at"] = f"{began:%Y-%m-%d %H:%M}" if began else f"{visit.on:%Y-%m-%d}"
        content |= {"verified": True} if len(content.get("checked") or ()) == _ALL_THREE else {}
    if form_of(visit.form_code).field("photo") is not None and not content.get("photo"):
        content |= _first_photo(visit)
    return content


def _first_photo(visit: Visit) -> dict[str, str]:
    photo = visit.photos.select_related("digital_object").first()
    if photo is None:
        return {}
    with storage.path_of(photo.digital_object.sha256).open("rb") as picture:
        return {"photo": picture_address(picture)}


def moment(day: date | None, text: Any) -> datetime | None:
    """Return the moment of a time of day (``09:30``); ``None`` when it is none."""
    try:
        return datetime.combine(day, time.fromisoformat(str(text)), CHINA) if day and text else None
    except ValueError:
        return None
