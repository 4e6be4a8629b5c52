"""调查任务: which are made for a declaration, and what each must bring before it counts as done (process.md §2, 5–9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hudang.accounts.vocabulary import Post
from hudang.casework.rules.thresholds import Thresholds
from hudang.casework.vocabulary import CaseStage, TaskKind


@dataclass(frozen=True)
class TaskRule:
    """The form of a task, whether several are filled (one a neighbour, one a letter), and whether it may be added."""

    form: str
    several: bool = False
    added: bool = False
    help: str = ""


RULES: dict[TaskKind, TaskRule] = {
    TaskKind.CHECK: TaskRule("F09a", help="先打印核对委托单提请核对，收到核对报告后录入或导入结果。"),
    TaskKind.HOME: TaskRule("F10", help="入户调查表，附门牌、外观、室内和被调查人的照片。"),
    TaskKind.NEIGHBOURS: TaskRule("F19", several=True, help="每访问一名邻居填一份；内容对被调查户和案外人员保密。"),
    TaskKind.EVIDENCE: TaskRule("F14", several=True, added=True, help="每发一封索证函填一份，收到回函后补填结果。"),
    TaskKind.SUPPORT: TaskRule("F08", added=True, help="赡（抚、扶）养义务人逐人调查。"),
    TaskKind.ESTIMATE: TaskRule("F13", added=True, help="按月支出推算收入下限。"),
}
# in these stages the investigation is under way
WORKING_STAGES = frozenset({CaseStage.INVESTIGATING, CaseStage.RECHECKING, CaseStage.REINVESTIGATING})
# who takes any task of his division; others only what is given to them
INVESTIGATORS = frozenset({Post.TOWNSHIP_HANDLER})
# who leads the investigation gives and waives its tasks
LEADING = frozenset({Post.TOWNSHIP_HANDLER, Post.TOWNSHIP_HEAD})


def leads(post: Post, *, exempt: bool) -> bool:
    """Tell whether a post leads an investigation; that of an exempt case is the county handler's."""
    return post in LEADING or (exempt and post is Post.COUNTY_HANDLER)


def investigates(post: Post, *, exempt: bool) -> bool:
    """Tell whether a post may record any task that it sees."""
    return post in INVESTIGATORS or (exempt and post is Post.COUNTY_HANDLER)


# to whom a task may be given
ASSIGNABLE = frozenset({Post.VILLAGE_ASSISTANT, Post.TOWNSHIP_HANDLER, Post.TOWNSHIP_HEAD, Post.COUNTY_HANDLER})
# F08, 赡养能力
UNABLE, EXEMPTED = "2", "3"
# an assistant of a village does not ask the offices of the state about persons
_NOT_FOR_ASSISTANTS = frozenset({TaskKind.CHECK})


def tasks_of(declared: Mapping[str, Any]) -> list[TaskKind]:
    """Return the tasks with which an investigation begins, in their order."""
    kinds = [TaskKind.CHECK, TaskKind.HOME, TaskKind.NEIGHBOURS]
    if declared.get("supporters"):
        kinds.append(TaskKind.SUPPORT)
    return kinds


def may_be_given(kind: TaskKind, post: Post) -> bool:
    """Tell whether a task may be given to somebody of a post."""
    return post in ASSIGNABLE and not (post is Post.VILLAGE_ASSISTANT and kind in _NOT_FOR_ASSISTANTS)


def lacking_of(kind: TaskKind, result: Mapping[str, Any], limits: Thresholds) -> dict[str, str]:
    """Return what a task still lacks before it can be completed, keyed as the page names its fields."""
    records = result.get("records", [])
    faults = {}
    if any(not record.get("whole") for record in records):
        faults["records"] = "还有暂存的表没有填完，请填完或删去。"
    elif not records:
        faults["records"] = "还没有填写调查结果。"
    if kind is TaskKind.NEIGHBOURS and len(records) < limits.neighbours_least and not result.get("fewer_reason"):
        faults["fewer_reason"] = (
            f"至少访问 {limits.neighbours_least} 名邻居，现有 {len(records)} 名；确实访问不到的，请写明原因。"
        )
    if kind is TaskKind.HOME:
        faults |= _home(records, limits)
    if kind is TaskKind.EVIDENCE and any(not record["values"].get("answer_result") for record in records):
        faults["records"] = "还有索证函没有填写回函结果；没有回函的，选“未回函”。"
    return faults


def _home(records: Sequence[Mapping[str, Any]], limits: Thresholds) -> dict[str, str]:
    photos = sum(bool(row.get("photo")) for record in records for row in record["values"].get("photos") or ())
    if photos < limits.home_photos_least:
        return {"photos": f"至少上传 {limits.home_photos_least} 张入户照片（门牌、室内、被调查人），现有 {photos} 张。"}
    return {}


def supporters_of(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the supporters of a filled F08 as the means test reads them (process.md §9.4).

    One who cannot pay or is exempt is waived with his reason; what was agreed counts where nothing more is paid.
    """
    rows = values.get("supporters") or []
    supported = int(values.get("supported_count") or 1)
    return [_supporter(row, supported, len(rows), str(values.get("exempted") or "")) for row in rows]


def _supporter(row: Mapping[str, Any], supported: int, children: int, exempted: str) -> dict[str, Any]:
    amounts = [Decimal(str(row[key])) for key in ("agreed", "paid") if row.get(key) not in (None, "")]
    waived = {UNABLE: "无赡养能力", EXEMPTED: exempted or "豁免"}.get(str(row.get("able")), "")
    found = {
        "name": str(row["name"]),
        "income_per_member": str(row["per_head"]),
        "household_size": int(row["size"]),
        "supported_persons": supported,
        "supported_here": supported,
        "children": children,
        "waived": waived,
    }
    return found | ({"paid": str(max(amounts))} if amounts else {})
