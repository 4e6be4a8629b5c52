"""What may be done with a case now, by whom, and why not (process.md §3; issue: said in words)."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.casework.models import Case, CaseStep
from hudang.casework.queries.facts import facts_of
from hudang.casework.rules.conditions import Facts, unmet
from hudang.casework.rules.procedure import Transition, leaving
from hudang.casework.vocabulary import APPROVING_ACTS, EXAMINING_ACTS, CaseAct, CaseStage, Procedure, act_label


@dataclass(frozen=True)
class Choice:
    """One act that leads on from here; ``why_not`` is empty when this user may take it now."""

    act: CaseAct
    label: str
    mine: bool
    why_not: str
    needs_reason: bool
    papers: tuple[str, ...]
    source: str

    @property
    def possible(self) -> bool:
        """Whether the user may take it now."""
        return not self.why_not


def choices_for(user: User, case: Case, facts: Facts | None = None) -> list[Choice]:
    """Return every act that leads on from the case's stage, in the order of the table; the first is the usual one."""
    known = facts or facts_of(case)
    examined = CaseStep.objects.filter(case=case, actor=user, act__in=EXAMINING_ACTS).exists()
    rows = leaving(Procedure(case.procedure), CaseStage(case.stage))
    return [_choice(user, case, row, known, examined=examined) for row in rows]


def _choice(user: User, case: Case, row: Transition, facts: Facts, *, examined: bool) -> Choice:
    mine = row.may_be_taken_by(Post(user.post), by_township=case.by_township, exempt=case.exempt)
    return Choice(
        act=row.act,
        label=act_label(case.procedure, row.act),
        mine=mine,
        why_not=_why_not(case, row, facts, mine=mine, examined=examined),
        needs_reason=row.reason,
        papers=row.papers,
        source=row.source,
    )


def _why_not(case: Case, row: Transition, facts: Facts, *, mine: bool, examined: bool) -> str:
    if not mine:
        posts = row.takers(by_township=case.by_township, exempt=case.exempt)
        return f"由{'、'.join(POST_LABELS[post] for post in Post if post in posts)}办理。"
    if examined and row.act in APPROVING_ACTS:
        return "您已对本案初审，应由另一位同事审核确认。"
    return unmet(row.conditions, facts)


# what ends a case or holds it up is never the usual way on
_ASIDE = frozenset(
    {
        CaseAct.CANCEL,
        CaseAct.WITHDRAW,
        CaseAct.TERMINATE,
        CaseAct.SUSPEND,
        CaseAct.DECLINE,
        CaseAct.LAPSE,
        CaseAct.OBJECT,
        CaseAct.TELL_MISMATCH,
        CaseAct.SEND_BACK,
        CaseAct.RETURN,
    }
)
_ADVERSE = frozenset({CaseAct.PROPOSE_REFUSAL, CaseAct.REFUSE})


def next_act(choices: list[Choice]) -> Choice | None:
    """Return the one act to show as the clear button, in the order of the table.

    First what this user may take and what leads on; else the furthest that he waits for, which then says why not; a
    refusal only where nothing else is left.
    """
    usual = [choice for choice in choices if choice.mine and choice.act not in _ASIDE]
    forward = [choice for choice in usual if choice.act not in _ADVERSE]
    ways = ([c for c in forward if c.possible], forward[-1:], [c for c in usual if c.possible])
    return next((way[0] for way in ways if way), None)


def waits_for(choices: list[Choice]) -> Choice | None:
    """Return the usual act that somebody else has to take."""
    return next((c for c in choices if not c.mine and c.act not in _ASIDE and c.act not in _ADVERSE), None)
