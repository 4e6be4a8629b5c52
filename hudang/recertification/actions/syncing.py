"""手机发送: a visit filled in without network arrives once, however often it is sent, and writes over nobody's change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.digitization.actions.intake import receive, register
from hudang.forms.catalogue import form_of
from hudang.forms.rules.kinds import is_blank
from hudang.forms.rules.pictures import picture_address
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.platform import storage
from hudang.recertification.errors import BothChanged, NotYourTask, VisitClosed, WrongTaskState
from hudang.recertification.models import Device, Neighbour, RecertificationTask, Sending, Visit, VisitPhoto
from hudang.recertification.queries.route import OPEN_VISITS, known_values, visit_for_phone
from hudang.recertification.rules.phone_view import from_phone
from hudang.recertification.rules.sent import SentVisit
from hudang.recertification.vocabulary import (
    TASK_STATE_LABELS,
    TO_DO,
    VISIT_STATE_LABELS,
    TaskState,
    VisitState,
)

MOST_PHOTOS = 12


@dataclass(frozen=True)
class Received:
    """A visit as it now stands, and whether this sending changed anything."""

    visit: Visit
    new: bool


@transaction.atomic
def save_visit_from_phone(*, actor: User, device: Device, sent: SentVisit) -> Received:
    """Write a visit as the telephone holds it, as a draft; sent again, it is the same visit.

    Raises ``BothChanged`` with what stands when somebody else changed it since version ``sent.base``, ``VisitClosed``,
    ``WrongTaskState``, ``NotYourTask``, ``NotVisible``.
    """
    require(actor, Right.VISIT)
    visit = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("household", "made_by")
        .filter(key=sent.key)
        .first()
    )
    if visit is None:
        return _begin(actor, device, sent)
    require_place(actor, visit.household.village_code)
    content = _content(sent, visit, json.loads(visit.content or "{}"))
    if _same(visit, sent, content):
        _keep_neighbours(visit, sent)
        return Received(visit, False)
    _require_open(visit)
    if sent.base != visit.version and not _continues(device, visit, sent.base):
        raise BothChanged(theirs=visit_for_phone(visit))
    _write(visit, sent, content)
    visit.version += 1
    visit.save()
    _keep_neighbours(visit, sent)
    _note(actor, device, visit, sent.base, "续写")
    return Received(visit, True)


def _begin(actor: User, device: Device, sent: SentVisit) -> Received:
    tasks = _tasks(actor, sent.tasks)
    begun = next((task.visit for task in tasks if task.visit and task.visit.state in OPEN_VISITS), None)
    if begun is not None:
        raise BothChanged(theirs=visit_for_phone(begun))
    for task in tasks:
        if task.state not in TO_DO:
            raise WrongTaskState(state=TASK_STATE_LABELS[TaskState(task.state)], act="走访")
    home = tasks[0].household
    visit = Visit(key=sent.key, household=home, form_code=sent.form, made_by=actor, made_at=clock.now())
    visit.person = tasks[0].person if sent.form == "F21" else None
    visit.device = "手机离线"
    _write(visit, sent, _content(sent, visit, {}))
    visit.save()
    RecertificationTask.objects.filter(pk__in=[task.pk for task in tasks]).update(visit=visit, state=TaskState.DOING)
    _keep_neighbours(visit, sent)
    _note(actor, device, visit, sent.base, "开始")
    return Received(visit, True)


def _tasks(actor: User, keys: Sequence[int]) -> list[RecertificationTask]:
    found = RecertificationTask.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    tasks = list(found.select_related("household", "person", "assignee", "visit").order_by("pk"))
    if not tasks or len(tasks) != len(set(keys)):
        raise NotVisible
    for task in tasks:
        require_place(actor, task.household.village_code)
        if task.household_id != tasks[0].household_id:
            raise InvalidInput({"tasks": "一份走访只能办同一户的任务。"})
        if task.assignee is not None and task.assignee_id != actor.pk and not actor.may(Right.EXAMINE_VISITS):
            raise NotYourTask(assignee=task.assignee.display_name)
    return tasks


def _content(sent: SentVisit, visit: Visit, before: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent with masked numbers put back, and with the photograph that the server keeps."""
    home = visit.household
    known = known_values(home, sent.form, visit.person.name if visit.person else home.head_name, clock.today())
    content = from_phone(form_of(sent.form), sent.content, before, known)
    return content | ({"photo": before["photo"]} if "photo" in before else {})


def _write(visit: Visit, sent: SentVisit, content: dict[str, Any]) -> None:
    if sent.began_at and sent.ended_at and sent.ended_at < sent.began_at:
        raise InvalidInput({"until": "结束时间早于开始时间，请改正。"})
    visit.method, visit.on = sent.method, sent.on
    visit.began_at, visit.ended_at = sent.began_at, sent.ended_at
    visit.content = json.dumps(content, ensure_ascii=False, sort_keys=True)
    visit.neighbours_missing = sent.neighbours_missing
    visit.latitude, visit.longitude = sent.latitude, sent.longitude
    visit.updated_at = clock.now()


def _same(visit: Visit, sent: SentVisit, content: dict[str, Any]) -> bool:
    """Whether what was sent says what stands already, however it is written."""
    stands = (visit.method, visit.on, visit.began_at, visit.ended_at, visit.neighbours_missing)
    comes = (sent.method, sent.on, sent.began_at, sent.ended_at, sent.neighbours_missing)
    before = json.loads(visit.content or "{}")
    return stands == comes and _read(visit.form_code, before) == _read(visit.form_code, content)


def _read(form: str, content: dict[str, Any]) -> dict[str, Any]:
    clean = read_form(form_of(form), content, clock.today(), complete=False).clean
    read = {key: value for key, value in (content | clean).items() if not is_blank(value) and key != "photo"}
    found: dict[str, Any] = json.loads(stored(read))
    return found


def _continues(device: Device, visit: Visit, base: int) -> bool:
    """Whether the version that stands is the device's own, whose answer was lost on the way."""
    return Sending.objects.filter(device=device, visit=visit, version=visit.version, base=base).exists()


def _keep_neighbours(visit: Visit, sent: SentVisit) -> None:
    for each in sent.neighbours:
        words = json.dumps(each.content, ensure_ascii=False, sort_keys=True)
        found, new = Neighbour.objects.get_or_create(key=each.key, defaults={"visit": visit, "content": words})
        if found.visit_id != visit.pk:
            raise NotVisible
        if not new and found.content != words:
            found.content = words
            found.save(update_fields=["content"])


def _note(actor: User, device: Device, visit: Visit, base: int, how: str) -> None:
    Sending.objects.update_or_create(
        device=device, visit=visit, defaults={"base": base, "version": visit.version, "at": clock.now()}
    )
    summary = f"手机“{device.name}”发来{visit.household.head_name}户的走访（{how}，第 {visit.version} 版）"
    record(actor, Act("send_visit", "visit", visit.pk, visit.household.code, summary))


@dataclass(frozen=True)
class SentPhoto:
    """A photograph as a telephone sends it; ``key`` says that it is the same when it is sent again."""

    visit: UUID
    key: UUID
    content: BinaryIO
    what: str = ""
    taken_at: datetime | None = None


def save_photo_from_phone(*, actor: User, device: Device, sent: SentPhoto) -> VisitPhoto:
    """Keep a photograph of a visit, once for its key; raises ``NotVisible``, ``VisitClosed``, a ``FileRefused``."""
    require(actor, Right.VISIT)
    visit = _visit_of(actor, sent.visit)
    known = VisitPhoto.objects.filter(key=sent.key).first()
    if known is not None:
        if known.visit_id != visit.pk:
            raise NotVisible
        return known
    # examined before the transaction, which holds a lock
    received = receive(sent.content, f"{sent.key}.jpg")
    with transaction.atomic():
        visit = Visit.objects.select_for_update(of=("self",)).select_related("household").get(pk=visit.pk)
        _require_open(visit)
        if visit.photos.count() >= MOST_PHOTOS:
            raise InvalidInput({"photo": f"一次走访最多 {MOST_PHOTOS} 张照片。"})
        photo, new = VisitPhoto.objects.get_or_create(
            key=sent.key,
            defaults={
                "visit": visit,
                "digital_object": register(received).object,
                "what": sent.what[:100],
                "taken_at": sent.taken_at,
            },
        )
        if new:
            summary = f"手机“{device.name}”发来{visit.household.head_name}户的走访照片"
            record(actor, Act("send_photo", "visit", visit.pk, visit.household.code, summary))
    return photo


def _visit_of(actor: User, key: UUID) -> Visit:
    visit = Visit.objects.select_related("household").filter(key=key).first()
    if visit is None:
        raise NotVisible
    require_place(actor, visit.household.village_code)
    return visit


def _require_open(visit: Visit) -> None:
    if visit.state not in OPEN_VISITS:
        raise VisitClosed(state=VISIT_STATE_LABELS[VisitState(visit.state)])


@transaction.atomic
def submit_from_phone(*, actor: User, key: UUID) -> Visit:
    """Hand in a visit whose parts have all arrived; handed in already, nothing happens.

    Raises ``InvalidInput`` by field of the form, ``NotVisible``, ``VisitClosed``.
    """
    require(actor, Right.VISIT)
    visit = _visit_of(actor, key)
    if visit.state in (VisitState.SUBMITTED, VisitState.ACCEPTED):
        return visit
    _require_open(visit)
    content = _with_picture(visit, json.loads(visit.content or "{}"))
    read = read_form(form_of(visit.form_code), content, clock.today())
    if not read.ok:
        raise InvalidInput(read.faults)
    visit.content, visit.state, visit.submitted_at = stored(read.clean), VisitState.SUBMITTED, clock.now()
    visit.version += 1
    visit.save()
    visit.tasks.filter(state__in=[state.value for state in TO_DO]).update(state=TaskState.SUBMITTED)
    record(
        actor, Act("submit_visit", "visit", visit.pk, visit.household.code, f"提交{visit.household.head_name}户的走访")
    )
    return visit


def _with_picture(visit: Visit, content: dict[str, Any]) -> dict[str, Any]:
    """Return the values with the first photograph in its place on the form, which the telephone sent on its own."""
    photo = visit.photos.select_related("digital_object").first()
    if photo is None or content.get("photo") or form_of(visit.form_code).field("photo") is None:
        return content
    with storage.path_of(photo.digital_object.sha256).open("rb") as picture:
        return content | {"photo": picture_address(picture)}
