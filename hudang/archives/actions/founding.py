"""Founding a bureau's archive: fonds, series, materials, requirements (archive.md §2, §5, §6)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hudang.accounts.models import User
from hudang.archives.actions.seeding import load_requirements, load_retention_periods, load_scheme
from hudang.archives.errors import BureauExists
from hudang.archives.models import Fonds, ReferenceCodeTemplate, Series
from hudang.archives.rules.reference_codes import DEFAULT_FILE_TEMPLATE
from hudang.archives.vocabulary import LONG_SINCE
from hudang.audit.log import Act, record
from hudang.divisions.models import Division
from hudang.kernel import clock
from hudang.kernel.division_codes import DivisionLevel, county_code, is_division_code
from hudang.kernel.errors import InvalidInput

SERIES = (
    ("ZY·DB·SP", "审批类（户袋）", "file", "D5"),
    ("ZY·DB·RG", "日常管理类", "item", "D10"),
    ("ZY·DB·ZD", "制度类", "item", "D30"),
    ("ZY·DB·DQ", "地区资料", "item", "D30"),
)


def _check(county: str, bureau_name: str, fonds_code: str) -> None:
    faults = {}
    if not is_division_code(county) or county[6:] != "000000":
        faults["county_code"] = "县代码应为 6 位县级代码，例如 220882。"
    if not bureau_name.strip():
        faults["bureau_name"] = "请填写单位全称，例如“大安市民政局”。"
    if not (len(fonds_code) == 4 and fonds_code[0].isalpha() and fonds_code[1:].isdigit()):
        faults["fonds_code"] = "全宗号应为 1 位字母加 3 位数字，例如 J035。"
    if faults:
        raise InvalidInput(faults)


@transaction.atomic
def found_bureau(
    *,
    actor: User | None,
    county_code: str,
    county_name: str,
    bureau_name: str,
    fonds_code: str = "J001",
    kept_since: date | None = None,
) -> Fonds:
    """Found the archive of a county: its division, fonds, series, materials, requirements, code template.

    ``county_code`` may be 6 or 12 digits; what was decided before ``kept_since`` (today) counts as old stock. Raises ``InvalidInput`` or ``BureauExists``.
    """
    county, code = county_code.ljust(12, "0") if len(county_code) == 6 else county_code, fonds_code.upper()
    _check(county, bureau_name, code)
    existing = Fonds.objects.filter(county_code=county).first()
    if existing:
        raise BureauExists(county=county_name, fonds=existing.code)
    if Fonds.objects.filter(code=code).exists():
        raise InvalidInput({"fonds_code": f"全宗号 {code} 已被使用，请换一个。"})
    if not Division.objects.filter(code=county, valid_until=None).exists():
        Division.objects.create(code=county, name=county_name, level=DivisionLevel.COUNTY, valid_from=date(2000, 1, 1))
    since = kept_since or clock.today()
    fonds = Fonds.objects.create(county_code=county, code=code, name=bureau_name.strip(), kept_since=since)
    for series_code, name, arrangement, retention in SERIES:
        Series.objects.get_or_create(
            code=series_code, defaults={"name": name, "arrangement": arrangement, "retention": retention}
        )
    load_requirements()
    load_retention_periods()
    load_scheme()
    ReferenceCodeTemplate.objects.get_or_create(
        target="file", valid_from=LONG_SINCE, defaults={"template": DEFAULT_FILE_TEMPLATE}
    )
    record(
        actor,
        Act("found_bureau", "fonds", fonds.pk, summary=f"建立全宗 {code} {bureau_name}", after={"county_code": county}),
    )
    return fonds


def fonds_of(village_code: str) -> Fonds | None:
    """Return the fonds that holds the files of a village."""
    return Fonds.objects.filter(county_code=county_code(village_code)).first()
