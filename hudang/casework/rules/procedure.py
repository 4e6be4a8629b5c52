"""The procedure as tables: stage × act → stage, who, why, clocks, papers (process.md §2–§5).

A table is the only place that says what may follow what; actions, pages, the command line and the diagram in the
documents read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hudang.accounts.vocabulary import Post
from hudang.casework.vocabulary import (
    FINAL_STAGES,
    CaseAct,
    CaseStage,
    ClockKind,
    Procedure,
)

_ASSISTANT, _TOWNSHIP, _TOWNSHIP_HEAD = Post.VILLAGE_ASSISTANT, Post.TOWNSHIP_HANDLER, Post.TOWNSHIP_HEAD
_COUNTY, _COUNTY_HEAD = Post.COUNTY_HANDLER, Post.COUNTY_HEAD
_BELOW_COUNTY = frozenset({_ASSISTANT, _TOWNSHIP, _TOWNSHIP_HEAD})


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One act: from which stages to which, by which posts, and what goes with it.

    ``papers`` are the forms that the act makes (forms.md), ``conditions`` the names of what must hold before
    (``rules.conditions``). ``reason`` asks for a written reason; ``township_posts`` act instead of ``posts`` where
    approval is delegated to the township (process.md §1).
    """

    act: CaseAct
    sources: frozenset[CaseStage]
    target: CaseStage
    posts: frozenset[Post]
    township_posts: frozenset[Post] | None = None
    reason: bool = False
    conditions: tuple[str, ...] = ()
    starts: tuple[ClockKind, ...] = ()
    ends: tuple[ClockKind, ...] = ()
    papers: tuple[str, ...] = ()
    source: str = ""

    def takers(self, *, by_township: bool = False, exempt: bool = False) -> frozenset[Post]:
        """Return the posts that take this act.

        An exempt case is the county's alone from beginning to end (吉林省办法第十八条、第二十一条): its handler does what
        village and township do elsewhere.
        """
        posts = self.township_posts if by_township and self.township_posts is not None else self.posts
        if not exempt:
            return posts
        return frozenset(_COUNTY if post in _BELOW_COUNTY else post for post in posts)

    def may_be_taken_by(self, post: Post, *, by_township: bool, exempt: bool = False) -> bool:
        """Tell whether the post takes this act."""
        return post in self.takers(by_township=by_township, exempt=exempt)


def _row(
    act: CaseAct,
    sources: Iterable[CaseStage],
    target: CaseStage,
    posts: Iterable[Post],
    *,
    township_posts: Iterable[Post] | None = None,
    **more: Any,
) -> Transition:
    instead = None if township_posts is None else frozenset(township_posts)
    return Transition(
        act=act,
        sources=frozenset(sources),
        target=target,
        posts=frozenset(posts),
        township_posts=instead,
        **more,
    )


_S = CaseStage
_OPEN = frozenset(CaseStage) - FINAL_STAGES
_BEFORE_ACCEPTANCE = frozenset({_S.DRAFT, _S.SUBMITTED, _S.AWAITING_CORRECTION})
_AFTER_ACCEPTANCE = _OPEN - _BEFORE_ACCEPTANCE
_DECISION_CLOCKS = (ClockKind.COUNTY, ClockKind.TOTAL)

APPLICATION: tuple[Transition, ...] = (
    _row(CaseAct.SUBMIT, {_S.DRAFT}, _S.SUBMITTED, {_ASSISTANT, _TOWNSHIP}, conditions=("declaration_whole",),
         papers=("F01",), source="社会救助暂行办法第十一条"),
    _row(CaseAct.CANCEL, {_S.DRAFT}, _S.CANCELLED, {_ASSISTANT, _TOWNSHIP}),
    _row(CaseAct.REQUEST_CORRECTION, {_S.SUBMITTED}, _S.AWAITING_CORRECTION, {_TOWNSHIP},
         conditions=("correction_unused", "papers_named"), starts=(ClockKind.CORRECTION,), papers=("F04",),
         source="审核确认办法：一次性告知"),
    _row(CaseAct.SUPPLEMENT, {_S.AWAITING_CORRECTION}, _S.SUBMITTED, {_TOWNSHIP}, ends=(ClockKind.CORRECTION,)),
    _row(CaseAct.LAPSE, {_S.AWAITING_CORRECTION}, _S.LAPSED, {_TOWNSHIP}, reason=True,
         conditions=("correction_over",), ends=(ClockKind.CORRECTION,)),
    _row(CaseAct.DECLINE, {_S.SUBMITTED}, _S.NOT_ACCEPTED, {_TOWNSHIP}, reason=True, papers=("F05",)),
    _row(CaseAct.ACCEPT, {_S.SUBMITTED}, _S.ACCEPTED, {_TOWNSHIP},
         conditions=("declaration_whole", "pledges_signed", "near_relatives_registered"),
         starts=(ClockKind.START_INVESTIGATION, ClockKind.START_CHECK, ClockKind.EXAMINATION, ClockKind.TOTAL),
         papers=("F03",), source="社会救助暂行办法第十一条"),
    _row(CaseAct.START_INVESTIGATION, {_S.ACCEPTED}, _S.INVESTIGATING, {_TOWNSHIP},
         ends=(ClockKind.START_INVESTIGATION,), papers=("F10a",), source="吉林省最低生活保障管理办法第十八条"),
    _row(CaseAct.SUSPEND, {_S.INVESTIGATING}, _S.SUSPENDED, {_TOWNSHIP}, reason=True),
    _row(CaseAct.RESUME, {_S.SUSPENDED}, _S.INVESTIGATING, {_TOWNSHIP}),
    _row(CaseAct.TELL_MISMATCH, {_S.INVESTIGATING}, _S.MISMATCH_TOLD, {_TOWNSHIP}, reason=True, papers=("F09c",),
         source="吉林省最低生活保障管理办法第十九条"),
    _row(CaseAct.CONTEST, {_S.MISMATCH_TOLD}, _S.RECHECKING, {_TOWNSHIP}, papers=("F09b",)),
    _row(CaseAct.RECHECK_FURTHER, {_S.RECHECKING}, _S.INVESTIGATING, {_TOWNSHIP}, conditions=("recheck_recorded",)),
    _row(CaseAct.RECHECK_PASSED, {_S.RECHECKING}, _S.EXAMINATION, {_TOWNSHIP}, papers=("F11",),
         conditions=("recheck_recorded", "tasks_finished", "figures_verified", "means_tested")),
    _row(CaseAct.FINISH_INVESTIGATION, {_S.INVESTIGATING}, _S.EXAMINATION, {_TOWNSHIP}, papers=("F11",),
         conditions=("tasks_finished", "figures_verified", "means_tested")),
    _row(CaseAct.PASS_EXAMINATION, {_S.EXAMINATION}, _S.TO_PUBLISH, {_TOWNSHIP_HEAD},
         township_posts={_TOWNSHIP}, conditions=("means_tested", "eligible", "not_exempt"), ends=(ClockKind.EXAMINATION,),
         papers=("F15",), source="吉林省最低生活保障管理办法第二十条"),
    _row(CaseAct.PASS_WITHOUT_NOTICE, {_S.EXAMINATION}, _S.NOTICE_EXEMPT, {_COUNTY},
         conditions=("means_tested", "eligible", "exempt"), ends=(ClockKind.EXAMINATION,), papers=("F15",),
         source="吉林省最低生活保障管理办法第十八条、第二十一条"),
    _row(CaseAct.PROPOSE_REFUSAL,
         {_S.EXAMINATION, _S.MISMATCH_TOLD, _S.RECHECKING, _S.RE_EXAMINATION}, _S.REFUSAL_PROPOSED, {_TOWNSHIP_HEAD},
         township_posts={_TOWNSHIP}, reason=True, conditions=("contest_over", "recheck_recorded", "means_tested"),
         ends=(ClockKind.EXAMINATION,), starts=(ClockKind.COUNTY,), papers=("F15",)),
    _row(CaseAct.SEND_BACK, {_S.EXAMINATION, _S.RE_EXAMINATION}, _S.INVESTIGATING, {_TOWNSHIP_HEAD},
         township_posts={_TOWNSHIP, _TOWNSHIP_HEAD}, reason=True),
    _row(CaseAct.POST, {_S.TO_PUBLISH}, _S.ON_NOTICE, {_TOWNSHIP, _TOWNSHIP_HEAD}, conditions=("on_sheet",),
         starts=(ClockKind.NOTICE,), papers=("F16",), source="吉林省最低生活保障管理办法第二十条"),
    _row(CaseAct.OBJECT, {_S.ON_NOTICE}, _S.OBJECTED, {_ASSISTANT, _TOWNSHIP}, conditions=("objection_registered",),
         starts=(ClockKind.HEARING,), papers=("F17",), source="吉林省最低生活保障管理办法第二十条"),
    _row(CaseAct.CLOSE_NOTICE, {_S.ON_NOTICE}, _S.NOTICE_CLEAR, {_TOWNSHIP},
         conditions=("notice_over", "notice_photographed", "no_open_objection"), ends=(ClockKind.NOTICE,)),
    _row(CaseAct.REINVESTIGATE, {_S.OBJECTED}, _S.REINVESTIGATING, {_TOWNSHIP}),
    _row(CaseAct.CALL_HEARING, {_S.OBJECTED}, _S.HEARING, {_TOWNSHIP}),
    _row(CaseAct.SETTLE_OBJECTION, {_S.REINVESTIGATING, _S.HEARING}, _S.RE_EXAMINATION, {_TOWNSHIP},
         conditions=("hearing_held", "no_open_objection", "means_tested"), ends=(ClockKind.HEARING,)),
    _row(CaseAct.PUBLISH_AGAIN, {_S.RE_EXAMINATION}, _S.TO_PUBLISH, {_TOWNSHIP_HEAD}, township_posts={_TOWNSHIP},
         conditions=("republishing", "eligible", "not_exempt"), source="各地规定：再次公示天数"),
    _row(CaseAct.REPORT, {_S.NOTICE_CLEAR, _S.RE_EXAMINATION, _S.NOTICE_EXEMPT}, _S.REPORTED,
         {_TOWNSHIP, _TOWNSHIP_HEAD}, conditions=("no_republishing_due", "eligible"), starts=(ClockKind.COUNTY,), papers=("F47",),
         source="吉林省最低生活保障管理办法第二十条"),
    _row(CaseAct.TAKE_UP, {_S.REPORTED}, _S.COUNTY_EXAMINATION, {_COUNTY}, township_posts={_TOWNSHIP_HEAD}),
    _row(CaseAct.RETURN, {_S.COUNTY_EXAMINATION, _S.REFUSAL_PROPOSED}, _S.RETURNED, {_COUNTY, _COUNTY_HEAD},
         township_posts={_TOWNSHIP_HEAD}, reason=True, ends=(ClockKind.COUNTY,)),
    _row(CaseAct.RESUME_RETURNED, {_S.RETURNED}, _S.INVESTIGATING, {_TOWNSHIP}),
    _row(CaseAct.CONFIRM, {_S.COUNTY_EXAMINATION}, _S.CONFIRMED, {_COUNTY_HEAD}, township_posts={_TOWNSHIP_HEAD},
         conditions=("eligible", "county_visit_done", "account_known"), ends=_DECISION_CLOCKS, papers=("F23", "F24"),
         source="社会救助暂行办法第十一条；吉林省最低生活保障管理办法第二十一条"),
    _row(CaseAct.REFUSE, {_S.COUNTY_EXAMINATION, _S.REFUSAL_PROPOSED}, _S.REFUSED, {_COUNTY_HEAD},
         township_posts={_TOWNSHIP_HEAD}, reason=True, ends=_DECISION_CLOCKS, starts=(ClockKind.SERVICE,),
         papers=("F24b",), source="吉林省最低生活保障管理办法第二十一条"),
    _row(CaseAct.WITHDRAW, _OPEN - {_S.DRAFT}, _S.WITHDRAWN, {_ASSISTANT, _TOWNSHIP}, reason=True),
    _row(CaseAct.TERMINATE, _AFTER_ACCEPTANCE, _S.TERMINATED, {_TOWNSHIP_HEAD, _COUNTY_HEAD}, reason=True,
         source="审核确认办法：拒不配合调查"),
)  # fmt: skip

# increase, decrease, members, head, supplements, stop, phase-out, moving (process.md §4)
CHANGE: tuple[Transition, ...] = (
    _row(CaseAct.SUBMIT, {_S.DRAFT}, _S.INVESTIGATING, {_ASSISTANT, _TOWNSHIP}, conditions=("change_whole",),
         starts=(ClockKind.EXAMINATION, ClockKind.TOTAL)),
    _row(CaseAct.CANCEL, {_S.DRAFT}, _S.CANCELLED, {_ASSISTANT, _TOWNSHIP}),
    _row(CaseAct.FINISH_INVESTIGATION, {_S.INVESTIGATING}, _S.EXAMINATION, {_TOWNSHIP},
         conditions=("tasks_finished", "figures_verified", "change_whole")),
    _row(CaseAct.PASS_EXAMINATION, {_S.EXAMINATION}, _S.REPORTED, {_TOWNSHIP_HEAD}, township_posts={_TOWNSHIP},
         ends=(ClockKind.EXAMINATION,), starts=(ClockKind.COUNTY,)),
    _row(CaseAct.SEND_BACK, {_S.EXAMINATION}, _S.INVESTIGATING, {_TOWNSHIP_HEAD},
         township_posts={_TOWNSHIP, _TOWNSHIP_HEAD}, reason=True),
    _row(CaseAct.TAKE_UP, {_S.REPORTED}, _S.COUNTY_EXAMINATION, {_COUNTY}, township_posts={_TOWNSHIP_HEAD}),
    _row(CaseAct.RETURN, {_S.COUNTY_EXAMINATION}, _S.RETURNED, {_COUNTY, _COUNTY_HEAD},
         township_posts={_TOWNSHIP_HEAD}, reason=True, ends=(ClockKind.COUNTY,)),
    _row(CaseAct.RESUME_RETURNED, {_S.RETURNED}, _S.INVESTIGATING, {_TOWNSHIP}),
    _row(CaseAct.CONFIRM, {_S.COUNTY_EXAMINATION}, _S.CONFIRMED, {_COUNTY_HEAD}, township_posts={_TOWNSHIP_HEAD},
         conditions=("change_whole",), ends=_DECISION_CLOCKS, source="社会救助暂行办法第十三条"),
    _row(CaseAct.REFUSE, {_S.COUNTY_EXAMINATION}, _S.REFUSED, {_COUNTY_HEAD}, township_posts={_TOWNSHIP_HEAD},
         reason=True, ends=_DECISION_CLOCKS),
    _row(CaseAct.WITHDRAW, {_S.INVESTIGATING, _S.EXAMINATION, _S.RETURNED}, _S.WITHDRAWN, {_TOWNSHIP}, reason=True),
)  # fmt: skip

TABLES: dict[Procedure, tuple[Transition, ...]] = {Procedure.APPLICATION: APPLICATION, Procedure.CHANGE: CHANGE}
_BY_ACT = {procedure: {transition.act: transition for transition in table} for procedure, table in TABLES.items()}


def transition_of(procedure: Procedure, act: CaseAct) -> Transition | None:
    """Return the row of an act, None when the procedure does not know it."""
    return _BY_ACT[procedure].get(act)


def leaving(procedure: Procedure, stage: CaseStage) -> list[Transition]:
    """Return the rows that may be taken from a stage, in the order of the table."""
    return [row for row in TABLES[procedure] if stage in row.sources]
