"""标准调整: all recomputed, looked at, approved, undone as a whole; nobody loses by it without a decision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.actions.assessments import store_assessment
from hudang.assessment.errors import MissingParameter
from hudang.assessment.models import Assessment
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.register import case_of_household
from hudang.assessment.rules.means_test import assess
from hudang.assessment.vocabulary import Area
from hudang.benefits.actions import changing
from hudang.benefits.actions.awarding import adjust, phase_out
from hudang.benefits.actions.basis import Basis
from hudang.benefits.actions.changing import approve_change, undo_change
from hudang.benefits.actions.lists import close_list, prepare_list
from hudang.benefits.actions.recomputing import compute_change, discard_change, open_change
from hudang.benefits.errors import (
    AwardsChangedSince,
    ChangeUnderWay,
    ListWaitsForChange,
    MonthClosed,
    WrongChangeState,
)
from hudang.benefits.models import Award, StandardChange
from hudang.benefits.tasks import start_change_work
from hudang.benefits.vocabulary import ChangeState, Outcome
from hudang.households.models import Household, IncomeItem
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.platform.models import Job
from tests.factories.benefits import DECEMBER, NOVEMBER, figures, make_award
from tests.factories.households import make_household
from tests.people import People

COUNTY, JANUARY = "220882", date(2027, 1, 1)


@pytest.fixture(autouse=True)
def sheets(people: People) -> None:
    for since, standard in ((date(2026, 1, 1), "405"), (JANUARY, "450")):
        form = SheetForm(Area.RURAL, since, f"标准 {standard}", {"standard": standard})
        enter_parameters(actor=people.archivist, county_code=COUNTY, form=form)


def earning(income: int, name: str = "王德贵") -> Household:
    household = make_household(name)
    IncomeItem.objects.create(household=household, kind="401", amount=income, since=date(2026, 1, 1))
    return household


def award(people: People, income: int, total: int | None = None) -> Award:
    return make_award(people.county_head, earning(income), total=405 - income if total is None else total)


def computed(people: People, month: date = JANUARY) -> StandardChange:
    change = open_change(actor=people.county_handler, county=COUNTY, month=month, reference="吉民发〔2026〕30号")
    return compute_change(actor=people.county_handler, change_id=change.pk)


def outcomes(change: StandardChange) -> dict[int, str]:
    return dict(change.rows.values_list("before_id", "outcome"))


def test_everybody_is_recomputed(people: People) -> None:
    raised, lowered = award(people, 100), award(people, 100, 400)
    same, above, unknown = award(people, 100, 350), award(people, 460, 1), make_award(people.county_head)
    leaving = award(people, 5)
    phase_out(actor=people.county_head, code=leaving.household.code, since=DECEMBER, basis=Basis(reason="就业增收"))
    kept = Award.objects.get(household=leaving.household, until=None)
    change = computed(people)
    assert outcomes(change) == {
        raised.pk: Outcome.RAISED,
        lowered.pk: Outcome.LOWERED,
        same.pk: Outcome.SAME,
        above.pk: Outcome.INELIGIBLE,
        unknown.pk: Outcome.UNREADABLE,
        kept.pk: Outcome.SAME,
    }
    row = change.rows.get(before=raised)
    assert (row.old_total, row.new_total, row.from_assessment) == (305, 350, False)
    assert "标准 450 元" in row.told
    assert change.versions == ["220882-rural-20270101"]
    assert Award.objects.filter(reason="standard").count() == 0


def test_the_last_assessment_counts_before_the_register(people: People) -> None:
    first = award(people, 100)
    case = case_of_household(first.household, NOVEMBER)
    result = assess(case, parameters_in_force(COUNTY, Area.RURAL, NOVEMBER))
    store_assessment(
        actor=people.county_handler,
        case=case,
        result=result,
        village_code=first.village_code,
        household=first.household,
    )
    IncomeItem.objects.filter(household=first.household).update(amount=1)
    row = computed(people).rows.get()
    assert (row.from_assessment, row.new_total) == (True, 350)


def test_approved_from_its_month(people: People) -> None:
    gains, loses = award(people, 100), award(people, 100, 400)
    change = computed(people)
    approve_change(actor=people.county_head, change_id=change.pk)
    gains.refresh_from_db()
    new = Award.objects.get(household=gains.household, until=None)
    assert (gains.until, new.since, new.total, new.standard, new.reason) == (JANUARY, JANUARY, 350, 450, "standard")
    assert new.assessment.version == "220882-rural-20270101" if new.assessment else False
    assert any("基本低保金" in step["text"] for step in Assessment.objects.get().result["reasons"])
    assert Household.objects.get(pk=gains.household_id).allowance == 350
    assert Award.objects.get(household=loses.household).total == 400
    change.refresh_from_db()
    assert (change.state, change.approved_by) == (ChangeState.APPROVED, people.county_head)
    listed = prepare_list(actor=people.county_handler, county=COUNTY, month=JANUARY)
    assert listed.total == 750


def test_what_was_decided_meanwhile_is_left_alone(people: People) -> None:
    first, second = award(people, 100), award(people, 100)
    change = computed(people, JANUARY)
    code = first.household.code
    adjust(actor=people.county_head, code=code, since=JANUARY, figures=figures(11), basis=Basis(reason="收入增加"))
    approve_change(actor=people.county_head, change_id=change.pk)
    assert outcomes(change) == {first.pk: Outcome.OVERTAKEN, second.pk: Outcome.RAISED}
    assert Household.objects.get(code=code).allowance == 11


def test_undone_as_a_whole(people: People) -> None:
    first, second = award(people, 100), award(people, 200)
    change = computed(people)
    approve_change(actor=people.county_head, change_id=change.pk)
    undo_change(actor=people.county_head, change_id=change.pk, reason="文件执行日期看错")
    for each, total in ((first, 305), (second, 205)):
        each.refresh_from_db()
        assert (each.until, each.void) == (None, False)
        assert Household.objects.get(pk=each.household_id).allowance == total
    assert Award.objects.filter(reason="standard", void=False).count() == 0
    change.refresh_from_db()
    assert change.state == ChangeState.UNDONE
    assert computed(people).rows.count() == 2


def test_not_undone_once_others_were_decided_or_paid(people: People) -> None:
    first = award(people, 100)
    change = computed(people, JANUARY)
    approve_change(actor=people.county_head, change_id=change.pk)
    close_list(
        actor=people.county_head, list_id=prepare_list(actor=people.county_handler, county=COUNTY, month=NOVEMBER).pk
    )
    basis = Basis(reason="收入增加")
    adjust(actor=people.county_head, code=first.household.code, since=JANUARY, figures=figures(11), basis=basis)
    with pytest.raises(AwardsChangedSince, match=first.household.code):
        undo_change(actor=people.county_head, change_id=change.pk, reason="文件执行日期看错")
    for month in (DECEMBER, JANUARY):
        listed = prepare_list(actor=people.county_handler, county=COUNTY, month=month)
        close_list(actor=people.county_head, list_id=listed.pk)
    with pytest.raises(MonthClosed):
        undo_change(actor=people.county_head, change_id=change.pk, reason="文件执行日期看错")
    with pytest.raises(MonthClosed):
        computed(people, JANUARY)


def test_an_interrupted_approval_goes_on(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    awards = [award(people, 100) for _ in range(3)]
    change = computed(people)
    monkeypatch.setattr(changing, "PORTION", 1)
    follow = changing._follow

    def fall(actor: Any, change: Any, changed: Any) -> None:
        if changed[0][0].pk == awards[1].household_id:
            raise KeyboardInterrupt
        follow(actor, change, changed)

    monkeypatch.setattr(changing, "_follow", fall)
    with pytest.raises(KeyboardInterrupt):
        approve_change(actor=people.county_head, change_id=change.pk)
    assert change.rows.exclude(after=None).count() == 1
    with pytest.raises(ListWaitsForChange, match="执行中"):
        prepare_list(actor=people.county_handler, county=COUNTY, month=JANUARY)
    monkeypatch.setattr(changing, "_follow", follow)
    approve_change(actor=people.county_head, change_id=change.pk)
    assert Award.objects.filter(reason="standard", void=False).count() == 3
    assert Assessment.objects.count() == 3


def test_states_and_rights(people: People) -> None:
    award(people, 100)
    with pytest.raises(NotAllowed):
        open_change(actor=people.handler, county=COUNTY, month=JANUARY)
    with pytest.raises(NotVisible):
        open_change(actor=people.county_handler, county="220881", month=JANUARY)
    with pytest.raises(MissingParameter):
        open_change(actor=people.county_handler, county=COUNTY, month=date(2025, 1, 1))
    change = computed(people)
    with pytest.raises(ChangeUnderWay):
        open_change(actor=people.county_handler, county=COUNTY, month=JANUARY)
    with pytest.raises(NotAllowed):
        approve_change(actor=people.county_handler, change_id=change.pk)
    with pytest.raises(WrongChangeState):
        undo_change(actor=people.county_head, change_id=change.pk, reason="文件执行日期看错")
    discard_change(actor=people.county_handler, change_id=change.pk)
    with pytest.raises(WrongChangeState, match="已作废"):
        approve_change(actor=people.county_head, change_id=change.pk)


def test_the_work_runs_in_the_background(people: People, django_capture_on_commit_callbacks: Any) -> None:
    award(people, 100)
    change = open_change(actor=people.county_head, county=COUNTY, month=JANUARY)
    for act, after in (("compute", "computed"), ("approve", "approved"), ("undo", "undone")):
        with django_capture_on_commit_callbacks(execute=True):
            start_change_work(actor=people.county_head, change_id=change.pk, act=act, reason="文件执行日期看错")
        change.refresh_from_db()
        assert (change.state, Job.objects.latest("created_at").state) == (after, "done")
    assert Decimal(305) == Household.objects.get().allowance
