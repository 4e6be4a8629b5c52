"""在保变更: each kind carried out whole, each refusal, and that a refused or broken change leaves all as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hudang.archives.models import FileLink, HouseholdFile, Item, NoteEntry
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.benefits.actions.lists import close_list, prepare_list
from hudang.benefits.models import Award, Recovery
from hudang.casework.actions.change_deciding import confirm_change, refuse_change
from hudang.casework.actions.changing import edit_change, finish_change, pass_change, submit_change
from hudang.casework.actions.deciding import ServiceEntry, prove_service
from hudang.casework.errors import CaseOpen, NotYet, NotYourAct, SamePerson, WrongStage
from hudang.casework.models import Case, CaseClock, Decision
from hudang.casework.queries.county import beside_for
from hudang.casework.queries.thresholds import thresholds
from hudang.casework.rules.changes import Given, Joining, Move, NewHead, Reclassed
from hudang.casework.rules.thresholds import CLOSE_AND_REOPEN
from hudang.casework.vocabulary import CaseStage, ChangeKind, ClockKind, DecisionKind
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.households.errors import WrongState
from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, NotVisible, StaleForm
from hudang.notifications.models import Delivery
from tests.factories.acts import member_form
from tests.factories.changes import DECEMBER, asked, change_at_county, earns, left, member, opened, supported
from tests.factories.decisions import ready
from tests.people import MINFU, People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_thursday() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 12, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def household(people: People) -> Household:
    ready(people)
    return supported(people)


def forms_of(case: Case) -> set[str]:
    return set(Paper.objects.filter(case_reference=case.number).values_list("form_code", flat=True))


def filed(household: Household) -> set[str]:
    return set(Item.objects.filter(file__household=household).values_list("material__code", flat=True))


def total(household: Household, month: date = DECEMBER) -> Decimal:
    standing = Award.objects.filter(household=household, void=False, since__lte=month).exclude(until__lte=month)
    return standing.get().total


def test_a_decrease_tells_why_and_pays_less_from_the_month(people: People, household: Household) -> None:
    case = change_at_county(
        people, household, ChangeKind.DECREASE, asked("16", incomes=earns(household, "王德贵", "400"))
    )
    decision = confirm_change(actor=people.county_head, number=case.number, opinion="同意减发")
    # 405 × 2 − 400 = 410
    assert (decision.amount, decision.from_month) == (Decimal(410), DECEMBER)
    assert (total(household, date(2026, 11, 1)), total(household)) == (Decimal(560), Decimal(410))
    assert forms_of(case) == {"F27", "F28"} and {"M75", "M79"} <= filed(household)
    notice = data_of(Paper.objects.get(case_reference=case.number, form_code="F28"))
    assert "人均 200 元" in notice["reasons"] and notice["new_amount"] == Decimal(410)
    household.refresh_from_db()
    assert (household.allowance, household.state) == (Decimal(410), BenefitState.ACTIVE)
    assert NoteEntry.objects.filter(file__household=household, text__contains="减发").exists()
    assert CaseClock.objects.get(case=case, kind=ClockKind.SERVICE).ended_on is None
    entry = ServiceEntry(way="1", served_on=date(2026, 11, 12), received_by="王德贵", served_by="李强")
    service = prove_service(actor=people.handler, number=case.number, entry=entry)
    assert service.paper_title == "最低生活保障减发告知书" and service.paper_number == decision.number
    assert CaseClock.objects.get(case=case, kind=ClockKind.SERVICE).ended_on == date(2026, 11, 12)
    acts = AuditEntry.objects.filter(household_code=household.code).values_list("action", flat=True)
    assert {"open_change_case", "submit_case", "confirm_case", "adjust_award", "prove_service"} <= set(acts)


def test_an_increase_needs_no_notice(people: People, household: Household) -> None:
    case = change_at_county(people, household, ChangeKind.INCREASE, asked("19", incomes=()))
    confirm_change(actor=people.county_head, number=case.number)
    assert total(household) == Decimal(810) and forms_of(case) == {"F27"}
    with pytest.raises(NotYet, match="告知书"):
        prove_service(
            actor=people.handler,
            number=case.number,
            entry=ServiceEntry(way="1", served_on=clock.today(), received_by="王德贵", served_by="李强"),
        )


def test_a_child_is_born(people: People, household: Household) -> None:
    child = member_form("王小宝", "20", born=date(2026, 10, 9), sex="1")
    joins = (Joining(values=child, joining="11", on=date(2026, 10, 9), proof="出生医学证明"),)
    case = change_at_county(people, household, ChangeKind.MEMBERS, asked("20", joins=joins))
    confirm_change(actor=people.county_head, number=case.number)
    assert total(household) == Decimal(965)
    household.refresh_from_db()
    assert (household.declared_size, household.covered_size) == (3, 3)
    assert member(household, "王小宝").joining == "11" and "M76" in filed(household)


def test_a_member_dies(people: People, household: Household) -> None:
    what = asked("15", leaves=(left(household, "李秀英", date(2026, 11, 3)),))
    case = change_at_county(people, household, ChangeKind.MEMBERS, what)
    confirm_change(actor=people.county_head, number=case.number)
    # 405 − 250 = 155, and the survivor is told
    assert total(household) == Decimal(155) and forms_of(case) == {"F27", "F28"}
    assert HouseholdMember.objects.get(household=household, person__name="李秀英").person.died_on == date(2026, 11, 3)


def test_the_head_dies_and_another_follows_in_the_same_pouch(people: People, household: Household) -> None:
    heir = NewHead(member=member(household, "李秀英").pk, name="李秀英", on=date(2026, 11, 3))
    what = asked("15", leaves=(left(household, "王德贵", date(2026, 11, 3)),), head=heir)
    case = change_at_county(people, household, ChangeKind.HEAD, what)
    confirm_change(actor=people.county_head, number=case.number)
    household.refresh_from_db()
    file = HouseholdFile.objects.get(household=household)
    assert household.head_name == "李秀英" and file.former_heads[0]["name"] == "王德贵"
    # his income went with him
    assert total(household) == Decimal(405)
    told = data_of(Paper.objects.get(case_reference=case.number, form_code="F27"))
    assert told["new_head"] == "李秀英" and told["members"][0]["name"] == "王德贵"


def test_another_head_changes_no_amount(people: People, household: Household) -> None:
    heir = NewHead(member=member(household, "李秀英").pk, name="李秀英", on=date(2026, 11, 3))
    case = change_at_county(people, household, ChangeKind.HEAD, asked("99", head=heir))
    confirm_change(actor=people.county_head, number=case.number)
    household.refresh_from_db()
    assert household.head_name == "李秀英" and Award.objects.filter(household=household).count() == 1


def test_supplement_class(people: People, household: Household) -> None:
    wife = member(household, "李秀英")
    values = {"health": "4", "illness": "尿毒症", "supplements": ["1"]}
    row = Reclassed(member=wife.pk, name="李秀英", values=values, on=date(2026, 11, 1), proof="诊断证明")
    case = change_at_county(people, household, ChangeKind.CLASSES, asked("17", classes=(row,)))
    confirm_change(actor=people.county_head, number=case.number)
    assert member(household, "李秀英").supplements == ["1"] and "M77" in filed(household)


def test_a_stop_waits_for_its_closing(people: People, household: Household) -> None:
    case = change_at_county(people, household, ChangeKind.STOP, asked("13", reason="户主书面自愿放弃低保"))
    confirm_change(actor=people.county_head, number=case.number)
    household.refresh_from_db()
    assert (household.state, household.stop_reason) == (BenefitState.STOPPED, "13")
    assert Award.objects.get(household=household).until == DECEMBER
    assert HouseholdFile.objects.get(household=household).state == PouchState.CLOSING
    assert {"M80", "M81"} <= filed(household) and forms_of(case) == {"F28", "F29"}
    assert Paper.objects.get(case_reference=case.number, form_code="F28").title == "最低生活保障停发告知书"


def test_phase_out_asks_for_an_income_between_one_and_one_and_a_half_standards(
    people: People, household: Household
) -> None:
    def phase(income: str) -> Case:
        return opened(
            people.handler,
            household,
            ChangeKind.PHASE_OUT,
            asked("16", months=6, incomes=earns(household, "王德贵", income)),
        )

    case = phase("800")
    with pytest.raises(NotYet, match="仍低于标准"):
        submit_change(actor=people.handler, number=case.number)
    for income, why in (("1215", "1.5 倍"), ("900", "")):
        what = asked("16", months=6, incomes=earns(household, "王德贵", income))
        edit_change(actor=people.handler, number=case.number, asked=what)
        if why:
            with pytest.raises(NotYet, match=why):
                submit_change(actor=people.handler, number=case.number)
    submit_change(actor=people.handler, number=case.number)
    finish_change(actor=people.handler, number=case.number)
    pass_change(actor=people.township_head, number=case.number)
    Case.objects.filter(pk=case.pk).update(stage=CaseStage.COUNTY_EXAMINATION)
    confirm_change(actor=people.county_head, number=case.number)
    award = Award.objects.get(household=household, until=None)
    assert (award.total, award.ends_on) == (Decimal(560), date(2027, 6, 1))
    household.refresh_from_db()
    assert household.state == BenefitState.GRADUAL and {"M78", "M79"} <= filed(household)
    early = opened(people.handler, household, ChangeKind.STOP, asked("12"))
    with pytest.raises(NotYet, match="不能提前停发"):
        submit_change(actor=people.handler, number=early.number)


def test_suspend_and_resume(people: People, household: Household) -> None:
    what = asked("14", decide_by=date(2026, 12, 20), reason="连续三个月未领取，联系不上")
    case = change_at_county(people, household, ChangeKind.SUSPEND, what)
    confirm_change(actor=people.county_head, number=case.number)
    household.refresh_from_db()
    assert household.state == BenefitState.PAUSED
    back = change_at_county(people, household, ChangeKind.RESUME, asked("99", back_pay=True))
    confirm_change(actor=people.county_head, number=back.number)
    household.refresh_from_db()
    assert household.state == BenefitState.ACTIVE and total(household) == Decimal(560)


def test_moving_within_and_out_of_the_county(people: People, household: Household) -> None:
    within = asked("99", move=Move(village_code=MINFU, on=date(2026, 11, 10)), reason="搬到民富村子女家附近居住")
    case = change_at_county(people, household, ChangeKind.MOVE, within)
    confirm_change(actor=people.county_head, number=case.number)
    household.refresh_from_db()
    assert (household.village_code, household.state) == (MINFU, BenefitState.ACTIVE)
    away = Move(destination="吉林省白城市洮北区", destination_office="白城市洮北区民政局", on=date(2026, 11, 11))
    out = change_at_county(people, household, ChangeKind.MOVE, asked("04", move=away))
    confirm_change(actor=people.county_head, number=out.number)
    household.refresh_from_db()
    assert (household.state, household.stop_reason) == (BenefitState.STOPPED, "04")
    assert forms_of(out) == {"F28", "F29", "F33"}


def test_what_cannot_be_computed_is_given_by_hand(people: People, household: Household) -> None:
    Household.objects.filter(pk=household.pk).update(covered_size=3)
    case = opened(people.handler, household, ChangeKind.DECREASE, asked("16"))
    with pytest.raises(NotYet, match="填写核定的新金额"):
        submit_change(actor=people.handler, number=case.number)
    given = Given(persons=2, income=Decimal(300), base=Decimal(510), total=Decimal(510))
    edit_change(actor=people.handler, number=case.number, asked=asked("16", given=given))
    assert submit_change(actor=people.handler, number=case.number).stage == CaseStage.INVESTIGATING


def test_refused_all_stays(people: People, household: Household) -> None:
    what = asked("15", leaves=(left(household, "李秀英", date(2026, 11, 3)),))
    case = change_at_county(people, household, ChangeKind.MEMBERS, what)
    decision = refuse_change(actor=people.county_head, number=case.number, reason="死亡证明与户籍登记不一致")
    assert decision.kind == DecisionKind.REFUSED and total(household) == Decimal(560)
    assert member(household, "李秀英") and forms_of(case) == {"F28"}
    notice = Paper.objects.get(case_reference=case.number)
    assert notice.title == "最低生活保障不予变更告知书" and decision.number == notice.number
    assert "M79" in filed(household)
    assert CaseClock.objects.get(case=case, kind=ClockKind.SERVICE).ended_on is None


def test_what_the_office_proposed_and_the_county_refused_concerns_the_township_alone(
    people: People, household: Household
) -> None:
    case = change_at_county(
        people, household, ChangeKind.DECREASE, asked("16", incomes=earns(household, "王德贵", "400"))
    )
    decision = refuse_change(actor=people.county_head, number=case.number, reason="收入凭证不足，不能认定")
    assert forms_of(case) == set() and decision.number == case.number and total(household) == Decimal(560)
    assert not CaseClock.objects.filter(case=case, ended_on=None).exists()
    case.refresh_from_db()
    assert not beside_for(people.handler, case)
    told = Delivery.objects.get(message__title=f"变更 {case.number} 没有被确认")
    assert told.user == people.handler


def test_what_the_office_proposed_to_the_households_gain_is_told_when_refused(
    people: People, household: Household
) -> None:
    what = asked("19", incomes=earns(household, "王德贵", "100"), by_household=False)
    case = change_at_county(people, household, ChangeKind.INCREASE, what)
    refuse_change(actor=people.county_head, number=case.number, reason="收入减少没有凭证，不能认定")
    case.refresh_from_db()
    assert forms_of(case) == {"F28"} and beside_for(people.handler, case)


def test_retroactive_needs_its_basis(people: People, household: Household) -> None:
    early = asked("16", month=date(2026, 10, 1), incomes=earns(household, "王德贵", "400"))
    case = opened(people.handler, household, ChangeKind.DECREASE, early)
    with pytest.raises(NotYet, match="当前结算月"):
        submit_change(actor=people.handler, number=case.number)
    edit_change(actor=people.handler, number=case.number, asked=early.model_copy(update={"retroactive": True}))
    with pytest.raises(NotYet, match="追溯"):
        submit_change(actor=people.handler, number=case.number)
    assert not Recovery.objects.exists()


def test_who_may(people: People, household: Household) -> None:
    what = asked("16", incomes=earns(household, "王德贵", "400"))
    with pytest.raises(NotAllowed):
        opened(people.county_head, household, ChangeKind.DECREASE, what)
    with pytest.raises(NotVisible):
        opened(people.neighbour, household, ChangeKind.DECREASE, what)
    case = opened(people.assistant, household, ChangeKind.DECREASE, what)
    with pytest.raises(CaseOpen):
        opened(people.handler, household, ChangeKind.STOP, asked("13"))
    submit_change(actor=people.assistant, number=case.number)
    with pytest.raises(NotAllowed):
        finish_change(actor=people.assistant, number=case.number)
    finish_change(actor=people.handler, number=case.number)
    with pytest.raises(NotYourAct):
        pass_change(actor=people.handler, number=case.number)
    with pytest.raises(WrongStage):
        confirm_change(actor=people.county_head, number=case.number)
    pass_change(actor=people.township_head, number=case.number)
    Case.objects.filter(pk=case.pk).update(stage=CaseStage.COUNTY_EXAMINATION, by_township=True)
    with pytest.raises(SamePerson):
        confirm_change(actor=people.township_head, number=case.number)


def test_two_at_once_and_what_was_overtaken(people: People, household: Household) -> None:
    what = asked("16", incomes=earns(household, "王德贵", "400"))
    case = change_at_county(people, household, ChangeKind.DECREASE, what)
    version = Case.objects.get(pk=case.pk).version
    confirm_change(actor=people.county_head, number=case.number, version=version)
    with pytest.raises(StaleForm):
        confirm_change(actor=people.county_head, number=case.number, version=version)
    assert Decision.objects.filter(case=case).count() == 1
    later = opened(people.handler, household, ChangeKind.DECREASE, what)
    with pytest.raises(NotYet, match="没有低于原额"):
        submit_change(actor=people.handler, number=later.number)


def test_a_fault_in_the_middle_leaves_all_as_before(
    people: People, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = change_at_county(people, household, ChangeKind.STOP, asked("13"))

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("hudang.casework.actions.change_deciding.make_approval", broken)
    with pytest.raises(OSError, match="disk full"):
        confirm_change(actor=people.county_head, number=case.number)
    household.refresh_from_db()
    assert household.state == BenefitState.ACTIVE and total(household) == Decimal(560) and not forms_of(case)
    assert Case.objects.get(pk=case.pk).stage == CaseStage.COUNTY_EXAMINATION


def test_only_households_in_payment_change(people: People, household: Household) -> None:
    Household.objects.filter(pk=household.pk).update(state=BenefitState.STOPPED)
    with pytest.raises(WrongState):
        opened(people.handler, household, ChangeKind.STOP, asked("13"))


def test_what_a_closed_month_paid_too_much_is_recovered(people: People, household: Household) -> None:
    listed = prepare_list(actor=people.county_handler, county="220882", month=date(2026, 11, 1))
    close_list(actor=people.county_head, list_id=listed.pk)
    late = asked(
        "15",
        month=date(2026, 11, 1),
        retroactive=True,
        retroactive_basis="死亡证明 10 月 20 日，村里 11 月才报来",
        leaves=(left(household, "李秀英", date(2026, 10, 20)),),
    )
    case = change_at_county(people, household, ChangeKind.MEMBERS, late)
    confirm_change(actor=people.county_head, number=case.number)
    # 560 was paid for November, 155 were due
    recovery = Recovery.objects.get(household=household)
    assert recovery.amount == Decimal(405) and "M82" in filed(household)
    assert Paper.objects.get(case_reference=case.number, form_code="F31").number == recovery.number


def test_where_the_region_says_so_the_heirs_found_a_new_household(
    people: People, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = replace(thresholds(), head_death_mode=CLOSE_AND_REOPEN)
    monkeypatch.setattr("hudang.casework.actions.change_applying.thresholds", lambda: limits)
    day = date(2026, 11, 3)
    heir = NewHead(member=member(household, "李秀英").pk, name="李秀英", on=day)
    case = change_at_county(
        people, household, ChangeKind.HEAD, asked("15", leaves=(left(household, "王德贵", day),), head=heir)
    )
    confirm_change(actor=people.county_head, number=case.number)
    household.refresh_from_db()
    new = Household.objects.exclude(pk=household.pk).get()
    assert (household.state, new.state, new.head_name) == (BenefitState.STOPPED, BenefitState.ACTIVE, "李秀英")
    assert total(new) == Decimal(405) and Award.objects.get(household=household).until == DECEMBER
    assert HouseholdMember.objects.get(household=household, person__name="王德贵").person.died_on == day
    assert FileLink.objects.get(file__household=new).origin.household == household
    assert set(forms_of(case)) >= {"F27", "F29"} and "M80" in filed(household)
