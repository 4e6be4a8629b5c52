"""From seats in a household to invented people: name, identity, schooling, employment, membership dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from hudang.demo.families import ADULT, DIED, ELDER, MARRIED_OUT, MISSING, Seat
from hudang.demo.health import PARTLY_ABLE, UNABLE, health_fields
from hudang.demo.names import HAN, HUI, KOREAN, MANCHU, MONGOLIAN, UYGHUR, XIBE, draw_name, draw_surname, weighted
from hudang.demo.numbers import Numbers
from hudang.demo.schooling import BELOW_SCHOOL_AGE, COLLEGE, PUPIL, SENIOR, UNIVERSITY, VOCATIONAL, study_fields
from hudang.demo.villages import Village

Draft = dict[str, Any]
NEWBORN = "11"
STAFF, FLEXIBLE, REGISTERED, UNREGISTERED, RETIRED, FARMING, MIGRANT, INCAPABLE = (
    "1",
    "2",
    "3",
    "4",
    "7",
    "8",
    "9",
    "10",
)
AT_HOME, AWAY, IN_HOSPITAL, IN_HOME, IN_PRISON, LOST = "1", "2", "4", "5", "6", "7"
_RURAL_ETHNICITY = weighted(f"{HAN}:905 {MONGOLIAN}:52 {MANCHU}:26 {HUI}:6 {KOREAN}:8 {XIBE}:2 {UYGHUR}:1")
_MONGOLIAN_TOWN = weighted(f"{HAN}:52 {MONGOLIAN}:44 {MANCHU}:4")
_ABLE_RURAL = weighted(f"{FARMING}:55 {MIGRANT}:18 {FLEXIBLE}:14 {UNREGISTERED}:11 {STAFF}:2")
_PARTLY_RURAL = weighted(f"{FARMING}:62 {FLEXIBLE}:14 {UNREGISTERED}:18 {INCAPABLE}:6")
_ABLE_URBAN = weighted(f"{FLEXIBLE}:48 {REGISTERED}:16 {UNREGISTERED}:18 {MIGRANT}:10 {STAFF}:8")
_PARTLY_URBAN = weighted(f"{FLEXIBLE}:34 {UNREGISTERED}:38 {REGISTERED}:16 {INCAPABLE}:12")
_EMPLOYERS = weighted(
    "大安市环境卫生服务中心（公益岗）:3 大安市城市保安服务公司:2 大安市安广物业服务公司 大安市嫩江粮油加工厂 大安市月亮泡水产公司"
)
_CITIES = weighted("长春市:5 沈阳市:2 大连市:2 北京市:2 天津市 白城市:3 松原市:3 大庆市:3 烟台市 苏州市")
_MIGRANT_JOBS = weighted("建筑小工:5 饭店服务员:4 保洁员:3 家政服务:3 保安:2 快递分拣:2 电子厂工人:2 装卸工:2")
_FLEXIBLE_JOBS = weighted("零工:6 保洁:3 钟点工:2 拾荒:2 摆摊:2 三轮车运输 送水工 餐馆洗碗:2")


@dataclass
class Home:
    """What the members of one household share while they are invented."""

    rng: Random
    numbers: Numbers
    place: Village
    day: date
    applied_on: date
    surnames: dict[str, str] = field(default_factory=dict)
    ethnicities: dict[str, str] = field(default_factory=dict)

    def ethnicity(self, house: str) -> str:
        """Return the ethnicity of a house; couples often share theirs."""
        if house not in self.ethnicities:
            known = list(self.ethnicities.values())
            shared = known and self.rng.random() < 0.6
            pool = _MONGOLIAN_TOWN if self.place.mongolian else _RURAL_ETHNICITY
            self.ethnicities[house] = known[0] if shared else pool.draw(self.rng)
        return self.ethnicities[house]

    def surname(self, house: str) -> str:
        """Return the surname of a house."""
        if house not in self.surnames:
            self.surnames[house] = draw_surname(self.rng, self.ethnicity(house))
        return self.surnames[house]


def invent_people(home: Home, seats: list[Seat]) -> list[Draft]:
    """Return the fields of a person for each seat, all but the incomes.

    Members who left before the household can be shown without them are dropped with households of this year.
    """
    long_enough = home.day - home.applied_on > timedelta(days=400)
    drafts: list[Draft] = []
    for seat in seats:
        if seat.leaving and not long_enough:
            continue
        drafts.append(_person(home, seat, {draft["name"] for draft in drafts}))
    return drafts


def birth_date(rng: Random, age: int, day: date) -> date:
    """Return a date on which somebody of this age on ``day`` was born."""
    latest = date(day.year - age, day.month, min(day.day, 28))
    return latest - timedelta(days=rng.randrange(0, 360))


def _person(home: Home, seat: Seat, taken: set[str]) -> Draft:
    rng = home.rng
    born = birth_date(rng, seat.age, home.day)
    surname, ethnicity = home.surname(seat.house), home.ethnicity(seat.house)
    name = draw_name(rng, surname, seat.sex, born.year, ethnicity)
    while name in taken:
        name = draw_name(rng, surname, seat.sex, born.year, ethnicity)
    draft: Draft = {
        "name": name,
        "sex": seat.sex,
        "born_on": born,
        "identity": home.numbers.identity(born, seat.sex),
        "ethnicity": ethnicity,
        "relation": seat.relation,
        "marital": seat.marital,
        "registration": "1" if home.place.urban and rng.random() < 0.9 else "2",
        "not_counted": seat.not_counted,
        "covered": not seat.not_counted,
    }
    draft |= health_fields(rng, seat, draft["identity"], home.place.town, home.day)
    draft |= _membership(home, seat, born)
    draft |= _occupation(home, seat, draft)
    draft |= _standing(rng, seat, draft, home.place.urban)
    return draft


def _membership(home: Home, seat: Seat, born: date) -> Draft:
    """Return since and until; a child born after the application joined by birth."""
    since = max(home.applied_on, born)
    fields: Draft = {"since": since, "joining": NEWBORN if born > home.applied_on else ""}
    if seat.leaving:
        last = home.day - timedelta(days=30)
        until = since + timedelta(days=home.rng.randint(200, max((last - since).days, 201)))
        fields |= {"until": until, "leaving": seat.leaving, "covered": True}
        fields |= {"died_on": until} if seat.leaving == DIED else {}
        fields |= {"marital": "20"} if seat.leaving == MARRIED_OUT else {}
    return fields


def _occupation(home: Home, seat: Seat, draft: Draft) -> Draft:
    if seat.not_counted:
        return {"employment": "99", "living": LOST if seat.not_counted == MISSING else IN_PRISON}
    if seat.age < 24:
        study = study_fields(home.rng, draft, home.place, home.day)
        if study:
            return study
    if seat.age < ADULT:
        return {"employment": BELOW_SCHOOL_AGE if seat.age < 7 else "99"}
    if seat.age >= ELDER:
        farming = not home.place.urban and seat.age < 72 and draft["self_care"] == "1" and home.rng.random() < 0.25
        return {"employment": FARMING if farming else RETIRED, "living": _elder_living(home.rng, draft)}
    return _work(home, draft)


def _elder_living(rng: Random, draft: Draft) -> str:
    return IN_HOME if draft["self_care"] == "3" and rng.random() < 0.2 else AT_HOME


def _work(home: Home, draft: Draft) -> Draft:
    rng, urban = home.rng, home.place.urban
    if draft["work_capacity"] == UNABLE:
        in_hospital = draft.get("disability_kind") == "6" and rng.random() < 0.15
        return {"employment": INCAPABLE, "living": IN_HOSPITAL if in_hospital else AT_HOME}
    if draft["work_capacity"] == PARTLY_ABLE:
        pool = _PARTLY_URBAN if urban else _PARTLY_RURAL
    else:
        pool = _ABLE_URBAN if urban else _ABLE_RURAL
    employment = pool.draw(rng)
    if employment == STAFF:
        return {"employment": employment, "employer": _EMPLOYERS.draw(rng), "workplace": "大安市", "job": "工人"}
    if employment == MIGRANT:
        city = _CITIES.draw(rng)
        return {"employment": employment, "workplace": city, "job": _MIGRANT_JOBS.draw(rng), "living": AWAY}
    if employment == FLEXIBLE:
        return {"employment": employment, "workplace": home.place.town, "job": _FLEXIBLE_JOBS.draw(rng)}
    return {"employment": employment}


def _standing(rng: Random, seat: Seat, draft: Draft, urban: bool) -> Draft:
    """Return education reached, politics, insurance, special group and phone."""
    fields: Draft = {
        "education": _education(rng, seat.age, draft),
        "politics": _politics(rng, seat.age),
        "insurance": _insurance(rng, seat.age, urban),
        "phone": "",
    }
    if seat.sex == "1" and 40 < seat.age < 85 and rng.random() < 0.012:
        fields["special"] = ("7",)
    return fields


def _education(rng: Random, age: int, draft: Draft) -> str:
    stage = draft.get("education_stage", "")
    if stage in (COLLEGE, UNIVERSITY):
        return "60"
    if stage in (SENIOR, VOCATIONAL):
        return "70"
    if draft["employment"] in (PUPIL, BELOW_SCHOOL_AGE) or age < ADULT:
        return "80" if stage == "2" else "90"
    if age >= 70:
        return "90" if rng.random() < 0.4 else "80"
    if draft.get("disability_kind") == "5":
        return "90"
    return rng.choices(("80", "70", "60", "40", "30"), cum_weights=(28, 84, 94, 98, 100))[0]


def _politics(rng: Random, age: int) -> str:
    if age >= 30 and rng.random() < 0.025:
        return "01"
    return "03" if 14 <= age < 28 and rng.random() < 0.3 else "13"


def _insurance(rng: Random, age: int, urban: bool) -> tuple[str, ...]:
    medical = "4" if urban and age >= ELDER and rng.random() < 0.08 else "3"
    pension = () if age < ADULT else ("2",) if medical == "4" else ("1",)
    return (*pension, medical)
