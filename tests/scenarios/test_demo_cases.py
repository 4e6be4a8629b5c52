"""The applications of the demo county stand at every station that a newcomer wants to look at."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import CharField
from django.db.models.functions import Length

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
    assert _longer_than_their_columns() == []


def _longer_than_their_columns() -> list[str]:
    """Name the columns with a longer text than they say: SQLite takes it, other databases do not."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField) and field.max_length:
                rows = model._base_manager.annotate(length=Length(field.name)).filter(length__gt=field.max_length)
                found += [f"{field}: {row[0]}" for row in rows.values_list(field.name)[:1]]
    return found
