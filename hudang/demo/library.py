"""The library of the demo county: an invented notice with its file, the standards, minutes, a plan."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from hudang.accounts.actions.console import acting_user
from hudang.archives.actions.filing import FileSource
from hudang.assessment.models import ParameterSheet
from hudang.assessment.vocabulary import Area
from hudang.demo.households import SAMPLE_STANDARDS
from hudang.kernel import clock
from hudang.library.actions.documents import enter_document
from hudang.library.actions.items import HandEntry, enter_item, make_own_form
from hudang.library.actions.publishing import link_parameters
from hudang.library.actions.standards import StandardEntry, enter_standard
from hudang.printing.actions.papers import document, fonts
from hudang.printing.registers import Column, Register
from hudang.printing.rendering import render_noted

_KEEPER = "xianjingban"
_NUMBER = "虚构民发〔2011〕6号"
_TITLE = "关于公布城乡低保标准的通知（虚构示例）"
_SINCE = date(2012, 1, 1)


def fill_demo_library() -> None:
    """Enter the invented papers; nothing of it is of any real place."""
    actor = acting_user(_KEEPER)
    rows = (("农村", f"{SAMPLE_STANDARDS.rural}"), ("城市", f"{SAMPLE_STANDARDS.urban}"))
    sheet = Register(
        title=_TITLE,
        bookmark=_TITLE,
        fonds_name="虚构示例",
        columns=(Column("城乡", 80), Column("标准（元/人·月）", 93)),
        rows=rows,
    )
    content, _ = render_noted([sheet], document(_TITLE, actor), fonts=fonts())
    enter_document(
        actor=actor,
        given={
            "title": _TITLE, "number": _NUMBER, "kind": "standard", "level": "county", "issuer": "示例县民政局",
            "issued_on": "2011-12-20", "in_force_on": str(_SINCE), "source": "虚构的示例，不是任何地方的文件",
            "governs": "公布本县 2012 年 1 月起的城市、农村低保标准。", "must_read": "on",
        },
        file=FileSource(io.BytesIO(content), "通知.pdf"),
    )  # fmt: skip
    for parameters in ParameterSheet.objects.all():
        link_parameters(actor=actor, sheet_id=parameters.pk, name=_NUMBER)
    for area, amount in ((Area.RURAL, SAMPLE_STANDARDS.rural), (Area.URBAN, SAMPLE_STANDARDS.urban)):
        entry = StandardEntry(area, _SINCE, Decimal(amount), _NUMBER, "虚构示例")
        enter_standard(actor=actor, entry=entry)
    _file_daily_items()


def _file_daily_items() -> None:
    actor, today = acting_user(_KEEPER), clock.today()
    plan = HandEntry(
        "RG02", f"{today.year} 年低保工作计划（虚构示例）", actor.division_code, date(today.year, 1, 10), page_count=4,
        restricted=False,
    )  # fmt: skip
    enter_item(actor=actor, entry=plan)
    minutes: dict[str, object] = {
        "held_at": f"{today.year}-01-15 09:00", "place": "局二楼会议室", "chair": "赵明", "recorder": "孙静",
        "present": "赵明、孙静、李强、周兰", "absent": "无", "topic": "年度抽查安排",
        "households": [], "conclusion": "同意年度抽查安排，按月抽取，结果归入审核卷。",
        "chair_signature": "on_paper", "recorder_signature": "on_paper",
    }  # fmt: skip
    make_own_form(actor=actor, form="F35", data=minutes)
