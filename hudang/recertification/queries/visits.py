"""走访 as people see them: one visit, those to be checked, those of a household, the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from hudang.accounts.access import require_any, require_place, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.digitization.models import PageImage
from hudang.forms.catalogue import form_of
from hudang.forms.models import Paper
from hudang.forms.rules.definition import Table
from hudang.forms.rules.kinds import is_blank
from hudang.forms.rules.reading import read_form
from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.recertification.models import Neighbour, RecertificationTask, Visit, VisitPhoto
from hudang.recertification.queries.serving import candidates, fits
from hudang.recertification.queries.tasks import tasks_for
from hudang.recertification.queries.to_do import HouseholdTasks, households_of
from hudang.recertification.queries.visit_content import content_of, neighbour_content, took_part, with_derived
from hudang.recertification.queries.visit_prefill import prefilled
from hudang.recertification.rules.visit_checks import NEW_EACH_TIME
from hudang.recertification.vocabulary import FORMS_OF_VISITS, HANDED_IN, OPEN, OUTCOME_LABELS, Outcome, VisitState

PAGE_SIZE = 50
FILLED_IN = (VisitState.DRAFT, VisitState.RETURNED)
_LONGEST_SUMMARY = 60


@dataclass(frozen=True)
class NeighbourRow:
    """A neighbour who was heard, as the page of the visit lists him."""

    key: UUID
    name: str
    kin: bool
    whole: bool


@dataclass(frozen=True)
class VisitView:
    """One visit with what it serves."""

    visit: Visit
    title: str
    values: dict[str, Any]
    tasks: Sequence[RecertificationTask]
    photos: Sequence[VisitPhoto]
    neighbours: Sequence[NeighbourRow]
    papers: Sequence[Paper]
    mine: bool
    to_check: bool
    open: bool

    @property
    def outcome(self) -> str:
        """The proposal in words."""
        return OUTCOME_LABELS[Outcome(self.visit.outcome)] if self.visit.outcome else ""


def visits_for(user: User) -> QuerySet[Visit]:
    """Return the visits of the user's division; raises ``NotAllowed``."""
    require_any(user, Right.VISIT, Right.EXAMINE_VISITS)
    return Visit.objects.filter(within(user, "household__village_code"))


def visit_for(user: User, key: UUID) -> Visit:
    """Return one visit; raises ``NotVisible``."""
    rows = visits_for(user).select_related("household", "person", "made_by", "checked_by")
    visit = rows.filter(key=key).first()
    if visit is None:
        raise NotVisible
    return visit


def view_for(user: User, key: UUID) -> VisitView:
    """Return one visit with everything; what was said is for whoever made it and those who examine."""
    visit = visit_for(user, key)
    mine, examines = visit.made_by_id == user.pk, user.may(Right.EXAMINE_VISITS)
    if not mine and not examines:
        raise NotVisible
    heard = [_neighbour(each) for each in visit.neighbours.all()]
    return VisitView(
        visit=visit,
        title=FORMS_OF_VISITS[visit.form_code],
        values=content_of(visit) if visit.state in FILLED_IN else with_derived(visit),
        tasks=_tasks(visit),
        photos=list(visit.photos.all()),
        neighbours=heard,
        papers=list(Paper.objects.filter(pk__in=visit.papers).order_by("pk")) if examines else [],
        mine=mine and visit.state in FILLED_IN,
        to_check=examines and not took_part(user, visit) and visit.state == VisitState.SUBMITTED,
        open=visit.state in FILLED_IN,
    )


def _tasks(visit: Visit) -> list[RecertificationTask]:
    rows = visit.tasks.select_related("rule", "person").order_by("due_on")
    if visit.state == VisitState.ASIDE:
        return []
    return list(rows) or candidates(visit.household_id, visit.form_code, visit.person_id, visit.on)


def _neighbour(each: Neighbour) -> NeighbourRow:
    said = neighbour_content(each)
    whole = read_form(form_of("F19"), said, clock.today()).ok
    return NeighbourRow(each.key, str(said.get("neighbour") or "（未填）"), said.get("kin") in (True, "yes"), whole)


def neighbour_for(user: User, key: UUID, neighbour: UUID) -> dict[str, Any]:
    """Return what a neighbour said, or what his record begins with; raises ``NotVisible``."""
    visit = visit_for(user, key)
    if visit.made_by_id != user.pk and not user.may(Right.EXAMINE_VISITS):
        raise NotVisible
    found = Neighbour.objects.filter(key=neighbour).first()
    if found is not None:
        if found.visit_id != visit.pk:
            raise NotVisible
        return neighbour_content(found)
    return {
        "head": visit.household.head_name,
        "visited_at": f"{visit.on} 09:00",
        "kin": False,
        "visitor_1": visit.made_by.display_name,
    }


def photo_page_for(user: User, key: UUID, photo: UUID) -> PageImage:
    """Return the picture of a visit; raises ``NotVisible``."""
    visit = view_for(user, key).visit
    page = PageImage.objects.filter(digital_object__visit_photos__visit=visit, digital_object__visit_photos__key=photo)
    found = page.order_by("number").first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class Changed:
    """A field whose value is another than was known."""

    label: str
    before: str
    after: str


def changes_for(user: User, key: UUID) -> list[Changed]:
    """Return what a visit says otherwise than register, allowance and last survey; for the eye of who checks."""
    visit = visit_for(user, key)
    definition = form_of(visit.form_code)
    known = read_form(definition, prefilled(visit.made_by, visit), clock.today(), complete=False).clean
    said = read_form(definition, content_of(visit), clock.today(), complete=False).clean
    found = []
    for each in definition.fields():
        if each.key in NEW_EACH_TIME or is_blank(known.get(each.key)) or each.key not in said:
            continue
        if known[each.key] != said[each.key]:
            found.append(Changed(each.label, _told(each, known[each.key]), _told(each, said[each.key])))
    titles = {
        part.key: section.title for section in definition.sections for part in section.parts if isinstance(part, Table)
    }
    for table in definition.tables():
        what = table.label or titles[table.key].rpartition("、")[2]
        found += _rows_changed(table, what, known.get(table.key) or [], said.get(table.key) or [])
    return found


def _rows_changed(
    table: Table, what: str, known: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]
) -> list[Changed]:
    first = table.columns[0].key
    before = {row.get(first): row for row in known}
    found = []
    for row in said:
        old = before.get(row.get(first))
        name = _told(table.columns[0], row.get(first))
        if old is None:
            said_now = [f"{each.label} {_told(each, row[each.key])}" for each in table.columns[1:] if each.key in row]
            found.append(Changed(f"{what}：{name}", "没有登记", "，".join(said_now)))
            continue
        for column in table.columns[1:]:
            if column.key in old and column.key in row and old[column.key] != row[column.key] and not column.sensitive:
                found.append(
                    Changed(f"{name}：{column.label}", _told(column, old[column.key]), _told(column, row[column.key]))
                )
    return found


def _told(each: Any, value: Any) -> str:
    if each.sensitive:
        return "（已登记）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(each.choices.get(code, code) for code in value)
    return str(each.choices.get(str(value), value))


def to_check_for(user: User, page: Any) -> Page[Visit]:
    """Return a page of the visits that wait to be checked, the oldest first; raises ``NotAllowed``."""
    require_any(user, Right.EXAMINE_VISITS)
    other = Q(met_by=OuterRef("pk")) | Q(beside=OuterRef("pk"))
    rows = visits_for(user).filter(state=VisitState.SUBMITTED).select_related("household", "made_by", "person")
    found: QuerySet[Visit] = rows.annotate(doubled=Exists(Visit.objects.filter(other, state__in=HANDED_IN)))
    return Paginator(found.order_by("on", "pk").defer("content"), PAGE_SIZE).get_page(page)


def visits_of(user: User, code: str, page: Any) -> tuple[Household, Page[Visit]]:
    """Return a household with a page of its visits, the newest first; raises ``NotVisible``."""
    household = household_for_visit(user, code)
    rows = visits_for(user).filter(household=household).exclude(state=VisitState.DROPPED)
    rows = rows.select_related("made_by", "checked_by", "person").defer("content")
    return household, Paginator(rows.order_by("-on", "-pk"), PAGE_SIZE).get_page(page)


def household_for_visit(user: User, code: str) -> Household:
    """Return a household of the user's division; raises ``NotAllowed``, ``NotVisible``."""
    require_any(user, Right.VISIT, Right.EXAMINE_VISITS)
    household = Household.objects.filter(code=code).first()
    if household is None:
        raise NotVisible
    require_place(user, household.village_code)
    return household


@dataclass(frozen=True)
class Beginning:
    """What the page that begins a visit offers."""

    household: Household
    tasks: HouseholdTasks | None
    people: Sequence[tuple[int, str]]
    form: str
    person_id: int | None
    drafts: Sequence[Visit]
    # what falls due later: rule, whom it is about, by when
    later: Sequence[tuple[str, str, date]] = ()


def beginning_for(user: User, code: str) -> Beginning:
    """Return what is to be done at a household, and how a visit best begins."""
    household = household_for_visit(user, code)
    open_states = [state.value for state in OPEN]
    rows = tasks_for(user).filter(household=household, state__in=open_states)
    every = list(rows.select_related("household", "person", "rule", "assignee").order_by("due_on", "pk"))
    tasks = [task for task in every if task.opens_on <= clock.today()]
    members = HouseholdMember.objects.filter(household=household, until=None).select_related("person")
    people = [
        (m.person_id, m.person.name) for m in sorted(members, key=lambda m: (m.relation != HEAD, m.relation, m.pk))
    ]
    survey = any(not fits("F21", task.person_id, task) for task in tasks)
    person = next((task.person_id for task in tasks if task.person_id), people[0][0] if people else None)
    drafts = visits_for(user).filter(household=household, made_by=user, state__in=[s.value for s in FILLED_IN])
    return Beginning(
        household=household,
        tasks=households_of(tasks, clock.today()).get(household.pk),
        people=people,
        form="F20" if survey else "F21",
        person_id=person,
        drafts=list(drafts.defer("content")),
        later=[
            (task.rule.text["name"], task.person.name if task.person else "全户", task.due_on)
            for task in every
            if task not in tasks
        ],
    )


def visit_of_case(user: User, number: str) -> Visit | None:
    """Return the visit whose conclusion opened a case that the user sees; for those who examine visits."""
    if not user.may(Right.EXAMINE_VISITS):
        return None
    return visits_for(user).filter(case_number=number).defer("content").first()


@dataclass(frozen=True)
class LastVisit:
    """The last visit that was accepted, as the summary of the household tells it (R19)."""

    key: UUID
    on: date
    method: str
    title: str
    told: str


def last_visit_for(user: User, household: Household, day: date | None = None) -> LastVisit | None:
    """Return the last accepted visit until a day (today) of a household whose page the user sees; one query."""
    require_place(user, household.village_code)
    rows = Visit.objects.filter(household=household, state=VisitState.ACCEPTED, on__lte=day or clock.today())
    visit = rows.order_by("-on", "-pk").first()
    if visit is None:
        return None
    title = FORMS_OF_VISITS[visit.form_code]
    return LastVisit(visit.key, visit.on, visit.get_method_display(), title, _summary(visit))


def _summary(visit: Visit) -> str:
    """Return what a visit found in a line: outcome, changes, health; nothing of who told what."""
    # read as the form reads it: typed are "349.00" and "349"
    said = read_form(form_of(visit.form_code), content_of(visit), clock.today(), complete=False).clean
    parts = [OUTCOME_LABELS[Outcome(visit.outcome)]] if visit.outcome else []
    health = str(said.get("health_change") or "")
    if health and health != "无":
        parts.append(f"健康：{health}")
    if said.get("change_detail"):
        parts.append(f"变化：{said['change_detail']}")
    if said.get("due") is not None and said["due"] != said.get("received"):
        parts.append("低保金与应发不一致，已核实")
    return ("；".join(parts) or "情况无变化")[:_LONGEST_SUMMARY]
