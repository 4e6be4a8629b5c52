"""``hudang cases``: what scripts read of open cases and deadlines."""

from __future__ import annotations

from datetime import timedelta

from hudang.casework.actions.keeping_out import make_exempt
from hudang.casework.models import Case
from hudang.kernel import clock
from tests.cli.running import hudang
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration, draft
from tests.people import FENGSHOU, SHELI, People


def test_what_is_overdue_is_listed_without_numbers_of_persons(people: People) -> None:
    make_bureau()
    declared = declaration()
    case = accepted(people.handler, declared)
    draft(people.handler, {"members": [{"name": "赵小田"}]})
    assert hudang("cases", "--overdue", "--json").rows == []
    Case.objects.filter(pk=case.pk).update(due_on=clock.today() - timedelta(days=1))
    ran = hudang("cases", "--overdue", "--json")
    (row,) = ran.rows
    assert (row["number"], row["applicant"], row["stage"], row["overdue"]) == (case.number, "王德贵", "accepted", True)
    assert declared["members"][0]["identity"] not in ran.out and ran.summary == {"cases": 1}
    assert len(hudang("cases", "--json").rows) == 2


def test_a_division_and_a_person_narrow_it_and_exempt_cases_stay_out(people: People) -> None:
    case = draft(people.handler)
    assert len(hudang("cases", "--division", SHELI[:9], "--json").rows) == 1
    assert hudang("cases", "--division", FENGSHOU, "--json").rows == []
    assert hudang("cases", "--as", "linzhen", "--json").rows == []
    assert hudang("cases", "--as", "dangan", "--json").code == 1
    make_exempt(actor=people.county_handler, number=case.number, reason="依规定免公示", readers=[])
    assert hudang("cases", "--json").rows == []
    assert "重算" in hudang("cases", "--recount").err
