"""The fields of the drawn papers: one household in the words that stand in its forms and letters."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hudang.demo.families import ADULT
from hudang.demo.health import SUPPLEMENT_RATES
from hudang.demo.names import HAN, draw_name, draw_surname
from hudang.demo.people import birth_date
from hudang.demo.pouches import committee, government
from hudang.demo.shapes import DemoHousehold, DemoMember
from hudang.demo.villages import COUNTY_NAME
from hudang.households.vocabulary import (
    ASSET_KIND,
    ASSISTANCE,
    CAUSE,
    DISABILITY_KIND,
    DISABILITY_LEVEL,
    EMPLOYMENT,
    ETHNICITY_LABELS,
    HEALTH,
    HOUSE_KIND,
    HOUSE_STRUCTURE,
    INCOME_KIND,
    MARITAL,
    RELATION,
    SEX,
    SUPPLEMENT_CLASS,
    WORK_CAPACITY,
    IncomePeriod,
)
from hudang.kernel.money import plain, to_cents

Values = defaultdict[str, str]
_NOTHING = "无"
_MEMBER_ROWS, _INCOME_ROWS, _ASSET_ROWS = 6, 9, 6


def chinese_date(day: date | None) -> str:
    """Return a date as forms carry it: 2026年6月30日; empty when there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def yuan(amount: Decimal | None) -> str:
    """Return an amount rounded to cents without superfluous zeros."""
    return "" if amount is None else plain(to_cents(amount))


def shown_members(household: DemoHousehold, day: date) -> tuple[DemoMember, ...]:
    """Return the members whom a paper of that day names; of a household that died out, those who were."""
    people = household.present_members or household.members
    return tuple(m for m in people if m.since <= day) or (household.head,)


def paper_values(household: DemoHousehold, day: date) -> Values:
    """Return every field of every form as of the paper's day; fields that do not apply are missing and stay blank."""
    rng = Random(household.seed)
    values: Values = defaultdict(str)
    values.update(_of_household(household))
    values.update(_dates(household, day))
    values.update(_amounts(household, day))
    values.update(_dwelling(household))
    values.update(_sentences(household, day))
    for number, member in enumerate(shown_members(household, day)[:_MEMBER_ROWS], start=1):
        values.update({f"m{number}.{name}": said for name, said in _member(member, household, day).items()})
    _lines_of_income(values, household, day)
    _lines_of_assets(values, household)
    values.update(_patient(household, day, rng))
    values.update(_student(household, day))
    values.update(_neighbour(household, rng, day))
    return values


def _of_household(household: DemoHousehold) -> dict[str, str]:
    head = household.head
    return {
        "code": household.code,
        "head": head.name,
        "sex": SEX[head.sex],
        "nation": ETHNICITY_LABELS[head.ethnicity],
        "identity": head.identity,
        "marital": MARITAL[head.marital],
        "phone": household.phone,
        "address": household.address,
        "registered_address": household.registered_address,
        "assistance": ASSISTANCE[household.assistance],
        "size": str(household.declared_size),
        "covered": str(household.covered_size),
        "village": household.village,
        "committee": committee(household),
        "government": government(household.town),
        "bureau": f"{COUNTY_NAME}民政局",
        "bank": household.bank,
        "account": household.account,
        "account_tail": household.account[-4:],
        "certificate": household.certificate_no,
        "seed_number": f"{household.seed % 10**8:08d}",
    }


def _dates(household: DemoHousehold, day: date) -> dict[str, str]:
    decided = household.decided_on or household.applied_on
    following = decided.replace(day=1) + timedelta(days=32)
    return {
        "applied": chinese_date(household.applied_on),
        "accepted": chinese_date(household.accepted_on),
        "surveyed": chinese_date(household.surveyed_on or household.accepted_on),
        "noticed": chinese_date(household.noticed_on),
        "decided": chinese_date(household.decided_on),
        "start": f"{following.year}年{following.month}月" if household.approved_on else "",
        "rechecked": chinese_date(day),
    }


def _amounts(household: DemoHousehold, day: date) -> dict[str, str]:
    income, size = household.monthly_income, max(len(shown_members(household, day)), 1)
    gap = max(household.standard * household.covered_size - income, Decimal(0))
    dwelling = household.dwelling
    bills = dwelling.water_monthly + dwelling.power_monthly + dwelling.fuel_monthly + dwelling.telecom_monthly
    medical = sum((m.medical_paid or Decimal(0) for m in shown_members(household, day)), Decimal(0)) / 12
    return {
        "income": yuan(income),
        "income_each": yuan(income / size),
        "standard": yuan(household.standard),
        "supplement": yuan(household.supplement),
        "allowance": yuan(household.allowance),
        "gap": yuan(gap),
        "spending": yuan(bills + 260 * size),
        "medical": yuan(medical),
        "asset_total": yuan(sum((asset.value for asset in household.assets), Decimal(0))),
    }


def _dwelling(household: DemoHousehold) -> dict[str, str]:
    home = household.dwelling
    return {
        "house": HOUSE_KIND[home.kind],
        "structure": HOUSE_STRUCTURE[home.structure],
        "area": f"{plain(home.area)}㎡",
        "rooms": str(home.rooms),
        "danger": f"{home.danger}级" if home.danger else "未鉴定",
        "land": f"{plain(home.land_mu)}亩",
        "assets": "、".join(ASSET_KIND[a.kind] for a in household.assets) or _NOTHING,
        "house_text": f"{HOUSE_KIND[home.kind]}，{home.rooms}间",
        "water": f"{plain(home.water_monthly)}元",
        "power": f"{plain(home.power_monthly)}元",
        "fuel": f"{plain(home.fuel_monthly)}元",
        "telecom": f"{plain(home.telecom_monthly)}元",
    }


def _member(member: DemoMember, household: DemoHousehold, day: date) -> dict[str, str]:
    rate = (
        max((SUPPLEMENT_RATES[code] for code in member.supplements), default=Decimal(0))
        if member.covered
        else Decimal(0)
    )
    deposit = next((asset.value for asset in household.assets if asset.kind == "11" and member.is_head), Decimal(0))
    return {
        "name": member.name,
        "relation": RELATION[member.relation],
        "sex": SEX[member.sex],
        "age": str(member.age(day)),
        "identity": member.identity,
        "health": HEALTH[member.health],
        "work": WORK_CAPACITY[member.work_capacity],
        "income": yuan(member.monthly_income),
        "authorized": "已授权" if member.age(day) >= ADULT else "监护人授权",
        "car": _NOTHING,
        "house": "1处" if member.is_head and household.dwelling.kind in "123456" else _NOTHING,
        "deposit": yuan(deposit),
        "firm": _NOTHING,
        "insured": "居民医保" if "3" in member.insurance else "职工医保",
        "class": SUPPLEMENT_CLASS[member.supplements[0]] if member.supplements else _NOTHING,
        "rate": f"{plain(rate * 100)}%",
        "extra": yuan(rate * household.standard),
    }


def _lines_of_income(values: Values, household: DemoHousehold, day: date) -> None:
    lines = [(member, income) for member in shown_members(household, day) for income in member.incomes]
    for number, (member, income) in enumerate(lines[:_INCOME_ROWS], start=1):
        values[f"i{number}.who"] = member.name
        values[f"i{number}.kind"] = INCOME_KIND[income.kind]
        values[f"i{number}.period"] = "年" if income.period == IncomePeriod.YEAR else "月"
        values[f"i{number}.amount"] = values[f"i{number}.amount_checked"] = yuan(income.amount)
        values[f"i{number}.ground"] = "核对结果" if income.kind[0] == "4" else "入户评估"


def _lines_of_assets(values: Values, household: DemoHousehold) -> None:
    for number, asset in enumerate(household.assets[:_ASSET_ROWS], start=1):
        values[f"a{number}.kind"] = ASSET_KIND[asset.kind]
        values[f"a{number}.what"] = asset.description
        values[f"a{number}.value"] = yuan(asset.value)
        values[f"a{number}.proof"] = "核对报告"


def _income_text(household: DemoHousehold, day: date) -> str:
    said = [
        f"{m.name}{INCOME_KIND[i.kind]}每{'年' if i.period == IncomePeriod.YEAR else '月'}{yuan(i.amount)}元"
        for m in shown_members(household, day)
        for i in m.incomes
        if i.amount
    ]
    return ("；".join(said) or "家庭成员均无收入") + "。"


def _troubles(household: DemoHousehold, day: date) -> str:
    said = []
    for member in shown_members(household, day):
        if member.illness:
            said.append(f"{member.name}患{member.illness}")
        if member.disability_kind:
            kind, level = DISABILITY_KIND[member.disability_kind], DISABILITY_LEVEL[member.disability_level]
            said.append(f"{member.name}{kind}残疾{level}")
    named = "、".join(CAUSE[code] for code in household.causes)
    return f"因{named}致家庭困难{'：' if said else ''}{'；'.join(said)}。"


def _sentences(household: DemoHousehold, day: date) -> dict[str, str]:
    people = shown_members(household, day)
    eligible = household.approved_on is not None
    limited = [
        f"{m.name}{WORK_CAPACITY[m.work_capacity]}劳动能力".replace("劳动能力劳动能力", "劳动能力")
        for m in people
        if m.work_capacity in "23"
    ]
    works = [f"{m.name}{EMPLOYMENT[m.employment]}{m.school}{m.grade}" for m in people]
    support = [f"{m.name}每月收到{yuan(i.monthly)}元" for m in people for i in m.incomes if i.kind == "403"]
    verdict = "符合最低生活保障条件" if eligible else "家庭情况如上，提请审核"
    return {
        "people_text": "、".join(f"{m.name}（{RELATION[m.relation]}，{m.age(day)}岁）" for m in people),
        "adults_text": "、".join(m.name for m in people if m.age(day) >= ADULT) or "监护人代签",
        "reason": _troubles(household, day),
        "income_text": _income_text(household, day),
        "capacity_text": "；".join(limited) or "劳动年龄内人员均未就业",
        "support_text": "；".join(support) or "暂无给付",
        "health_text": "；".join(f"{m.name}{HEALTH[m.health]}{m.illness and '，' + m.illness}" for m in people),
        "work_text": "；".join(works),
        "survey_finding": f"经入户调查，家庭人口{len(people)}人，月收入{yuan(household.monthly_income)}元，{verdict}。",
        "check_finding": "核对结果与申报一致，未发现名下机动车辆、工商登记及大额存款。"
        if eligible
        else "核对结果见上表，供审核参考。",
        "check_scope": "户籍、婚姻、车辆、房产、工商、税务、社保、公积金、银行、证券、保险",
        "entrust": "请对上列人员家庭经济状况进行核对。",
        "check_office": f"{COUNTY_NAME}居民家庭经济状况核对中心",
        "assessment": f"按当地收入评估参考值核定，家庭月收入{yuan(household.monthly_income)}元。",
        "notice": f"自{chinese_date(household.noticed_on)}起公示七天，无异议。" if household.noticed_on else "",
        "notice_words": "现将拟纳入最低生活保障的家庭予以公示，如有异议，请在公示期内向本单位反映。",
        "notice_by": government(household.town),
        "village_opinion": "情况属实，同意上报。",
        "town_opinion": "经审核，符合条件，同意上报。" if eligible else "经审核，提请县级民政部门决定。",
        "county_opinion": f"同意确认，月保障金{yuan(household.allowance)}元。" if eligible else "",
        "recheck_finding": "经审核，家庭人口、收入、财产无明显变化，同意继续保障。",
        "paid_text": f"月保障金{yuan(household.allowance)}元，按月足额到账，无代领、截留情况。",
        "wish": "希望协助办理慢性病门诊报销。" if any(m.illness for m in people) else "暂无其他诉求。",
        "promise": "以上财产情况真实完整，如有隐瞒愿承担相应责任。",
    }


def _patient(household: DemoHousehold, day: date, rng: Random) -> dict[str, str]:
    ill = [m for m in shown_members(household, day) if m.illness]
    if not ill:
        return {}
    patient = ill[0]
    return {
        "patient": patient.name,
        "patient_sex": SEX[patient.sex],
        "patient_age": str(patient.age(day)),
        "patient_identity": patient.identity,
        "illness": patient.illness,
        "treatment": rng.choice(
            ("规律服药，定期复查，避免劳累。", "建议住院治疗，出院后门诊随访。", "长期口服药物治疗，需家属照护。")
        ),
        "medical_paid": yuan(patient.medical_paid),
        "hospital": patient.hospital,
        "hospital_line": chinese_date(patient.diagnosed_on),
    }


def _student(household: DemoHousehold, day: date) -> dict[str, str]:
    at_school = [m for m in shown_members(household, day) if m.graduates_on]
    if not at_school:
        return {"school": f"{COUNTY_NAME}教育局"}
    student = at_school[0]
    return {
        "student": student.name,
        "student_sex": SEX[student.sex],
        "student_identity": student.identity,
        "student_card": student.student_card or "（未办理）",
        "school": student.school,
        "grade": student.grade,
        "graduates": chinese_date(student.graduates_on),
    }


def _neighbour(household: DemoHousehold, rng: Random, day: date) -> dict[str, str]:
    name = draw_name(rng, draw_surname(rng, HAN), rng.choice("12"), birth_date(rng, rng.randint(38, 76), day).year, HAN)
    return {
        "neighbour": name,
        "n_people": f"该户{len(shown_members(household, day))}口人，常年在家居住。",
        "n_income": f"主要靠{'种地和' if household.dwelling.land_mu else ''}政府救助维持生活，没有别的大项收入。",
        "n_house": f"住{HOUSE_STRUCTURE[household.dwelling.structure]}{household.dwelling.rooms}间，家里没有值钱的东西。",
        "n_health": _troubles(household, day),
        "n_finding": "邻居所述与入户调查情况一致。",
    }
