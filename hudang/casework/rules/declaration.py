"""申报: what an applicant declares, as one JSON object that is kept while it is being filled in (forms.md F01–F08, F12).

A draft may lack anything. ``read_declaration`` tells everything that is wrong, keyed as the page names its fields:
``members_0_name``, ``members_0_incomes_1_amount``, ``assets_0_value``. Persons' own fields are checked by the area of
households, which knows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.assessment.rules.case import Case, read_case
from hudang.assessment.vocabulary import RIGID_EXPENSE_KIND, Area, CaseKind
from hudang.casework.vocabulary import CASE_KIND_LABELS
from hudang.households.rules.fields import Field, FieldError, Kind, read_value
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import (
    ASSET_KIND,
    CAUSE,
    HEAD,
    HOUSE_KIND,
    IDENTITY_CARD,
    INCOME_KIND,
    LEAVING,
    RELATION,
)
from hudang.kernel.identity import IdentityNumber, age_on, parse_identity, tidy_identity
from hudang.kernel.text import clean_name

ADULT = 18
_NUMBER_LENGTHS = (15, 18)
LISTS = ("members", "incomes", "assets", "expenses", "supporters", "near_relatives")
# one declaration never grows beyond this: twenty members, all their incomes
MOST_ROWS = {
    "members": 20,
    "incomes": 20,
    "assets": 40,
    "expenses": 20,
    "supporters": 12,
    "near_relatives": 6,
    "left": 20,
}
_MOST_INCOMES = 12
_AMOUNT = Field("amount", "金额", Kind.AMOUNT, required=True)
_COST = Field("cost", "成本", Kind.AMOUNT)
APPLICATION_FIELDS = (
    Field("applied_on", "申请日期", Kind.DATE, required=True),
    Field("reason", "申请原因", Kind.LONG_TEXT, limit=1000, required=True),
    Field("causes", "致困原因", Kind.CODES, CAUSE),
    Field("address", "居住地址", limit=200, required=True),
    Field("house_kind", "住房类别", Kind.CODE, HOUSE_KIND, required=True),
    Field("alone_basis", "单人户的依据", limit=200, help="单独申请的，写明属于哪一种情形"),
    Field("registered_address", "户籍地址", limit=200),
    Field("registered_village_code", "户籍地村代码", Kind.VILLAGE, limit=12),
    Field("phone", "联系电话", Kind.PHONE, limit=30, required=True, secret=True),
    Field("bank", "开户银行", limit=60),
    Field("account", "银行账号", Kind.DIGITS, limit=30, secret=True),
)
# what F06 asks of every member beside the person's own fields
MEMBER_NEEDS = ("ethnicity", "registration", "marital", "health", "work_capacity", "employment")
# C28 in forms.md F01: who applies for somebody; F07: whose relative the applicant is
AGENT_KIND = {"1": "村（居）民委员会代办", "2": "亲友代办", "3": "监护人代为申请", "4": "社会救助协理员代办"}
OFFICER_KIND = {"1": "县级民政部门工作人员", "2": "乡镇（街道）工作人员", "3": "村（居）民委员会成员"}
AGENT_FIELDS = (
    Field("name", "代办人姓名", limit=50, required=True),
    Field("relation", "与申请人关系", Kind.CODE, RELATION, required=True),
    Field("identity", "代办人证件号", limit=30, required=True, secret=True),
    Field("phone", "代办人电话", Kind.PHONE, limit=30, required=True, secret=True),
    Field("kind", "代办类型", Kind.CODE, AGENT_KIND, required=True),
)
_MEMBER_LABELS = {name: field.label for name, field in (PERSON_FIELDS | MEMBER_FIELDS).items()}
NEAR_RELATIVE_FIELDS = (
    Field("name", "工作人员姓名", limit=50, required=True),
    Field("identity", "工作人员身份证号", limit=30, required=True, secret=True),
    Field("unit", "工作单位", limit=80, required=True),
    Field("duty", "职务", limit=40, required=True),
    Field("phone", "工作人员电话", Kind.PHONE, limit=30, required=True, secret=True),
    Field("officer_kind", "类别", Kind.CODE, OFFICER_KIND, required=True),
    Field("relation", "申请人是其", Kind.CODE, RELATION, required=True),
)
# 法定赡养、抚养、扶养义务人 (F08); amounts are yuan a month
SUPPORTER_FIELDS = (
    Field("name", "姓名", limit=50, required=True),
    Field("relation", "是申请人的", Kind.CODE, RELATION),
    Field("identity", "公民身份号码", limit=30, secret=True),
    Field("employer", "单位或住址", limit=80),
    Field("phone", "联系电话", Kind.PHONE, limit=30, secret=True),
    Field("income_per_member", "其家庭人均月收入（元）", Kind.AMOUNT, help="不知道的留空，由赡养调查查明"),
    Field("household_size", "其家庭人口", Kind.NUMBER, limit=50),
    Field("supported_persons", "被赡养人总数", Kind.NUMBER, limit=20, help="不填按 1 人"),
    Field("children", "分担义务的子女数", Kind.NUMBER, limit=20, help="不填按 1 人"),
    Field("supported_here", "其中本户几人", Kind.NUMBER, limit=20, help="不填按 1 人"),
    Field("paid", "协议、判决或实际给付（元/月）", Kind.AMOUNT),
    Field("waived", "主张免除的理由", limit=120),
)
# who was a member of the household when it was registered, and is not declared any more (C26)
LEFT_FIELDS = (
    Field("leaving", "减员原因", Kind.CODE, LEAVING, required=True),
    Field("left_on", "自哪一天起不在本户", Kind.DATE, required=True),
)
_OF_SUPPORTER = ("name", "relation", "identity", "income_per_member", "household_size")
_SUPPORT_SUMS = (
    "name", "income_per_member", "household_size", "supported_persons", "children", "supported_here", "paid", "waived",
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """A declaration after all checks: what is clean, and the sentence for each field that is not."""

    values: dict[str, Any]
    faults: dict[str, str]


def empty_declaration(kind: CaseKind, area: Area, today: date) -> dict[str, Any]:
    """Return the declaration with which a draft begins: one member, who is the head and applies."""
    return {
        "kind": kind.value,
        "area": area.value,
        "applied_on": today.isoformat(),
        "members": [{"relation": HEAD, "identity_kind": IDENTITY_CARD, "covered": True, "incomes": []}],
        **{name: [] for name in LISTS if name != "members"},
        "applicant": 0,
        "has_near_relative": "",
        "papers": {},
    }


def with_applicant(declared: Mapping[str, Any], looked_for: str) -> dict[str, Any]:
    """Return a new declaration whose applicant is whom somebody looked for, by name or identity number.

    Of those whom the register knows he is chosen; a blank first member gets what was typed.
    """
    said = looked_for.strip()
    members = [dict(member) for member in declared["members"]]
    named = {tidy_identity(said), clean_name(said)} if said else set()
    known = next((n for n, m in enumerate(members) if {m.get("identity"), m.get("name")} & named), None)
    if known is not None:
        return {**declared, "applicant": known}
    if said and members and not (members[0].get("name") or members[0].get("identity")):
        key = "identity" if len(tidy_identity(said)) in _NUMBER_LENGTHS and said[:1].isdigit() else "name"
        members[0][key] = tidy_identity(said) if key == "identity" else clean_name(said)
    return {**declared, "members": members}


def shape_fault(raw: Any) -> str:
    """Return why a draft cannot even be kept, empty when it can: bounded lists of objects, nothing else."""
    if not isinstance(raw, Mapping):
        return "申报内容不完整，请刷新页面后重试。"
    for name, most in MOST_ROWS.items():
        rows = raw.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            return "申报内容不完整，请刷新页面后重试。"
        if len(rows) > most:
            return f"一案最多登记 {most} 行（{name}），请合并后再保存。"
    return ""


def read_declaration(raw: Mapping[str, Any], today: date) -> Read:
    """Check everything but the persons' own fields."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    _fields(raw, APPLICATION_FIELDS, "", today, values, faults)
    if not raw.get("causes"):
        faults["causes"] = "请至少选择一项致困原因。"
    values["kind"], values["area"] = _kind(raw, faults), _area(raw, faults)
    _members(raw, faults)
    _left(raw, today, faults)
    _agent(raw, today, values, faults)
    _near_relatives(raw, today, faults)
    values["incomes"] = _incomes(raw.get("incomes", []), "incomes", today, faults)
    for number, member in enumerate(raw.get("members", [])):
        _incomes(member.get("incomes", []), f"members_{number}_incomes", today, faults)
    _assets(raw.get("assets", []), today, faults)
    _expenses(raw.get("expenses", []), today, faults)
    _supporters(raw.get("supporters", []), today, faults)
    return Read(values, faults)


def _fields(
    raw: Mapping[str, Any],
    fields: Sequence[Field],
    prefix: str,
    today: date,
    values: dict[str, Any],
    faults: dict[str, str],
) -> None:
    for field in fields:
        try:
            values[field.name] = read_value(field, raw.get(field.name), today)
        except FieldError as error:
            faults[f"{prefix}{field.name}"] = str(error)


def _kind(raw: Mapping[str, Any], faults: dict[str, str]) -> str:
    kind = str(raw.get("kind", ""))
    if kind not in CASE_KIND_LABELS:
        faults["kind"] = "请选择申请类型。"
    if kind == CaseKind.SINGLE_PERSON and not str(raw.get("alone_basis") or "").strip():
        faults["alone_basis"] = "单人户请写明单独申请的依据。"
    return kind


def _area(raw: Mapping[str, Any], faults: dict[str, str]) -> str:
    area = str(raw.get("area", ""))
    if area not in {each.value for each in Area}:
        faults["area"] = "请选择城市或农村。"
    return area


def _members(raw: Mapping[str, Any], faults: dict[str, str]) -> None:
    members = raw.get("members", [])
    if not members:
        faults["members"] = "请至少登记申请人本人。"
        return
    for number, member in enumerate(members):
        for name in MEMBER_NEEDS:
            if member.get(name) in (None, ""):
                faults[f"members_{number}_{name}"] = f"请选择{_MEMBER_LABELS[name]}。"
    heads = [number for number, member in enumerate(members) if member.get("relation") == HEAD]
    if len(heads) != 1:
        faults["members"] = f"一户恰有 1 名户主，现在登记了 {len(heads)} 名，请核对“与户主关系”。"
    if not any(member.get("covered") and not member.get("not_counted") for member in members):
        faults["members"] = "至少要有一名共同生活且申请保障的成员。"
    applicant = raw.get("applicant", 0)
    if not isinstance(applicant, int) or not 0 <= applicant < len(members):
        faults["applicant"] = "请从家庭成员中选择申请人。"


def _left(raw: Mapping[str, Any], today: date, faults: dict[str, str]) -> None:
    for number, row in enumerate(raw.get("left", [])):
        kept: dict[str, Any] = {}
        _fields(row, LEFT_FIELDS, f"left_{number}_", today, kept, faults)
        day, since = kept.get("left_on"), str(row.get("since") or "")
        if day and not since <= day.isoformat() <= today.isoformat():
            faults[f"left_{number}_left_on"] = f"日期应在登记的起始日 {since} 到今天之间。"


def still_left(raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the registered members whom the declaration no longer names, with what is told of them so far."""
    declared = {member.get("key") for member in raw.get("members", [])}
    told = {row.get("key"): row for row in raw.get("left", [])}
    return [{**row, **told.get(row["key"], {})} for row in raw.get("known", []) if row["key"] not in declared]


def _agent(raw: Mapping[str, Any], today: date, values: dict[str, Any], faults: dict[str, str]) -> None:
    agent = raw.get("agent") or {}
    if raw.get("by_agent"):
        kept: dict[str, Any] = {}
        _fields(agent, AGENT_FIELDS, "agent_", today, kept, faults)
        values["agent"] = kept


def _near_relatives(raw: Mapping[str, Any], today: date, faults: dict[str, str]) -> None:
    said = raw.get("has_near_relative")
    if said not in ("yes", "no"):
        faults["has_near_relative"] = "请问明并选择：是否与经办人员或村（居）委会成员有近亲属关系。"
    rows = raw.get("near_relatives", [])
    if said == "yes" and not rows:
        faults["near_relatives"] = "有近亲属关系的，请登记工作人员的姓名、单位和关系。"
    for number, row in enumerate(rows):
        _fields(row, NEAR_RELATIVE_FIELDS, f"near_relatives_{number}_", today, {}, faults)


def _incomes(rows: Any, prefix: str, today: date, faults: dict[str, str]) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list) or len(rows) > _MOST_INCOMES:
        faults[prefix] = f"每人最多登记 {_MOST_INCOMES} 项收入，请合并同类项。"
        return []
    for number, row in enumerate(rows):
        if row.get("kind") not in INCOME_KIND:
            faults[f"{prefix}_{number}_kind"] = "请从列表中选择收入项。"
        for field in (_AMOUNT, _COST):
            try:
                read_value(field, row.get(field.name), today)
            except FieldError as error:
                faults[f"{prefix}_{number}_{field.name}"] = str(error)
    return rows


def _assets(rows: Sequence[Mapping[str, Any]], today: date, faults: dict[str, str]) -> None:
    for number, row in enumerate(rows):
        if row.get("kind") not in ASSET_KIND:
            faults[f"assets_{number}_kind"] = "请从列表中选择财产类别。"
        try:
            read_value(Field("value", "估值", Kind.AMOUNT), row.get("value"), today)
        except FieldError as error:
            faults[f"assets_{number}_value"] = str(error)


def _expenses(rows: Sequence[Mapping[str, Any]], today: date, faults: dict[str, str]) -> None:
    for number, row in enumerate(rows):
        if row.get("kind") not in RIGID_EXPENSE_KIND:
            faults[f"expenses_{number}_kind"] = "请从列表中选择支出项。"
        try:
            read_value(_AMOUNT, row.get("amount"), today)
        except FieldError as error:
            faults[f"expenses_{number}_amount"] = str(error)


def _supporters(rows: Sequence[Mapping[str, Any]], today: date, faults: dict[str, str]) -> None:
    for number, row in enumerate(rows):
        _fields(row, SUPPORTER_FIELDS, f"supporters_{number}_", today, {}, faults)


def supporters_known(raw: Mapping[str, Any]) -> bool:
    """Tell whether all of every supporter is known that his sheet asks for (F08); the inquiry finds out what is not."""
    rows = raw.get("supporters", [])
    return bool(rows) and all(row.get(name) not in (None, "") for row in rows for name in _OF_SUPPORTER)


def adults_of(raw: Mapping[str, Any], today: date) -> list[Mapping[str, Any]]:
    """Return the members who sign for themselves: whoever is not known to be younger than eighteen."""
    return [member for member in raw.get("members", []) if _grown(member, today)]


def _grown(member: Mapping[str, Any], today: date) -> bool:
    born = born_on(member, today)
    return born is None or age_on(born, today) >= ADULT


def unsigned_adults(raw: Mapping[str, Any], today: date) -> list[str]:
    """Return the adults who have not signed pledge and authorisation yet (F02: 缺一不能受理).

    A guardian may sign for somebody.
    """
    return [
        str(member.get("name") or f"第 {number} 名成员")
        for number, member in enumerate(raw.get("members", []), start=1)
        if _grown(member, today) and not (member.get("pledge") or {}).get("signed_on")
    ]


def born_on(member: Mapping[str, Any], today: date) -> date | None:
    """Return when a declared member was born, by the identity number or as filled in; None when neither tells."""
    read = parse_identity(str(member.get("identity") or ""), today)
    if isinstance(read, IdentityNumber):
        return read.birth_date
    try:
        return date.fromisoformat(str(member.get("born_on") or ""))
    except ValueError:
        return None


def case_of(raw: Mapping[str, Any], day: date) -> Case:
    """Return the means test's case of a declaration, as declared; raises ``UnreadableCase``."""
    members = [_tested(member, day) for member in raw.get("members", [])]
    given = {
        "day": day.isoformat(),
        "kind": raw.get("kind"),
        "area": raw.get("area"),
        "members": members,
        "incomes": [_plain(row, ("kind", "amount", "cost", "period", "not_counted")) for row in raw.get("incomes", [])],
        "supporters": [_plain(row, _SUPPORT_SUMS) for row in raw.get("supporters", [])],
        "assets": [_plain(row, ("kind", "value", "exempt")) for row in raw.get("assets", [])],
        "expenses": [_plain(row, ("kind", "amount", "period")) for row in raw.get("expenses", [])],
    }
    return read_case(given)


def _plain(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row.get(name) not in (None, "")}


def _tested(member: Mapping[str, Any], day: date) -> dict[str, Any]:
    kept = _plain(member, ("name", "not_counted", "disability_kind", "disability_level"))
    kept["born_on"] = born_on(member, day)
    kept["covered"] = bool(member.get("covered"))
    kept["seriously_ill"] = member.get("health") in ("4", "6")
    kept["religious_three_years"] = bool(member.get("religious_three_years"))
    kept["incomes"] = [
        _plain(row, ("kind", "amount", "cost", "period", "not_counted")) for row in member.get("incomes", [])
    ]
    return kept
