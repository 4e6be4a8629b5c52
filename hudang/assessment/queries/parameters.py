"""Which parameters hold on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.errors import MissingParameter
from hudang.assessment.models import ParameterSheet
from hudang.assessment.rules.parameters import Parameters
from hudang.assessment.vocabulary import AREA_LABELS, Area
from hudang.kernel.errors import NotVisible

_COUNTY = 6


def parameters_in_force(county_code: str, area: Area, day: date) -> Parameters:
    """Return the parameters of a county (six digits) on a day; raises ``MissingParameter``, never an older sheet."""
    holding = Q(valid_until=None) | Q(valid_until__gt=day)
    sheets = ParameterSheet.objects.filter(holding, county_code=county_code, area=area, valid_from__lte=day)
    sheet = sheets.order_by("-valid_from").first()
    if sheet is None:
        label = f"收入财产测算参数（{AREA_LABELS[area]}）"
        raise MissingParameter(day=day, label=label)
    return Parameters.model_validate({**sheet.body, "version": version_of(sheet), "source": sheet.source})


def sheets_for(user: User) -> list[ParameterSheet]:
    """Return the sheets of the user's county, the latest first."""
    require(user, Right.MANAGE_SETTINGS)
    return list(ParameterSheet.objects.filter(county_code=user.division_code[:_COUNTY]).order_by("-valid_from", "area"))


def sheet_for(user: User, sheet_id: int) -> ParameterSheet:
    """Return one sheet of the user's county; raises ``NotVisible``."""
    require(user, Right.MANAGE_SETTINGS)
    found = ParameterSheet.objects.filter(county_code=user.division_code[:_COUNTY], pk=sheet_id).first()
    if found is None:
        raise NotVisible
    return found


def version_of(sheet: ParameterSheet) -> str:
    """Return the name under which results keep the sheet they were made with."""
    return f"{sheet.county_code}-{sheet.area}-{sheet.valid_from:%Y%m%d}"
