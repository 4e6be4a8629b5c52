"""免公示案: the county's alone from the counter to the decision; nobody else learns that it is there."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Post
from hudang.archives.models import Item
from hudang.archives.queries.clearance import readable
from hudang.archives.queries.files import file_for
from hudang.audit.models import AuditEntry
from hudang.benefits.actions.lists import prepare_list
from hudang.benefits.models import Award, PaymentList, PaymentRow
from hudang.benefits.queries.lists import rows_for
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.county import take_up
from hudang.casework.actions.deciding import confirm
from hudang.casework.actions.desk import submit
from hudang.casework.actions.examining import pass_examination, pass_without_notice, report
from hudang.casework.actions.figures import take_over_declared
from hudang.casework.actions.investigating import finish_investigation, start_investigation
from hudang.casework.actions.keeping_out import make_exempt
from hudang.casework.actions.means_testing import assess_means
from hudang.casework.actions.tasks import waive_task
from hudang.casework.errors import NotYet
from hudang.casework.models import CaseTask
from hudang.casework.queries.acts import choices_for
from hudang.casework.queries.visible import cases_for
from hudang.casework.vocabulary import CaseAct, CaseStage
from hudang.forms.models import Paper
from hudang.forms.queries.papers import papers_of
from hudang.kernel.errors import NotVisible
from tests.factories.cases import draft
from tests.factories.decisions import ready
from tests.people import COUNTY, MINQIANG, People, make_user

pytestmark = pytest.mark.django_db


def test_an_exempt_case_from_the_counter_to_the_decision(people: People) -> None:
    ready(people)
    county, head = people.county_handler, people.county_head
    number = draft(county).number
    make_exempt(actor=county, number=number, reason="依规定免公示", readers=[head.pk])
    head.refresh_from_db()
    case = submit(actor=county, number=number)
    assert {c.act for c in choices_for(county, case) if c.possible} >= {CaseAct.ACCEPT}
    accept(actor=county, number=number)
    start_investigation(actor=county, number=number)
    for task in CaseTask.objects.filter(case=case):
        waive_task(actor=county, number=number, task_id=task.pk, reason="县民政直接核对")
    take_over_declared(actor=county, number=number)
    assess_means(actor=county, number=number)
    finish_investigation(actor=county, number=number)
    with pytest.raises(NotYet, match="免公示"):
        pass_examination(actor=county, number=number)
    pass_without_notice(actor=county, number=number)
    report(actor=county, number=number)
    take_up(actor=county, number=number)
    decision = confirm(actor=head, number=number)
    case.refresh_from_db()
    assert case.stage == CaseStage.CONFIRMED and Award.objects.get(household=case.household).total == decision.amount
    assert case.file is not None
    filed = set(Item.objects.filter(file=case.file).values_list("material__code", flat=True))
    assert "M50" in filed and not {"M41", "M42", "M55"} & filed
    for other in (people.handler, people.township_head, people.assistant, people.neighbour):
        assert list(cases_for(other)) == []
        assert papers_of(other, case_reference=number) == []
        with pytest.raises(NotVisible):
            read_items(other, case.file.pk)
    assert Paper.objects.filter(case_reference=number, form_code="F23").exists()
    assert not AuditEntry.objects.filter(object_type="case", summary__contains="王德贵").exists()
    assert Award.objects.get(household=case.household).reference == ""
    assert case.household is not None and case.household.registered_village_code == case.home_village == MINQIANG
    assert [row.household_code for row in paid_rows(head)] == [case.household.code]
    assert [paid_rows(other) for other in (people.handler, people.archivist)] == [[], []]


def paid_rows(user: User) -> list[PaymentRow]:
    """Return whom the next payment list names to somebody."""
    listed = PaymentList.objects.first() or prepare_list(actor=make_payer(), county="220882", month=date(2026, 12, 1))
    return list(rows_for(user, listed))


def make_payer() -> User:
    """The officer who prepares the list need not know of the case; the household is paid all the same."""
    return make_user("jingban2", Post.COUNTY_HANDLER, COUNTY, "县经办乙")


def read_items(user: User, file_id: int) -> None:
    """Open a file and ask for what lies in it, as the page of a pouch does."""
    file = file_for(user, file_id)
    if not Item.objects.filter(readable(user, "file"), file=file).exists():
        raise NotVisible
