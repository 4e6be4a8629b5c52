"""标准调整, second part: approved, all households that gain get their new award; undone, all have the one before.

A portion of households is one transaction with its entries in the log. What was interrupted goes on where it stopped
when the act is done again; meanwhile no list of the month can be prepared or closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.actions.assessments import Assessed, store_many
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.rules.case import read_case
from hudang.assessment.rules.means_test import assess
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.vocabulary import Area
from hudang.audit.log import Act, record, record_many
from hudang.benefits.actions.recomputing import change_for_act, refuse_closed_month
from hudang.benefits.errors import AwardsChangedSince
from hudang.benefits.models import Award, StandardChange, StandardChangeRow
from hudang.benefits.queries.listing import PORTION
from hudang.benefits.rules.figures import figures_of
from hudang.benefits.rules.months import in_words
from hudang.benefits.vocabulary import ChangeState, Outcome, Reason
from hudang.households.actions.opening import reason_given
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.kernel.money import plain
from hudang.platform import bulk

Progress = Callable[[int, int], object]
_HOUSEHOLD = ("allowance", "standard", "supplement", "covered_size", "version", "updated_at")


def approve_change(*, actor: User, change_id: int, progress: Progress | None = None) -> StandardChange:
    """Give every household that gains (or keeps its amount under the new standard) its new award.

    Who would lose, or is not eligible any more, stays as he is: that needs an act of its own with its notice.
    Raises ``NotAllowed``, ``WrongChangeState`` or ``MonthClosed``.
    """
    require(actor, Right.DECIDE_BENEFITS)
    change = _enter(actor, change_id, "批准", ChangeState.COMPUTED, ChangeState.APPROVING)
    waiting = change.rows.filter(outcome__in=(Outcome.RAISED, Outcome.SAME), after=None, inputs__isnull=False)
    keys, sheets = list(waiting.order_by("pk").values_list("pk", flat=True)), dict[Area, Parameters]()
    for start in range(0, len(keys), PORTION):
        with transaction.atomic():
            _apply(actor, change, keys[start : start + PORTION], sheets)
        if progress:
            progress(min(start + PORTION, len(keys)), len(keys))
    with transaction.atomic():
        change.state, change.approved_by, change.approved_at = ChangeState.APPROVED, actor, clock.now()
        change.save(update_fields=["state", "approved_by", "approved_at"])
        done = change.rows.exclude(after=None).count()
        summary = f"批准标准调整，{in_words(change.month)}起，{done} 户执行新定额"
        record(actor, Act("approve_change", "standard_change", change.pk, summary=summary))
    return change


@transaction.atomic
def _enter(actor: User, change_id: int, act: str, waiting: ChangeState, working: ChangeState) -> StandardChange:
    change = change_for_act(actor, change_id, act, (waiting, working))
    locked = StandardChange.objects.select_for_update().get(pk=change.pk)
    refuse_closed_month(locked.county_code, locked.month)
    locked.state = working
    locked.save(update_fields=["state"])
    return locked


def _apply(actor: User, change: StandardChange, keys: Sequence[int], sheets: dict[Area, Parameters]) -> None:
    rows = list(change.rows.filter(pk__in=keys, after=None).select_related("before", "household").order_by("pk"))
    standing = [row for row in rows if _stands(row.before, change.month)]
    overtaken = [row.pk for row in rows if not _stands(row.before, change.month)]
    change.rows.filter(pk__in=overtaken).update(outcome=Outcome.OVERTAKEN)
    assessed = [_assessed(change, row, sheets) for row in standing]
    kept = store_many(actor, assessed)
    # what was decided to end later still does
    ends = [row.before.until for row in standing]
    _end_before([row.before for row in standing], change.month)
    awards = []
    for row, each, assessment, until in zip(standing, assessed, kept, ends, strict=True):
        award = _award(actor, change, row, each)
        award.assessment_id, award.until = assessment.pk, until
        awards.append(award)
    bulk.insert(Award, awards)
    for row, award in zip(standing, awards, strict=True):
        row.after_id = award.pk
    bulk.update(StandardChangeRow, standing, ["after"])
    _follow(actor, change, [(row.household, row.before, award) for row, award in zip(standing, awards, strict=True)])


def _stands(award: Award, month: date) -> bool:
    return not award.void and award.since <= month and (award.until is None or award.until > month)


def _assessed(change: StandardChange, row: StandardChangeRow, sheets: dict[Area, Parameters]) -> Assessed:
    """Test the case of a row once more: the same inputs and parameters give the same result."""
    case = read_case(row.inputs)
    if case.area not in sheets:
        sheets[case.area] = parameters_in_force(change.county_code, case.area, change.month)
    return Assessed(row.household_id, row.household.village_code, case, assess(case, sheets[case.area]))


def _end_before(awards: Sequence[Award], month: date) -> None:
    """End these versions before a month; one that begins with it becomes void."""
    for award in awards:
        if award.since == month:
            award.void = True
        else:
            award.until = month
    bulk.update(Award, awards, ["void", "until"])


def _award(actor: User, change: StandardChange, row: StandardChangeRow, each: Assessed) -> Award:
    figures = figures_of(each.result)
    return bulk.maker(Award)(
        household_id=row.household_id,
        village_code=row.household.village_code,
        since=change.month,
        persons=figures.persons,
        standard=figures.standard,
        income=figures.income,
        base=figures.base,
        supplements=list(figures.supplements),
        supplement=figures.supplement,
        total=figures.total,
        reason=Reason.STANDARD,
        reference=change.reference[:60],
        note=f"标准调整（{each.result.version}）",
        made_by_id=actor.pk,
        made_at=clock.now(),
    )


def _follow(actor: User, change: StandardChange, changed: Sequence[tuple[Household, Award, Award]]) -> None:
    """Write the amounts of new awards into their households, and each into the log."""
    acts = []
    for household, before, after in changed:
        household.allowance, household.supplement = after.total, after.supplement
        household.covered_size, household.version = after.persons, household.version + 1
        household.updated_at = clock.now()
        if after.standard is not None:
            household.standard = after.standard
        summary = f"标准调整，{in_words(change.month)}起每月 {plain(after.total)} 元"
        sides = _amounts(before), _amounts(after)
        acts.append(Act("follow_award", "household", household.pk, household.code, summary, *sides, change.reference))
    bulk.update(Household, [household for household, _, _ in changed], _HOUSEHOLD)
    record_many(actor, acts)


def _amounts(award: Award) -> dict[str, str]:
    return {"allowance": plain(award.total), "standard": plain(award.standard), "supplement": plain(award.supplement)}


def undo_change(*, actor: User, change_id: int, reason: str, progress: Progress | None = None) -> StandardChange:
    """Take an approved batch back as a whole, while no list of its month is closed.

    Raises ``AwardsChangedSince`` when a household got another decision after it, ``MonthClosed``, ``ReasonMissing``.
    """
    require(actor, Right.DECIDE_BENEFITS)
    said = reason_given(reason, "撤销标准调整")
    change = _enter(actor, change_id, "撤销", ChangeState.APPROVED, ChangeState.UNDOING)
    _refuse_changed_since(change)
    keys = list(change.rows.filter(after__void=False).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), PORTION):
        with transaction.atomic():
            _take_back(actor, change, keys[start : start + PORTION])
        if progress:
            progress(min(start + PORTION, len(keys)), len(keys))
    with transaction.atomic():
        change.state = ChangeState.UNDONE
        change.save(update_fields=["state"])
        summary = f"撤销{in_words(change.month)}起的标准调整，{len(keys)} 户恢复原定额"
        record(actor, Act("undo_change", "standard_change", change.pk, summary=summary, reason=said))
    return change


def _refuse_changed_since(change: StandardChange) -> None:
    """Each new award must be the last of its household still, ended no earlier than the one before was to end."""
    changed = change.rows.filter(after__isnull=False).filter(
        Q(after__void=True, before__until=change.month)
        | Q(after__void=True, before__void=True)
        | Q(
            after__void=False,
            household__awards__void=False,
            household__awards__since__gt=change.month,
            household__awards__made_at__gt=F("change__approved_at"),
        )
    )
    codes = list(changed.order_by("pk").values_list("household__code", flat=True).distinct()[:1])
    if codes:
        StandardChange.objects.filter(pk=change.pk).update(state=ChangeState.APPROVED)
        raise AwardsChangedSince(count=changed.values("household").distinct().count(), example=codes[0])


def _take_back(actor: User, change: StandardChange, keys: Sequence[int]) -> None:
    rows = list(change.rows.filter(pk__in=keys, after__void=False).select_related("before", "after", "household"))
    triples = [(row.household, row.after, row.before) for row in rows if row.after is not None]
    for _, after, before in triples:
        after.void = True
        # the one before ends as it was to end
        before.until, before.void = after.until, False
    bulk.update(Award, [after for _, after, _ in triples], ["void"])
    bulk.update(Award, [before for _, _, before in triples], ["until", "void"])
    _follow(actor, change, triples)
