"""Where invented children and young people go to school: stage (C19), grade, card, expected graduation."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from hudang.demo.health import INTELLECTUAL
from hudang.demo.villages import Village

PRESCHOOL, PRIMARY, JUNIOR, SENIOR, VOCATIONAL, COLLEGE, UNIVERSITY, SPECIAL = "0", "1", "2", "3", "4", "5", "6", "8"
PUPIL, BELOW_SCHOOL_AGE = "5", "6"
BOARDING = "3"
_ENTRY_AGE, _CUT_OFF = 6, (8, 31)
# who left school in July is in the next grade from September on
_NEW_YEAR_MONTH = 7
_DIGITS = "零一二三四五六七八九"
_UNIVERSITIES = (
    "吉林大学 东北师范大学 延边大学 北华大学 长春大学 白城师范学院 吉林农业大学 长春师范大学 东北电力大学".split()
)
_COLLEGES = "白城医学高等专科学校 白城职业技术学院 吉林交通职业技术学院 长春职业技术学院 松原职业技术学院".split()
# first class and number of years of each stage; children enter class 1 at six
_STAGES = {PRIMARY: (1, 6), JUNIOR: (7, 3), SENIOR: (10, 3), VOCATIONAL: (10, 3), COLLEGE: (13, 3), UNIVERSITY: (13, 4)}
_SPECIAL_YEARS = 9


def study_fields(rng: Random, draft: dict[str, Any], place: Village, day: date) -> dict[str, Any]:
    """Return employment 5 or 6 with school fields, or nothing when the person does not study."""
    born: date = draft["born_on"]
    entry_year = born.year + _ENTRY_AGE + ((born.month, born.day) > _CUT_OFF)
    school_year = day.year if day.month >= _NEW_YEAR_MONTH else day.year - 1
    year_at_school = school_year - entry_year + 1
    if year_at_school < 1:
        return _before_school(rng, year_at_school, place)
    stage = _stage(rng, year_at_school, draft)
    if not stage:
        return {}
    first, years = (1, _SPECIAL_YEARS) if stage == SPECIAL else _STAGES[stage]
    graduates_on = date(entry_year + first - 1 + years, 6, 30)
    card = _card(rng, stage, draft["identity"], school_year)
    return {
        "employment": PUPIL,
        "school": _school(rng, stage, place),
        "education_stage": stage,
        "grade": _grade(stage, year_at_school, first),
        "graduates_on": graduates_on,
        "student_card": card,
        "student_card_valid_until": _card_end(rng, graduates_on, day) if card else None,
        "living": BOARDING if rng.random() < _boarding_share(stage, place) else "1",
    }


def _before_school(rng: Random, year_at_school: int, place: Village) -> dict[str, Any]:
    fields = {"employment": BELOW_SCHOOL_AGE}
    if year_at_school > -3 and rng.random() < 0.5:
        fields |= {"school": f"{_school_place(place)}中心幼儿园", "education_stage": PRESCHOOL}
    return fields


def _stage(rng: Random, year_at_school: int, draft: dict[str, Any]) -> str:
    severe = draft.get("disability_level") in ("1", "2")
    if year_at_school <= _SPECIAL_YEARS and severe and draft.get("disability_kind") in ("2", INTELLECTUAL):
        return SPECIAL if rng.random() < 0.7 else ""
    if year_at_school <= 6:
        return PRIMARY
    if year_at_school <= 9:
        return JUNIOR
    if severe or year_at_school > 16:
        return ""
    if year_at_school <= 12:
        return SENIOR if rng.random() < 0.6 else VOCATIONAL
    if rng.random() < 0.3:
        return ""
    return COLLEGE if year_at_school <= 15 and rng.random() < 0.45 else UNIVERSITY


def _grade(stage: str, year_at_school: int, first: int) -> str:
    number = _DIGITS[min(year_at_school - first + 1, 9)]
    if stage == SENIOR:
        return f"高{number}"
    if stage in (COLLEGE, UNIVERSITY):
        return f"大{number}"
    return f"{_DIGITS[year_at_school] if stage == JUNIOR else number}年级"


def _school_place(place: Village) -> str:
    return "大安市" if place.urban and place.town.endswith("街道") else place.town


def _school(rng: Random, stage: str, place: Village) -> str:
    if stage in (PRIMARY, JUNIOR):
        kind = "小学" if stage == PRIMARY else "中学"
        home = _school_place(place)
        return f"{home}第{rng.choice('一二三四五六')}{kind}校" if home == "大安市" else f"{home}中心{kind}校"
    if stage == UNIVERSITY:
        return rng.choice(_UNIVERSITIES)
    if stage == COLLEGE:
        return rng.choice(_COLLEGES)
    return {SENIOR: "大安市高级中学", VOCATIONAL: "大安市职业教育中心", SPECIAL: "大安市特殊教育学校"}[stage]


def _card(rng: Random, stage: str, identity: str, school_year: int) -> str:
    if rng.random() < 0.1:
        return ""
    if stage in (COLLEGE, UNIVERSITY):
        return f"{school_year - rng.randint(0, 2)}{rng.randrange(10**6):06d}"
    return f"G{identity}"


def _card_end(rng: Random, graduates_on: date, day: date) -> date:
    """Return the end of validity: graduation, but some cards were not stamped for the running year."""
    if rng.random() < 0.08:
        return day - timedelta(days=rng.randint(20, 300))
    return graduates_on


def _boarding_share(stage: str, place: Village) -> float:
    if stage in (COLLEGE, UNIVERSITY):
        return 0.95
    if stage in (SENIOR, VOCATIONAL, SPECIAL):
        return 0.4 if place.urban else 0.8
    return 0.25 if stage == JUNIOR and not place.urban else 0.0
