"""Reading 行政区划. Names of divisions are public record, so they need no scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from hudang.divisions.errors import NoCounty, SeveralCounties
from hudang.divisions.models import Division, DivisionAlias
from hudang.divisions.rules.names import tidy_name
from hudang.kernel.division_codes import (
    DivisionLevel,
    county_code,
    is_apart,
    level_of,
    prefix_range,
    township_code,
)
from hudang.kernel.errors import NotVisible

VILLAGE = DivisionLevel.VILLAGE
APART_NAME = "单独保密"


@dataclass(frozen=True)
class DivisionName:
    """A live division with every name by which rosters mean it."""

    code: str
    name: str
    level: str
    short_code: str = ""
    aliases: tuple[str, ...] = ()


@dataclass
class Township:
    """A township with its villages, as the list page shows them."""

    division: Division
    villages: list[Division] = field(default_factory=list)


def within_prefix(prefix: str) -> Q:
    """Return the filter that keeps divisions whose code begins with ``prefix`` (6, 9 or 12 digits)."""
    if len(prefix) == 12:
        return Q(code=prefix)
    first, beyond = prefix_range(prefix)
    return Q(code__gte=first, code__lt=beyond)


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Return the name for each code, live or ended; the latest name wins."""
    wanted = set(codes)
    rows = Division.objects.filter(code__in=wanted).order_by("valid_from").values_list("code", "name")
    return dict(rows) | {code: APART_NAME for code in wanted if is_apart(code) and level_of(code) is VILLAGE}


def is_live_village(code: str) -> bool:
    """Tell whether households may be registered here: a village in use, or a place that the county keeps apart."""
    return is_apart(code) or Division.objects.filter(code=code, level=VILLAGE, valid_until=None).exists()


def path_label(code: str) -> str:
    """Return 县 · 乡镇 · 村 of a code, as shown on every page."""
    return path_labels([code])[code]


def path_labels(codes: Iterable[str]) -> dict[str, str]:
    """Return 县 · 乡镇 · 村 for each code, with one query."""
    paths = {code: list(dict.fromkeys([county_code(code), township_code(code), code])) for code in codes}
    names = names_of(part for path in paths.values() for part in path)
    return {code: " · ".join(names[c] for c in path if c in names) or code for code, path in paths.items()}


def live_division(code: str) -> Division:
    """Return the division with this code, the live one if there is one; raises ``NotVisible``."""
    rows = list(Division.objects.filter(code=code).order_by("valid_from"))
    if not rows:
        raise NotVisible
    return next((division for division in rows if division.live), rows[-1])


def history_of(code: str) -> list[Division]:
    """Return every division that had this code, the latest first."""
    rows = Division.objects.filter(code=code).select_related("predecessor", "successor")
    return list(rows.order_by("-valid_from", "-pk"))


def live_codes(codes: Iterable[str]) -> set[str]:
    """Return those of the codes that belong to a live division."""
    return set(Division.objects.filter(code__in=set(codes), valid_until=None).values_list("code", flat=True))


def villages_of(prefix: str) -> list[Division]:
    """Return the live villages whose code begins with ``prefix``, by code."""
    rows = Division.objects.filter(within_prefix(prefix), level=DivisionLevel.VILLAGE, valid_until=None)
    return list(rows.order_by("code"))


def townships_of(prefix: str) -> list[Division]:
    """Return the live townships whose code begins with ``prefix``; of a village's prefix its own township."""
    rows = Division.objects.filter(
        within_prefix(prefix[:9] + "000" if len(prefix) == 12 else prefix),
        level=DivisionLevel.TOWNSHIP,
        valid_until=None,
    )
    return list(rows.order_by("code"))


def counties() -> list[Division]:
    """Return the live counties."""
    return list(Division.objects.filter(level=DivisionLevel.COUNTY, valid_until=None).order_by("code"))


def the_county() -> Division:
    """Return the only county; raises ``NoCounty`` or ``SeveralCounties``."""
    found = counties()
    if not found:
        raise NoCounty
    if len(found) > 1:
        raise SeveralCounties(count=len(found))
    return found[0]


def tree(prefix: str, *, search: str = "", ended: bool = False) -> list[Township]:
    """Return townships with their villages under ``prefix``.

    ``search`` keeps what has the text in its name, aliases or code; a township that matches keeps all its
    villages. Ended divisions come only with ``ended``.
    """
    rows = Division.objects.filter(within_prefix(prefix)).exclude(level=DivisionLevel.COUNTY)
    if not ended:
        rows = rows.filter(valid_until=None)
    divisions = list(rows.prefetch_related("aliases").order_by("code", "-valid_from"))
    towns = {d.code: Township(d) for d in reversed(divisions) if d.level == DivisionLevel.TOWNSHIP}
    for division in divisions:
        town = towns.get(township_code(division.code))
        if division.level == DivisionLevel.VILLAGE and town:
            town.villages.append(division)
    found = [_matching(towns[code], tidy_name(search)) for code in sorted(towns)]
    return [town for town in found if town]


def _matching(town: Township, text: str) -> Township | None:
    if not text or _matches(town.division, text):
        return town
    villages = [village for village in town.villages if _matches(village, text)]
    return Township(town.division, villages) if villages else None


def _matches(division: Division, text: str) -> bool:
    names = [division.name, division.code, division.short_code, *(alias.name for alias in division.aliases.all())]
    return any(text in name for name in names)


def division_table(county: str) -> list[DivisionName]:
    """Return all live divisions of a county (6 or 12 digits) with their aliases, for matching rosters."""
    inside = within_prefix(county[:6])
    aliases: dict[int, list[str]] = {}
    owned = DivisionAlias.objects.filter(division__in=Division.objects.filter(inside)).order_by("name")
    for division_id, name in owned.values_list("division_id", "name"):
        aliases.setdefault(division_id, []).append(name)
    rows = Division.objects.filter(inside, valid_until=None).order_by("code")
    return [DivisionName(d.code, d.name, d.level, d.short_code, tuple(aliases.get(d.pk, ()))) for d in rows]


def short_codes_of(county: str) -> dict[str, str]:
    """Return the short codes given in a county so far, by division code, ended divisions included."""
    rows = Division.objects.filter(within_prefix(county[:6])).exclude(short_code="")
    return dict(rows.order_by("valid_from").values_list("code", "short_code"))


def short_code_of(code: str) -> str:
    """Return the short code of a village, which its reference codes carry; empty when it has none."""
    return Division.objects.filter(code=code).exclude(short_code="").values_list("short_code", flat=True).last() or ""


def townships_within(prefix: str) -> list[tuple[str, str]]:
    """Return code and name of the townships that lie within ``prefix`` or hold it, for a choice."""
    return [(division.code, division.name) for division in townships_of(prefix)]


def places_within(prefix: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every place within ``prefix`` as choices grouped by township: the whole, each township, each village."""
    if len(prefix) == 12:
        return [(path_label(prefix), [(prefix, names_of([prefix]).get(prefix, prefix))])]
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    if len(prefix) == 6:
        whole = prefix.ljust(12, "0")
        groups.append(("全县", [(whole, f"{path_label(whole)}（全部）")]))
    rows = Division.objects.filter(within_prefix(prefix), valid_until=None).order_by("code")
    names = dict(rows.values_list("code", "name"))
    towns: dict[str, list[tuple[str, str]]] = {}
    for code, name in names.items():
        if level_of(code) == DivisionLevel.TOWNSHIP:
            towns[code] = [(code, f"{name}（全部）")]
        elif level_of(code) == DivisionLevel.VILLAGE and township_code(code) in towns:
            towns[township_code(code)].append((code, name))
    groups += [(names[town], choices) for town, choices in towns.items()]
    return groups


def villages_with_short_code(prefix: str, short_code: str) -> list[str]:
    """Return the codes of the villages within ``prefix`` that bear this short code on their labels."""
    rows = Division.objects.filter(within_prefix(prefix), short_code=short_code, level=DivisionLevel.VILLAGE)
    return list(rows.values_list("code", flat=True).distinct())


def places_under(prefix: str) -> list[DivisionName]:
    """Return the live townships and villages within ``prefix`` with their aliases; two queries."""
    aliases: dict[int, list[str]] = {}
    places = Division.objects.filter(within_prefix(prefix), valid_until=None).exclude(level=DivisionLevel.COUNTY)
    for division_id, name in DivisionAlias.objects.filter(division__in=places).values_list("division_id", "name"):
        aliases.setdefault(division_id, []).append(name)
    rows = places.order_by("code").values_list("pk", "code", "name", "level", "short_code")
    return [DivisionName(code, name, level, short, tuple(aliases.get(pk, ()))) for pk, code, name, level, short in rows]
