"""The applications of the demo county stand at every station that a newcomer wants to look at."""

from __future__ import annotations

import pytest

from hudang.casework.models import Case, CaseClock, NoticeBatch, SpotCheckCase
from hudang.casework.vocabulary import CaseStage, ClockKind, NoticeState
from hudang.demo.accounts import make_demo_accounts
from hudang.demo.cases import make_demo_cases
from hudang.demo.loading import found_demo_county
from hudang.forms.models import Paper
from hudang.library.models import InstitutionalItem

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
        CaseStage.REPORTED,
        CaseStage.REFUSED,
    }
    assert set(NoticeBatch.objects.values_list("state", flat=True)) == {NoticeState.POSTED, NoticeState.CLOSED}
    assert not SpotCheckCase.objects.filter(finished_on=None).exists()
    assert (
        InstitutionalItem.objects.filter(volume__series__code="ZY·DB·ZD3", cause__startswith="spot_check:").count() == 1
    )
    assert CaseClock.objects.filter(kind=ClockKind.SERVICE, ended_on=None).count() == 1
    assert Paper.objects.filter(form_code="F24b").count() == 1
