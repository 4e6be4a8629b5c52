"""Adding, renaming, ending and merging divisions; a change of name keeps the old one with its dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from hudang.audit.log import Act, record
from hudang.audit.staleness import refuse_stale
from hudang.divisions.errors import AlreadyEnded, CodeTaken, ParentMissing, StillInUse, WrongSuccessor
from hudang.divisions.keeper import Keeper, require_keeper
from hudang.divisions.models import Division, DivisionAlias
from hudang.divisions.queries import live_division, short_codes_of
from hudang.divisions.rules.names import tidy_name
from hudang.divisions.rules.short_codes import assign
from hudang.kernel.clock import today
from hudang.kernel.division_codes import (
    DivisionLevel,
    county_code,
    is_division_code,
    level_of,
    prefix_range,
    scope_prefix,
    township_code,
)
from hudang.kernel.errors import InvalidInput
from hudang.kernel.versions import version_of

# divisions that stood long before the archive began
LONG_SINCE = date(2000, 1, 1)


def _checked_name(name: str) -> str:
    tidy = tidy_name(name)
    if not tidy or len(tidy) > 60:
        raise InvalidInput({"name": "请填写名称，不超过 60 个字。"})
    return tidy


def _live(code: str) -> Division:
    division = live_division(code)
    if division.valid_until:
        raise AlreadyEnded(name=division.name, day=division.valid_until)
    return division


def division_version(division: Division) -> str:
    """Return the mark of a division as it stands, for ``expected_version``."""
    aliases = sorted(division.aliases.values_list("name", flat=True))
    return version_of({"name": division.name, "until": division.valid_until, "aliases": aliases})


def _unchanged(code: str, expected_version: str) -> Division:
    """Return the live division; raises ``StaleForm`` when it is no longer as the form showed it."""
    division = _live(code)
    refuse_stale(
        expected_version, division_version(division), object_type="division", object_id=code, what=division.name
    )
    return division


@transaction.atomic
def add_division(
    *,
    actor: Keeper,
    code: str,
    name: str,
    valid_from: date = LONG_SINCE,
    aliases: Iterable[str] = (),
    predecessor: str = "",
) -> Division:
    """Add a county, township or village and give it its short code.

    Raises ``InvalidInput``, ``CodeTaken`` and ``ParentMissing``.
    """
    if not is_division_code(code):
        raise InvalidInput({"code": "代码应为 12 位数字：县 6 位、乡镇 3 位、村 3 位，不足的补 0。"})
    require_keeper(actor, code)
    taken = Division.objects.filter(code=code, valid_until=None).first()
    if taken:
        raise CodeTaken(division_code=code, name=taken.name)
    _require_parent(code)
    division = Division.objects.create(
        code=code,
        name=_checked_name(name),
        level=level_of(code),
        short_code=assign([code], short_codes_of(county_code(code))).get(code, ""),
        valid_from=valid_from,
        predecessor=Division.objects.filter(code=predecessor).last() if predecessor else None,
    )
    _write_aliases(division, aliases)
    after = {"name": division.name, "short_code": division.short_code, "valid_from": valid_from}
    record(actor, Act("add_division", "division", code, summary=f"新增区划 {division.name}", after=after))
    return division


def _require_parent(code: str) -> None:
    parents = {
        DivisionLevel.COUNTY: [],
        DivisionLevel.TOWNSHIP: [county_code(code)],
        DivisionLevel.VILLAGE: [township_code(code)],
    }[level_of(code)]
    for parent in parents:
        if not Division.objects.filter(code=parent, valid_until=None).exists():
            raise ParentMissing(division_code=code, parent=parent)


@transaction.atomic
def rename_division(
    *, actor: Keeper, code: str, name: str, since: date | None = None, expected_version: str = ""
) -> Division:
    """Give a division another name from a day on (today); the old name stays as an alias for old rosters.

    A name corrected on the day the division begins replaces the wrong one.
    """
    require_keeper(actor, code)
    division, tidy, day = _unchanged(code, expected_version), _checked_name(name), since or today()
    if tidy == division.name:
        return division
    old_name = division.name
    if day <= division.valid_from:
        division.name = tidy
        division.save(update_fields=["name"])
    else:
        division = _succeed(division, tidy, day)
        DivisionAlias.objects.get_or_create(division=division, name=old_name)
    record(
        actor,
        Act(
            "rename_division",
            "division",
            code,
            summary=f"{old_name}改名为{tidy}",
            before={"name": old_name},
            after={"name": tidy, "since": day},
        ),
    )
    return division


def _succeed(old: Division, name: str, day: date) -> Division:
    old.valid_until = day - timedelta(days=1)
    old.save(update_fields=["valid_until"])
    new = Division.objects.create(
        code=old.code, name=name, level=old.level, short_code=old.short_code, valid_from=day, predecessor=old
    )
    old.aliases.exclude(name=name).update(division=new)
    return new


@transaction.atomic
def set_aliases(*, actor: Keeper, code: str, aliases: Iterable[str], expected_version: str = "") -> None:
    """Replace the other names by which rosters mean this division."""
    require_keeper(actor, code)
    division = _unchanged(code, expected_version)
    before = sorted(division.aliases.values_list("name", flat=True))
    after = _write_aliases(division, aliases)
    if before != after:
        record(
            actor,
            Act(
                "set_division_aliases",
                "division",
                code,
                summary=f"修改{division.name}的别名",
                before={"aliases": before},
                after={"aliases": after},
            ),
        )


def _write_aliases(division: Division, aliases: Iterable[str]) -> list[str]:
    wanted = sorted({name for alias in aliases if (name := tidy_name(alias)) and name != division.name})
    if any(len(name) > 60 for name in wanted):
        raise InvalidInput({"aliases": "别名不能超过 60 个字。"})
    division.aliases.exclude(name__in=wanted).delete()
    known = set(division.aliases.values_list("name", flat=True))
    DivisionAlias.objects.bulk_create(DivisionAlias(division=division, name=n) for n in wanted if n not in known)
    return wanted


@transaction.atomic
def end_division(
    *,
    actor: Keeper,
    code: str,
    until: date | None = None,
    reason: str = "",
    successor: str = "",
    expected_version: str = "",
) -> Division:
    """End a division on a day (today); with ``successor`` it is merged into that one.

    Households and boxes keep their village code: the old village stays readable as history (archive.md §4).
    """
    require_keeper(actor, code)
    division, day = _unchanged(code, expected_version), until or today()
    if day < division.valid_from:
        raise InvalidInput({"until": f"停用日期不能早于启用日期 {division.valid_from}。"})
    _require_nothing_below(division)
    heir = _heir(division, successor) if successor else None
    division.valid_until, division.successor = day, heir
    division.save(update_fields=["valid_until", "successor"])
    if heir:
        DivisionAlias.objects.get_or_create(division=heir, name=division.name)
    record(actor, _ending(division, heir, reason))
    return division


def _ending(division: Division, heir: Division | None, reason: str) -> Act:
    return Act(
        "merge_division" if heir else "end_division",
        "division",
        division.code,
        summary=f"{division.name}并入{heir.name}" if heir else f"停用区划 {division.name}",
        before={"valid_until": None},
        after={"valid_until": division.valid_until, "successor": heir.code if heir else ""},
        reason=reason,
    )


def _require_nothing_below(division: Division) -> None:
    first, beyond = prefix_range(scope_prefix(division.code))
    below = Division.objects.filter(code__gte=first, code__lt=beyond, valid_until=None).exclude(pk=division.pk)
    count = below.count() if division.level != DivisionLevel.VILLAGE else 0
    if count:
        raise StillInUse(name=division.name, count=count)


def _heir(division: Division, code: str) -> Division:
    heir = Division.objects.filter(code=code, valid_until=None).exclude(pk=division.pk).first()
    if heir is None or heir.level != division.level or county_code(code) != county_code(division.code):
        raise WrongSuccessor(name=division.name)
    return heir
