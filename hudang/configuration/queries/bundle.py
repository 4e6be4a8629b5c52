"""What a settings file holds compared with what is set here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.queries.schemes import classes_of, scheme_on
from hudang.assessment.actions import SheetForm
from hudang.configuration.errors import BadBundle
from hudang.configuration.queries.designs import designs_section, weigh_designs
from hudang.configuration.queries.schemes import class_choices, class_values
from hudang.configuration.queries.sheets import sheets_section, weigh_sheets
from hudang.configuration.queries.tables import Row, choices_of, key_of, stored_rows
from hudang.configuration.rules.bundle import (
    DESIGNS,
    OTHERS,
    SCHEME,
    SECTIONS,
    SHEETS,
    UNTIL,
    UNTIL_LABEL,
    Bundle,
    Plan,
    Planned,
    last_day,
    parse,
    section_label,
)
from hudang.configuration.rules.checks import class_faults, faults_of
from hudang.configuration.rules.shapes import CLASS, SHAPES, Shape
from hudang.configuration.rules.values import Choices, in_words, read, readable
from hudang.configuration.vocabulary import Kind, Outcome
from hudang.kernel import clock
from hudang.printing.designs import Design

# values that hold from a day until the next
DATED = (Kind.TEMPLATE, Kind.PARAMETER)


@dataclass(frozen=True)
class Incoming:
    """One checked row of a file with the row here that it meets."""

    kind: Kind
    values: dict[str, Any]
    meets: Row | None
    planned: Planned
    until: date | None = None


@dataclass(frozen=True)
class Weighed:
    """A whole file, checked: its rows by kind, the classes of its scheme, and the plan for the page."""

    incoming: list[Incoming]
    scheme: tuple[str, str, list[dict[str, Any]]] | None
    plan: Plan
    sheets: list[SheetForm] = field(default_factory=list)
    designs: list[Design] = field(default_factory=list)


def bundle_for(user: User) -> Bundle:
    """Return the settings in force as a bundle; places are left out, for each county has its own."""
    require(user, Right.MANAGE_SETTINGS)
    sections: dict[str, list[Mapping[str, Any]]] = {}
    for name in SECTIONS:
        if name not in OTHERS:
            sections[name] = _told(Kind(name))
    scheme = scheme_on(clock.today())
    if scheme:
        classes = [class_values(each) for each in classes_of(scheme)]
        sections[SCHEME] = [{"name": scheme.name, "basis": scheme.basis, "classes": classes}]
    sections[SHEETS] = sheets_section(user)
    sections[DESIGNS] = designs_section(user)
    return Bundle(user.division_code[:6], str(clock.today()), sections)


def _told(kind: Kind) -> list[Mapping[str, Any]]:
    """Return the rows of a kind as a file tells them; of requirements also when they end, and which ended for good."""
    rows = current_rows(kind)
    if kind is not Kind.REQUIREMENT:
        return [row.values for row in rows]
    kept = {key_of(kind, row.values) for row in rows}
    past = sorted((row for row in stored_rows(kind) if row.state == "ended"), key=lambda row: row.values["valid_from"])
    ended = {key_of(kind, row.values): row for row in past if key_of(kind, row.values) not in kept}
    return [row.values | ({UNTIL: row.valid_until} if row.valid_until else {}) for row in [*rows, *ended.values()]]


def current_rows(kind: Kind) -> list[Row]:
    """Return the rows in force and those to come; of dated values only the latest that holds."""
    rows = [row for row in stored_rows(kind) if row.state != "ended"]
    if kind not in DATED:
        return rows
    found: dict[tuple[Any, ...], Row] = {}
    for row in sorted(rows, key=lambda row: row.values["valid_from"]):
        found[_meeting(kind, row.values)] = row
    return list(found.values())


def _meeting(kind: Kind, values: dict[str, Any]) -> tuple[Any, ...]:
    """Return by what a row of a file meets one here: a value that holds already meets the one that holds here."""
    key = key_of(kind, values)
    if kind is Kind.REQUIREMENT and values["valid_from"] > clock.today():
        return (*key, values["valid_from"])
    return key[:-1] if kind in DATED and values["valid_from"] <= clock.today() else key


def weigh(user: User, content: bytes) -> Weighed:
    """Check a file row by row and compare it with what is set here; raises ``BadBundle`` with every wrong row."""
    require(user, Right.MANAGE_SETTINGS)
    bundle = parse(content)
    plan, faults = Plan(bundle.county, bundle.exported_on), list[str]()
    incoming: list[Incoming] = []
    for name in SECTIONS:
        if name not in OTHERS and name in bundle.sections:
            incoming += _rows(Kind(name), bundle, faults)
    scheme = _scheme(bundle.sections.get(SCHEME, []), faults)
    sheets, planned = weigh_sheets(user, bundle.sections.get(SHEETS, []), faults)
    designs, looks = weigh_designs(user, bundle.sections.get(DESIGNS, []), faults)
    if faults:
        raise BadBundle(faults)
    plan.rows += [each.planned for each in incoming]
    if scheme:
        plan.rows.append(_planned_scheme(scheme))
    plan.rows += [*planned, *looks]
    return Weighed(incoming, scheme, plan, sheets, designs)


def _choices(kind: Kind, bundle: Bundle) -> Choices:
    """Return what can be chosen, with what the same file brings along."""
    choices = choices_of(kind)
    if kind is Kind.REQUIREMENT:
        choices["material"] = _brought(bundle, Kind.MATERIAL) | choices["material"]
    if kind is Kind.SERIES:
        choices["retention"] = _brought(bundle, Kind.RETENTION) | choices["retention"]
    return choices


def _brought(bundle: Bundle, kind: Kind) -> dict[str, str]:
    rows = bundle.sections.get(kind.value, [])
    return {str(row.get("code")): f"{row.get('code')} {row.get('name')}" for row in rows}


def _rows(kind: Kind, bundle: Bundle, faults: list[str]) -> list[Incoming]:
    choices, shape = _choices(kind, bundle), SHAPES[kind]
    here = {_meeting(kind, row.values): row for row in current_rows(kind)}
    seen: dict[tuple[Any, ...], int] = {}
    found = []
    for number, raw in enumerate(bundle.sections[kind.value], 1):
        values, wrong = read(shape, raw, choices)
        until, unread = last_day(raw)
        wrong = wrong or unread or faults_of(kind, values)
        if not wrong and (first := seen.get(_meeting(kind, values))):
            wrong = {"": f"与第 {first} 条重复，同一项只能有一条。"}
        faults += [f"“{shape.label}”第 {number} 条：{said}" for said in wrong.values()]
        if not wrong:
            seen[_meeting(kind, values)] = number
            meets = here.get(_meeting(kind, values))
            planned = _planned(kind, number, values, meets, choices, until)
            found.append(Incoming(kind, values, meets, planned, until))
    return found


def _planned(
    kind: Kind, number: int, values: dict[str, Any], meets: Row | None, choices: Choices, until: date | None
) -> Planned:
    shape = SHAPES[kind]
    words = {f.name: in_words(f, values[f.name], choices.get(f.name, {})) for f in shape.fields}
    label = " ".join(words[name] for name in shape.keys if words[name])
    if meets is None:
        over = until is not None and until < clock.today()
        return Planned(kind.value, number, label, Outcome.SAME if over else Outcome.NEW)
    changes = tuple(
        (field.label, meets.words[field.name], words[field.name])
        for field in shape.fields
        if field.name != "valid_from" and meets.words[field.name] != words[field.name]
    )
    if until and meets.valid_until != until:
        changes += ((UNTIL_LABEL, str(meets.valid_until or "—"), str(until)),)
    return Planned(kind.value, number, label, Outcome.CHANGED if changes else Outcome.SAME, changes)


def _scheme(rows: list[Mapping[str, Any]], faults: list[str]) -> tuple[str, str, list[dict[str, Any]]] | None:
    if not rows:
        return None
    raw, label = rows[0], section_label(SCHEME)
    given = raw.get("classes")
    if len(rows) > 1 or not isinstance(given, list) or not str(raw.get("name", "")).strip():
        faults.append(f"“{label}”应只有一版，有名称和各类。")
        return None
    if not readable(str(raw["name"]) + str(raw.get("basis", ""))):
        faults.append(f"“{label}”的名称或依据含有看不见的字符。")
    classes, choices = [], class_choices()
    for number, each in enumerate(given, 1):
        values, wrong = read(CLASS, each if isinstance(each, dict) else {}, choices)
        wrong = wrong or class_faults(values)
        faults += [f"“{label}”第 {number} 类：{said}" for said in wrong.values()]
        classes.append(values)
    codes = [values.get("code") for values in classes]
    faults += [
        f"“{label}”第 {number} 类：类号 {code} 与第 {codes.index(code) + 1} 类重复。"
        for number, code in enumerate(codes, 1)
        if code and codes.index(code) + 1 < number
    ]
    return str(raw["name"])[:60], str(raw.get("basis", ""))[:120], classes


def _words(shape: Shape, values: Mapping[str, Any]) -> list[str]:
    choices = class_choices()
    return [in_words(field, values[field.name], choices.get(field.name, {})) for field in shape.fields]


def _planned_scheme(scheme: tuple[str, str, list[dict[str, Any]]]) -> Planned:
    name, _, classes = scheme
    here = [_words(CLASS, class_values(each)) for each in classes_of(scheme_on(clock.today()))]
    same = here == [_words(CLASS, values) for values in sorted(classes, key=lambda values: values["position"])]
    return Planned(SCHEME, 1, name, Outcome.SAME if same else Outcome.NEW)
