"""延期: the time of the whole procedure is extended on request of who handles the case, approved by the head (§2)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.audit.log import Act, record
from hudang.casework.actions.clocks import extend
from hudang.casework.actions.extension_paper import make_extension_paper
from hudang.casework.actions.stepping import open_case, touch
from hudang.casework.errors import ExtensionAsked, NothingToExtend, NotYourAct, SamePerson
from hudang.casework.models import Case, CaseClock, Extension
from hudang.casework.vocabulary import ClockKind
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible

ASKING = frozenset({Post.TOWNSHIP_HANDLER, Post.COUNTY_HANDLER})
GRANTING = frozenset({Post.TOWNSHIP_HEAD, Post.COUNTY_HEAD})
_ASK, _GRANT = "申请延期", "批准延期"


@transaction.atomic
def ask_extension(*, actor: User, number: str, reason: str, version: int | None = None) -> Case:
    """Ask the head for more time; raises ``NothingToExtend``, ``ExtensionAsked``, ``ReasonMissing``."""
    case = open_case(actor, number, version)
    _require_post(actor, ASKING, _ASK)
    said = reason_given(reason, _ASK)
    why = unextendable(case)
    if why:
        raise NothingToExtend(why=why)
    if Extension.objects.filter(case=case, granted=None).exists():
        raise ExtensionAsked
    Extension.objects.create(case=case, reason=said[:300], asked_by=actor, asked_at=clock.now())
    touch(case)
    record(actor, Act("ask_extension", "case", case.pk, _code(case), f"申请延期 {case.number}", reason=said))
    return case


@transaction.atomic
def answer_extension(*, actor: User, number: str, granted: bool, answer: str = "", version: int | None = None) -> Case:
    """Grant or refuse what somebody else asked for; a refusal says why. Raises ``SamePerson``, ``NotVisible``."""
    require(actor, Right.HANDLE_CASES)
    case = open_case(actor, number, version)
    _require_post(actor, GRANTING, _GRANT)
    asked = Extension.objects.select_for_update().filter(case=case, granted=None).first()
    if asked is None:
        raise NotVisible
    if asked.asked_by_id == actor.pk:
        raise SamePerson(before=_ASK, act=_GRANT)
    said = answer.strip() if granted else reason_given(answer, "不同意延期")
    asked.granted, asked.answer, asked.answered_by, asked.answered_at = granted, said[:300], actor, clock.now()
    asked.save()
    if granted:
        _grant(actor, case, asked)
        return case
    touch(case)
    record(actor, Act("refuse_extension", "case", case.pk, _code(case), f"不同意延期 {case.number}", reason=said))
    return case


def _grant(actor: User, case: Case, asked: Extension) -> None:
    """Extend the clock, and make the paper of it (F54) for the pouch."""
    before = CaseClock.objects.get(case=case, kind=ClockKind.TOTAL, ended_on=None)
    after = extend(actor, case, asked.reason)
    if after is not None:
        make_extension_paper(actor, case, asked, before, after)


def unextendable(case: Case) -> str:
    """Return why the clock of the whole procedure cannot be extended, empty when it can."""
    running = CaseClock.objects.filter(case=case, kind=ClockKind.TOTAL, ended_on=None).first()
    if running is None:
        return "全流程时限还没有起算，或者已经办结。"
    return "已经延过一次。" if running.extended_by_id else ""


def _require_post(actor: User, posts: frozenset[Post], act: str) -> None:
    if Post(actor.post) not in posts:
        names = "、".join(POST_LABELS[post] for post in Post if post in posts)
        raise NotYourAct(act=act, posts=names, post=actor.post_label)


def _code(case: Case) -> str:
    return case.household.code if case.household else ""
