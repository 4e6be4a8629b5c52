"""办理变更 on pages: from the household to the kind, the form, the case with old beside new, and on to the county."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from hudang.accounts.models import User
from hudang.benefits.models import Award
from hudang.casework.models import Case
from hudang.casework.vocabulary import CaseStage, ChangeKind
from hudang.households.models import Household
from hudang.kernel import clock
from tests.factories.changes import asked, change_at_county, member, opened, supported
from tests.factories.decisions import ready
from tests.people import People

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture(autouse=True)
def on_a_thursday() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 12, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def household(people: People) -> Household:
    ready(people)
    return supported(people)


@pytest.fixture
def enter() -> Enter:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def common(reason_code: str, **more: Any) -> dict[str, Any]:
    basis = "《社会救助暂行办法》第十三条"
    return {"reason_code": reason_code, "month": "2026-12", "reason": "入户核实，有收入凭证", "basis": basis} | more


def test_a_decrease_from_the_household_to_the_county(people: People, household: Household, enter: Enter) -> None:
    handler = enter(people.handler)
    page = handler.get(f"/households/{household.code}/").content.decode()
    assert f"/cases/change/{household.code}/" in page and "办理变更" in page
    kinds = handler.get(f"/cases/change/{household.code}/").content.decode()
    assert "该户没有暂缓发放" in kinds and f"/cases/change/{household.code}/2/" in kinds
    form = handler.get(f"/cases/change/{household.code}/2/").content.decode()
    assert "变更前" in form and 'value="2026-12"' in form
    head = member(household, "王德贵")
    line = {"income_0_member": head.pk, "income_0_kind": "102", "income_0_amount": "400", "income_0_period": "month"}
    answer = handler.post(f"/cases/change/{household.code}/2/", common("16", **line))
    case = Case.objects.get()
    assert answer.status_code == 302 and answer["Location"].endswith(f"/cases/{case.number}/")
    page = handler.get(f"/cases/{case.number}/").content.decode()
    assert "变更前后" in page and "410 元" in page and "560 元" in page and "提交变更" in page
    for who, act, words in (
        (people.handler, "submit_case", {}),
        (people.handler, "finish_investigation", {"opinion": "核实无误"}),
        (people.township_head, "pass_examination", {"opinion": "同意减发"}),
        (people.county_handler, "take_up_case", {}),
        (people.county_head, "confirm_case", {"opinion": "同意"}),
    ):
        case.refresh_from_db()
        sent = enter(who).post(f"/cases/{case.number}/acts/{act}/", {"version": case.version, **words})
        assert sent.status_code == 302, (act, sent.content.decode()[-3000:])
    case.refresh_from_db()
    assert case.stage == CaseStage.CONFIRMED and Award.objects.get(household=household, until=None).total == 410
    done = handler.get(f"/cases/{case.number}/").content.decode()
    assert "登记送达" in done and "变更审批表" in done
    assert handler.get(f"/cases/{case.number}/service/").status_code == 200


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_has_its_form_and_names_what_is_missing(
    kind: ChangeKind, people: People, household: Household, enter: Enter
) -> None:
    handler = enter(people.handler)
    assert handler.get(f"/cases/change/{household.code}/{kind}/").status_code == 200
    answer = handler.post(f"/cases/change/{household.code}/{kind}/", {"reason_code": "", "month": "", "reason": ""})
    assert answer.status_code == 422 or "请" in answer.content.decode()
    assert not Case.objects.exists()


def test_filling_in_again_shows_what_stands(people: People, household: Household, enter: Enter) -> None:
    case = opened(people.handler, household, ChangeKind.STOP, asked("13", reason="户主书面自愿放弃低保"))
    handler = enter(people.handler)
    form = handler.get(f"/cases/{case.number}/change/").content.decode()
    assert "户主书面自愿放弃低保" in form
    sent = common("08", version=case.version)
    assert handler.post(f"/cases/{case.number}/change/", sent).status_code == 302
    stale = handler.post(f"/cases/{case.number}/change/", sent)
    assert stale.status_code != 302
    assert enter(people.neighbour).get(f"/cases/{case.number}/change/").status_code == 404
    assert enter(people.neighbour).get(f"/cases/change/{household.code}/").status_code == 404
    assert enter(people.county_head).get(f"/cases/change/{household.code}/").status_code == 403


def test_a_refused_change_is_told_and_asks_for_service(people: People, household: Household, enter: Enter) -> None:
    case = change_at_county(people, household, ChangeKind.STOP, asked("13"))
    case.refresh_from_db()
    sent = {"version": case.version, "reason": "放弃书不是本人签字"}
    assert enter(people.county_head).post(f"/cases/{case.number}/acts/refuse_case/", sent).status_code == 302
    assert "登记送达" in enter(people.handler).get(f"/cases/{case.number}/").content.decode()
