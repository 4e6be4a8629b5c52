"""The parts of which the form of a change is made: each gives fields, their places, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django import forms

from hudang.casework.queries.change_page import ChangeStand
from hudang.casework.rules.changes import Asked, Given, Income, Joining, Leaving, Move, NewHead, Reclassed
from hudang.casework.vocabulary import WITH_ALLOWANCE
from hudang.divisions.queries import places_within
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import (
    ASSISTANCE,
    INCOME_GROUP,
    INCOME_KIND,
    INCOME_PERIOD_LABELS,
    JOINING,
    LEAVING,
)
from hudang.kernel.division_codes import DivisionLevel, level_of
from hudang.web.households.controls import PlaceSelect, control, relation_choices
from hudang.web.shared.days import day_field

CHOOSE = ("", "请选择")
BY_HAND = "核定金额（不能测算时填写）"
Fields = dict[str, forms.Field]
Layout = list[tuple[str, str, list[list[str]]]]
Cleaned = Mapping[str, Any]


class Part(Protocol):
    """One part of the form of a change."""

    def fields(self) -> Fields:
        """Return the fields by name."""
        ...

    def layout(self) -> Layout:
        """Return sections: title, help, rows of field names."""
        ...

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        """Return what was filled in, as arguments of ``Asked``."""
        ...

    def initial(self, asked: Asked) -> dict[str, Any]:
        """Return the values to show of a change that is filled in again."""
        ...


def text(label: str, most: int = 100, help_text: str = "", *, required: bool = False) -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=widget)


def money(label: str, help_text: str = "") -> forms.DecimalField:
    """Yuan to the cent."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_digits=10, decimal_places=2, widget=widget
    )


def choice(label: str, choices: list[Any], *, required: bool = False) -> forms.ChoiceField:
    """One of several."""
    return forms.ChoiceField(label=label, choices=[CHOOSE, *choices], required=required)


class _OfHousehold:
    """A part that knows the household."""

    def __init__(self, stand: ChangeStand) -> None:
        self.stand = stand
        self.names = {str(m.pk): m.name for m in stand.members}
        self.people = [(str(m.pk), f"{m.name}（{m.relation}）") for m in stand.members]


class Incomes(_OfHousehold):
    """核定后的收入 of all members; left as they stand, nothing changes."""

    def __init__(self, stand: ChangeStand) -> None:
        super().__init__(stand)
        self.count = min(len(stand.incomes) + 3, 20)

    def fields(self) -> Fields:
        kinds: dict[str, list[tuple[str, str]]] = {}
        for code, label in INCOME_KIND.items():
            kinds.setdefault(INCOME_GROUP[code[0]], []).append((code, label))
        periods = [(period.value, label) for period, label in INCOME_PERIOD_LABELS.items()]
        found: Fields = {}
        for n in range(self.count):
            found |= {
                f"income_{n}_member": forms.ChoiceField(
                    label="成员", choices=[("", "全户"), *self.people], required=False
                ),
                f"income_{n}_kind": choice("收入项", list(kinds.items())),
                f"income_{n}_amount": money("金额（元）"),
                f"income_{n}_period": forms.ChoiceField(label="计算期", choices=periods, required=False),
            }
        found["no_income"] = forms.BooleanField(label="已核实，变更后全户没有任何收入", required=False)
        return found

    def layout(self) -> Layout:
        rows = [[f"income_{n}_{cell}" for cell in ("member", "kind", "amount", "period")] for n in range(self.count)]
        return [("变更后的收入", "已登记的收入列在下面，改成核实后的；不再有的清空那一行。", [*rows, ["no_income"]])]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        rows = []
        for n in range(self.count):
            kind, amount = cleaned.get(f"income_{n}_kind"), cleaned.get(f"income_{n}_amount")
            if kind and amount is not None:
                member = cleaned.get(f"income_{n}_member")
                period = cleaned.get(f"income_{n}_period") or "month"
                rows.append(Income(kind=kind, amount=amount, period=period, member=int(member) if member else None))
        return {"incomes": tuple(rows) if rows or cleaned.get("no_income") else None}

    def initial(self, asked: Asked) -> dict[str, Any]:
        return self.rows_of([row.model_dump() for row in asked.incomes]) if asked.incomes else {}

    def rows_of(self, lines: list[dict[str, Any]]) -> dict[str, Any]:
        """Return lines as initial values of the rows."""
        values: dict[str, Any] = {}
        for n, line in enumerate(lines[: self.count]):
            values |= {f"income_{n}_{name}": line.get(name) or "" for name in ("member", "kind", "amount", "period")}
        return values


class Verified(_OfHousehold):
    """核定金额 where the register cannot be computed."""

    def fields(self) -> Fields:
        return {
            "given_persons": forms.IntegerField(label="保障人口", required=False, min_value=1, max_value=30),
            "given_income": money("家庭月收入（元）"),
            "given_base": money("基本低保金（元）"),
            "given_supplement": money("分类施保（元）"),
            "given_total": money("月保障金（元）"),
        }

    def layout(self) -> Layout:
        names = ["given_persons", "given_income", "given_base", "given_supplement", "given_total"]
        told = "本户登记齐全的由系统按收入和标准测算，这里不用填；登记不全、不能测算的，填写核定的数。"
        return [(BY_HAND, told, [names])]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        total, persons = cleaned.get("given_total"), cleaned.get("given_persons")
        if total is None or persons is None:
            return {}
        extra = cleaned.get("given_supplement") or Decimal(0)
        base = cleaned.get("given_base")
        given = Given(
            persons=persons,
            income=cleaned.get("given_income") or Decimal(0),
            base=max(total - extra, Decimal(0)) if base is None else base,
            supplement=extra,
            total=total,
        )
        return {"given": given}

    def initial(self, asked: Asked) -> dict[str, Any]:
        return {f"given_{name}": value for name, value in asked.given.model_dump().items()} if asked.given else {}


class Leaves(_OfHousehold):
    """减员."""

    ROWS = 2

    def fields(self) -> Fields:
        found: Fields = {}
        for n in range(self.ROWS):
            found |= {
                f"leave_{n}_member": choice("减少的成员", self.people),
                f"leave_{n}_leaving": choice("减员原因", list(LEAVING.items())),
                f"leave_{n}_on": day_field("日期", "自这一天起不再是成员", required=False),
                f"leave_{n}_proof": text("证明", 40, "如死亡医学证明、户口迁移证"),
            }
        return found

    def layout(self) -> Layout:
        cells = ("member", "leaving", "on", "proof")
        return [("减少成员", "", [[f"leave_{n}_{cell}" for cell in cells] for n in range(self.ROWS)])]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        rows = []
        for n in range(self.ROWS):
            member, on = cleaned.get(f"leave_{n}_member"), cleaned.get(f"leave_{n}_on")
            if member and on:
                leaving, proof = cleaned.get(f"leave_{n}_leaving") or "", cleaned.get(f"leave_{n}_proof") or ""
                name = self.names[member]
                rows.append(Leaving(member=int(member), name=name, leaving=leaving, on=on, proof=proof))
        return {"leaves": tuple(rows)}

    def initial(self, asked: Asked) -> dict[str, Any]:
        return _flat("leave", [row.model_dump(exclude={"name"}) for row in asked.leaves])


def _flat(prefix: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{prefix}_{n}_{name}": value for n, row in enumerate(rows) for name, value in row.items()}


class Joins(_OfHousehold):
    """增员."""

    ROWS = 2
    OF_PERSON = ("name", "identity", "sex", "born_on")
    OF_MEMBER = ("relation", "covered", "health", "work_capacity")

    def fields(self) -> Fields:
        found: Fields = {}
        for n in range(self.ROWS):
            for name in (*self.OF_PERSON, *self.OF_MEMBER):
                made = control((PERSON_FIELDS | MEMBER_FIELDS)[name])
                made.required = False
                found[f"join_{n}_{name}"] = made
            found[f"join_{n}_relation"] = forms.ChoiceField(
                label="与户主关系", choices=relation_choices(), required=False
            )
            found[f"join_{n}_covered"].initial = True
            found |= {
                f"join_{n}_joining": choice("增员类型", list(JOINING.items())),
                f"join_{n}_on": day_field("日期", "自这一天起是成员", required=False),
                f"join_{n}_proof": text("证明", 40, "如出生医学证明、结婚证"),
                f"join_{n}_income": money("月收入（元）", "没有的留空"),
            }
        return found

    def layout(self) -> Layout:
        rows = []
        for n in range(self.ROWS):
            first = [f"join_{n}_{cell}" for cell in ("name", "identity", "relation", "joining")]
            second = [f"join_{n}_{cell}" for cell in ("on", "proof", "health", "work_capacity", "income", "covered")]
            rows += [first, second]
        return [("增加成员", "有公民身份号码的，性别和出生日期由号码得出。", rows)]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        rows = []
        for n in range(self.ROWS):
            on, name = cleaned.get(f"join_{n}_on"), cleaned.get(f"join_{n}_name")
            if not (on and name):
                continue
            cells = {cell: cleaned.get(f"join_{n}_{cell}") for cell in (*self.OF_PERSON, *self.OF_MEMBER)}
            values = {cell: value for cell, value in cells.items() if value not in (None, "")}
            amount = cleaned.get(f"join_{n}_income")
            rows.append(
                Joining(
                    values=values | {"covered": bool(cells["covered"])},
                    joining=cleaned.get(f"join_{n}_joining") or "",
                    on=on,
                    proof=cleaned.get(f"join_{n}_proof") or "",
                    incomes=(Income(kind="599", amount=amount),) if amount else (),
                )
            )
        return {"joins": tuple(rows)}

    def initial(self, asked: Asked) -> dict[str, Any]:
        rows = []
        for each in asked.joins:
            row = {**each.values, "joining": each.joining, "on": each.on, "proof": each.proof}
            rows.append(row | {"income": each.incomes[0].amount if each.incomes else None})
        return _flat("join", rows)


class Head(_OfHousehold):
    """新户主, and whether the old one leaves."""

    def fields(self) -> Fields:
        others = [person for person, view in zip(self.people, self.stand.members, strict=True) if not view.is_head]
        found: Fields = {
            "new_head": choice("新户主", others, required=True),
            "head_on": day_field("变更日期", "户主死亡的填死亡日期"),
            "old_head_leaving": forms.ChoiceField(
                label="原户主", choices=[("", "仍是本户成员"), *LEAVING.items()], required=False
            ),
            "old_head_proof": text("离户的证明", 40, "如死亡医学证明"),
        }
        for member in self.stand.members:
            found[f"relation_{member.pk}"] = forms.ChoiceField(
                label=f"{member.name}与新户主的关系",
                choices=[("", "按原关系推定"), *relation_choices()[1:]],
                required=False,
            )
        return found

    def layout(self) -> Layout:
        relations = [f"relation_{member.pk}" for member in self.stand.members]
        first = [["new_head", "head_on"], ["old_head_leaving", "old_head_proof"]]
        return [("新户主", "", first), ("其他成员与新户主的关系", "能从原关系推定的可以不选。", [relations])]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        chosen, on = cleaned["new_head"], cleaned["head_on"]
        relations = {m.pk: cleaned[f"relation_{m.pk}"] for m in self.stand.members if cleaned.get(f"relation_{m.pk}")}
        found: dict[str, Any] = {
            "head": NewHead(member=int(chosen), name=self.names[chosen], relations=relations, on=on)
        }
        old = next((m for m in self.stand.members if m.is_head), None)
        leaving = cleaned.get("old_head_leaving")
        if old is not None and leaving:
            proof = cleaned.get("old_head_proof") or ""
            found["leaves"] = (Leaving(member=old.pk, name=old.name, leaving=leaving, on=on, proof=proof),)
        return found

    def initial(self, asked: Asked) -> dict[str, Any]:
        if asked.head is None:
            return {}
        values: dict[str, Any] = {"new_head": asked.head.member, "head_on": asked.head.on}
        values |= {f"relation_{pk}": relation for pk, relation in asked.head.relations.items()}
        if asked.leaves:
            values |= {"old_head_leaving": asked.leaves[0].leaving, "old_head_proof": asked.leaves[0].proof}
        return values


class Classes(_OfHousehold):
    """分类施保身份 of one member."""

    NAMES = (
        "health", "illness", "disability_kind", "disability_level", "disability_certificate", "work_capacity", "supplements",
    )  # fmt: skip

    def fields(self) -> Fields:
        found: Fields = {"class_member": choice("成员", self.people, required=True)}
        for name in self.NAMES:
            made = control(MEMBER_FIELDS[name])
            made.required = False
            found[f"class_0_{name}"] = made
        found |= {"class_on": day_field("变化日期"), "class_proof": text("证明", 40, "如残疾人证、诊断证明")}
        return found

    def layout(self) -> Layout:
        names = [f"class_0_{name}" for name in self.NAMES]
        told = "填变化以后的情况，没有变化的留空；身份全部勾选变化以后的。"
        return [("身份变化", told, [["class_member", "class_on", "class_proof"], names[:3], names[3:6], names[6:]])]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        values = {name: cleaned[f"class_0_{name}"] for name in self.NAMES if cleaned.get(f"class_0_{name}")}
        values["supplements"] = list(cleaned.get("class_0_supplements") or [])
        chosen = cleaned["class_member"]
        row = Reclassed(
            member=int(chosen),
            name=self.names[chosen],
            values=values,
            on=cleaned["class_on"],
            proof=cleaned.get("class_proof") or "",
        )
        return {"classes": (row,)}

    def initial(self, asked: Asked) -> dict[str, Any]:
        if not asked.classes:
            return {}
        row = asked.classes[0]
        values = {f"class_0_{name}": value for name, value in row.values.items()}
        return values | {"class_member": row.member, "class_on": row.on, "class_proof": row.proof}


class Single:
    """A part of one or a few plain fields of ``Asked``."""

    def __init__(self, title: str, **fields: forms.Field) -> None:
        self.title, self._fields = title, fields

    def fields(self) -> Fields:
        return dict(self._fields)

    def layout(self) -> Layout:
        return [(self.title, "", [list(self._fields)])]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        return {name: cleaned[name] for name in self._fields if cleaned.get(name) not in (None, "")}

    def initial(self, asked: Asked) -> dict[str, Any]:
        return {name: getattr(asked, name) for name in self._fields}


def assistance_part(stand: ChangeStand) -> Single:
    """新类别."""
    classes = [(code, ASSISTANCE[code]) for code in WITH_ALLOWANCE if code != stand.side.assistance]
    return Single("类别", assistance=choice("新类别", classes, required=True))


def phase_out_part(_: ChangeStand) -> Single:
    """渐退期."""
    months = forms.IntegerField(label="渐退期（月）", min_value=1, max_value=36, initial=6)
    return Single("渐退期", months=months)


def suspend_part(_: ChangeStand) -> Single:
    """暂缓到何时."""
    return Single("暂缓", decide_by=day_field("应处理日期", "到这一天前查明，恢复或停发"))


def resume_part(_: ChangeStand) -> Single:
    """恢复时补不补."""
    return Single("恢复", back_pay=forms.BooleanField(label="补发暂缓期间的低保金", required=False))


class Moves(_OfHousehold):
    """迁往何处."""

    def __init__(self, stand: ChangeStand, scope: str = "") -> None:
        super().__init__(stand)
        self.scope = scope or stand.household.village_code[:6]

    def fields(self) -> Fields:
        groups: list[Any] = [("", "迁出本县")]
        for town, places in places_within(self.scope):
            villages = [(code, name) for code, name in places if level_of(code) == DivisionLevel.VILLAGE]
            if villages:
                groups.append((town, villages))
        return {
            "village_code": forms.ChoiceField(label="迁入村", choices=groups, required=False, widget=PlaceSelect),
            "move_on": day_field("迁移日期"),
            "address": text("新住址", 200),
            "registration_moved": forms.BooleanField(label="户口一并迁移", required=False),
            "destination": text("迁入地（出县的）", 60, "省、市、县、乡镇"),
            "destination_office": text("迁入地民政部门（出县的）", 60),
        }

    def layout(self) -> Layout:
        within = [["village_code", "move_on"], ["address", "registration_moved"]]
        return [
            ("迁往", "县内换村不停保，户袋随户；迁出本县的停发。", [*within, ["destination", "destination_office"]])
        ]

    def read(self, cleaned: Cleaned) -> dict[str, Any]:
        names = ("village_code", "address", "registration_moved", "destination", "destination_office")
        values: dict[str, Any] = {name: cleaned.get(name) or "" for name in names}
        values["registration_moved"] = bool(values["registration_moved"])
        return {"move": Move(on=cleaned["move_on"], **values)}

    def initial(self, asked: Asked) -> dict[str, Any]:
        if asked.move is None:
            return {}
        values: dict[str, Any] = asked.move.model_dump()
        on: date = values.pop("on")
        return values | {"move_on": on}
