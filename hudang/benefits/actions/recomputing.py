"""标准调整, first part: all supported households are recomputed, portion by portion, and nothing is decided yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from hudang.accounts.access import require_any, require_place, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.actions.assessments import inputs_of
from hudang.assessment.errors import MissingParameter, RegisterIncomplete, UnreadableCase
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.assessments import last_inputs
from hudang.assessment.queries.register import cases_of_households
from hudang.assessment.rules.case import Case
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.vocabulary import Area
from hudang.audit.log import Act, record
from hudang.benefits.errors import ChangeUnderWay, MonthClosed, NothingToPay, WrongChangeState
from hudang.benefits.models import Award, StandardChange, StandardChangeRow
from hudang.benefits.queries.listing import PORTION
from hudang.benefits.queries.standing import last_closed
from hudang.benefits.rules.months import in_words, next_month
from hudang.benefits.rules.recomputing import Recomputed, case_in, recompute
from hudang.benefits.vocabulary import ChangeState, Outcome, Way
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.platform import bulk

Progress = Callable[[int, int], object]
_UNFINISHED = (ChangeState.COMPUTING, ChangeState.COMPUTED, ChangeState.APPROVING, ChangeState.UNDOING)
_LONGEST = 300


@transaction.atomic
def open_change(*, actor: User, county: str, month: date, reference: str = "") -> StandardChange:
    """Begin a batch for a county (six digits) from a month on.

    Raises ``ChangeUnderWay``, ``MonthClosed``, ``MissingParameter`` when no parameters hold in the month,
    ``NothingToPay`` or ``InvalidInput``.
    """
    require_any(actor, Right.PREPARE_PAYMENTS, Right.DECIDE_BENEFITS)
    require_place(actor, county)
    if month.day != 1 or len(reference) > 200:
        raise InvalidInput({"month": "执行月写作 2026-11。"} if month.day != 1 else {"reference": "不超过 200 字。"})
    standing = StandardChange.objects.filter(county_code=county, state__in=_UNFINISHED).first()
    if standing is not None:
        raise ChangeUnderWay(month=in_words(standing.month), state=standing.get_state_display())
    refuse_closed_month(county, month)
    versions = _versions(county, month)
    if not keys_of(county, month):
        raise NothingToPay(month=in_words(month))
    change = StandardChange.objects.create(
        county_code=county,
        month=month,
        versions=versions,
        reference=reference.strip(),
        made_by=actor,
        made_at=clock.now(),
    )
    summary = f"测算标准调整，{in_words(month)}起，参数 {'、'.join(change.versions)}"
    record(actor, Act("open_change", "standard_change", change.pk, summary=summary))
    return change


def refuse_closed_month(county: str, month: date) -> None:
    """Refuse a month whose list is closed."""
    last = last_closed(county)
    if last is not None and month <= last:
        raise MonthClosed(month=in_words(last), next=in_words(next_month(last)))


def _versions(county: str, month: date) -> list[str]:
    """Return the parameters in force by name; one of the areas may have none, both not."""
    found, missing = [], None
    for area in Area:
        try:
            found.append(parameters_in_force(county, area, month).version)
        except MissingParameter as refusal:
            missing = refusal
    if missing is not None and not found:
        raise missing
    return found


def keys_of(county: str, month: date) -> list[int]:
    """Return the households of a county that have an award in a month."""
    holding = Award.objects.filter(Q(until=None) | Q(until__gt=month), since__lte=month, void=False)
    inside = holding.filter(within_division(county, "household__village_code"))
    return list(inside.order_by("household_id").values_list("household_id", flat=True))


def compute_change(*, actor: User, change_id: int, progress: Progress | None = None) -> StandardChange:
    """Recompute every household of a batch; a portion is one transaction, so what was interrupted goes on."""
    change = change_for_act(actor, change_id, "重新测算", (ChangeState.COMPUTING,))
    keys = keys_of(change.county_code, change.month)
    sheets: dict[Area, Parameters | MissingParameter] = {}
    for start in range(0, len(keys), PORTION):
        with transaction.atomic():
            _compute(change, keys[start : start + PORTION], sheets)
        if progress:
            progress(min(start + PORTION, len(keys)), len(keys))
    with transaction.atomic():
        change.state = ChangeState.COMPUTED
        change.save(update_fields=["state"])
        record(actor, Act("compute_change", "standard_change", change.pk, summary=f"标准调整测算完毕，{len(keys)} 户"))
    return change


def change_for_act(actor: User, change_id: int, act: str, states: Sequence[ChangeState]) -> StandardChange:
    """Return a batch of the actor's county in one of the states; raises ``NotVisible`` or ``WrongChangeState``."""
    require_any(actor, Right.PREPARE_PAYMENTS, Right.DECIDE_BENEFITS)
    change = StandardChange.objects.filter(pk=change_id).first()
    if change is None:
        raise NotVisible
    require_place(actor, change.county_code)
    if change.state not in states:
        raise WrongChangeState(state=change.get_state_display(), act=act)
    return change


def _compute(change: StandardChange, keys: Sequence[int], sheets: dict[Area, Parameters | MissingParameter]) -> None:
    month = change.month
    done = set(change.rows.filter(household__in=keys).values_list("household_id", flat=True))
    keys = [key for key in keys if key not in done]
    holding = Award.objects.filter(Q(until=None) | Q(until__gt=month), household__in=keys, since__lte=month, void=False)
    earlier = last_inputs(keys)
    registered = cases_of_households([key for key in keys if key not in earlier], month)
    make, rows = bulk.maker(StandardChangeRow), []
    for award in holding.order_by("household_id"):
        key = award.household_id
        case: Case | RegisterIncomplete | UnreadableCase | None = registered.get(key)
        if key in earlier:
            try:
                case = case_in(earlier[key], month)
            except UnreadableCase as refusal:
                case = refusal
        found = _judge(change, award, case, sheets)
        rows.append(
            make(
                change_id=change.pk,
                household_id=key,
                village_code=award.village_code,
                before_id=award.pk,
                old_total=award.total,
                new_total=found.new_total,
                outcome=found.outcome,
                from_assessment=key in earlier,
                inputs=inputs_of(found.case) if found.case else None,
                told=found.told[:_LONGEST],
            )
        )
    bulk.insert(StandardChangeRow, rows)


def _judge(
    change: StandardChange,
    award: Award,
    case: Case | RegisterIncomplete | UnreadableCase | None,
    sheets: dict[Area, Parameters | MissingParameter],
) -> Recomputed:
    if award.way == Way.PHASE_OUT:
        return Recomputed(Outcome.SAME, award.total, "渐退期内金额不变")
    if not isinstance(case, Case):
        return Recomputed(Outcome.UNREADABLE, None, str(case or "没有可以测算的数据"))
    parameters = _sheet(change, case.area, sheets)
    if isinstance(parameters, MissingParameter):
        return Recomputed(Outcome.UNREADABLE, None, str(parameters))
    try:
        return recompute(case, parameters, award.total)
    except MissingParameter as refusal:
        return Recomputed(Outcome.UNREADABLE, None, str(refusal))


def _sheet(
    change: StandardChange, area: Area, sheets: dict[Area, Parameters | MissingParameter]
) -> Parameters | MissingParameter:
    if area not in sheets:
        try:
            sheets[area] = parameters_in_force(change.county_code, area, change.month)
        except MissingParameter as refusal:
            sheets[area] = refusal
    return sheets[area]


@transaction.atomic
def discard_change(*, actor: User, change_id: int) -> StandardChange:
    """Give a batch up that was not approved."""
    states = (ChangeState.COMPUTING, ChangeState.COMPUTED)
    change = change_for_act(actor, change_id, "作废", states)
    change.state = ChangeState.DISCARDED
    change.save(update_fields=["state"])
    summary = f"作废{in_words(change.month)}起的标准调整测算"
    record(actor, Act("discard_change", "standard_change", change.pk, summary=summary))
    return change
