"""Whose name stands on a form, and where its QR code leads."""

from __future__ import annotations

from django.conf import settings

from hudang.archives.models import Fonds, HouseholdFile
from hudang.divisions.queries import names_of
from hudang.forms.rules.definition import FormDefinition
from hudang.forms.vocabulary import Issuer
from hudang.kernel.division_codes import DivisionLevel, county_code, is_apart, level_of, township_code


def issuing_division(issuer: Issuer, division_code: str) -> str:
    """Return the code of the division that issues a form about this place; a county's own forms stay with it."""
    if issuer is Issuer.COUNTY or level_of(division_code) == DivisionLevel.COUNTY:
        return county_code(division_code)
    return township_code(division_code)


def office_name(division_code: str) -> str:
    """Return 舍力镇人民政府 for a township, 大安市民政局 for a county and for what it keeps apart."""
    if is_apart(division_code):
        return office_name(county_code(division_code))
    name = names_of({division_code}).get(division_code, "")
    if level_of(division_code) == DivisionLevel.COUNTY:
        fonds = Fonds.objects.filter(county_code=division_code).values_list("name", flat=True).first()
        return fonds or f"{name}民政局"
    if name.endswith("街道办事处"):
        return name
    return f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"


def office_of(definition: FormDefinition, division_code: str) -> str:
    """Return the office on a form about this place; empty for forms that people fill in on their own behalf."""
    if definition.issuer is Issuer.NOBODY:
        return ""
    return office_name(issuing_division(definition.issuer, division_code))


def pouch_address(file: HouseholdFile | None) -> str:
    """Return the address of the file's first pouch for the QR code, so that a signed paper finds its way back."""
    if file is None:
        return ""
    pouch = file.pouches.order_by("part").values_list("pk", flat=True).first()
    return f"{settings.PUBLIC_URL}/q/p{pouch}/" if pouch else ""
