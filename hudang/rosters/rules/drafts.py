"""From judged rows to households: rows of one household are put together, words become codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.households.vocabulary import HEAD, INCOME_KIND
from hudang.kernel.division_codes import is_division_code
from hudang.kernel.identity import parse_certificate
from hudang.rosters.rules.coding import assistance_code, cause_codes, code_of
from hudang.rosters.rules.outcomes import RowVerdict
from hudang.rosters.vocabulary import Outcome

UNITEMISED_INCOME = "599"
# 其他: the relation is not told
OTHER = "80"


@dataclass
class PersonDraft:
    """One member as the roster tells it; fields that the roster does not tell are absent from ``fields``."""

    row: tuple[str, int]
    name: str
    identity: str
    relation: str
    sex: str
    born_on: date
    ethnicity: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    incomes: dict[str, Decimal] = field(default_factory=dict)
    income_told: bool = False


@dataclass
class HouseholdDraft:
    """One household as the roster tells it."""

    key: str
    given_code: str
    village_code: str
    fields: dict[str, Any] = field(default_factory=dict)
    dwelling: dict[str, Any] = field(default_factory=dict)
    members: list[PersonDraft] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)

    @property
    def head(self) -> PersonDraft | None:
        """The head's draft, absent when the head's row was rejected."""
        return next((member for member in self.members if member.relation == HEAD), None)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


_TEXT_FIELDS = {
    "address": 200, "registered_address": 200, "bank": 60, "account": 40, "phone": 30, "cert_no": 40,
}  # fmt: skip
_TEXT_TARGETS = {"cert_no": "certificate_no"}


def _household_fields(values: Mapping[str, Any], village_code: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, limit in _TEXT_FIELDS.items():
        if values.get(name):
            told[_TEXT_TARGETS.get(name, name)] = str(values[name])[:limit]
    for name, target in (("allowance", "allowance"), ("standard", "standard"), ("supplement", "supplement")):
        if values.get(name) is not None:
            told[target] = _decimal(values[name])
    for name, target in (("family", "declared_size"), ("covered_n", "covered_size")):
        if values.get(name) is not None:
            told[target] = int(values[name])
    for name, target in (("approved", "approved_on"), ("applied", "applied_on")):
        if values.get(name):
            told[target] = _day(values[name])
    if values.get("abc"):
        told["abc_class"] = str(values["abc"])[:1]
    if values.get("cause") and (codes := cause_codes(str(values["cause"]))):
        told["causes"] = list(codes)
    region, category = str(values.get("region") or ""), str(values.get("category") or "")
    if region or category:
        told["assistance"] = assistance_code(category, region, village_code)
    return told


_MEMBER_CODES = {
    "health": ("health", "health"),
    "labor": ("work_capacity", "work_capacity"),
    "employ": ("employment", "employment"),
    "marital": ("marital", "marital"),
    "dis_kind": ("disability_kind", "disability_kind"),
    "dis_level": ("disability_level", "disability_level"),
    "stage": ("stage", "education_stage"),
    "self_care": ("self_care", "self_care"),
}
_MEMBER_TEXTS = {
    "dis_cert": ("disability_certificate", 24),
    "school": ("school", 80),
    "grade": ("grade", 20),
    "student_no": ("student_card", 40),
    "illness": ("illness", 60),
    "employer": ("employer", 100),
}


def _member_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, (table, target) in _MEMBER_CODES.items():
        if values.get(name) and (code := code_of(table, str(values[name]))):
            told[target] = code
    for name, (target, limit) in _MEMBER_TEXTS.items():
        if values.get(name):
            told[target] = str(values[name])[:limit]
    if values.get("graduate") and len(str(values["graduate"])) == 10:
        told["graduates_on"] = _day(values["graduate"])
    if values.get("ill") == "是":
        told.setdefault("health", "4")
    if values.get("student") == "是":
        told.setdefault("employment", "5")
    covered = values.get("covered")
    if covered in ("是", "否", True, False):
        told["covered"] = covered in ("是", True)
    certificate = parse_certificate(told.get("disability_certificate", ""))
    if certificate:
        told.setdefault("disability_kind", certificate.kind)
        told.setdefault("disability_level", certificate.level)
    return told


# incomes given by group only are kept under the kind that stands for the group
_GROUP_KIND = {"wage": "101", "business": "205", "property": "301", "transfer": "404", "other": "501"}
_INCOME_NAMES = {*_GROUP_KIND, *INCOME_KIND}


def _incomes(values: Mapping[str, Any]) -> tuple[dict[str, Decimal], bool]:
    amounts: dict[str, Decimal] = {}
    told = values.get("income") is not None
    for name, value in values.items():
        if name.startswith("income_") and name[7:] in _INCOME_NAMES and value is not None:
            told = True
            kind = name.removeprefix("income_")
            amounts[_GROUP_KIND.get(kind, kind)] = Decimal(str(value))
    if not amounts and values.get("income"):
        amounts[UNITEMISED_INCOME] = Decimal(str(values["income"]))
    return {kind: amount for kind, amount in amounts.items() if amount}, told


def person_draft(verdict: RowVerdict, relation: str) -> PersonDraft:
    """Return the member that a judged row tells of."""
    values, identity = verdict.values, str(verdict.values["id"])
    incomes, told = _incomes(values)
    nation = str(values.get("nation") or "")
    return PersonDraft(
        row=(verdict.sheet, verdict.row),
        name=str(values["name"]),
        identity=identity,
        relation=relation,
        sex="1" if int(identity[16]) % 2 else "2",
        born_on=date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14])),
        ethnicity=code_of("ethnicity", nation if nation.endswith("族") or not nation else f"{nation}族"),
        fields=_member_fields(values),
        incomes=incomes,
        income_told=told,
    )


def _given_code(values: Mapping[str, Any]) -> str:
    code = str(values.get("hh_no") or "")
    return code if len(code) == 16 and code.isdigit() and is_division_code(code[:12]) else ""


def _dwelling(values: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, table, target in (
        ("house_kind", "house_kind", "kind"),
        ("house_structure", "house_structure", "structure"),
    ):
        if values.get(name) and (code := code_of(table, str(values[name]))):
            told[target] = code
    for name, target in (("house_area", "area"), ("land", "land_mu")):
        if values.get(name) is not None:
            told[target] = _decimal(values[name])
    if values.get("house_rooms") is not None:
        told["rooms"] = int(values["house_rooms"])
    return told


def assemble(verdicts: Sequence[RowVerdict]) -> list[HouseholdDraft]:
    """Put the accepted and warned rows together by household, in the order of the file.

    A household whose head's row was rejected has no head yet; it is placed by its household number or by the
    village its rows name, and left out when there is neither.
    """
    drafts: dict[str, HouseholdDraft] = {}
    for verdict in verdicts:
        if verdict.outcome not in (Outcome.ACCEPTED, Outcome.WARNED):
            continue
        key = _key(verdict)
        draft = drafts.get(key)
        if draft is None:
            given = _given_code(verdict.values)
            draft = drafts[key] = HouseholdDraft(key, given, str(verdict.values.get("village_code") or given[:12]))
        _add(draft, verdict)
    _count_members(drafts, verdicts)
    return [draft for draft in drafts.values() if draft.village_code]


def _key(verdict: RowVerdict) -> str:
    return verdict.household or f"{verdict.sheet}#{verdict.row}"


def _count_members(drafts: Mapping[str, HouseholdDraft], verdicts: Iterable[RowVerdict]) -> None:
    """Where each member has a row, the rows tell the size, also those sent back for a wrong number."""
    sizes: dict[str, int] = defaultdict(int)
    covered: dict[str, int] = defaultdict(int)
    for verdict in verdicts:
        if verdict.outcome == Outcome.SKIPPED or "relation" not in verdict.values or "E_DUP_ROW" in verdict.codes:
            continue
        sizes[_key(verdict)] += 1
        covered[_key(verdict)] += verdict.values.get("covered") != "否"
    for key, draft in drafts.items():
        if sizes[key]:
            draft.fields.setdefault("declared_size", sizes[key])
            draft.fields.setdefault("covered_size", covered[key])


def _add(draft: HouseholdDraft, verdict: RowVerdict) -> None:
    values = verdict.values
    is_head = verdict.is_head and draft.head is None
    relation = HEAD if is_head else str(values.get("relation") or OTHER)
    draft.village_code = str(values.get("village_code") or draft.village_code)
    draft.members.append(person_draft(verdict, OTHER if relation == HEAD and not is_head else relation))
    draft.rows.append((verdict.sheet, verdict.row))
    told = _household_fields(values, draft.village_code)
    if verdict.remarks and is_head:
        told["note"] = "；".join(text for text in verdict.remarks.values() if text)[:500]
    if not is_head:
        told.pop("phone", None)
        draft.fields = {**told, **draft.fields}
        return
    draft.fields.update(told)
    draft.dwelling.update(_dwelling(values))
    draft.members += _block_members(verdict)


def _block_members(verdict: RowVerdict) -> list[PersonDraft]:
    """Return the further persons that a household's row names; without a usable number none can be registered."""
    found = []
    for values in verdict.values.get("members") or ():
        if values.get("id") and values.get("name"):
            inner = RowVerdict(verdict.sheet, verdict.row, verdict.outcome, values=values)
            relation = str(values.get("relation") or OTHER)
            found.append(person_draft(inner, OTHER if relation == HEAD else relation))
    return found
