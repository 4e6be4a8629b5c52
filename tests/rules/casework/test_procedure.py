"""The procedure's tables: what may follow what, and that nothing is left hanging (process.md §3)."""

from __future__ import annotations

import pytest

from hudang.accounts.vocabulary import Post
from hudang.casework.rules.conditions import CONDITIONS
from hudang.casework.rules.procedure import APPLICATION, TABLES, leaving, transition_of
from hudang.casework.vocabulary import (
    ACT_LABELS,
    APPROVING_ACTS,
    CLOCK_LABELS,
    EXAMINING_ACTS,
    FINAL_STAGES,
    STAGE_LABELS,
    CaseAct,
    CaseStage,
    Procedure,
)

S, A = CaseStage, CaseAct
# process.md §3, column 允许转移, as the law's procedure is told there
TOLD = {
    S.DRAFT: {S.SUBMITTED, S.CANCELLED},
    S.SUBMITTED: {S.ACCEPTED, S.AWAITING_CORRECTION, S.NOT_ACCEPTED, S.WITHDRAWN},
    S.AWAITING_CORRECTION: {S.SUBMITTED, S.WITHDRAWN, S.LAPSED},
    S.ACCEPTED: {S.INVESTIGATING, S.WITHDRAWN, S.TERMINATED},
    S.INVESTIGATING: {S.EXAMINATION, S.MISMATCH_TOLD, S.TERMINATED, S.WITHDRAWN, S.SUSPENDED},
    S.MISMATCH_TOLD: {S.RECHECKING, S.REFUSAL_PROPOSED, S.WITHDRAWN, S.TERMINATED},
    S.RECHECKING: {S.INVESTIGATING, S.EXAMINATION, S.REFUSAL_PROPOSED, S.WITHDRAWN, S.TERMINATED},
    S.EXAMINATION: {
        S.TO_PUBLISH,
        S.NOTICE_EXEMPT,
        S.REFUSAL_PROPOSED,
        S.INVESTIGATING,
        S.WITHDRAWN,
        S.TERMINATED,
    },
    S.REFUSAL_PROPOSED: {S.REFUSED, S.RETURNED, S.WITHDRAWN, S.TERMINATED},
    S.TO_PUBLISH: {S.ON_NOTICE, S.WITHDRAWN, S.TERMINATED},
    S.ON_NOTICE: {S.OBJECTED, S.NOTICE_CLEAR, S.WITHDRAWN, S.TERMINATED},
    S.OBJECTED: {S.REINVESTIGATING, S.HEARING, S.WITHDRAWN, S.TERMINATED},
    S.REINVESTIGATING: {S.RE_EXAMINATION, S.WITHDRAWN, S.TERMINATED},
    S.HEARING: {S.RE_EXAMINATION, S.WITHDRAWN, S.TERMINATED},
    S.REPORTED: {S.COUNTY_EXAMINATION, S.WITHDRAWN, S.TERMINATED},
    S.RE_EXAMINATION: {
        S.TO_PUBLISH,
        S.REPORTED,
        S.REFUSAL_PROPOSED,
        S.INVESTIGATING,
        S.WITHDRAWN,
        S.TERMINATED,
    },
    S.NOTICE_CLEAR: {S.REPORTED, S.WITHDRAWN, S.TERMINATED},
    S.NOTICE_EXEMPT: {S.REPORTED, S.WITHDRAWN, S.TERMINATED},
    S.COUNTY_EXAMINATION: {S.CONFIRMED, S.REFUSED, S.RETURNED, S.WITHDRAWN, S.TERMINATED},
    S.RETURNED: {S.INVESTIGATING, S.WITHDRAWN, S.TERMINATED},
    S.SUSPENDED: {S.INVESTIGATING, S.WITHDRAWN, S.TERMINATED},
}


# process.md §4, ADJUSTING: 发起→核查→初审→确认
TOLD_OF_CHANGES = {
    S.DRAFT: {S.INVESTIGATING, S.CANCELLED},
    S.INVESTIGATING: {S.EXAMINATION, S.WITHDRAWN},
    S.EXAMINATION: {S.REPORTED, S.INVESTIGATING, S.WITHDRAWN},
    S.REPORTED: {S.COUNTY_EXAMINATION},
    S.COUNTY_EXAMINATION: {S.CONFIRMED, S.REFUSED, S.RETURNED},
    S.RETURNED: {S.INVESTIGATING, S.WITHDRAWN},
}


@pytest.mark.parametrize(("stage", "targets"), TOLD.items(), ids=lambda value: value if isinstance(value, str) else "")
def test_what_may_follow_a_stage_is_what_the_regulation_says(stage: CaseStage, targets: set[CaseStage]) -> None:
    assert {row.target for row in leaving(Procedure.APPLICATION, stage)} == targets


@pytest.mark.parametrize("stage", CaseStage)
def test_a_change_goes_only_from_its_stages(stage: CaseStage) -> None:
    assert {row.target for row in leaving(Procedure.CHANGE, stage)} == TOLD_OF_CHANGES.get(stage, set())


def test_every_open_stage_of_an_application_is_told() -> None:
    assert set(TOLD) == set(CaseStage) - FINAL_STAGES


@pytest.mark.parametrize("stage", sorted(FINAL_STAGES))
@pytest.mark.parametrize("procedure", Procedure)
def test_nothing_follows_an_end(procedure: Procedure, stage: CaseStage) -> None:
    assert leaving(procedure, stage) == []


@pytest.mark.parametrize("procedure", Procedure)
def test_every_stage_that_is_reached_can_be_left_and_leads_to_an_end(procedure: Procedure) -> None:
    table = TABLES[procedure]
    reached = {S.DRAFT} | {row.target for row in table}
    ends = {stage for stage in reached if stage in FINAL_STAGES}
    grown = True
    while grown:
        found = {s for row in table if row.target in ends for s in row.sources}
        grown, ends = not found <= ends, ends | found
    assert reached <= ends


def test_who_examines_is_not_who_approves_by_post() -> None:
    for act in APPROVING_ACTS:
        row = transition_of(Procedure.APPLICATION, act)
        assert row is not None and row.posts == {Post.COUNTY_HEAD} and row.township_posts == {Post.TOWNSHIP_HEAD}
    for act in EXAMINING_ACTS - {A.PASS_WITHOUT_NOTICE}:
        row = transition_of(Procedure.APPLICATION, act)
        assert row is not None and Post.COUNTY_HEAD not in row.posts


def test_every_no_and_every_return_asks_for_a_reason() -> None:
    said_no = {A.LAPSE, A.DECLINE, A.SUSPEND, A.TELL_MISMATCH, A.PROPOSE_REFUSAL, A.SEND_BACK, A.RETURN, A.REFUSE,
               A.WITHDRAW, A.TERMINATE}  # fmt: skip
    assert {row.act for row in APPLICATION if row.reason} == said_no


def test_words_and_conditions_are_whole() -> None:
    assert set(STAGE_LABELS) == set(CaseStage) and set(ACT_LABELS) == set(CaseAct)
    for table in TABLES.values():
        for row in table:
            assert set(row.conditions) <= set(CONDITIONS)
            assert set(row.starts) | set(row.ends) <= set(CLOCK_LABELS)
    assert {row.act for row in APPLICATION} == set(CaseAct)


def test_no_archivist_auditor_or_administrator_takes_an_act() -> None:
    takers = {post for table in TABLES.values() for row in table for post in row.posts | (row.township_posts or set())}
    assert takers == {
        Post.VILLAGE_ASSISTANT,
        Post.TOWNSHIP_HANDLER,
        Post.TOWNSHIP_HEAD,
        Post.COUNTY_HANDLER,
        Post.COUNTY_HEAD,
    }
