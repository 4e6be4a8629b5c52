"""Applications of the demo county: one at each station of the procedure, brought there by the acts of its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.vocabulary import Area, CaseKind
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.county import draw_spot_check, finish_county_visit
from hudang.casework.actions.deciding import refuse
from hudang.casework.actions.desk import open_draft, request_correction, save_draft, submit
from hudang.casework.actions.examining import pass_examination, propose_refusal, report
from hudang.casework.actions.figures import take_over_declared
from hudang.casework.actions.investigating import finish_investigation, start_investigation
from hudang.casework.actions.long_term import hang_long_term_list, prepare_long_term_list
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.actions.notices import Posting, close_notice, photograph_notice, post_notice, prepare_notice
from hudang.casework.actions.offices import OfficeForm, enter_office
from hudang.casework.actions.tasks import waive_task
from hudang.casework.models import Case, CaseTask, NoticeBatch
from hudang.casework.queries.long_term import villages_due
from hudang.demo.accounts import SHOWN_VILLAGE
from hudang.demo.numbers import BANKS, Numbers
from hudang.demo.scenes import notice_photo
from hudang.demo.villages import COUNTY_CODE
from hudang.households.actions.persons import person_with
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock

_TELEPHONE, _SUPERVISION = "0436-5550101", "0436-5550102"
_WAIVED = "示例案件，调查过程从略"
_PLAIN = {
    "ethnicity": "01",
    "registration": "2",
    "marital": "30",
    "health": "2",
    "work_capacity": "4",
    "employment": "8",
}
_BANK = next(iter(BANKS))


@dataclass(frozen=True)
class _People:
    """Who acts in the demo county."""

    handler: User
    head: User
    county: User
    county_head: User


@dataclass(frozen=True)
class _Station:
    """One invented applicant: who, how old, what he earns a year, how many days ago he came, how far he got."""

    name: str
    born_on: date
    sex: str
    yearly: str
    days_ago: int
    reach: Callable[[_People, Case], Any] | None
    papers: bool = True


def make_demo_cases(seed: int) -> int:
    """Make the applications; return how many. Their people must be there, and the county's parameters."""
    people = _People(*(User.objects.get(username=name) for name in ("sheli", "shelifuze", "xianjingban", "xianfuze")))
    office = OfficeForm(_TELEPHONE, _SUPERVISION, "大安市民政局社会救助窗口")
    enter_office(actor=people.county, division_code=COUNTY_CODE, form=office)
    office = OfficeForm("0436-5550105", _SUPERVISION, "舍力镇便民服务中心社会救助窗口")
    enter_office(actor=people.handler, division_code=people.handler.division_code, form=office)
    numbers, now = Numbers(Random(f"{seed}-cases")), clock.now()
    for station in _STATIONS:
        with clock.frozen(now - timedelta(days=station.days_ago)):
            case = _draft(people, station, numbers)
        if station.reach is not None:
            with clock.frozen(now - timedelta(days=station.days_ago)):
                station.reach(people, case)
    _publish(people)
    return len(_STATIONS)


def _publish(people: _People) -> None:
    """Hang this month's long-term list of one village, and make the next village's ready to be hung."""
    for number, village in enumerate(villages_due(people.handler)[:_PUBLISHED]):
        listed = prepare_long_term_list(actor=people.handler, village_code=village.code, telephone=_SUPERVISION)
        if not number:
            posting = Posting("村部公示栏", "王春梅", clock.today())
            hang_long_term_list(actor=people.handler, number=listed.number, posting=posting)


def _draft(people: _People, station: _Station, numbers: Numbers) -> Case:
    case = open_draft(actor=people.handler, village_code=SHOWN_VILLAGE, kind=CaseKind.DIBAO, area=Area.RURAL)
    return save_draft(actor=people.handler, number=case.number, declared=_declared(station, numbers))


def _declared(station: _Station, numbers: Numbers) -> dict[str, Any]:
    today = clock.today().isoformat()
    applicant = {
        **_PLAIN,
        "name": station.name,
        "relation": HEAD,
        "identity": _unused_identity(numbers, station),
        "born_on": station.born_on.isoformat(),
        "covered": True,
        "incomes": [{"kind": "201", "amount": station.yearly, "period": "year"}],
        "pledge": {"signed_on": today} if station.reach else {},
    }
    papers = ("M10", "M11", "M20") if station.papers else ("M10",)
    return {
        "kind": CaseKind.DIBAO.value,
        "area": Area.RURAL.value,
        "applied_on": today,
        "reason": "年纪大，地里收成少，子女在外地，生活困难。" if station.reach else "",
        "causes": ["5"],
        "address": "民强村二组",
        "house_kind": "5",
        "phone": numbers.mobile(),
        "bank": _BANK,
        "account": numbers.account(_BANK),
        "applicant": 0,
        "has_near_relative": "no",
        "members": [applicant],
        "papers": {code: {"copies": 1, "original": "copy"} for code in papers},
        **{name: [] for name in ("incomes", "assets", "expenses", "supporters", "near_relatives")},
    }


def _unused_identity(numbers: Numbers, station: _Station) -> str:
    """Return a number that nobody in the county has been drawn."""
    while person_with(number := numbers.identity(station.born_on, station.sex)) is not None:
        pass
    return number


def _submitted(people: _People, case: Case) -> Case:
    return submit(actor=people.handler, number=case.number)


def _correction(people: _People, case: Case) -> None:
    _submitted(people, case)
    request_correction(actor=people.handler, number=case.number)


def _accepted(people: _People, case: Case) -> None:
    _submitted(people, case)
    accept(actor=people.handler, number=case.number, opinion="材料齐全，予以受理。")


def _investigating(people: _People, case: Case) -> None:
    _accepted(people, case)
    start_investigation(actor=people.handler, number=case.number)


def _examined(people: _People, case: Case) -> None:
    _investigating(people, case)
    for task in CaseTask.objects.filter(case=case):
        waive_task(actor=people.handler, number=case.number, task_id=task.pk, reason=_WAIVED)
    take_over_declared(actor=people.handler, number=case.number)
    assess_means(actor=people.handler, number=case.number)
    finish_investigation(actor=people.handler, number=case.number, opinion="情况属实。")


def _passed(people: _People, case: Case) -> None:
    _examined(people, case)
    pass_examination(actor=people.head, number=case.number, opinion="符合条件，同意公示。")


def _hung(people: _People, case: Case) -> NoticeBatch:
    _passed(people, case)
    batch = prepare_notice(
        actor=people.handler,
        village_code=case.village_code,
        numbers=[case.number],
        telephone=_SUPERVISION,
        starts_on=clock.today(),
    )
    posting = Posting("民强村村务公开栏", "王春梅", clock.today())
    return post_notice(actor=people.handler, number=batch.number, posting=posting)


def _checked(people: _People, case: Case) -> None:
    """Let a case come through its notice to the county, which draws it for a spot check and visits the home."""
    batch, begun = _hung(people, case), clock.now()
    _photograph(people, batch, last=False)
    with clock.frozen(begun + timedelta(days=7)):
        _photograph(people, batch, last=True)
    with clock.frozen(begun + timedelta(days=8)):
        close_notice(actor=people.handler, number=batch.number)
        report(actor=people.handler, number=case.number)
        draw_spot_check(actor=people.county, percent=100)
        finish_county_visit(
            actor=people.county,
            number=case.number,
            visited_on=clock.today(),
            visitors="李慧敏、张志强",
            finding="独居，住房、收入和申报一致，邻居所述相符。",
            agrees=True,
        )


def _photograph(people: _People, batch: NoticeBatch, *, last: bool) -> None:
    picture = notice_photo("低保审核公示", "民强村", clock.today(), Random(batch.number))
    name = "公示末日.jpg" if last else "公示首日.jpg"
    photograph_notice(actor=people.handler, number=batch.number, last=last, photo=BytesIO(picture), name=name)


def _refused(people: _People, case: Case) -> None:
    _examined(people, case)
    reason = "家庭人均月收入高于农村低保标准。"
    propose_refusal(actor=people.head, number=case.number, reason=reason)
    refuse(actor=people.county_head, number=case.number, reason=reason)


_PUBLISHED = 2
_STATIONS = (
    _Station("宋桂荣", date(1957, 4, 12), "2", "2600", 0, None),
    _Station("高长海", date(1955, 9, 3), "1", "3000", 1, _submitted),
    _Station("于淑珍", date(1960, 1, 25), "2", "2400", 4, _correction, papers=False),
    _Station("梁殿臣", date(1951, 6, 8), "1", "1800", 8, _accepted),
    _Station("姜秀兰", date(1959, 11, 30), "2", "2200", 6, _investigating),
    _Station("董凤岐", date(1953, 2, 17), "1", "2000", 9, _examined),
    _Station("潘玉芝", date(1956, 8, 21), "2", "2400", 11, _passed),
    _Station("任德富", date(1952, 12, 5), "1", "1600", 12, _hung),
    _Station("邵凤珍", date(1954, 5, 19), "2", "1900", 24, _checked),
    _Station("蔡桂琴", date(1961, 3, 14), "2", "9600", 5, _refused),
)
