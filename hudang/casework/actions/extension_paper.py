"""延期审批单 (F54, M54), made and filed by the act that grants more time."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.models import Case, CaseClock, Extension
from hudang.forms.models import Paper
from hudang.kernel import clock


def make_extension_paper(actor: User, case: Case, asked: Extension, before: CaseClock, after: CaseClock) -> Paper:
    """Make the paper of a granted extension: who asked and why, until when before and after, who granted it."""
    data = {
        "applicant": case.applicant_name,
        "case_number": case.number,
        "started_on": before.started_on,
        "days": before.days,
        "due_on": before.due_on,
        "extended_days": after.days,
        "extended_to": after.due_on,
        "reason": asked.reason,
        "asked_by": asked.asked_by.display_name,
        "asked_by_on": asked.asked_at.astimezone(clock.CHINA).date(),
        "approval_verdict": "agree",
        "approval": asked.answer or "同意延期",
        "approval_by_1": actor.display_name,
        "approval_on": clock.today(),
    }
    return make_case_paper(actor, case, "F54", data)
