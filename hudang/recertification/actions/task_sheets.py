"""走访任务单: blank forms for a village without any signal, each with a QR code that names its task, and their return."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.conf import settings
from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.folders import CodedPage
from hudang.audit.log import Act, record
from hudang.digitization.actions.splitting import is_pdf, pages_of_pdf
from hudang.digitization.engines.barcodes import codes_in
from hudang.digitization.errors import FileRefused
from hudang.forms.actions.printing import PrintedForm
from hudang.forms.catalogue import form_of
from hudang.forms.queries.offices import office_of
from hudang.forms.sheet import Frame, sheet_of
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, Refusal
from hudang.printing.actions.papers import document, fonts
from hudang.printing.form_sheets import FormSheet
from hudang.printing.rendering import render_sheets
from hudang.recertification.actions.syncing import DEVICE_PAPER
from hudang.recertification.actions.visit_parts import add_photo
from hudang.recertification.actions.visiting import start_visit
from hudang.recertification.errors import WrongTaskState
from hudang.recertification.models import Visit, VisitPhoto
from hudang.recertification.queries.route import OPEN_VISITS, Sheet, Stop, route_for
from hudang.recertification.queries.tasks import task_for
from hudang.recertification.rules.sheet_codes import task_of_codes
from hudang.recertification.vocabulary import PAPER_PHOTO, TASK_STATE_LABELS, TO_DO, Method, TaskState

NO_PAGES = "请选填好的纸表的照片或扫描件（JPEG、PNG、PDF）。"
_BEFORE = "这一页在第一个二维码之前，认不出是哪一户。请单独扫描后归档。"


@transaction.atomic
def print_task_sheets(*, actor: User) -> PrintedForm:
    """Return the blank forms of the actor's route, village by village; raises ``InvalidInput`` without tasks."""
    require(actor, Right.PRINT)
    stops = route_for(actor)
    sheets = [_sheet(stop, each) for stop in stops for each in stop.sheets]
    if not sheets:
        raise InvalidInput({"sheets": "近期没有要走访的户，不用打印任务单。"})
    content = render_sheets(sheets, document("走访任务单", actor), fonts())
    record(actor, Act("print_task_sheets", "recertification_task", "", "", f"打印走访任务单 {len(sheets)} 份"))
    return PrintedForm(f"走访任务单-{clock.today():%Y%m%d}", content)


def _sheet(stop: Stop, sheet: Sheet) -> FormSheet:
    definition = form_of(sheet.form)
    address = f"{settings.PUBLIC_URL}/visits/paper/{sheet.tasks[0]}/"
    asked = "、".join(dict.fromkeys(task.name for task in stop.tasks if task.id in sheet.tasks))
    due = min(task.due_on for task in stop.tasks)
    subject = f"，走访对象 {sheet.person}" if sheet.person else ""
    told = (
        f"户主 {stop.head}{subject}，{stop.village_name}，{stop.address or '住址未登记'}，电话 {stop.phone or '未登记'}，"
        f"户编号 {stop.household}。任务：{asked}，{due:%Y-%m-%d} 前完成。填好后扫二维码收回。"
    )
    frame = Frame(office=office_of(definition, stop.village), qr_url=address)
    return replace(sheet_of(definition, None, frame), note=told)


@dataclass(frozen=True)
class Page:
    """One page of a filled-in sheet, photographed or scanned; ``digest`` tells it where its own bytes do not."""

    content: BinaryIO
    name: str
    digest: str = ""


@dataclass(frozen=True)
class TakenIn:
    """What became of one filled-in sheet: whose it is, how many pages of it, or why it was refused."""

    head: str
    pages: int
    fault: str = ""
    household_code: str = ""


def take_in_sheets(*, actor: User, pages: Sequence[Page]) -> list[TakenIn]:
    """Take in a stack of scanned sheets: the code on a page names its task, pages without one go with the page before.

    A PDF is taken apart first. A sheet that is refused does not block the others. Raises ``InvalidInput`` when the
    first page has no code, a ``FileRefused`` for a file that cannot be read.
    """
    require(actor, Right.VISIT)
    apart = _apart(pages)
    if not apart:
        raise InvalidInput({"pages": NO_PAGES})
    sheets = _by_task(apart)
    if None in sheets:
        raise InvalidInput(
            {"pages": f"“{apart[0].name}”上没有认出任务单的二维码。请把有二维码的一页放在最前面，拍正、拍清楚。"}
        )
    return [_taken(actor, task_id, [apart[n] for n in found]) for task_id, found in sheets.items() if task_id]


def _apart(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with each PDF as its pages."""
    found = []
    for page in pages:
        if not is_pdf(page.content):
            found.append(page)
            continue
        digest = _digest(page)
        for number, drawn in enumerate(pages_of_pdf(page.content, page.name), 1):
            found.append(Page(io.BytesIO(drawn), f"{Path(page.name).stem}-{number}.jpg", f"{digest}:{number}"))
    return found


def _by_task(pages: Sequence[Page]) -> dict[int | None, list[int]]:
    """Return the numbers of the pages by the task that the code on them or before them names, ``None`` before any."""
    sheets: dict[int | None, list[int]] = {}
    task_id: int | None = None
    for number, page in enumerate(pages):
        task_id = task_of_codes(codes_in(page.content, page.name)) or task_id
        page.content.seek(0)
        sheets.setdefault(task_id, []).append(number)
    return sheets


def _taken(actor: User, task_id: int, pages: Sequence[Page]) -> TakenIn:
    head = ""
    try:
        household = task_for(actor, task_id).household
        head = household.head_name
        take_in_paper(actor=actor, task_id=task_id, pages=pages)
    except InvalidInput as refusal:
        return TakenIn(head, 0, "".join(refusal.fields.values()))
    except Refusal as refusal:
        return TakenIn(head, 0, refusal.message)
    return TakenIn(head, len(pages), household_code=household.code)


def take_in_scan(actor: User, path: Path, name: str) -> list[CodedPage]:
    """Take in a scan that ``file-scans`` met, by its codes; none for what has no task sheet (``FILED_BY_CODE``)."""
    with path.open("rb") as content:
        try:
            pages = _apart([Page(content, name)])
            sheets = _by_task(pages)
        except FileRefused:
            return []
        lines = {number: CodedPage(number + 1, "", _BEFORE) for number in sheets.pop(None, ())}
        for task_id, numbers in sheets.items():
            found = _taken(actor, task_id or 0, [pages[number] for number in numbers])
            told = found.fault or f"收入{found.head}户的走访，请照纸表填写后提交复核。"
            lines |= {number: CodedPage(number + 1, found.household_code, told) for number in numbers}
    return [lines[number] for number in sorted(lines)] if sheets else []


def take_in_paper(*, actor: User, task_id: int, pages: Sequence[Page]) -> Visit:
    """Attach the pages of a filled-in sheet to the visit of the task that its QR code names; begun if it was not yet.

    Raises ``NotVisible``, ``NotAllowed``, ``NotYourTask``, ``NotYourVisit``, ``InvalidInput``, a ``FileRefused``.
    """
    require(actor, Right.VISIT)
    task = task_for(actor, task_id)
    if not pages:
        raise InvalidInput({"pages": NO_PAGES})
    pages = _apart(pages)
    keys = [_key(task_id, page) for page in pages]
    known = VisitPhoto.objects.filter(key__in=keys).select_related("visit__household").first()
    if known is not None and task.visit_id == known.visit_id:
        return known.visit
    if task.state not in TO_DO:
        raise WrongTaskState(state=TASK_STATE_LABELS[TaskState(task.state)], act="收纸表")
    visit = task.visit if task.visit is not None and task.visit.state in OPEN_VISITS else None
    visit = visit or start_visit(
        actor=actor,
        key=uuid4(),
        household_code=task.household.code,
        form_code="F21" if task.rule.text["form"] == "F21" else "F20",
        method=Method.HOME,
        person_id=task.person_id,
        device=DEVICE_PAPER,
    )
    for key, page in zip(keys, pages, strict=True):
        add_photo(actor=actor, visit_key=visit.key, key=key, content=page.content, name=page.name, what=PAPER_PHOTO)
    return visit


def _key(task_id: int, page: Page) -> UUID:
    """Return the key of a page of a task's sheet: scanned in again, it is the same photograph."""
    return uuid5(NAMESPACE_URL, f"{task_id}:{page.digest or _digest(page)}")


def _digest(page: Page) -> str:
    digest = hashlib.sha256(page.content.read()).hexdigest()
    page.content.seek(0)
    return digest
