"""Making a paper about a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hudang.accounts.models import User
from hudang.casework.models import Case
from hudang.forms.actions.papers import make_paper
from hudang.forms.models import Paper


def make_case_paper(
    actor: User, case: Case, form: str, data: Mapping[str, Any], *, material: str = "", number: str = ""
) -> Paper:
    """Make a paper about a case and file it into its pouch; what is empty is left out.

    ``material`` chooses among several of a form, ``number`` is one that was given already.
    """
    given = {name: value for name, value in data.items() if value not in (None, "")}
    return make_paper(
        actor=actor,
        form=form,
        data=given,
        village_code=case.village_code,
        file=case.file,
        material=material if case.file else "",
        number=number,
        case_reference=case.number,
        issued_by=issuer_of(case),
    )


def issuer_of(case: Case) -> str:
    """Return who issues in the county's place where approval is delegated, empty where it is not."""
    return case.village_code[:9] + "000" if case.by_township else ""
