"""免公示案: the county's alone from the counter to the decision; nobody else learns that it is there."""

from __future__ import annotations

import pytest

from hudang.accounts.models import User
from hudang.archives.models import Item
from hudang.archives.queries.clearance import readable
from hudang.archives.queries.files import file_for
from hudang.audit.models import AuditEntry
from hudang.benefits.models import Award
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
from tests.people import People

pytestmark = pytest.mark.django_db


def test_an_exempt_case_from_the_counter_to_the_decision(people: People) -> None:
    ready(people)
    county, head = people.county_handler, people.county_head
    number = draft(county).number
    make_exempt(actor=county, number=number, reason="依规定免公示", readers=[head.pk])
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


def read_items(user: User, file_id: int) -> None:
    """Open a file and ask for what lies in it, as the page of a pouch does."""
    file = file_for(user, file_id)
    if not Item.objects.filter(readable(user, "file"), file=file).exists():
        raise NotVisible
