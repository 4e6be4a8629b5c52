"""The fields of a member that a clerk fills in (forms.md F06), and how they must agree with the papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hudang.households.rules.facts import PUPIL
from hudang.households.rules.fields import Field, Kind
from hudang.households.rules.kinship import MARRIED, PARENTS
from hudang.households.vocabulary import (
    DISABILITY_KIND,
    DISABILITY_LEVEL,
    EDUCATION,
    EDUCATION_STAGE,
    EMPLOYMENT,
    ETHNICITY_LABELS,
    HEALTH,
    IDENTITY_CARD,
    IDENTITY_KIND,
    INSURANCE,
    JOINING,
    LIVING,
    MARITAL,
    NOT_COUNTED,
    POLITICS,
    REGISTRATION,
    RELATION,
    SELF_CARE,
    SEX,
    SPECIAL_GROUP,
    SUPPLEMENT_CLASS,
    WORK_CAPACITY,
)
from hudang.kernel.identity import FAULT_MESSAGES, IdentityFault, age_on, parse_certificate, parse_identity

PERSON_FIELDS = {
    field.name: field
    for field in (
        Field("name", "姓名", limit=50, required=True),
        Field("identity_kind", "证件类型", Kind.CODE, IDENTITY_KIND),
        Field("identity", "证件号码", limit=30, secret=True),
        Field("sex", "性别", Kind.CODE, SEX),
        Field("born_on", "出生日期", Kind.DATE),
        Field("ethnicity", "民族", Kind.CODE, ETHNICITY_LABELS),
    )
}
MEMBER_FIELDS = {
    field.name: field
    for field in (
        Field("relation", "与户主关系", Kind.CODE, RELATION, required=True),
        Field("joining", "增员类型", Kind.CODE, JOINING),
        Field("covered", "保障对象", Kind.FLAG),
        Field("not_counted", "不计入共同生活的原因", Kind.CODE, NOT_COUNTED, help="计入共同生活的留空"),
        Field("registration", "户口性质", Kind.CODE, REGISTRATION),
        Field("marital", "婚姻状况", Kind.CODE, MARITAL),
        Field("education", "学历", Kind.CODE, EDUCATION),
        Field("politics", "政治面貌", Kind.CODE, POLITICS),
        Field("living", "居住方式", Kind.CODE, LIVING),
        Field("phone", "联系电话", Kind.PHONE, limit=30, secret=True),
        Field("health", "健康状况", Kind.CODE, HEALTH),
        Field("illness", "病种", limit=60),
        Field("hospital", "诊治医院", limit=80),
        Field("diagnosed_on", "诊断日期", Kind.DATE),
        Field("medical_paid", "近 12 个月自付医疗费（元）", Kind.AMOUNT),
        Field("disability_certificate", "残疾人证号", limit=24, secret=True),
        Field("disability_kind", "残疾类别", Kind.CODE, DISABILITY_KIND),
        Field("disability_level", "残疾等级", Kind.CODE, DISABILITY_LEVEL),
        Field("disability_issued_on", "发证日期", Kind.DATE),
        Field("disability_valid_until", "残疾人证有效期至", Kind.DATE, future=True),
        Field("work_capacity", "劳动能力", Kind.CODE, WORK_CAPACITY),
        Field("self_care", "自理能力", Kind.CODE, SELF_CARE),
        Field("employment", "就业状况", Kind.CODE, EMPLOYMENT),
        Field("employer", "工作单位", limit=100),
        Field("workplace", "工作地点", limit=100),
        Field("job", "工种", limit=40),
        Field("school", "就读学校", limit=80),
        Field("education_stage", "学段", Kind.CODE, EDUCATION_STAGE),
        Field("grade", "年级", limit=20),
        Field("student_card", "学生证号", limit=40, secret=True),
        Field("student_card_valid_until", "学生证有效期至", Kind.DATE, future=True),
        Field("graduates_on", "预计毕业日期", Kind.DATE, future=True),
        Field("supplements", "分类施保身份", Kind.CODES, SUPPLEMENT_CLASS),
        Field("insurance", "社会保险", Kind.CODES, INSURANCE),
        Field("special", "特定对象", Kind.CODES, SPECIAL_GROUP),
    )
}
HUSBAND_AGE, WIFE_AGE, PARENT_GAP = 22, 20, 14
SERIOUS = frozenset({"4", "6"})


@dataclass(frozen=True)
class IdentityReading:
    """What the identity number says beside what was typed."""

    number: str
    born_on: date | None
    sex: str
    faults: dict[str, str]
    mismatches: dict[str, str]
    notices: tuple[str, ...] = ()


def read_identity(values: Mapping[str, Any], today: date) -> IdentityReading:
    """Compare identity number, birth date and sex; a mismatch has to be corrected or explained (F06)."""
    typed, kind = str(values.get("identity") or ""), values.get("identity_kind") or IDENTITY_CARD
    born, sex = values.get("born_on"), values.get("sex") or ""
    if kind != IDENTITY_CARD or not typed:
        return IdentityReading(typed, born, sex, _without_number(typed, born, sex, kind), {})
    parsed = parse_identity(typed, today)
    if isinstance(parsed, IdentityFault):
        return IdentityReading(typed, born, sex, {"identity": FAULT_MESSAGES[parsed]}, {})
    mismatches = {}
    if born and born != parsed.birth_date:
        mismatches["born_on"] = f"身份证号推算的出生日期是 {parsed.birth_date}，与所填 {born} 不一致。"
    if sex in ("1", "2") and sex != parsed.sex:
        mismatches["sex"] = f"身份证号推算的性别是{SEX[parsed.sex]}，与所填{SEX[sex]}不一致。"
    notices = ("15 位旧证号已换算为 18 位，请对照现在的证件核对。",) if parsed.converted else ()
    return IdentityReading(
        parsed.number,
        born or parsed.birth_date,
        sex if sex in ("1", "2") else parsed.sex,
        {},
        mismatches,
        notices,
    )


def _without_number(typed: str, born: date | None, sex: str, kind: str) -> dict[str, str]:
    faults = {}
    if not typed and kind != IDENTITY_CARD:
        faults["identity"] = f"请填写{IDENTITY_KIND.get(kind, '证件')}的号码。"
    if born is None:
        faults["born_on"] = "没有身份证号时请填写出生日期。"
    if sex not in ("1", "2"):
        faults["sex"] = "没有身份证号时请选择性别。"
    return faults


def read_certificate(values: dict[str, Any], identity: str) -> dict[str, str]:
    """Check the disability certificate (A4) against identity, kind and level; fill kind and level from it."""
    typed = values.get("disability_certificate") or ""
    if not typed:
        return {}
    parsed = parse_certificate(typed)
    if parsed is None:
        return {"disability_certificate": "残疾人证号应为 18 位身份证号加类别、等级各 1 位，请对照证件核对。"}
    if identity and parsed.identity != identity:
        return {"disability_certificate": "残疾人证号的前 18 位与本人身份证号不同，请对照证件核对。"}
    faults = {}
    for name, said in (("disability_kind", parsed.kind), ("disability_level", parsed.level)):
        field = MEMBER_FIELDS[name]
        if values.get(name) and values[name] != said:
            shown = (field.table or {})[said]
            faults[name] = f"残疾人证号上的{field.label}是“{shown}”，与所选不一致，请对照证件核对。"
        values[name] = values.get(name) or said
    return faults


def required_together(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the faults of fields that need each other: a pupil has a school, a severe illness a name (F06)."""
    faults = {}
    if values.get("employment") == PUPIL and not values.get("school"):
        faults["school"] = "就业状况为在校生，请填写就读学校。"
    if values.get("health") in SERIOUS and not values.get("illness"):
        faults["illness"] = "健康状况为重病，请填写病种。"
    issued, until = values.get("disability_issued_on"), values.get("disability_valid_until")
    if issued and until and until <= issued:
        faults["disability_valid_until"] = "有效期应晚于发证日期，请核对。"
    return faults


@dataclass(frozen=True)
class Relative:
    """What the warnings need of the head."""

    sex: str
    born_on: date | None


def warnings(values: Mapping[str, Any], born: date | None, sex: str, head: Relative | None, today: date) -> list[str]:
    """Return sentences about what is unusual but possible: shown, never refused (F06)."""
    said = []
    relation = values.get("relation", "")
    if head and relation in ("10", "11", "12") and sex == head.sex and sex in ("1", "2"):
        said.append("配偶与户主性别相同，请核对。")
    if head and head.born_on and born and relation in PARENTS and head.born_on.year - born.year < PARENT_GAP:
        said.append(f"父母与户主年龄相差不到 {PARENT_GAP} 岁，请核对。")
    least = WIFE_AGE if sex == "2" else HUSBAND_AGE
    if born and values.get("marital") in MARRIED and age_on(born, today) < least:
        said.append(f"已婚但未满 {least} 周岁，请核对婚姻状况。")
    return said
