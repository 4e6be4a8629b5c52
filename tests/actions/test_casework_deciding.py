"""The county's part: spot checks, visits, confirmation with its papers and allowance, refusal and its service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from hudang.archives.models import HouseholdFile, Item
from hudang.archives.vocabulary import PouchState, Stage
from hudang.benefits.models import Award
from hudang.casework.actions.county import draw_spot_check, finish_county_visit, return_case, take_up
from hudang.casework.actions.deciding import ServiceEntry, confirm, prove_service, refuse, terminate
from hudang.casework.actions.examining import propose_refusal
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.errors import NothingToDraw, NotYet, NotYourAct, SamePerson, WrongStage
from hudang.casework.models import Case, CaseClock, CaseFigure, CaseTask, Decision, SpotCheckCase
from hudang.casework.queries.county import spot_checks_for
from hudang.casework.rules.spot_checks import Candidate, draw
from hudang.casework.vocabulary import CaseStage, ClockKind, DecisionKind, TaskKind
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.households.errors import ReasonMissing
from hudang.households.models import Asset, IncomeItem
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from tests.factories.cases import declaration, related
from tests.factories.decisions import at_county, ready
from tests.factories.investigations import to_examine
from tests.people import People


@pytest.fixture(autouse=True)
def on_a_thursday() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 12, 1, tzinfo=UTC)):
        yield


def test_confirmation_gives_allowance_papers_and_pouch(people: People) -> None:
    ready(people)
    case = at_county(people)
    decision = confirm(actor=people.county_head, number=case.number, opinion="同意确认")
    # 405 × 2 − 3000 ÷ 12 = 560, paid from the month after
    assert (decision.amount, decision.from_month, decision.covered) == (Decimal("560"), date(2026, 12, 1), 2)
    award = Award.objects.get(household=case.household)
    assert (award.total, award.since, award.until) == (Decimal("560"), date(2026, 12, 1), None)
    household = case.household
    assert household is not None
    household.refresh_from_db()
    assert (household.state, household.allowance) == (BenefitState.ACTIVE, Decimal("560"))
    file = HouseholdFile.objects.get(household=household)
    assert file.state == PouchState.LIVE
    filed = list(Item.objects.filter(file=file).values_list("material__code", flat=True))
    assert {"M41", "M42", "M50", "M51"} <= set(filed)
    case.refresh_from_db()
    assert case.stage == CaseStage.CONFIRMED and case.due_on is None
    assert not CaseClock.objects.filter(case=case, ended_on=None).exists()


def test_the_register_holds_what_was_verified(people: People) -> None:
    ready(people)
    owned = [
        {"kind": "11", "value": "8000", "description": "农信社存款"},
        {"kind": "34", "value": "2000", "description": "手扶拖拉机"},
    ]
    with clock.frozen(clock.now() - timedelta(days=10)):
        declared = declaration(assets=owned)
    case = at_county(people, declared)
    CaseFigure.objects.filter(case=case, kind="201").update(verified=Decimal("3600"), reason="按实际亩数核定")
    CaseFigure.objects.filter(case=case, kind="11").update(verified=Decimal("9500"), reason="银行余额")
    CaseFigure.objects.filter(case=case, kind="34").update(verified=Decimal(0), reason="农机已于去年出售")
    assess_means_again(people, case)
    decision = confirm(actor=people.county_head, number=case.number)
    assert decision.amount == Decimal("510")
    income = IncomeItem.objects.get(household=case.household, until=None, kind="201")
    assert (income.amount, income.member is not None) == (Decimal("3600"), True)
    # what was sold before is not registered as owned
    asset = Asset.objects.get(household=case.household, until=None)
    assert (asset.kind, asset.value, asset.description) == ("11", Decimal("9500"), "农信社存款")


def assess_means_again(people: People, case: Case) -> None:
    """Store another means test, as if the case had been sent back for it."""
    Case.objects.filter(pk=case.pk).update(stage=CaseStage.INVESTIGATING)
    assess_means(actor=people.handler, number=case.number)
    Case.objects.filter(pk=case.pk).update(stage=CaseStage.COUNTY_EXAMINATION)


def test_the_approval_form_tells_the_whole_course(people: People) -> None:
    ready(people)
    case = at_county(people)
    confirm(actor=people.county_head, number=case.number)
    told = data_of(Paper.objects.get(case_reference=case.number, form_code="F23"))
    assert told["township"] == "符合条件，同意公示"
    assert (told["notice_from"], told["notice_until"]) == (date(2026, 11, 2), date(2026, 11, 9))
    assert told["assets"] == "本地没有规定财产限额。"
    assert (told["gap"], told["total"]) == (Decimal("560"), Decimal("560"))
    assert told["reference_code"] == case.file.reference_code if case.file else ""


def test_the_report_lists_what_goes_to_the_county(people: People) -> None:
    ready(people)
    case = at_county(people)
    sheet = data_of(Paper.objects.get(case_reference=case.number, form_code="F47"))
    listed = [row["material"] for row in sheet["papers"]]
    assert listed[0] == "低保申请书" or "申请书" in listed[0]
    assert sheet["items"] == len(listed) and sheet["published"].endswith("公示，无异议")
    assert Item.objects.filter(file=case.file, material__code="M47").count() == 1


def test_wrong_post_same_person_and_the_next_county(people: People) -> None:
    ready(people)
    case = at_county(people)
    with pytest.raises(NotYourAct, match="县负责人"):
        confirm(actor=people.township_head, number=case.number)
    with pytest.raises(NotAllowed):
        confirm(actor=people.archivist, number=case.number)
    with pytest.raises(NotVisible):
        confirm(actor=people.neighbour, number=case.number)
    Case.objects.filter(pk=case.pk).update(by_township=True)
    with pytest.raises(SamePerson, match="初审同意"):
        confirm(actor=people.township_head, number=case.number)


def test_two_heads_at_once_one_wins_the_other_is_told(people: People) -> None:
    ready(people)
    case = at_county(people)
    seen = case.version
    confirm(actor=people.county_head, number=case.number, version=seen)
    with pytest.raises(StaleForm):
        refuse(actor=people.county_head, number=case.number, reason="人均收入不低于标准", version=seen)
    with pytest.raises(WrongStage):
        refuse(actor=people.county_head, number=case.number, reason="人均收入不低于标准")
    assert Decision.objects.get(case=case).kind == DecisionKind.CONFIRMED


def test_a_near_relative_is_visited_by_the_county(people: People) -> None:
    ready(people)
    with clock.frozen(clock.now() - timedelta(days=11)):
        declared = related()
    case = at_county(people, declared)
    assert CaseTask.objects.filter(case=case, kind=TaskKind.COUNTY_VISIT).exists()
    with pytest.raises(NotYet, match="县民政必须入户核查"):
        confirm(actor=people.county_head, number=case.number)
    with pytest.raises(InvalidInput) as refused:
        finish_county_visit(
            actor=people.county_handler,
            number=case.number,
            visited_on=clock.today(),
            visitors="赵一",
            finding="与调查一致",
            agrees=True,
        )
    assert "2 人" in refused.value.fields["visitors"]
    finish_county_visit(
        actor=people.county_handler,
        number=case.number,
        visited_on=clock.today(),
        visitors="赵一、钱二",
        finding="入户所见与调查一致",
        agrees=True,
    )
    assert Item.objects.filter(file=case.file, material__code="M48").exists()
    confirm(actor=people.county_head, number=case.number)


def test_a_spot_check_can_be_drawn_again_by_its_seed(people: People) -> None:
    ready(people)
    case = at_county(people)
    check = draw_spot_check(actor=people.county_handler, percent=100)
    assert list(SpotCheckCase.objects.filter(check_drawn=check).values_list("case__number", flat=True)) == [case.number]
    again = draw((Candidate(number) for number in check.candidates), check.percent, check.seed)
    assert set(again) == {case.number}
    with pytest.raises(NotYet, match="抽查"):
        confirm(actor=people.county_head, number=case.number)
    with pytest.raises(NothingToDraw):
        draw_spot_check(actor=people.county_handler)
    with pytest.raises(NotAllowed):
        draw_spot_check(actor=people.handler)


def test_a_finished_spot_check_leads_to_its_item_among_the_volumes(people: People) -> None:
    ready(people)
    case = at_county(people)
    check = draw_spot_check(actor=people.county_handler, percent=100)
    finish_county_visit(
        actor=people.county_handler, number=case.number, visited_on=clock.today(), visitors="甲、乙",
        finding="与申报一致", agrees=True,
    )  # fmt: skip
    ((shown, rows, filed),) = spot_checks_for(people.county_handler)
    assert (shown, rows[0].result) == (check, "与调查一致")
    assert filed is not None and filed.volume.series.code == "ZY·DB·ZD3"
    client = Client()
    client.force_login(people.county_handler, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/cases/spot-checks/").content.decode()
    assert f'href="/library/items/{filed.pk}/"' in page


def rich(people: People) -> Case:
    earning = declaration()
    earning["members"][0]["incomes"] = [{"kind": "102", "amount": "810.00", "period": "month"}]
    return to_examine(people.handler, earning)


def test_a_refusal_explains_itself_and_is_served_in_time(people: People) -> None:
    ready(people)
    case = rich(people)
    propose_refusal(actor=people.township_head, number=case.number, reason="人均收入等于标准，不低于标准")
    with pytest.raises(ReasonMissing):
        refuse(actor=people.county_head, number=case.number, reason="")
    refuse(actor=people.county_head, number=case.number, reason="人均月收入 405 元，不低于低保标准 405 元")
    told = data_of(Paper.objects.get(case_reference=case.number, form_code="F24b"))
    assert "405" in told["facts"] and told["reconsideration"] == "大安市人民政府" and told["court"] == "大安市人民法院"
    case.refresh_from_db()
    household = case.household
    assert household is not None and household.state == BenefitState.REFUSED
    assert HouseholdFile.objects.get(household=household).stage == Stage.REFUSED
    serving = CaseClock.objects.get(case=case, kind=ClockKind.SERVICE)
    assert (serving.due_on, serving.ended_on) == (date(2026, 11, 17), None)
    wrong = ServiceEntry(way="2", served_on=date(2026, 11, 12), received_by="王德贵", served_by="李强")
    with pytest.raises(InvalidInput) as refused:
        prove_service(actor=people.handler, number=case.number, entry=wrong)
    assert "见证人" in refused.value.fields["witness"]
    by_post = ServiceEntry(way="3", served_on=date(2026, 11, 12), received_by="王德贵", served_by="李强")
    with pytest.raises(InvalidInput) as refused:
        prove_service(actor=people.handler, number=case.number, entry=by_post)
    assert set(refused.value.fields) == {"post_number"}
    entry = ServiceEntry(way="1", served_on=date(2026, 11, 12), received_by="王德贵", served_by="李强")
    prove_service(actor=people.handler, number=case.number, entry=entry)
    serving.refresh_from_db()
    assert serving.ended_on == date(2026, 11, 12)
    assert Item.objects.filter(file=case.file, material__code="M53").exists()


def test_what_is_not_eligible_is_not_confirmed(people: People) -> None:
    ready(people)
    case = rich(people)
    Case.objects.filter(pk=case.pk).update(stage=CaseStage.COUNTY_EXAMINATION)
    with pytest.raises(NotYet, match="不低于标准"):
        confirm(actor=people.county_head, number=case.number)
    assert not Award.objects.exists() and not Decision.objects.exists()


def test_a_return_says_what_to_mend(people: People) -> None:
    ready(people)
    case = at_county(people)
    with pytest.raises(ReasonMissing):
        return_case(actor=people.county_handler, number=case.number, reason="")
    return_case(actor=people.county_handler, number=case.number, reason="入户照片不清，请补拍")
    with pytest.raises(WrongStage):
        take_up(actor=people.county_handler, number=case.number)


def test_who_refuses_to_be_examined_is_out(people: People) -> None:
    ready(people)
    case = to_examine(people.handler)
    terminate(actor=people.township_head, number=case.number, reason="三次上门均拒绝入户调查")
    case.refresh_from_db()
    assert case.stage == CaseStage.TERMINATED
    assert case.household is not None and case.household.state == BenefitState.REFUSED


def test_a_fault_in_the_middle_leaves_the_case_as_before(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    ready(people)
    case = at_county(people)
    before = (Case.objects.get(pk=case.pk).stage, Item.objects.filter(file=case.file).count())

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("hudang.casework.actions.deciding.make_confirmation_papers", broken)
    with pytest.raises(OSError, match="disk full"):
        confirm(actor=people.county_head, number=case.number)
    after = (Case.objects.get(pk=case.pk).stage, Item.objects.filter(file=case.file).count())
    assert before == after and not Award.objects.exists() and not Decision.objects.exists()
    assert case.household is not None and case.household.state == BenefitState.APPLYING
