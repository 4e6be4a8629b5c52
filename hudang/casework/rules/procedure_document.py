"""The procedure told in Markdown, from the tables: the document is generated, so it cannot say anything else."""

from __future__ import annotations

from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.casework.rules.procedure import TABLES, Transition
from hudang.casework.vocabulary import (
    ACT_LABELS,
    CLOCK_LABELS,
    FINAL_STAGES,
    PROCEDURE_LABELS,
    STAGE_LABELS,
    CaseStage,
    Procedure,
)

_HEAD = """# 办理程序

本文由程序表（`hudang/casework/rules/procedure.py`）生成，测试核对两者一致；要改程序，改表，再重新生成：
`HUDANG_WRITE_DOCS=1 python -m pytest tests/docs/test_procedure.py`。

“撤回”和“终止”几乎在每一阶段都可以，图里不画，表里列出。
"""
# drawn, they would hide everything else
_NOT_DRAWN = frozenset({CaseStage.WITHDRAWN, CaseStage.TERMINATED})


def document() -> str:
    """Return the whole document: for each procedure a diagram and the table."""
    return "\n".join([_HEAD, *(_section(procedure) for procedure in Procedure)])


def _section(procedure: Procedure) -> str:
    rows = "\n".join(_row(row) for row in TABLES[procedure])
    return f"""## {PROCEDURE_LABELS[procedure]}

```mermaid
{_diagram(procedure)}
```

| 动作 | 从 | 到 | 谁 | 理由 | 起算 | 办结 | 文书 | 依据 |
|---|---|---|---|---|---|---|---|---|
{rows}
"""


def _diagram(procedure: Procedure) -> str:
    table = [row for row in TABLES[procedure] if row.target not in _NOT_DRAWN]
    stages = sorted({stage for row in table for stage in (*row.sources, row.target)}, key=list(CaseStage).index)
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{STAGE_LABELS[stage]}" as {stage.value}' for stage in stages]
    lines.append(f"    [*] --> {CaseStage.DRAFT.value}")
    lines += [
        f"    {source.value} --> {row.target.value} : {ACT_LABELS[row.act]}"
        for row in table
        for source in sorted(row.sources, key=list(CaseStage).index)
    ]
    lines += [f"    {stage.value} --> [*]" for stage in stages if stage in FINAL_STAGES]
    return "\n".join(lines)


def _row(row: Transition) -> str:
    sources = "、".join(STAGE_LABELS[stage] for stage in CaseStage if stage in row.sources)
    who = _posts(row.posts)
    if row.township_posts is not None:
        who += f"；下放时 {_posts(row.township_posts)}"
    starts = "、".join(CLOCK_LABELS[kind] for kind in row.starts)
    ends = "、".join(CLOCK_LABELS[kind] for kind in row.ends)
    cells = (
        ACT_LABELS[row.act], sources, STAGE_LABELS[row.target], who, "必填" if row.reason else "", starts, ends,
        "、".join(row.papers), row.source,
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _posts(posts: frozenset[Post]) -> str:
    return "、".join(POST_LABELS[post] for post in Post if post in posts)
