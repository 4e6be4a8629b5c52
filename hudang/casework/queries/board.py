"""The board: the open cases of a division by stage, the most pressing first; a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from hudang.accounts.models import User
from hudang.casework.models import Case
from hudang.casework.queries.lists import CaseFilters, CaseRow, found_for, rows_of, stage_counts
from hudang.casework.vocabulary import GROUP_STAGES, STAGE_GROUP_LABELS, STAGE_LABELS, CaseStage, StageGroup

MOST_CARDS = 8


@dataclass(frozen=True)
class BoardStage:
    """One stage: how many cases stand there, and the first of them."""

    stage: CaseStage
    label: str
    count: int
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True)
class BoardColumn:
    """One group of stages."""

    group: StageGroup
    label: str
    count: int
    stages: tuple[BoardStage, ...]


def board_for(user: User, filters: CaseFilters) -> list[BoardColumn]:
    """Return the columns of the board without what is finished."""
    counts = stage_counts(user, filters)
    by_stage: dict[CaseStage, list[CaseRow]] = {}
    for row in rows_of(_first(found_for(user, filters))):
        by_stage.setdefault(row.stage, []).append(row)
    return [
        _column(group, stages, counts, by_stage) for group, stages in GROUP_STAGES.items() if group != StageGroup.DONE
    ]


def _first(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the first cases of each stage, the most pressing first."""
    pressing = [F("due_on").asc(nulls_last=True), F("pk").asc()]
    place = Window(RowNumber(), partition_by=F("stage"), order_by=pressing)
    keys = cases.order_by().annotate(place=place).filter(place__lte=MOST_CARDS).values_list("pk", flat=True)
    return Case.objects.filter(pk__in=list(keys)).order_by(*pressing)


def _column(
    group: StageGroup,
    stages: tuple[CaseStage, ...],
    counts: dict[str, int],
    by_stage: dict[CaseStage, list[CaseRow]],
) -> BoardColumn:
    shown = tuple(
        BoardStage(stage, STAGE_LABELS[stage], counts[stage], tuple(by_stage.get(stage, [])))
        for stage in stages
        if counts.get(stage)
    )
    return BoardColumn(group, STAGE_GROUP_LABELS[group], sum(each.count for each in shown), shown)
