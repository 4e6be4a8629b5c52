"""Filled forms of an investigation in an invented village."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image


def home(members: list[dict[str, Any]], **values: Any) -> dict[str, Any]:
    """Return a filled 入户调查表 (F10) of declared members, with three photographs."""
    rows = [
        {
            "name": member["name"],
            "relation": member["relation"],
            "identity": member["identity"],
            "health": "2",
            "work_capacity": "4",
            "living": "1",
        }
        for member in members
    ]
    return {
        "head": "王德贵",
        "surveyed_at": "2026-11-23 09:00",
        "registered_address": "民强村三组 12 号",
        "address": "民强村三组 12 号",
        "place": "家中",
        "surveyor_1": "舍力经办",
        "surveyor_1_unit": "舍力镇人民政府",
        "surveyor_2": "协理员甲",
        "surveyor_2_unit": "民强村",
        "respondent": "王德贵",
        "respondent_relation": "02",
        "reason": "年老体弱，收入微薄",
        "visit": "两人在家，生活简朴",
        "alone": "no",
        "members": rows,
        "house_kind": "5",
        "house_structure": "2",
        "area": "60",
        "houses": "1",
        "decoration": "0",
        "furniture": "旧彩电一台",
        **dict.fromkeys(("property_income", "transfer_income", "support_income", "subsidies", "other_income"), "0"),
        **{"power": "40", "fuel": "30", "telecom": "20", "property_fee": "0"},
        "vehicles": "无",
        "yearly": "3000",
        "per_head": "125",
        "finding": "1",
        "opinion": "情况属实",
        "surveyor_1_signature": "on_paper",
        "surveyor_2_signature": "on_paper",
        "photos": [{"what": str(number), "photo": picture(number)} for number in (1, 3, 4)],
        **values,
    }


def picture(shade: int) -> str:
    """Return a small picture as a data address; each shade is another picture."""
    content = io.BytesIO()
    Image.new("RGB", (32, 24), (shade * 40, 80, 120)).save(content, "PNG")
    return f"data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"


def neighbour(name: str = "赵邻", **values: Any) -> dict[str, Any]:
    """Return a filled 邻里访问记录 (F19)."""
    return {
        "head": "王德贵",
        "visited_at": "2026-11-23 10:00",
        "neighbour": name,
        "neighbour_relation": "邻居",
        "distance": "同组，隔两户",
        "kin": "no",
        "residents": "老两口",
        "workers": "没有",
        "living": "种地",
        "property": "旧砖房",
        "support": "无子女",
        "spending": "没有",
        "deserves": "1",
        "credible": "1",
        "visitor_1": "on_paper",
        **values,
    }


def letter(**values: Any) -> dict[str, Any]:
    """Return a written 索证函 (F14)."""
    return {
        "recipient": "大安农商银行舍力支行",
        "person": "王德贵",
        "identity": "11010519491231002X",
        "basis": "《社会救助暂行办法》第五十八条",
        "matters": "存款余额",
        "answer_by": "2026-12-08",
        "handler": "舍力经办",
        "phone": "0436-5223456",
        **values,
    }


def support(**values: Any) -> dict[str, Any]:
    """Return a filled 义务人情况表 (F08): one son."""
    row = {
        "name": "王强",
        "relation": "20",
        "identity": "11010519491231002X",
        "income": "1800",
        "size": "3",
        "per_head": "600",
        "able": "1",
        "payable": "146.25",
        "paid": "200",
    }
    return {
        "head": "王德贵",
        "supported": "王德贵",
        "supported_count": "2",
        "supporters": [row],
        "monthly": "200",
        "yearly": "2400",
        **values,
    }


def report(**values: Any) -> dict[str, Any]:
    """Return a filled 核对报告 (F09a)."""
    return {
        "report_number": "核〔2026〕12号",
        "agency": "大安市核对中心",
        "head": "王德贵",
        "reported_on": "2026-11-23",
        "valid_until": "2027-05-23",
        "findings": [{"name": "王德贵", "subject": "9", "what": "无"}],
        "assets": "0",
        "yearly": "3000",
        "monthly": "250",
        "per_head": "125",
        "finding": "1",
        **values,
    }


def notice(**values: Any) -> dict[str, Any]:
    """Return a filled 结果告知书 (F09c)."""
    return {
        "applicant": "王德贵",
        "applied_on": "2026-11-20",
        "facts": "核对到王德贵名下另有住房一套",
        "declared": "申报住房一套，核对到两套",
        "basis": "《吉林省最低生活保障管理办法》第十九条",
        "days": "5",
        "handler": "舍力经办",
        "phone": "0436-5223456",
        **values,
    }
