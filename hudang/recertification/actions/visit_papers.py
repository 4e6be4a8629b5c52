"""The papers of an accepted visit, each an item of the pouch: F21 or F20, F22, F19, the photographs (R27, R39)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hudang.accounts.models import User
from hudang.archives.actions.filing import ItemEntry, StoredPage, file_made
from hudang.archives.models import HouseholdFile
from hudang.archives.queries.completeness import completeness_lines
from hudang.archives.queries.files import open_file_of
from hudang.archives.vocabulary import LineState
from hudang.forms.actions.papers import make_paper
from hudang.forms.catalogue import form_of
from hudang.forms.models import Paper
from hudang.households.models import HouseholdMember
from hudang.households.vocabulary import HEALTH, RELATION
from hudang.kernel.dates import archive_date
from hudang.recertification.models import RecertificationTask, Visit, VisitPhoto
from hudang.recertification.queries.visit_content import neighbour_content
from hudang.recertification.rules.outcomes import OVERRULED
from hudang.recertification.rules.periods import due_after
from hudang.recertification.rules.rule_text import RuleText
from hudang.recertification.rules.visit_checks import F20
from hudang.recertification.vocabulary import PAPER_PHOTO, Cadence, Outcome, Scope

PHOTOS = "M33p"
INTERCEPTED, OTHER_REASON = "10", "99"
_PRESENT, _MISSING, _EXPIRED = "1", "2", "3"
_TELL_DAYS, _FINISH_DAYS = 15, 60
_OFFICES = ("township", "county")


def make_visit_papers(
    actor: User, visit: Visit, said: Mapping[str, Any], tasks: Sequence[RecertificationTask], opinion: str, today: date
) -> list[Paper]:
    """Make and file all papers of a visit; ``said`` are its clean values. Raises ``PaperNeedsFile`` without a pouch."""
    file = open_file_of(visit.household)
    named: dict[str, Any] = {
        "actor": actor,
        "village_code": visit.household.village_code,
        "file": file,
        "dated": visit.on,
    }
    made = [make_paper(**named, form=visit.form_code, data=_main(actor, visit, said, opinion, today))]
    for task in tasks:
        if is_examination(RuleText(**task.rule.text)):
            made.append(make_paper(**named, form="F22", data=_conclusion(actor, visit, said, task, file)))
    for each in visit.neighbours.all():
        made.append(make_paper(**named, form="F19", data=neighbour_content(each)))
    if said.get("difference_reason") == INTERCEPTED:
        made.append(make_paper(**named, form="F34", data=_complaint(actor, visit, said)))
    if file is not None:
        _file_photos(actor, visit, file)
    return made


def is_examination(rule: RuleText) -> bool:
    """Tell whether a rule is the periodic examination of a person whose conclusion is filed (入档审核, F22)."""
    return rule.scope == Scope.PERSON and rule.cadence == Cadence.INTERVAL and rule.form in ("F20", "F22")


def _main(actor: User, visit: Visit, said: Mapping[str, Any], opinion: str, today: date) -> dict[str, Any]:
    values = dict(said)
    if values.get("difference_reason") == INTERCEPTED:
        # who told it is protected: what he said stands in the register of complaints only
        values |= {"difference_reason": OTHER_REASON}
        values.pop("needs", None)
        values.pop("hardship", None)
    if visit.form_code == F20:
        # who visits does not speak for the offices
        values = {name: value for name, value in values.items() if not name.startswith(_OFFICES) or name in OVERRULED}
        values |= {
            "township_verdict": "agree",
            "township": opinion,
            "township_by_1": actor.display_name,
            "township_on": today,
            "neighbours": _heard(visit),
        }
    return values


def _heard(visit: Visit) -> str:
    count = visit.neighbours.count()
    if count:
        return f"邻里访问记录 {count} 份，另存"
    return f"未访问：{visit.neighbours_missing}" if visit.neighbours_missing else ""


def _complaint(actor: User, visit: Visit, said: Mapping[str, Any]) -> dict[str, Any]:
    told = said.get("needs") or said.get("hardship") or ""
    return {
        "source": "3" if visit.method == "PHONE" else "2",
        "received_on": visit.on,
        "confidential": True,
        "complainant": said.get("answered_by") or said.get("respondent"),
        "subject": "待查",
        "handler": actor.display_name,
        "content": f"走访时反映低保金应发 {said['due']} 元，实收 {said['received']} 元，疑被代领或截留。{told}",
        "told_by": visit.on + timedelta(days=_TELL_DAYS),
        "finish_by": visit.on + timedelta(days=_FINISH_DAYS),
    }


def _conclusion(
    actor: User, visit: Visit, said: Mapping[str, Any], task: RecertificationTask, file: HouseholdFile | None
) -> dict[str, Any]:
    rule = RuleText(**task.rule.text)
    name = task.person.name if task.person else visit.household.head_name
    row: Mapping[str, Any] = next((each for each in said.get("members") or () if each.get("name") == name), {})
    carer = next((each.get("carer") for each in said.get("illnesses") or () if each.get("name") == name), None)
    outcome = str(said.get("outcome") or Outcome.KEEP.value)
    until = row.get("certificate_until")
    return {
        "year": visit.on.year,
        "head": visit.household.head_name,
        "rule": f"{task.rule_code} {rule.name}：{name}"[:40],
        "household_code": visit.household.code,
        "reference_code": file.reference_code if file else "",
        "papers": list(_papers(visit, file)),
        "alive": bool(row),
        "certificate_valid": row.get("certificate") == "1" and (until is None or until >= visit.on),
        "paid": said.get("due") == said.get("received"),
        "health": HEALTH.get(str(row.get("health")), "未登记"),
        "care": carer or _cared_by(visit, name),
        "income": row.get("income") or 0,
        "changes": said.get("reasons") or ("有变化，见调查审核表" if said.get("changes") else "无"),
        "outcome": outcome,
        "reasons": said.get("reasons") or "",
        "next_on": due_after(rule, visit.on),
        "examiner": actor.display_name,
    }


def _cared_by(visit: Visit, name: str) -> str:
    rows = HouseholdMember.objects.filter(household=visit.household, until=None).select_related("person")
    others = [f"{RELATION.get(row.relation, '')}{row.person.name}" for row in rows if row.person.name != name]
    return "同住：" + "、".join(others[:3]) if others else "独居"


def _papers(visit: Visit, file: HouseholdFile | None) -> Iterable[dict[str, Any]]:
    """Yield the papers that the pouch must hold; certificates that ended count as expired."""
    lines = completeness_lines(file) if file else []
    ends = HouseholdMember.objects.filter(household=visit.household, until=None, disability_valid_until__lt=visit.on)
    expired = ends.exists()
    asked = [line for line in lines if line.state in (LineState.PRESENT, LineState.MISSING)]
    for line in asked[:60]:
        state = _PRESENT if line.state == LineState.PRESENT else _MISSING
        if state == _PRESENT and expired and "残疾" in line.name:
            state = _EXPIRED
        yield {"material": line.name, "state": state}
    if not asked:
        yield {"material": "户袋应有材料", "state": _PRESENT}


def _file_photos(actor: User, visit: Visit, file: HouseholdFile) -> None:
    photos = list(visit.photos.select_related("digital_object"))
    definition, head = form_of(visit.form_code), visit.household.head_name
    filled = [photo for photo in photos if photo.what == PAPER_PHOTO]
    taken = [photo for photo in photos if photo.what != PAPER_PHOTO]
    _file(actor, visit, file, filled, definition.material, f"{head}户{definition.title}（纸表）")
    _file(actor, visit, file, taken, PHOTOS, f"{head}户走访照片")


def _file(
    actor: User, visit: Visit, file: HouseholdFile, photos: Sequence[VisitPhoto], material: str, title: str
) -> None:
    if not photos:
        return
    sources = tuple(
        StoredPage(photo.digital_object_id, 1, f"{photo.what or '走访照片'}-{number}.jpg")
        for number, photo in enumerate(photos, 1)
    )
    entry = ItemEntry(material=material, sources=sources, title=title, dated=archive_date(visit.on))
    file_made(actor=actor, file_id=file.pk, entry=entry)
