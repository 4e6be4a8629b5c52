"""The application desk: draft, submission, correction, acceptance, and who may not."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from hudang.archives.models import HouseholdFile
from hudang.archives.vocabulary import PouchState
from hudang.audit.models import AuditEntry
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.desk import request_correction, save_draft, submit, supplement, withdraw
from hudang.casework.actions.keeping_out import keep_out, make_exempt
from hudang.casework.errors import CaseOpen, KeptOutOfCase, NotYet, NotYourAct, ReaderNotCounty, WrongStage
from hudang.casework.models import Case, CaseClock, CaseStep
from hudang.casework.queries.acts import choices_for, next_act
from hudang.casework.queries.visible import case_for, cases_for
from hudang.casework.rules.declaration import unsigned_adults
from hudang.casework.vocabulary import CaseAct, CaseStage, ClockKind
from hudang.households.errors import NoSuchVillage, PersonAlreadySupported, ReasonMissing
from hudang.households.models import Classification, IncomeItem
from hudang.households.vocabulary import BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible, StaleForm
from tests.factories.acts import member_form
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration, draft, submitted
from tests.people import MINQIANG, XINTIAN, People


def test_a_draft_that_lacks_everything_is_kept(people: People) -> None:
    case = draft(people.assistant, {"members": [{"name": "王德贵"}]})
    assert case.stage == CaseStage.DRAFT and case.applicant_name == "王德贵"
    with pytest.raises(InvalidInput) as refused:
        submit(actor=people.assistant, number=case.number)
    assert {"reason", "phone", "has_near_relative", "members", "members_0_relation"} <= set(refused.value.fields)
    assert Case.objects.get().stage == CaseStage.DRAFT


def test_no_identity_number_lies_open_in_the_table_or_the_log(people: People) -> None:
    declared = declaration()
    case = submitted(people.handler, declared)
    number = declared["members"][0]["identity"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT declaration, applicant_masked FROM casework_case")
        stored = str(cursor.fetchall())
    assert number not in stored and "王德贵" not in stored.split(",")[0]
    assert all(number not in str((e.before, e.after, e.summary)) for e in AuditEntry.objects.all())
    assert case.applicant_masked.startswith("2208")


def test_acceptance_makes_household_file_pouch_and_clocks(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    household = case.household
    assert household is not None and household.state == BenefitState.APPLYING
    assert household.members.count() == 2 and household.assistance == "02"
    assert IncomeItem.objects.get(household=household, until=None, kind="201").amount == 3000
    file = HouseholdFile.objects.get(household=household)
    assert case.file == file and file.state == PouchState.PRE
    running = {c.kind: c.due_on for c in CaseClock.objects.filter(case=case, ended_on=None)}
    assert set(running) == {
        ClockKind.START_INVESTIGATION,
        ClockKind.START_CHECK,
        ClockKind.EXAMINATION,
        ClockKind.TOTAL,
    }
    assert case.due_on == min(running.values())
    steps = list(CaseStep.objects.filter(case=case))
    assert [step.act for step in steps] == [CaseAct.SUBMIT, CaseAct.ACCEPT]
    assert len({step.digest for step in steps}) == 2


def test_who_accepts_is_answerable_for_what_an_assistant_entered(people: People) -> None:
    make_bureau()
    number = submitted(people.assistant).number
    assert Case.objects.get(number=number).handler == people.assistant
    assert accept(actor=people.handler, number=number).handler == people.handler


def test_every_adult_signs_before_acceptance(people: People) -> None:
    unsigned = declaration()
    unsigned["members"][1]["pledge"] = {}
    case = submitted(people.handler, unsigned)
    with pytest.raises(NotYet, match="李秀英还没有签署"):
        accept(actor=people.handler, number=case.number)


def test_what_is_missing_is_told_once(people: People) -> None:
    make_bureau()
    case = submitted(people.handler, declaration(papers={"M10": {"copies": 1}}))
    request_correction(actor=people.handler, number=case.number)
    assert "收入证明" in CaseStep.objects.get(act=CaseAct.REQUEST_CORRECTION).reason
    assert CaseClock.objects.get(kind=ClockKind.CORRECTION).ended_on is None
    supplement(actor=people.handler, number=case.number)
    assert CaseClock.objects.get(kind=ClockKind.CORRECTION).ended_on == clock.today()
    with pytest.raises(NotYet, match="只能一次性告知一次"):
        request_correction(actor=people.handler, number=case.number)


def test_nobody_is_supported_twice(people: People) -> None:
    make_bureau()
    declared = declaration()
    accepted(people.handler, declared)
    again = submitted(people.handler, declared)
    with pytest.raises(PersonAlreadySupported):
        accept(actor=people.handler, number=again.number)
    assert Case.objects.get(pk=again.pk).stage == CaseStage.SUBMITTED
    assert not CaseClock.objects.filter(case=again).exists()


def test_a_household_has_one_open_case(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    assert case.household is not None
    with pytest.raises(CaseOpen, match=case.number):
        draft(people.handler, household_code=case.household.code)


def test_wrong_post_wrong_place_wrong_stage(people: People) -> None:
    case = submitted(people.handler)
    with pytest.raises(NotYourAct, match="乡镇经办"):
        accept(actor=people.township_head, number=case.number)
    with pytest.raises(NotAllowed):
        accept(actor=people.assistant, number=case.number)
    with pytest.raises(NotVisible):
        accept(actor=people.neighbour, number=case.number)
    with pytest.raises(NotVisible):
        draft(people.handler, village=XINTIAN)
    with pytest.raises(NotAllowed):
        cases_for(people.archivist)
    withdraw(actor=people.handler, number=case.number, reason="申请人自愿撤回")
    with pytest.raises(WrongStage, match="已撤回"):
        accept(actor=people.handler, number=case.number)


def test_a_withdrawal_says_why(people: People) -> None:
    case = submitted(people.handler)
    with pytest.raises(ReasonMissing):
        withdraw(actor=people.handler, number=case.number, reason=" ")


def test_a_form_opened_before_anothers_change_overwrites_nothing(people: People) -> None:
    case = draft(people.handler)
    seen = case.version
    save_draft(actor=people.handler, number=case.number, declared=declaration(phone="13804360009"), version=seen)
    with pytest.raises(StaleForm):
        save_draft(actor=people.handler, number=case.number, declared=declaration(), version=seen)


def test_a_relative_is_kept_out_of_everything(people: People) -> None:
    case = submitted(people.handler)
    keep_out(actor=people.handler, number=case.number, user_id=people.handler.pk, relation="侄子")
    with pytest.raises(KeptOutOfCase, match="侄子"):
        accept(actor=people.handler, number=case.number)
    with pytest.raises(NotVisible):
        case_for(people.handler, case.number)
    assert case_for(people.township_head, case.number) == case


def test_an_exempt_case_is_seen_by_the_named_only(people: People) -> None:
    case = submitted(people.handler)
    with pytest.raises(ReaderNotCounty):
        make_exempt(actor=people.handler, number=case.number, reason="依规定免公示", readers=[])
    make_exempt(actor=people.county_handler, number=case.number, reason="依规定免公示", readers=[])
    for other in (people.handler, people.township_head, people.assistant, people.county_head):
        with pytest.raises(NotVisible):
            case_for(other, case.number)
        assert list(cases_for(other)) == []
    assert case_for(people.county_handler, case.number) == case
    entry = AuditEntry.objects.get(action="exempt_case")
    assert "王德贵" not in entry.summary and entry.reason == ""


def test_the_next_act_is_one_clear_word_and_others_say_why_not(people: People) -> None:
    case = submitted(people.handler)
    mine = choices_for(people.handler, case)
    found = next_act([c for c in mine if c.act == CaseAct.ACCEPT])
    assert found is not None and found.possible
    by_act = {choice.act: choice for choice in choices_for(people.assistant, case)}
    assert by_act[CaseAct.ACCEPT].why_not == "由乡镇经办办理。"
    assert by_act[CaseAct.WITHDRAW].possible


def test_a_village_that_is_none_is_refused(people: People) -> None:
    with pytest.raises(NoSuchVillage):
        draft(people.handler, village=MINQIANG[:9] + "999")


def test_ages_are_counted_on_the_day(people: People) -> None:
    young = declaration()
    young["members"][1] |= member_form(born=date(clock.today().year - 10, 1, 1)) | {"born_on": "", "pledge": {}}
    assert unsigned_adults(young, clock.today()) == []


def test_the_classes_follow_from_the_whole_declaration(people: People) -> None:
    make_bureau()
    declared = declaration()
    for member in declared["members"]:
        member["employment"] = "9"
    case = accepted(people.handler, declared)
    current = Classification.objects.get(household=case.household)
    # a couple that lives by its fields, whatever was known while only the head was registered
    assert (current.family_structure, current.income_source, current.has_proposal) == ("7", "3", False)
