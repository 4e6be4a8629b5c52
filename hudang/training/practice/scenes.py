"""Two applications on the practice ground: one submitted, one that waits for its public notice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.vocabulary import Area, CaseKind
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.desk import open_draft, save_draft, submit
from hudang.casework.actions.examining import pass_examination
from hudang.casework.actions.figures import take_over_declared
from hudang.casework.actions.investigating import finish_investigation, start_investigation
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.actions.offices import OfficeForm, enter_office
from hudang.casework.actions.tasks import waive_task
from hudang.casework.models import Case, CaseTask
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.kernel.identity import check_digit
from hudang.training.rules import practice as ground

APPLICANT, NOTICED = "陈永福", "马春英"
_TELEPHONE = "0436-5550199"
_DAYS_AGO = 9


def make_cases(handler: User, head: User, county: User) -> None:
    """Bring both applications to where the trainee goes on."""
    for actor in (county, handler):
        office = OfficeForm(_TELEPHONE, _TELEPHONE, "练习镇便民服务中心社会救助窗口")
        enter_office(actor=actor, division_code=actor.division_code, form=office)
    _submitted(handler, APPLICANT, "1", date(1956, 2, 14))
    with clock.frozen(clock.now() - timedelta(days=_DAYS_AGO)):
        case = _submitted(handler, NOTICED, "2", date(1954, 10, 6))
        _to_notice(handler, head, case.number)


def _submitted(actor: User, name: str, sex: str, born: date) -> Case:
    case = open_draft(actor=actor, village_code=ground.VILLAGE, kind=CaseKind.DIBAO, area=Area.RURAL)
    save_draft(actor=actor, number=case.number, declared=_declared(name, sex, born))
    return submit(actor=actor, number=case.number)


def _to_notice(handler: User, head: User, number: str) -> None:
    accept(actor=handler, number=number, opinion="材料齐全，予以受理。")
    start_investigation(actor=handler, number=number)
    for task in CaseTask.objects.filter(case__number=number):
        waive_task(actor=handler, number=number, task_id=task.pk, reason="练习案件，调查过程从略")
    take_over_declared(actor=handler, number=number)
    assess_means(actor=handler, number=number)
    finish_investigation(actor=handler, number=number, opinion="情况属实。")
    pass_examination(actor=head, number=number, opinion="符合条件，同意公示。")


def _declared(name: str, sex: str, born: date) -> dict[str, Any]:
    today = clock.today().isoformat()
    first = f"220882{born:%Y%m%d}{80 + (sex == '1'):03d}"
    applicant = {
        "name": name,
        "relation": HEAD,
        "identity": first + check_digit(first),
        "born_on": born.isoformat(),
        "ethnicity": "01",
        "registration": "2",
        "marital": "30",
        "health": "2",
        "work_capacity": "4",
        "employment": "8",
        "covered": True,
        "incomes": [{"kind": "201", "amount": "2200", "period": "year"}],
        "pledge": {"signed_on": today},
    }
    return {
        "kind": CaseKind.DIBAO.value,
        "area": Area.RURAL.value,
        "applied_on": today,
        "reason": "年纪大，地里收成少，生活困难。",
        "causes": ["5"],
        "address": "民安村二组",
        "house_kind": "5",
        "phone": "13900000000",
        "bank": "练习银行",
        "account": "6217000000000000123",
        "applicant": 0,
        "has_near_relative": "no",
        "members": [applicant],
        "papers": {code: {"copies": 1, "original": "copy"} for code in ("M10", "M11", "M20")},
        **{each: [] for each in ("incomes", "assets", "expenses", "supporters", "near_relatives")},
    }
