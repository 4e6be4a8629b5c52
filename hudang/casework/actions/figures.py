"""五列对照: made from the declaration, filled in row by row, verified; only ``verified`` counts (R39)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from hudang.accounts.models import User
from hudang.assessment.vocabulary import Period
from hudang.audit.log import Act, record
from hudang.casework.actions.stepping import open_case, touch
from hudang.casework.declared import declaration_of
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, CaseFigure
from hudang.casework.queries.figures import names_of_members
from hudang.casework.rules.figures import COLUMNS, KINDS_OF, SOURCES, FigureGroup, exclusions_of, lines_of
from hudang.casework.rules.tasks import WORKING_STAGES
from hudang.casework.vocabulary import CaseStage
from hudang.households.rules.fields import Field, FieldError, Kind, read_value
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.money import plain

LONGEST_REASON = 300
_MOST_ROWS = 200
_AMOUNTS = {name: Field(name, label, Kind.AMOUNT) for name, label in COLUMNS.items()}
_COST = Field("cost", "成本", Kind.AMOUNT)
# what an officer writes; the declaration stands as it was signed
_WRITABLE = (*SOURCES, "verified")


def make_figures(case: Case) -> None:
    """Make the rows of a case from its declaration; rows that are there stay as they are."""
    standing = set(CaseFigure.objects.filter(case=case).values_list("person", "group", "kind", "line"))
    CaseFigure.objects.bulk_create(
        CaseFigure(
            case=case,
            person=line.person,
            group=line.group,
            kind=line.kind,
            line=line.line,
            period=line.period,
            declared=line.declared,
            cost=line.cost,
            exclusion=line.exclusion,
        )
        for line in lines_of(declaration_of(case))
        if (line.person, line.group, line.kind, line.line) not in standing
    )


def open_for_figures(actor: User, number: str, version: int | None) -> Case:
    """Return the case locked for work on its figures; raises ``NotYet`` outside the investigation."""
    case = open_case(actor, number, version)
    if CaseStage(case.stage) not in WORKING_STAGES | {CaseStage.MISMATCH_TOLD}:
        raise NotYet(act="修改五列对照", why=f"本案现在是“{case.get_stage_display()}”，不在调查核对阶段。")
    return case


@transaction.atomic
def set_figures(*, actor: User, number: str, rows: Mapping[int, Mapping[str, Any]], version: int | None = None) -> Case:
    """Write rows of the five columns by key: the sources, ``verified``, ``cost``, ``exclusion``, ``reason``.

    A blank amount means that nothing is known, not nought. What a row does not name stays. Raises ``InvalidInput``
    keyed ``row_<key>_<column>``, ``NotYet``, and what ``open_case`` does.
    """
    case = open_for_figures(actor, number, version)
    standing = {row.pk: row for row in CaseFigure.objects.select_for_update().filter(case=case)}
    if set(rows) - set(standing):
        raise NotVisible
    faults: dict[str, str] = {}
    changed = [standing[pk] for pk, values in rows.items() if _write(standing[pk], values, faults)]
    if faults:
        raise InvalidInput(faults)
    return _kept(actor, case, changed, "修改五列对照")


def _write(row: CaseFigure, values: Mapping[str, Any], faults: dict[str, str]) -> bool:
    before = _told(row)
    for name in _WRITABLE:
        if name in values:
            setattr(row, name, _amount(_AMOUNTS[name], values[name], f"row_{row.pk}_{name}", faults))
    if "cost" in values:
        row.cost = _amount(_COST, values["cost"], f"row_{row.pk}_cost", faults) or 0
    if "exclusion" in values:
        row.exclusion = _exclusion(row.group, values["exclusion"], f"row_{row.pk}_exclusion", faults)
    if "reason" in values:
        row.reason = str(values["reason"] or "").strip()
        if len(row.reason) > LONGEST_REASON:
            faults[f"row_{row.pk}_reason"] = f"差异说明不超过 {LONGEST_REASON} 个字。"
    return _told(row) != before


def _amount(field: Field, value: Any, key: str, faults: dict[str, str]) -> Any:
    try:
        return read_value(field, value, clock.today())
    except FieldError as error:
        faults[key] = str(error)
        return None


def _exclusion(group: str, value: Any, key: str, faults: dict[str, str]) -> str:
    said = str(value or "")
    if said and said not in exclusions_of(group):
        faults[key] = "请从列表中选择不计入的原因。"
        return ""
    return said


def _told(row: CaseFigure) -> tuple[Any, ...]:
    amounts = tuple(plain(getattr(row, name)) for name in _WRITABLE)
    return (*amounts, plain(row.cost), row.exclusion, row.reason)


def _kept(actor: User, case: Case, changed: Sequence[CaseFigure], summary: str) -> Case:
    if changed:
        CaseFigure.objects.bulk_update(changed, [*_WRITABLE, "cost", "exclusion", "reason"])
        touch(case)
        note(actor, case, "set_figures", f"{summary} {case.number}，{len(changed)} 项", changed)
    return case


def note(actor: User, case: Case, verb: str, summary: str, rows: Iterable[CaseFigure]) -> None:
    """Write rows of an ordinary case into the log; those of an exempt case stay with the case."""
    names = names_of_members(case)
    after = None if case.exempt else {"figures": "；".join(_line(row, names) for row in rows)}
    code = case.household.code if case.household and not case.exempt else ""
    record(actor, Act(verb, "case", case.pk, code, summary, None, after))


def _line(row: CaseFigure, names: Sequence[str]) -> str:
    whose = names[row.person] if row.person is not None and row.person < len(names) else "全家"
    label = KINDS_OF[FigureGroup(row.group)].get(row.kind, row.kind)
    return f"{whose}{label} 申报 {plain(row.declared) or '无'} 核定 {plain(row.verified) or '未定'}"


@transaction.atomic
def take_over_declared(
    *, actor: User, number: str, rows: Sequence[int] | None = None, version: int | None = None
) -> Case:
    """Verify rows as declared: those named, or all that nobody has verified; an undeclared row is left out."""
    case = open_for_figures(actor, number, version)
    chosen = CaseFigure.objects.select_for_update().filter(case=case).exclude(declared=None)
    chosen = chosen.filter(verified=None) if rows is None else chosen.filter(pk__in=list(rows))
    changed = [row for row in chosen if row.verified != row.declared]
    for row in changed:
        row.verified = row.declared
    return _kept(actor, case, changed, "按申报核定")


@dataclass(frozen=True)
class FoundFigure:
    """An income, asset or expense that nobody declared."""

    group: str
    kind: str
    person: int | None = None
    period: str = Period.MONTH


@transaction.atomic
def add_figure(*, actor: User, number: str, found: FoundFigure, version: int | None = None) -> CaseFigure:
    """Add a row for what was found and not declared; raises ``InvalidInput``."""
    case = open_for_figures(actor, number, version)
    _check_found(case, found)
    row = new_row(case, found)
    row.save()
    touch(case)
    note(actor, case, "add_figure", f"增列未申报的项目 {case.number}", [row])
    return row


def _check_found(case: Case, found: FoundFigure) -> None:
    faults = {}
    if found.group not in set(FigureGroup):
        raise InvalidInput({"group": "请选择收入、财产或刚性支出。"})
    group = FigureGroup(found.group)
    if found.kind not in KINDS_OF[group]:
        faults["kind"] = "请从列表中选择项目。"
    members = len(declaration_of(case).get("members", []))
    if found.person is not None and not (group is FigureGroup.INCOME and 0 <= found.person < members):
        faults["person"] = "请选择家庭成员；财产和支出记在全家。"
    if group is not FigureGroup.ASSET and found.period not in set(Period):
        faults["period"] = "请选择按月或按年。"
    if CaseFigure.objects.filter(case=case).count() >= _MOST_ROWS:
        faults["kind"] = f"一案最多 {_MOST_ROWS} 项，请合并同类项。"
    if faults:
        raise InvalidInput(faults)


def new_row(case: Case, found: FoundFigure) -> CaseFigure:
    """Return an unsaved row at the end of its list."""
    places = CaseFigure.objects.filter(case=case, person=found.person, group=found.group)
    last = places.aggregate(last=Max("line"))["last"]
    return CaseFigure(
        case=case,
        person=found.person,
        group=found.group,
        kind=found.kind,
        line=0 if last is None else last + 1,
        period="" if found.group == FigureGroup.ASSET else found.period,
    )


@transaction.atomic
def drop_figure(*, actor: User, number: str, row: int, version: int | None = None) -> Case:
    """Take away a row that was added by mistake; what was declared stays. Raises ``NotYet`` then."""
    case = open_for_figures(actor, number, version)
    found = CaseFigure.objects.select_for_update().filter(case=case, pk=row).first()
    if found is None:
        raise NotVisible
    if found.declared is not None:
        raise NotYet(act="删去这一项", why="申报过的项目不能删去；不属实的，核定为 0 并写明差异说明。")
    note(actor, case, "drop_figure", f"删去增列的项目 {case.number}", [found])
    found.delete()
    touch(case)
    return case
