"""A declaration in words: what the page of a case shows of it, every number masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.assessment.vocabulary import RIGID_EXPENSE_KIND
from hudang.casework.rules.declaration import AGENT_FIELDS, APPLICATION_FIELDS, NEAR_RELATIVE_FIELDS
from hudang.casework.vocabulary import CASE_KIND_LABELS
from hudang.households.rules.fields import Field, shown_value
from hudang.households.rules.masking import masked
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import ASSET_KIND, HEALTH, INCOME_KIND, RELATION
from hudang.kernel.identity import age_on

_PERIODS = {"month": "元/月", "year": "元/年"}
_AREAS = {"urban": "城市", "rural": "农村"}
Line = tuple[str, str]


@dataclass(frozen=True)
class MemberTold:
    """One declared member: the columns of the table, and what else is known."""

    name: str
    relation: str
    age: str
    identity: str
    health: str
    covered: bool
    incomes: tuple[str, ...]
    signed_on: str
    more: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """A declaration in words."""

    application: tuple[Line, ...]
    members: tuple[MemberTold, ...]
    incomes: tuple[str, ...]
    assets: tuple[str, ...]
    expenses: tuple[str, ...]
    supporters: tuple[str, ...]
    near_relatives: tuple[str, ...]
    agent: tuple[Line, ...]


def told(raw: Mapping[str, Any], today: date) -> Told:
    """Return a declaration in words; what is not filled in yet is left out."""
    heads: list[Line] = [
        ("申请类型", CASE_KIND_LABELS.get(raw.get("kind", ""), "")),
        ("城乡", _AREAS.get(str(raw.get("area", "")), "")),
    ]
    return Told(
        application=(*heads, *_lines(APPLICATION_FIELDS, raw)),
        members=tuple(_member(member, today) for member in raw.get("members", [])),
        incomes=tuple(_incomes(raw.get("incomes", []))),
        assets=tuple(_assets(raw.get("assets", []))),
        expenses=tuple(_expenses(raw.get("expenses", []))),
        supporters=tuple(_supporters(raw.get("supporters", []))),
        near_relatives=tuple("，".join(v for _, v in _lines(NEAR_RELATIVE_FIELDS, row)) for row in raw.get("near_relatives", [])),
        agent=tuple(_lines(AGENT_FIELDS, raw.get("agent") or {})) if raw.get("by_agent") else (),
    )  # fmt: skip


def _lines(fields: Sequence[Field], raw: Mapping[str, Any]) -> Iterator[Line]:
    for field in fields:
        value = raw.get(field.name)
        if value not in (None, "", []):
            shown = masked(field.name, str(value)) if field.secret else shown_value(field, value)
            yield field.label, shown


def _member(member: Mapping[str, Any], today: date) -> MemberTold:
    shown = {"name", "relation", "identity", "born_on", "health", "covered"}
    fields = [field for name, field in {**PERSON_FIELDS, **MEMBER_FIELDS}.items() if name not in shown]
    return MemberTold(
        name=str(member.get("name") or ""),
        relation=RELATION.get(str(member.get("relation") or ""), ""),
        age=_age(str(member.get("born_on") or ""), today),
        identity=masked("identity", str(member.get("identity") or "")),
        health=HEALTH.get(str(member.get("health") or ""), ""),
        covered=bool(member.get("covered")) and not member.get("not_counted"),
        incomes=tuple(_incomes(member.get("incomes", []))),
        signed_on=str((member.get("pledge") or {}).get("signed_on") or ""),
        more=tuple(_lines([field for field in fields if member.get(field.name)], member)),
    )


def _age(text: str, today: date) -> str:
    try:
        return f"{age_on(date.fromisoformat(text), today)} 岁"
    except ValueError:
        return ""


def _incomes(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        period = _PERIODS.get(str(row.get("period") or "month"), "")
        yield f"{INCOME_KIND.get(str(row.get('kind')), '收入')} {row.get('amount') or '—'} {period}"


def _assets(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        value = f"{row['value']} 元" if row.get("value") else "未估值"
        what = f"（{row['description']}）" if row.get("description") else ""
        yield f"{ASSET_KIND.get(str(row.get('kind')), '财产')}{what} {value}"


def _expenses(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        period = _PERIODS.get(str(row.get("period") or "year"), "")
        yield f"{RIGID_EXPENSE_KIND.get(str(row.get('kind')), '支出')} {row.get('amount') or '—'} {period}"


def _supporters(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        relation = RELATION.get(str(row.get("relation") or ""), "")
        yield "，".join(part for part in (str(row.get("name") or "义务人"), relation) if part)
