"""What the page of a case shows: its steps with their papers, its clocks, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.casework.models import Case, CaseClock, CaseHandover, CaseReader, CaseStep, Extension, KeptOut
from hudang.casework.queries.acts import Choice, choices_for
from hudang.casework.queries.visible import case_for
from hudang.casework.rules.clocks import days_left
from hudang.casework.vocabulary import CLOCK_LABELS, STAGE_LABELS, CaseAct, CaseStage, ClockKind, act_label
from hudang.forms.models import Paper
from hudang.forms.queries.papers import papers_of
from hudang.kernel import clock
from hudang.kernel.workdays import Calendar
from hudang.platform.calendar import working_calendar


@dataclass(frozen=True)
class StepView:
    """One step: who did what, when, with which words and papers."""

    at: datetime
    act: str
    stage: str
    actor: str
    post: str
    opinion: str
    reason: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class ClockView:
    """One clock: when it is over, and how many days are left (negative: overdue; None: it stands still or ended)."""

    label: str
    started_on: date
    due_on: date
    left: int | None
    unit: str
    days: int
    lacking_year: int | None
    pauses: tuple[tuple[str, str], ...]
    paused_since: date | None
    ended_on: date | None
    extended_by: str
    extension_reason: str
    # 公示期 has to pass: after its last day it can be ended, and is not late
    waits: bool = False

    @property
    def tone(self) -> str:
        """How pressing it is."""
        if self.ended_on is not None:
            return "bad" if self.ended_on > self.due_on and not self.waits else "mute"
        if self.left is None:
            return "info"
        return "bad" if self.left < 0 else "warn" if self.left <= _SOON else "ok"


_SOON = 2


@dataclass(frozen=True)
class CasePage:
    """Everything that the page of a case shows."""

    case: Case
    steps: tuple[StepView, ...]
    clocks: tuple[ClockView, ...]
    papers: tuple[Paper, ...]
    choices: tuple[Choice, ...]
    kept_out: tuple[str, ...]
    readers: tuple[str, ...]
    extension: Extension | None
    handovers: tuple[CaseHandover, ...]


def page_for(user: User, number: str) -> CasePage:
    """Return the page of a case; a constant number of queries. Raises ``NotVisible``."""
    case = case_for(user, number)
    papers = papers_of(user, case_reference=case.number)
    kept_out = KeptOut.objects.filter(case=case).select_related("user").order_by("pk")
    readers = CaseReader.objects.filter(case=case).select_related("user").order_by("pk") if case.exempt else []
    return CasePage(
        case=case,
        steps=tuple(_steps(case, papers, told=user.may(Right.HANDLE_CASES))),
        clocks=tuple(clocks_of(case)),
        papers=tuple(papers),
        choices=tuple(choices_for(user, case)),
        kept_out=tuple(f"{each.user.display_name}（{each.relation}）" for each in kept_out),
        readers=tuple(each.user.display_name for each in readers),
        extension=open_extension(case),
        handovers=tuple(CaseHandover.objects.filter(case=case).select_related("giver", "taker")),
    )


# an act makes its papers within its own transaction, right after its step
_TOGETHER = timedelta(seconds=20)


def _steps(case: Case, papers: Sequence[Paper], *, told: bool) -> Iterable[StepView]:
    """Yield the steps; what officers wrote is ``told`` only to those who handle cases, not to a village's assistant."""
    later: datetime | None = None
    for step in CaseStep.objects.filter(case=case).order_by("-sequence"):
        yield StepView(
            at=step.at,
            act=act_label(case.procedure, CaseAct(step.act)),
            stage=STAGE_LABELS[CaseStage(step.to_stage)],
            actor=step.actor_name,
            post=POST_LABELS[Post(step.actor_post)],
            opinion=step.opinion if told else "",
            reason=step.reason if told else "",
            papers=tuple(paper for paper in papers if _made_by(paper, step, later)),
        )
        later = step.at


def noted(paper: Paper) -> str:
    """Return how a step names a paper that its act made: form code and number."""
    return f"{paper.form_code} {paper.number}".rstrip()


def _made_by(paper: Paper, step: CaseStep, later: datetime | None) -> bool:
    """Tell whether a paper was made by the act of a step and not by the next one: named by it, or made with it."""
    if noted(paper) in step.papers:
        return True
    inside = step.at <= paper.made_at <= step.at + _TOGETHER and (later is None or paper.made_at < later)
    return inside and paper.made_by_id == step.actor_id


def clocks_of(case: Case) -> Iterable[ClockView]:
    """Yield the clocks of a case, those that run first, the most pressing before the others."""
    calendar, today = working_calendar(), clock.today()
    rows = list(CaseClock.objects.filter(case=case).select_related("extended_by"))
    rows.sort(key=lambda row: (row.ended_on is not None, row.due_on, row.pk))
    for row in rows:
        yield _clock(row, calendar, today)


def _clock(row: CaseClock, calendar: Calendar, today: date) -> ClockView:
    runs = row.ended_on is None and row.paused_since is None
    return ClockView(
        label=CLOCK_LABELS[ClockKind(row.kind)],
        started_on=row.started_on,
        due_on=row.due_on,
        left=days_left(calendar, today, row.due_on, working=row.working) if runs else None,
        unit="个工作日" if row.working else "天",
        days=row.days,
        lacking_year=row.lacking_year,
        pauses=tuple((begin, end) for begin, end in row.pauses),
        paused_since=row.paused_since,
        ended_on=row.ended_on,
        extended_by=row.extended_by.display_name if row.extended_by else "",
        extension_reason=row.extension_reason,
        waits=row.kind == ClockKind.NOTICE,
    )


def open_extension(case: Case) -> Extension | None:
    """Return the extension that waits for an answer."""
    return Extension.objects.filter(case=case, granted=None).select_related("asked_by").first()
