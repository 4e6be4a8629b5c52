"""Applications of invented households, as the desk takes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.vocabulary import Area, CaseKind
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.desk import open_draft, save_draft, submit
from hudang.casework.models import Case, Office
from hudang.kernel import clock
from tests.factories.acts import member_form
from tests.factories.again import again
from tests.factories.households import identity_number
from tests.factories.quick import plain_papers
from tests.people import COUNTY, MINQIANG

OFFICE = {"telephone": "0436-5220001", "supervision": "0436-5222001", "place": "舍力镇便民服务中心社会救助窗口"}


def declaration(**fields: Any) -> dict[str, Any]:
    """Return a whole declaration: a couple, one small income, both signed, every paper handed over."""
    pledge = {"signed_on": clock.today().isoformat()}
    plain = {
        "ethnicity": "01",
        "registration": "2",
        "marital": "20",
        "health": "2",
        "work_capacity": "4",
        "employment": "8",
        "pledge": pledge,
    }
    head = member_form("王德贵", "02", born=date(1958, 3, 5), sex="1") | {
        "incomes": [{"kind": "201", "amount": "3000", "period": "year"}],
        "born_on": "1958-03-05",
        **plain,
    }
    wife = member_form("李秀英", "10", born=date(1960, 8, 1), sex="2") | {
        "incomes": [],
        "born_on": "1960-08-01",
        **plain,
    }
    return {
        "kind": "dibao",
        "area": "rural",
        "applied_on": clock.today().isoformat(),
        "reason": "年老体弱，收入微薄",
        "causes": ["5"],
        "address": "民强村三组 12 号",
        "house_kind": "5",
        "phone": "13804360001",
        "bank": "吉林农信大安支行",
        "account": "6221780166015494454",
        "applicant": 0,
        "has_near_relative": "no",
        "members": [head, wife],
        "incomes": [],
        "assets": [],
        "expenses": [],
        "supporters": [],
        "near_relatives": [],
        "papers": {"M10": {"copies": 2}, "M11": {"copies": 2}, "M20": {"copies": 1}},
        **fields,
    }


def related() -> dict[str, Any]:
    """Return the declaration of a near relative of a village's committee member, who is registered with it."""
    officer = {
        "name": "王建国",
        "identity": identity_number(date(1975, 6, 1), "1"),
        "unit": "民强村村民委员会",
        "duty": "主任",
        "phone": "13804360002",
        "officer_kind": "3",
        "relation": "93",
    }
    return declaration(has_near_relative="yes", near_relatives=[officer])


def draft(actor: User, declared: dict[str, Any] | None = None, village: str = MINQIANG, **more: Any) -> Case:
    """Open a draft and keep a declaration in it; the county has entered the words of its papers."""
    Office.objects.get_or_create(division_code=COUNTY, defaults=OFFICE)
    case = open_draft(actor=actor, village_code=village, kind=CaseKind.DIBAO, area=Area.RURAL, **more)
    return save_draft(actor=actor, number=case.number, declared=declared or declaration())


def submitted(actor: User, declared: dict[str, Any] | None = None, **more: Any) -> Case:
    """A submitted application."""
    case = draft(actor, declared, **more)
    with plain_papers():
        return submit(actor=actor, number=case.number)


@again
def accepted(actor: User, declared: dict[str, Any] | None = None, **more: Any) -> Case:
    """An accepted application with its household, file and pouch."""
    case = submitted(actor, declared, **more)
    with plain_papers():
        return accept(actor=actor, number=case.number)
