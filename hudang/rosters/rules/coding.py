"""From the words offices write to the codes of the tables (code-tables.md); unknown words stay empty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from hudang.households.vocabulary import (
    ASSISTANCE,
    CAUSE,
    DISABILITY_KIND,
    DISABILITY_LEVEL,
    EDUCATION,
    EDUCATION_STAGE,
    EMPLOYMENT,
    ETHNICITY_LABELS,
    HEALTH,
    HOUSE_KIND,
    HOUSE_STRUCTURE,
    MARITAL,
    POLITICS,
    SELF_CARE,
    WORK_CAPACITY,
)
from hudang.kernel.division_codes import is_urban

_SYNONYMS: dict[str, Mapping[str, str]] = {
    "health": {
        "良好": "1", "一般": "2", "较弱": "2", "体弱": "2", "患病": "3", "慢病": "3", "常年患病": "3", "长期慢性病": "3",
        "大病": "4", "重大疾病": "4", "患有大病": "4", "残": "5", "重残": "5", "重病、残疾": "6", "无残疾": "", "残疾": "5",
        "不健康": "2", "身体健康": "1", "正常": "1",
    },
    "work_capacity": {
        "有": "1", "普通劳动力": "1", "技能劳动力": "1", "部分": "2", "部分丧失劳动能力": "2", "弱劳动力或半劳动力": "2",
        "半劳动力": "2", "弱劳动力": "2", "完全丧失劳动能力": "3", "丧失": "3", "丧失劳动力": "3", "丧失劳动能力": "3", "无": "4", "无劳动力": "4", "无劳力": "4",
    },
    "employment": {
        "在职": "1", "在岗": "1", "打零工": "2", "零工": "2", "灵活": "2", "失业": "4", "无业": "4", "未就业": "4",
        "学生": "5", "在校": "5", "在读": "5", "未入学": "6", "年老": "7", "退休": "7", "离退休": "7", "老年": "7",
        "农民": "8", "种地": "8", "在家务农": "8", "务工": "9", "外出打工": "9", "打工": "9", "丧失劳动能力": "10", "无劳动能力": "10",
    },
    "marital": {"已婚": "20", "未婚": "10", "离异": "40", "离婚": "40", "丧偶": "30", "再婚": "22"},
    "disability_level": {
        "1": "1", "2": "2", "3": "3", "4": "4", "一": "1", "二": "2", "三": "3", "四": "4",
        "1级": "1", "2级": "2", "3级": "3", "4级": "4", "Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅰ级": "1", "Ⅱ级": "2", "Ⅲ级": "3", "Ⅳ级": "4",
    },
    "cause": {
        "因病": "1", "病": "1", "重病": "1", "大病": "1", "因残": "2", "残": "2", "因学": "3", "上学": "3", "教育": "3", "因灾": "4",
        "缺劳动力": "5", "缺劳力": "5", "无劳动能力": "5", "年老": "5", "因老": "5", "收入低": "6", "失业": "6", "无业": "6", "低收入": "6",
        "失地": "7", "意外": "8", "意外事故": "8", "其他": "99", "其它": "99",
    },
    "stage": {"幼儿园": "0", "小学生": "1", "初中生": "2", "高中": "3", "高中生": "3", "中专": "4", "职高": "4", "技校": "4", "大学": "6", "本科生": "6", "专科": "5"},
    "education": {
        "博士": "10", "硕士": "10", "大学本科": "20", "大学": "20", "大专": "30", "高职": "30", "中专": "40", "职高": "40", "技校": "40",
        "中技": "40", "文盲": "90", "半文盲": "90", "未上学": "90", "学龄前": "90", "无": "90",
    },
    "politics": {"党员": "01", "中共党员": "01", "团员": "03", "共青团员": "03"},
    "self_care": {"生活能自理": "1", "全自理": "1", "能": "1", "半自理": "2", "部分": "2", "不能": "3", "完全不能自理": "3"},
}  # fmt: skip
_TABLES: dict[str, Mapping[str, str]] = {
    "health": HEALTH,
    "work_capacity": WORK_CAPACITY,
    "employment": EMPLOYMENT,
    "marital": MARITAL,
    "education": EDUCATION,
    "politics": POLITICS,
    "disability_kind": DISABILITY_KIND,
    "disability_level": DISABILITY_LEVEL,
    "ethnicity": ETHNICITY_LABELS,
    "stage": EDUCATION_STAGE,
    "self_care": SELF_CARE,
    "cause": CAUSE,
    "assistance": ASSISTANCE,
    "house_kind": HOUSE_KIND,
    "house_structure": HOUSE_STRUCTURE,
}


@lru_cache(maxsize=4096)
def code_of(table: str, word: str) -> str:
    """Return the code of a word in a table; empty when the word is unknown."""
    text = word.strip()
    if not text:
        return ""
    names = _TABLES[table]
    if text in names:
        return text
    for code, label in names.items():
        if label == text:
            return code
    synonyms = _SYNONYMS.get(table, {})
    if text in synonyms:
        return synonyms[text]
    return _loosely(names, synonyms, text)


def _loosely(names: Mapping[str, str], synonyms: Mapping[str, str], text: str) -> str:
    for code, label in names.items():
        if len(text) > 1 and (label.startswith(text) or text.startswith(label)):
            return code
    for word, code in synonyms.items():
        if len(word) > 1 and word in text:
            return code
    return ""


@lru_cache(maxsize=1024)
def cause_codes(text: str) -> tuple[str, ...]:
    """Return the codes of one or several causes written in a cell."""
    for mark in "、，,;；/ ":
        text = text.replace(mark, "|")
    found = [code_of("cause", part) for part in text.split("|") if part]
    return tuple(dict.fromkeys(code for code in found if code))


def assistance_told(category: str, region: str) -> str:
    """Return the category C11 from a written category, else from 城市/农村; empty when neither says it."""
    written = code_of("assistance", category) if category else ""
    if written:
        return written
    text = region or category
    if "城" in text or "非农" in text:
        return "01"
    return "02" if "农" in text else ""


def assistance_of(village_code: str) -> str:
    """Return the category C11 that follows from the kind of village where nobody tells it."""
    return "01" if is_urban(village_code) else "02"
