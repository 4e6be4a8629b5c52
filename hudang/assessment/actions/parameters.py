"""Entering the region's parameters (R12, R50)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from pydantic import ValidationError

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.errors import OverlappingSheet
from hudang.assessment.models import ParameterSheet
from hudang.assessment.queries.parameters import version_of
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.rules.reading import faults_of
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput

_LONGEST_SOURCE = 200


@dataclass(frozen=True)
class SheetForm:
    """What is entered: the days between which it holds, the document, and the parameters as a JSON object."""

    area: Area
    valid_from: date
    source: str
    body: Mapping[str, Any]
    valid_until: date | None = None


@transaction.atomic
def enter_parameters(*, actor: User, county_code: str, form: SheetForm) -> ParameterSheet:
    """Enter a sheet of parameters for a county (six digits).

    A sheet that was open to its end is closed on the day on which the new one begins. Raises ``InvalidInput`` for
    every fault of the body, ``OverlappingSheet`` when the days are taken by a sheet that begins later or the same day.
    """
    require(actor, Right.MANAGE_SETTINGS)
    require_place(actor, county_code)
    check_sheet(form)
    standing = ParameterSheet.objects.select_for_update().filter(county_code=county_code, area=form.area)
    _refuse_overlap(standing, form)
    ended = standing.filter(valid_until=None, valid_from__lt=form.valid_from)
    before = {version_of(sheet): "" for sheet in ended}
    ended.update(valid_until=form.valid_from)
    sheet = ParameterSheet.objects.create(
        county_code=county_code,
        area=form.area,
        valid_from=form.valid_from,
        valid_until=form.valid_until,
        source=form.source,
        body=dict(form.body),
        entered_at=clock.now(),
    )
    summary = f"登记{AREA_LABELS[form.area]}测算参数，{form.valid_from} 起执行，依据 {form.source}"
    after = {"body": sheet.body, "valid_until": str(form.valid_until or "")}
    record(
        actor,
        Act("enter_parameters", "parameter_sheet", sheet.pk, summary=summary, before=before or None, after=after),
    )
    return sheet


def check_sheet(form: SheetForm) -> None:
    """Raise ``InvalidInput`` with every fault of a sheet at its place."""
    faults: dict[str, str] = {}
    if not form.source.strip() or len(form.source) > _LONGEST_SOURCE:
        faults["source"] = "请填写文件依据（文号或名称），不超过 200 字。"
    if form.valid_until is not None and form.valid_until <= form.valid_from:
        faults["valid_until"] = "止执行日期应晚于起执行日期。"
    try:
        Parameters.model_validate({**form.body, "version": "", "source": ""})
    except ValidationError as error:
        faults |= faults_of(error)
    if "standard" not in form.body and "standard" not in faults:
        faults["standard"] = "没有填写低保标准。"
    if faults:
        raise InvalidInput(faults)


def _refuse_overlap(standing: Any, form: SheetForm) -> None:
    starts_inside = Q(valid_from__gte=form.valid_from)
    if form.valid_until is not None:
        starts_inside &= Q(valid_from__lt=form.valid_until)
    reaches_into = Q(valid_from__lt=form.valid_from, valid_until__gt=form.valid_from)
    taken = standing.filter(starts_inside | reaches_into).first()
    if taken is not None:
        raise OverlappingSheet(version=version_of(taken), source=taken.source)
