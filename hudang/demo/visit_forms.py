"""The forms of the demo county's visits: what the register knows, and what somebody saw there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.queries.files import open_file_of
from hudang.forms.catalogue import form_of
from hudang.forms.rules.posted import stored
from hudang.forms.rules.reading import read_form
from hudang.kernel import clock
from hudang.platform import bulk
from hudang.recertification.actions.visit_papers import make_visit_papers
from hudang.recertification.models import Visit
from hudang.recertification.queries.visit_content import content_of
from hudang.recertification.queries.visit_prefill import known_of, prefilled
from hudang.recertification.vocabulary import Method

# each paper is set and filed like a real one: so many visits of a month have theirs, here and elsewhere
_HERE, _ELSEWHERE = 12, 6
_SEEN = {"seen": True, "food": "2", "clothes": "2", "warmth": "2", "began": "09:10", "until": "09:50"}
_SURVEYED: dict[str, Any] = _SEEN | {
    "surveyor_2": "村委会李强", "employment_cost": 0, "rigid": 0, "houses": 1, "water_used": 9, "power_used": 150,
    "property_fee": 0, "safety": "2", "related": False, "outcome": "1", "head_signature": "on_paper",
}  # fmt: skip
_CALLED: dict[str, Any] = _SEEN | {
    "house": "2", "health_change": "无", "recheck": False, "carer": "本人自理", "subject_signature": "on_paper",
}  # fmt: skip
# what a row lacks that the register does not know
_ROWS: dict[str, dict[str, Any]] = {
    "illnesses": {"stays": 0},
    "workers": {"work": "在家务农", "offers": 0, "refused": 0},
    "students": {"grade": "二", "student_card": "见学籍卡"},
}
_NO_INCOME = [{"group": "1", "declared": 0, "verified": 0}]
_OFFICE_PHONE = "0436-5550102"


def fill_in(visits: Sequence[Visit]) -> None:
    """Fill in the forms of visits that are not written yet; a constant number of queries for each township."""
    known = known_of({visit.household_id: visit.household for visit in visits}.values())
    for visit in visits:
        visit.content = stored(_content(visit, prefilled(visit.made_by, visit, known[visit.household_id])))


def _content(visit: Visit, said: dict[str, Any]) -> dict[str, Any]:
    due = said.get("due", visit.household.allowance or 0)
    said |= {"due": due, "received": due, "difference": 0, "difference_reason": "1"}
    said["phone"] = said.get("phone") or _OFFICE_PHONE
    if visit.form_code != "F20":
        called = {"verified": True, "checked": ["1", "2", "3"]} if visit.method == Method.PHONE else {}
        return said | _CALLED | called | {"visited_at": f"{visit.on:%Y-%m-%d} 09:10"}
    said["incomes"] = said.get("incomes") or _NO_INCOME
    return said | _SURVEYED | {table: _rows(said, table) for table in _ROWS if said.get(table)}


def _rows(said: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    return [_ROWS[table] | {name: value for name, value in row.items() if value != ""} for row in said[table]]


def make_papers(handler: User, county: User, visits: Sequence[Visit]) -> None:
    """Make and file the papers of some visits of the shown township, and of a few others."""
    ours = [visit for visit in visits if visit.household.village_code.startswith(handler.scope)]
    others = [visit for visit in visits if not visit.household.village_code.startswith(handler.scope)]
    parts = ((handler, ours[:_HERE]), (county, others[:: max(1, len(others) // _ELSEWHERE)]))
    made = [visit for actor, part in parts for visit in part if _made(actor, visit)]
    bulk.update(Visit, made, ["papers"])


def _made(actor: User, visit: Visit) -> bool:
    day: date = visit.on + timedelta(days=1)
    read = read_form(form_of(visit.form_code), content_of(visit), day)
    if not read.ok or open_file_of(visit.household) is None:
        return False
    with transaction.atomic(), clock.frozen(datetime.combine(day, time(10), tzinfo=clock.CHINA)):
        tasks = list(visit.tasks.select_related("rule", "person"))
        papers = make_visit_papers(actor, visit, read.clean, tasks, "情况属实，同意。", day)
    visit.papers = [paper.pk for paper in papers]
    return True
