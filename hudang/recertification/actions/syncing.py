"""手机发送: a visit filled in without network arrives once, however often it is sent, and writes over nobody's change.

The visit is begun, saved and handed in by the same acts as at the desk; here it is decided whether it is the same one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.casework.rules.masking import unmasked
from hudang.forms.catalogue import form_of
from hudang.forms.rules.kinds import is_blank
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.recertification.actions.visit_parts import save_neighbour
from hudang.recertification.actions.visiting import save_visit, start_visit
from hudang.recertification.errors import BothChanged, NotYourVisit, VisitClosed
from hudang.recertification.models import Device, RecertificationTask, Sending, Visit
from hudang.recertification.queries.route import OPEN_VISITS, visit_for_phone
from hudang.recertification.queries.visit_content import content_of, neighbour_content
from hudang.recertification.queries.visit_prefill import known_numbers
from hudang.recertification.rules.outcomes import RECKONED
from hudang.recertification.rules.sent import SentVisit
from hudang.recertification.rules.visit_checks import F20
from hudang.recertification.vocabulary import VISIT_STATE_LABELS, VisitState

DEVICE, DEVICE_PAPER = "手机离线", "纸表"


@dataclass(frozen=True)
class Received:
    """A visit as it now stands, and whether this sending changed anything."""

    visit: Visit
    new: bool


@transaction.atomic
def save_visit_from_phone(*, actor: User, device: Device, sent: SentVisit) -> Received:
    """Write a visit as the telephone holds it, as a draft; sent again, it is the same visit.

    Raises ``BothChanged`` with what stands when it was changed elsewhere since version ``sent.base`` or a colleague has
    begun it, ``VisitClosed``, ``NotYourVisit``, ``NotVisible``.
    """
    require(actor, Right.VISIT)
    visit = _visit_of(actor, sent.key)
    if visit is None:
        _begin(actor, sent)
    elif visit.made_by_id == actor.pk and _same(visit, sent):
        _keep_neighbours(actor, visit, sent)
        return Received(visit, False)
    elif visit.state not in OPEN_VISITS:
        raise VisitClosed(state=VISIT_STATE_LABELS[VisitState(visit.state)])
    elif sent.base != visit.version and not _continues(device, visit, sent.base):
        raise BothChanged(theirs=visit_for_phone(visit))
    elif visit.made_by_id != actor.pk:
        _take_over(actor, visit, sent)
    saved = save_visit(
        actor=actor,
        key=sent.key,
        values=sent.content,
        neighbours_missing=sent.neighbours_missing,
        latitude=_number(sent.latitude),
        longitude=_number(sent.longitude),
    )
    _keep_neighbours(actor, saved, sent)
    Sending.objects.update_or_create(
        device=device, visit=saved, defaults={"base": sent.base, "version": saved.version, "at": clock.now()}
    )
    summary = f"手机“{device.name}”发来{saved.household.head_name}户的走访（第 {saved.version} 版）"
    record(actor, Act("send_visit", "visit", saved.pk, saved.household.code, summary))
    return Received(saved, True)


def _number(degrees: Decimal | None) -> str | None:
    return None if degrees is None else str(degrees)


def _visit_of(actor: User, key: UUID) -> Visit | None:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("household", "made_by")
    visit = rows.filter(key=key).first()
    if visit is not None:
        require_place(actor, visit.household.village_code)
    return visit


def _begin(actor: User, sent: SentVisit) -> None:
    """Begin the visit for its tasks, unless the same form was begun for one of them by another visit already.

    A visit that was handed in meanwhile, or fills in the other form, stands beside this one: the township decides.
    """
    tasks = _tasks(actor, sent.tasks)
    others = [task.visit for task in tasks if task.visit is not None]
    begun = next((each for each in others if each.state in OPEN_VISITS and each.form_code == sent.form), None)
    if begun is not None:
        raise BothChanged(theirs=visit_for_phone(begun))
    visit = start_visit(
        actor=actor,
        key=sent.key,
        household_code=tasks[0].household.code,
        form_code=sent.form,
        method=sent.method,
        person_id=next((task.person_id for task in tasks if task.person_id), None),
        device=DEVICE,
        was_made=True,
    )
    visit.beside.add(*others)


def _take_over(actor: User, visit: Visit, sent: SentVisit) -> None:
    """Go on with a colleague's visit for the same tasks, after a person has looked at both and decided."""
    if all(task.visit_id != visit.pk for task in _tasks(actor, sent.tasks)):
        raise NotYourVisit(who=visit.made_by.display_name, act="填写")
    summary = f"看过{visit.made_by.display_name}的记录后，接着填写{visit.household.head_name}户的走访"
    visit.made_by = actor
    visit.save(update_fields=["made_by"])
    record(actor, Act("take_over_visit", "visit", visit.pk, visit.household.code, summary))


def _tasks(actor: User, keys: Sequence[int]) -> list[RecertificationTask]:
    found = RecertificationTask.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    tasks = list(found.select_related("household", "visit__made_by").order_by("pk"))
    if not tasks or len(tasks) != len(set(keys)):
        raise NotVisible
    for task in tasks:
        require_place(actor, task.household.village_code)
        if task.household_id != tasks[0].household_id:
            raise InvalidInput({"tasks": "一份走访只能办同一户的任务。"})
    return tasks


def _same(visit: Visit, sent: SentVisit) -> bool:
    """Whether what was sent says what stands already, however it is written."""
    before = content_of(visit)
    comes = unmasked(form_of(visit.form_code), sent.content, known_numbers(visit.household, before))
    if visit.neighbours_missing != sent.neighbours_missing.strip():
        return False
    return plain(visit.form_code, before) == plain(visit.form_code, comes)


def plain(form: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a form written in one way, without blanks, photographs and what the system reckons itself."""
    clean = read_form(form_of(form), content, clock.today(), complete=False).clean
    skip = {"photo", *(RECKONED if form == F20 else ())}
    read = {key: value for key, value in {**content, **clean}.items() if not is_blank(value) and key not in skip}
    found: dict[str, Any] = json.loads(stored(read))
    return found


def _continues(device: Device, visit: Visit, base: int) -> bool:
    """Whether the version that stands is the device's own, whose answer was lost on the way."""
    return Sending.objects.filter(device=device, visit=visit, version=visit.version, base=base).exists()


def _keep_neighbours(actor: User, visit: Visit, sent: SentVisit) -> None:
    known = {each.key: neighbour_content(each) for each in visit.neighbours.all()}
    for each in sent.neighbours:
        if visit.state in OPEN_VISITS and known.get(each.key) != json.loads(stored(each.content)):
            save_neighbour(actor=actor, visit_key=visit.key, key=each.key, values=each.content, draft=True)
