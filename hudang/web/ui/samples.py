"""Invented data for the page of components."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from hudang.forms.catalogue import form_of
from hudang.forms.sheet import Frame, sheet_of
from hudang.kernel import clock
from hudang.printing.form_sheets import FormSheet
from hudang.web.shared.days import day_field
from hudang.web.shared.form_entry import FormEntry, entry_of

# the sections of the page: anchor and heading
PARTS = (
    ("words", "文字与状态"),
    ("buttons", "按钮"),
    ("figures", "数字"),
    ("lists", "筛选、表格、分页"),
    ("forms", "表单"),
    ("entries", "程序表单"),
    ("saying", "提示、空状态、出错"),
    ("surfaces", "弹窗、抽屉、标签页、步骤"),
    ("work", "进度与上传"),
    ("archive", "盒脊、浏览器、时间线"),
    ("tokens", "颜色与图标"),
)
TONES = (("ok", "齐全"), ("info", "申请中"), ("warn", "缺 2 件"), ("bad", "已超期"), ("mute", "已停保"))
TABS = (
    {"label": "待处理", "url": "#surfaces", "current": True, "count": 12},
    {"label": "已归件", "url": "#surfaces", "current": False, "count": 1873},
    {"label": "不归档", "url": "#surfaces", "current": False},
)
ROWS = (
    {"head": "张桂兰", "code": "2208821052010007", "size": 2, "allowance": "1180", "present": 13, "css": ""},
    {"head": "阿依古丽·买买提", "code": "2208821052010019", "size": 4, "allowance": "2360.5", "present": 9, "css": ""},
    {"head": "王德贵", "code": "2208821052010023", "size": 1, "allowance": "735", "present": 4, "css": "is-warn"},
    {"head": "刘福", "code": "2208821052010031", "size": 1, "allowance": "0", "present": 0, "css": "is-dim"},
)
TOOLS = {
    "listing": "households",
    "label": "低保家庭",
    "views": ({"label": "全部", "url": "#lists"}, {"label": "缺件的", "url": "#lists", "current": True}),
    "choices": ({"key": "head", "label": "户主", "shown": True}, {"key": "phone", "label": "联系电话", "shown": False}),
}
SPINES = (
    {"village": "民乐村", "number": "01", "percent": 100, "thickness": 50, "full": True},
    {"village": "民乐村", "number": "02", "percent": 82, "thickness": 40, "current": True},
    {"village": "新立村", "number": "01", "percent": 61, "thickness": 30},
    {"village": "洮儿河村", "number": "01", "percent": 12, "thickness": 50},
    {"village": "东风村", "number": "01", "percent": None, "thickness": 20},
)
TOKENS = (
    "paper surface surface-soft surface-sunk ink ink-soft ink-mute line line-strong accent accent-soft "
    "ok ok-soft warn warn-soft bad bad-soft info info-soft fill-low fill-some fill-most fill-all"
).split()


class FilterSample(forms.Form):
    """Filters in all their shapes."""

    q = forms.CharField(label="户主", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), ("1", "在保"), ("2", "停保")])
    lacking = forms.BooleanField(label="只看缺件", required=False)
    since = day_field("自", required=False)


class FormSample(forms.Form):
    """Fields in all their shapes."""

    name = forms.CharField(label="姓名", help_text="与身份证一致；少数民族姓名中的间隔号写“·”。")
    amount = forms.DecimalField(label="月保障金（元）", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    relation = forms.ChoiceField(label="与户主关系", choices=[("", "请选择"), ("1", "本人"), ("2", "配偶")])
    born_on = day_field("出生日期", required=False)
    sex = forms.ChoiceField(label="性别", choices=[("1", "男"), ("2", "女")], widget=forms.RadioSelect)
    causes = forms.MultipleChoiceField(
        label="致困原因",
        required=False,
        choices=[("1", "因病"), ("2", "因残"), ("3", "缺劳力")],
        widget=forms.CheckboxSelectMultiple,
    )
    covered = forms.BooleanField(label="是保障对象", required=False)
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea(attrs={"rows": 2}))


def entries() -> list[dict[str, Any]]:
    """Return a history of three acts."""
    now = clock.now()
    changes = [{"field": "月保障金（元）", "before": "1060", "after": "1180"}]
    return [
        {"at": now, "actor": "王春梅", "post": "乡镇经办", "act": "修改家庭", "tone": "ok", "changes": changes},
        {
            "at": now - timedelta(days=9),
            "actor": "赵立新",
            "post": "县经办",
            "act": "人工调整分类",
            "summary": "家庭结构由“单人户”改为“老年夫妻户”",
            "reason": "入户核实，配偶长期同住",
            "tone": "warn",
        },
        {"at": now - timedelta(days=31), "actor": "王春梅", "post": "乡镇经办", "act": "立袋", "summary": "01 号盒"},
    ]


def pages() -> list[dict[str, str]]:
    """Return two pages to look through."""
    picture = static("hudang/seal.svg")
    return [{"label": label, "thumb_url": picture, "web_url": picture, "original_url": picture} for label in "正反"]


def icons() -> list[str]:
    """Return the names of all icons of the sprite."""
    path = finders.find("hudang/icons.svg")
    if not path:
        return []
    return sorted(re.findall(r'<symbol id="([a-z-]+)"', Path(str(path)).read_text(encoding="utf-8")))


_MEETING = {
    "place": "村部会议室",
    "attendees": [{"name": "赵秀英", "role": "5"}, {"name": "钱国强", "role": "4"}],
    "conclusion": "1",
}


def entry() -> FormEntry:
    """Return a form of the procedure with a table, choices and signatures, one field of it wrong."""
    return entry_of(form_of("F18"), _MEETING, {"chair": "请填写主持人。"})


def sheet() -> FormSheet:
    """Return the same form as its sheet."""
    return sheet_of(form_of("F18"), _MEETING, Frame(office="虚构镇人民政府"))
