"""名册快照: who is supported in each township on a day, as a document of the library with its paper (R25, R26)."""

from __future__ import annotations

import io
from typing import Protocol

from django.db import transaction
from django.db.models.functions import Substr

from hudang.accounts.access import require, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.digitization.actions.intake import receive
from hudang.divisions.queries import names_of
from hudang.households.models import Household
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, IN_PAYMENT, BenefitState
from hudang.kernel import clock
from hudang.kernel.division_codes import township_code
from hudang.kernel.money import plain
from hudang.library.actions.documents import checked, enter_checked
from hudang.library.models import Document
from hudang.library.vocabulary import DocumentKind, Level
from hudang.printing.actions.papers import document, fonts
from hudang.printing.registers import Column, Register
from hudang.printing.rendering import render_noted

_COLUMNS = (
    Column("序号", 11, "center"),
    Column("村（社区）", 30),
    Column("户编号", 34, size=8),
    Column("户主", 22),
    Column("分类", 12, "center"),
    Column("人口", 13, "right"),
    Column("保障人口", 18, "right"),
    Column("月保障金", 20, "right"),
    Column("状态", 13),
)
_FIELDS = ("village_code", "code", "head_name", "abc_class", "declared_size", "covered_size", "allowance", "state")
_DIGITS = 9


class Report(Protocol):
    """What is called after each township."""

    def __call__(self, done: int, total: int | None = None, message: str = "") -> None: ...


def snapshot_rosters(*, actor: User, report: Report | None = None) -> int:
    """Keep the rosters of the townships of the actor's division as they stand today; return how many were new.

    Each township is written on its own, and one that is kept already is passed over: broken off, it is begun again.
    """
    require(actor, Right.KEEP_LIBRARY)
    supported = Household.objects.filter(within(actor), state__in=IN_PAYMENT).order_by()
    prefixes = supported.annotate(place=Substr("village_code", 1, _DIGITS)).values_list("place", flat=True).distinct()
    places, made = sorted(prefixes), 0
    for number, prefix in enumerate(places, 1):
        made += _snapshot(actor, prefix)
        if report:
            report(number, len(places))
    return made


def rosters_of_year(county_code: str, year: int) -> bool:
    """Tell whether rosters of a county were kept in a year."""
    kept = Document.objects.filter(county_code=county_code[:6], kind=DocumentKind.ROSTER, key="")
    return kept.filter(issued_on__year=year, keywords__startswith=_keywords(year)).exists()


def _keywords(year: int) -> str:
    return f"名册快照 {year}"


def _snapshot(actor: User, prefix: str) -> bool:
    day, code = clock.today(), township_code(prefix)
    name = names_of({code}).get(code, code)
    title = f"{name}低保对象名册（{day}）"
    if Document.objects.filter(region_code=code, title=title).exists():
        return False
    homes = Household.objects.filter(within_division(prefix), state__in=IN_PAYMENT).order_by("village_code", "code")
    rows = list(homes.values_list(*_FIELDS))
    covered = sum(row[5] or 0 for row in rows)
    given = {
        "title": title, "kind": DocumentKind.ROSTER.value, "level": Level.TOWNSHIP.value, "region": code,
        "issuer": name, "issued_on": str(day), "in_force_on": str(day), "source": "本系统登记，编制当天的情况",
        "scope": f"{name}在保 {len(rows)} 户、保障 {covered} 人", "keywords": _keywords(day.year),
        "governs": f"{day} 当天{name}在保的家庭：户主、分类、人口、保障人口、月保障金。",
    }  # fmt: skip
    content, _ = render_noted([_sheet(title, name, rows)], document(title, actor), fonts=fonts())
    received = receive(io.BytesIO(content), f"{title}.pdf")
    with transaction.atomic():
        enter_checked(actor, *checked(actor, given), received, "")
    return True


def _sheet(title: str, name: str, rows: list[tuple[object, ...]]) -> Register:
    villages = names_of({str(row[0]) for row in rows})
    return Register(
        title=title,
        bookmark=title,
        fonds_name=name,
        columns=_COLUMNS,
        rows=tuple(_cells(number, row, villages) for number, row in enumerate(rows, 1)),
        signatures=("编制", "复核"),
        foot=(name, title),
    )


def _cells(number: int, row: tuple[object, ...], villages: dict[str, str]) -> tuple[str, ...]:
    village, code, head, group, size, covered, allowance, state = row
    return (
        str(number),
        villages.get(str(village), str(village)),
        str(code),
        str(head),
        str(group or ""),
        _shown(size),
        _shown(covered),
        plain(allowance) if allowance is not None else "",  # type: ignore[arg-type]
        BENEFIT_STATE_LABELS[BenefitState(str(state))],
    )


def _shown(number: object) -> str:
    return "" if number is None else str(number)
