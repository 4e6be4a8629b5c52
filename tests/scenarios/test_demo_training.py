"""The demo county's people plan, learn, fail once and pass, and are appraised."""

from __future__ import annotations

import pytest

from hudang.demo.accounts import make_demo_accounts
from hudang.demo.loading import found_demo_county
from hudang.demo.training import make_demo_training
from hudang.training.models import Appraisal, Certificate, HandOver, PlanEntry, Test, TrainingSession


@pytest.mark.django_db
def test_training_of_the_demo_county() -> None:
    found_demo_county()
    make_demo_accounts()
    make_demo_training()
    assert [test.state for test in Test.objects.order_by("number")] == ["failed", "passed"]
    assert Certificate.objects.get().learner.username == "sheli"
    assert PlanEntry.objects.count() == 3
    assert TrainingSession.objects.count() == Appraisal.objects.count() == HandOver.objects.count() == 1
