"""One step of the desk as a part of the declaration: taken out, read from what a page sent, and put back.

Rows carry a ``key`` of their own, so that a row is known again after others were added or removed. A secret number
left empty stays as it is; 无 clears it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hudang.casework.rules.declaration import still_left
from hudang.casework.rules.desk_steps import SHAPES, DeskStep, Rows
from hudang.households.rules.fields import Field, FieldError, Kind, read_value
from hudang.kernel import clock
from hudang.kernel.money import plain

Part = dict[str, Any]
Pairs = Iterable[tuple[str, str]]
CLEAR_WORD = "无"
PAPER = re.compile(r"^papers_([A-Z]\d{1,3}[a-z]?)_(copies|original)$")
_MOST = 60
_PLEDGE, _AGENT = "pledge_", "agent_"


def part_of(declared: Mapping[str, Any], step: DeskStep) -> Part:
    """Return what a step holds of a declaration."""
    shape = SHAPES[step]
    flat = _flattened(declared)
    part: Part = {each.name: _standing(each, flat) for each in shape.fields}
    for rows in shape.rows:
        part[rows.name] = _rows_of(rows, flat.get(rows.name, []))
    if step == DeskStep.FAMILY:
        part["applicant"] = _key_at(part["members"], declared.get("applicant", 0))
    if step == DeskStep.PAPERS:
        part |= {name: value for name, value in flat.items() if PAPER.match(name)}
    return part


def _flattened(declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return a declaration with its pledges, agent and papers as the page names their fields."""
    flat = dict(declared)
    flat |= {f"{_AGENT}{name}": value for name, value in (declared.get("agent") or {}).items()}
    for code, given in (declared.get("papers") or {}).items():
        flat |= {f"papers_{code}_{name}": str(value) for name, value in given.items()}
    flat["members"] = [
        {**member, **{f"{_PLEDGE}{name}": value for name, value in (member.get("pledge") or {}).items()}}
        for member in declared.get("members", [])
    ]
    return flat


def _standing(field: Field, values: Mapping[str, Any]) -> Any:
    value = values.get(field.name)
    if field.kind is Kind.CODES:
        return sorted(str(each) for each in value or [])
    if field.kind is Kind.FLAG:
        return bool(value)
    text = "" if value is None else str(value)
    return _plain_amount(field, text) if field.kind is Kind.AMOUNT and text else text


def _rows_of(rows: Rows, standing: Sequence[Mapping[str, Any]]) -> list[Part]:
    found = []
    for number, row in enumerate(standing):
        part: Part = {"key": row_key(row, number)}
        part |= {field.name: _standing(field, row) for field in rows.fields}
        part |= {inner.name: _rows_of(inner, row.get(inner.name, [])) for inner in rows.inner}
        found.append(part)
    return found


def row_key(row: Mapping[str, Any], number: int) -> str:
    """Return the key of a row; one that never went through the desk has its place."""
    return str(row.get("key") or f"r{number}")


def _key_at(rows: Sequence[Part], number: Any) -> str:
    return str(rows[number]["key"]) if isinstance(number, int) and 0 <= number < len(rows) else ""


def read_part(step: DeskStep, sent: Pairs, standing: Part) -> Part:
    """Return what a page sent of a step; numbers left empty are those of ``standing``."""
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in sent:
        given[name].append(value)
    shape = SHAPES[step]
    part: Part = {each.name: _typed(each, each.name, given, standing) for each in shape.fields}
    for rows in shape.rows:
        part[rows.name] = _typed_rows(rows, rows.name, given, standing.get(rows.name, []))
    if step == DeskStep.FAMILY:
        part["applicant"] = _first(given, f"members_{_first(given, 'applicant')}_key")
    if step == DeskStep.PAPERS:
        part |= {name: values[-1].strip() for name, values in given.items() if PAPER.match(name)}
    return part


def _first(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name) or [""]
    return values[0].strip()


def _typed(field: Field, name: str, given: Mapping[str, Sequence[str]], standing: Mapping[str, Any]) -> Any:
    if field.kind is Kind.CODES:
        return sorted(set(given.get(name, ())))
    if field.kind is Kind.FLAG:
        return bool(_first(given, name))
    text = _first(given, name)
    if field.secret:
        return "" if text == CLEAR_WORD else text or standing.get(field.name, "")
    return _plain_amount(field, text) if field.kind is Kind.AMOUNT and text else text


def _plain_amount(field: Field, text: str) -> str:
    """Return 2,400 元 as the sum that whatever reckons with it reads; what is no amount stays, to be told of."""
    try:
        return plain(read_value(field, text, clock.today()))
    except FieldError:
        return text


def _typed_rows(rows: Rows, prefix: str, given: Mapping[str, Sequence[str]], standing: Sequence[Part]) -> list[Part]:
    shape = re.compile(rf"^{re.escape(prefix)}_(\d{{1,3}})_")
    numbers = sorted({int(found[1]) for name in given if (found := shape.match(name))})
    known = {row["key"]: row for row in standing}
    typed = [_typed_row(rows, f"{prefix}_{number}", given, known, number) for number in numbers[:_MOST]]
    return [row for row in typed if row is not None]


def _typed_row(
    rows: Rows, prefix: str, given: Mapping[str, Sequence[str]], known: Mapping[str, Part], number: int
) -> Part | None:
    if _first(given, f"{prefix}_gone"):
        return None
    key = _first(given, f"{prefix}_key")[:12] or f"n{number}"
    before = known.get(key, {})
    row: Part = {"key": key}
    row |= {field.name: _typed(field, f"{prefix}_{field.name}", given, before) for field in rows.fields}
    for inner in rows.inner:
        row[inner.name] = _typed_rows(inner, f"{prefix}_{inner.name}", given, before.get(inner.name, []))
    filled = any(value for name, value in row.items() if name != "key" and name not in rows.given)
    return row if filled or rows.fixed else None


def put_back(declared: Mapping[str, Any], step: DeskStep, part: Part) -> dict[str, Any]:
    """Return the declaration with a step's part put into it; empty values are left out."""
    changed = dict(declared)
    for field in SHAPES[step].fields:
        if not field.name.startswith(_AGENT) and field.name != "applicant":
            _put(changed, field.name, part[field.name])
    for rows in SHAPES[step].rows:
        changed[rows.name] = _put_rows(rows, changed.get(rows.name, []), part[rows.name])
    match step:
        case DeskStep.FAMILY:
            keys = [row["key"] for row in part["members"]]
            changed["applicant"] = keys.index(part["applicant"]) if part["applicant"] in keys else 0
            changed["left"] = still_left(changed)
        case DeskStep.PLEDGE:
            changed["agent"] = {
                name.removeprefix(_AGENT): value for name, value in part.items() if name.startswith(_AGENT) and value
            }
        case DeskStep.PAPERS:
            changed["papers"] = _papers(part)
    return changed


def _put(target: dict[str, Any], name: str, value: Any) -> None:
    if value in ("", [], None):
        target.pop(name, None)
    else:
        target[name] = value


def _put_rows(rows: Rows, standing: Sequence[Mapping[str, Any]], part: Sequence[Part]) -> list[dict[str, Any]]:
    before = {row_key(row, number): dict(row) for number, row in enumerate(standing)}
    after = {row["key"]: row for row in part}
    keys = list(before) if rows.fixed else list(after)
    return [_put_row(rows, key, before.get(key, {}), after.get(key)) for key in keys]


def _put_row(rows: Rows, key: str, before: Mapping[str, Any], part: Part | None) -> dict[str, Any]:
    row = dict(before) | {"key": key}
    if part is None:
        return row
    pledge = dict(row.get("pledge") or {})
    for field in rows.fields:
        target, name = (
            (pledge, field.name.removeprefix(_PLEDGE)) if field.name.startswith(_PLEDGE) else (row, field.name)
        )
        _put(target, name, part[field.name])
        if field.kind is Kind.FLAG:
            target[name] = bool(part[field.name])
    for inner in rows.inner:
        row[inner.name] = _put_rows(inner, row.get(inner.name, []), part[inner.name])
    if any(field.name.startswith(_PLEDGE) for field in rows.fields):
        row["pledge"] = pledge
    if rows.name == "members":
        row.setdefault("incomes", [])
    return row


def _papers(part: Part) -> dict[str, dict[str, Any]]:
    papers: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, value in part.items():
        found = PAPER.match(name)
        if found and value:
            papers[found[1]][found[2]] = int(value) if found[2] == "copies" and value.isdecimal() else value
    return {code: given for code, given in papers.items() if given.get("copies")}


def pairs_of(step: DeskStep, part: Part) -> list[tuple[str, str]]:
    """Return a part as a page sends it, without its secret numbers: what a page was opened with."""
    pairs = [pair for field in SHAPES[step].fields for pair in _pairs(field, field.name, part)]
    for rows in SHAPES[step].rows:
        pairs += _row_pairs(rows, rows.name, part[rows.name])
    if step == DeskStep.FAMILY:
        keys = [row["key"] for row in part["members"]]
        pairs = [pair for pair in pairs if pair[0] != "applicant"]
        pairs += [("applicant", str(keys.index(part["applicant"])))] if part["applicant"] in keys else []
    return pairs + [(name, str(value)) for name, value in part.items() if PAPER.match(name)]


def _pairs(field: Field, name: str, values: Part) -> list[tuple[str, str]]:
    value = values.get(field.name)
    if field.secret or value in (None, "", False):
        return []
    if field.kind is Kind.CODES:
        return [(name, str(each)) for each in value or []]
    return [(name, "on" if value is True else str(value))]


def _row_pairs(rows: Rows, prefix: str, part: Sequence[Part]) -> list[tuple[str, str]]:
    pairs = []
    for number, row in enumerate(part):
        here = f"{prefix}_{number}"
        pairs.append((f"{here}_key", str(row["key"])))
        pairs += [pair for field in rows.fields for pair in _pairs(field, f"{here}_{field.name}", row)]
        for inner in rows.inner:
            pairs += _row_pairs(inner, f"{here}_{inner.name}", row[inner.name])
    return pairs
