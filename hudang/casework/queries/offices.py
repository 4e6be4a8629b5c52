"""The words of an office on its papers."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.casework.errors import OfficeUnknown
from hudang.casework.models import Office
from hudang.divisions.queries import names_of
from hudang.kernel.division_codes import county_code, township_code


@dataclass(frozen=True)
class OfficeWords:
    """What stands on the papers of a township and its county."""

    telephone: str
    supervision: str
    place: str
    reconsideration: str
    court: str
    payday: str


def office_words(village_code: str) -> OfficeWords:
    """Return the words for papers about a household of a village; raises ``OfficeUnknown`` when nobody entered them.

    Reconsideration lies with the county's government and suits with its court unless the county says otherwise.
    """
    town, county = township_code(village_code), f"{county_code(village_code)}000000"[:12]
    known = {office.division_code: office for office in Office.objects.filter(division_code__in=[town, county])}
    names = names_of({town, county})
    own = known.get(town) or known.get(county)
    if own is None:
        raise OfficeUnknown(place=names.get(town, town))
    above = known.get(county)
    name = names.get(county, "")
    return OfficeWords(
        telephone=own.telephone,
        supervision=own.supervision,
        place=own.place,
        reconsideration=(above.reconsideration if above else "") or f"{name}人民政府",
        court=(above.court if above else "") or f"{name}人民法院",
        payday=(above.payday if above else "") or "每月 10 日前",
    )


def standing_words(division_code: str) -> dict[str, str]:
    """Return what an office entered, empty when it entered nothing."""
    names = ("telephone", "supervision", "place", "reconsideration", "court", "payday")
    return Office.objects.filter(division_code=division_code).values(*names).first() or {}
