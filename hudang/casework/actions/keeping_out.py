"""回避 and 免公示: who takes no part in a case, and who alone may see it (process.md §3, rule 3; §5)."""

from __future__ import annotations

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.queries import user_by_id
from hudang.accounts.vocabulary import Post, Right
from hudang.audit.log import Act, record
from hudang.casework.actions.keeping_apart import isolate, keep_apart
from hudang.casework.actions.stepping import open_case, touch
from hudang.casework.errors import NotYet, ReaderNotCounty
from hudang.casework.models import Case, CaseReader, KeptOut
from hudang.casework.vocabulary import GROUP_STAGES, CaseStage, StageGroup
from hudang.households.actions.opening import reason_given
from hudang.kernel.errors import InvalidInput, NotVisible

_COUNTY_POSTS = (Post.COUNTY_HANDLER, Post.COUNTY_HEAD)
# later a notice has hung, or the case is decided
_BEFORE_NOTICE = frozenset(
    stage
    for group in (StageGroup.DESK, StageGroup.INVESTIGATION)
    for stage in GROUP_STAGES[group]
    if stage != CaseStage.RETURNED
) | {CaseStage.EXAMINATION}


@transaction.atomic
def keep_out(*, actor: User, number: str, user_id: int, relation: str, version: int | None = None) -> Case:
    """Keep a relative of the applicant out of a case; anybody may keep himself out, a handler others too."""
    case = open_case(actor, number, version, Right.VIEW_CASES)
    if user_id != actor.pk:
        require(actor, Right.HANDLE_CASES)
    said = relation.strip()
    if not 1 <= len(said) <= 40:
        raise InvalidInput({"relation": "请写明与申请人的关系，不超过 40 个字。"})
    user = _colleague(case, user_id)
    KeptOut.objects.get_or_create(case=case, user=user, defaults={"relation": said})
    touch(case)
    code = case.household.code if case.household else ""
    summary = f"{user.display_name}回避 {case.number}"
    record(actor, Act("keep_out", "case", case.pk, code, summary, None, {"user": user.display_name, "relation": said}))
    return case


def _colleague(case: Case, user_id: int) -> User:
    user = user_by_id(user_id)
    if not case.village_code.startswith(user.scope):
        raise NotVisible
    return user


@transaction.atomic
def make_exempt(*, actor: User, number: str, reason: str, readers: list[int], version: int | None = None) -> Case:
    """Exempt a case from public notice; from now on only the named county staff see it (吉林省办法 18、21).

    The actor is always among them. Raises ``ReaderNotCounty``, ``NotYet`` once it is on notice, ``ReasonMissing``.
    """
    case = open_case(actor, number, version)
    if actor.post not in _COUNTY_POSTS:
        raise ReaderNotCounty
    if case.stage not in _BEFORE_NOTICE:
        raise NotYet(act="定为免公示案", why="本案已经公示或已经办结。")
    case.exempt, case.exempt_reason = True, reason_given(reason, "定为免公示案")
    for user_id in {actor.pk, *readers}:
        user = _colleague(case, user_id)
        if user.post not in _COUNTY_POSTS:
            raise ReaderNotCounty
        CaseReader.objects.get_or_create(case=case, user=user, defaults={"named_by": actor})
    keep_apart(actor, case)
    if case.file is not None:
        isolate(actor, case)
    touch(case)
    # neither the name nor the reason goes into the log: whoever reads it would know the illness
    record(
        actor,
        Act("exempt_case", "case", case.pk, "", f"定为免公示案 {case.number}", None, {"readers": len(readers) + 1}),
    )
    return case
