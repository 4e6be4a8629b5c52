"""Forms to fill by hand, with the exact columns of archive.md §7; each gives one page of empty rows."""

from __future__ import annotations

from hudang.printing.registers import Column, Register
from hudang.printing.vocabulary import PAPER_LABELS, PaperKind

_HANDED = ("移交人（签章）", "接收人（签章）", "监交人（签章）", "日期")
_COLUMNS: dict[PaperKind, tuple[Column, ...]] = {
    PaperKind.ITEM_CATALOGUE: (
        Column("序号", 12, "center"), Column("档号", 52), Column("文号", 32), Column("责任者", 36), Column("题名", 72),
        Column("日期", 20, "center"), Column("密级", 13, "center"), Column("页数", 12, "center"), Column("备注", 20),
    ),
    PaperKind.LOAN_REGISTER: (
        Column("序号", 9, "center"), Column("日期", 17, "center"), Column("档号", 34), Column("题名", 36),
        Column("单位", 24), Column("借阅人", 16), Column("证件", 18), Column("目的", 16),
        Column("方式\n（查/借/复制）", 17, "center"), Column("页数", 10, "center"), Column("批准人", 14),
        Column("应还", 14), Column("归还", 14), Column("检查", 13), Column("备注", 16),
    ),
    PaperKind.TRANSFER_LIST: (
        Column("序号", 11, "center"), Column("档号", 58), Column("题名", 70), Column("年度", 14, "center"),
        Column("期限", 16, "center"), Column("件数", 14, "center"), Column("页数", 14, "center"),
        Column("电子件数", 18, "center"), Column("字节", 28, "right"), Column("备注", 26),
    ),
    PaperKind.APPRAISAL_REGISTER: (
        Column("档号", 58), Column("题名", 52), Column("形成日", 20, "center"), Column("停保日", 20, "center"),
        Column("原期限", 18, "center"), Column("到期日", 20, "center"), Column("鉴定意见\n（续存/抽样进馆/销毁）", 33, "center"),
        Column("新期限", 16, "center"), Column("鉴定人", 16), Column("日期", 16, "center"),
    ),
    PaperKind.DESTRUCTION_LIST: (
        Column("档案\n类别", 14), Column("顺序号", 13, "center"), Column("名称", 40), Column("档号", 38),
        Column("数量", 11, "center"), Column("销毁原因", 26), Column("时间", 16, "center"), Column("地点", 18),
        Column("密级", 11, "center"), Column("份数", 11, "center"), Column("页数", 11, "center"), Column("批准人", 15),
        Column("档管员", 15), Column("监销人", 15), Column("备注", 15),
    ),
}  # fmt: skip
_SIGNATURES = {
    PaperKind.TRANSFER_LIST: _HANDED,
    PaperKind.APPRAISAL_REGISTER: ("鉴定小组（不少于三人）", "单位负责人", "日期"),
    PaperKind.DESTRUCTION_LIST: ("批准人（签章）", "监销人（两人以上）", "销毁日期"),
}
BLANK_KINDS = tuple(_COLUMNS)


def blank(kind: PaperKind, fonds_name: str, place: str) -> Register:
    """Return a form without entries for an office."""
    name = PAPER_LABELS[kind].removesuffix("（空白表）")
    return Register(
        title=name,
        bookmark=f"{name}　{place}",
        fonds_name=fonds_name,
        columns=_COLUMNS[kind],
        signatures=_SIGNATURES.get(kind, ()),
        foot=(fonds_name, place),
        landscape=True,
    )
