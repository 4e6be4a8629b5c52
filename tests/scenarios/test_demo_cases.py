"""The applications of the demo county stand at every station that a newcomer wants to look at."""

from __future__ import annotations

import pytest

from hudang.casework.models import Case, CaseClock, NoticeBatch
from hudang.casework.vocabulary import CaseStage, ClockKind, NoticeState
from hudang.demo.accounts import make_demo_accounts
from hudang.demo.cases import make_demo_cases
from hudang.demo.loading import found_demo_county
from hudang.forms.models import Paper

pytestmark = pytest.mark.django_db


def test_every_station_has_its_case() -> None:
    found_demo_county()
    make_demo_accounts()
    assert make_demo_cases(1) == Case.objects.count()
    assert set(Case.objects.values_list("stage", flat=True)) == {
        CaseStage.DRAFT,
        CaseStage.SUBMITTED,
        CaseStage.AWAITING_CORRECTION,
        CaseStage.ACCEPTED,
        CaseStage.INVESTIGATING,
        CaseStage.EXAMINATION,
        CaseStage.TO_PUBLISH,
        CaseStage.ON_NOTICE,
        CaseStage.REFUSED,
    }
    assert NoticeBatch.objects.get().state == NoticeState.POSTED
    assert CaseClock.objects.filter(kind=ClockKind.SERVICE, ended_on=None).count() == 1
    assert Paper.objects.filter(form_code="F24b").count() == 1
