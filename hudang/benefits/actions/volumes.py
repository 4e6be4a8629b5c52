"""机构卷: a closed payment list leaves its sums by township and village in 资金监管 (ZD5, archive.md §9.1)."""

from __future__ import annotations

from django.db.models import Count, Sum

from hudang.accounts.models import User
from hudang.archives.models import Fonds
from hudang.benefits.models import PaymentList, PaymentRow
from hudang.benefits.queries.lists import title_of
from hudang.benefits.rules.months import in_words
from hudang.digitization.actions.intake import receive_made, register
from hudang.divisions.queries import path_labels
from hudang.kernel import clock
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.printing.actions.papers import document, fonts
from hudang.printing.registers import Column, Fact, Register
from hudang.printing.rendering import render_noted

_COLUMNS = (
    Column("序号", 12, "center"),
    Column("村（社区）", 70),
    Column("户数", 20, "right"),
    Column("人数", 20, "right"),
    Column("低保金", 26, "right"),
    Column("实发", 25, "right"),
)


def sums_paper(actor: User, listed: PaymentList) -> bytes:
    """Set the sums of a month as a PDF; empty in a county without its archive, which has no volumes yet."""
    fonds = _fonds(listed)
    if fonds is None:
        return b""
    title = _title(listed)
    sums = Register(
        title=title,
        bookmark=title,
        fonds_name=fonds.name,
        columns=_COLUMNS,
        rows=_rows(listed),
        totals=("", "合计", str(listed.households), str(listed.persons), "", f"{listed.total:.2f}"),
        facts=((Fact("月份", 12, in_words(listed.month), 50), Fact("封账人", 15, actor.display_name, 50)),),
        signatures=("编制", "复核", "负责人"),
        foot=(fonds.name, title),
    )
    content, _ = render_noted([sums], document(title, actor), fonts=fonts())
    return content


def file_closed_list(actor: User, listed: PaymentList, paper: bytes) -> None:
    """File the sums of a month that ``sums_paper`` has set."""
    fonds = _fonds(listed)
    if fonds is None or not paper:
        return
    title = _title(listed)
    entry = InstitutionalEntry(
        series="ZD5",
        title=f"{title}（{listed.households} 户，{listed.total:.2f} 元）",
        division_code=fonds.county_code,
        dated=clock.today(),
        objects=(register(receive_made(paper, f"{title}.pdf")).object,),
        cause=f"payment_list:{listed.pk}",
        note=f"名册按户另存，{in_words(listed.month)}已封账",
    )
    file_institutional(actor=actor, entry=entry)


def _fonds(listed: PaymentList) -> Fonds | None:
    return Fonds.objects.filter(county_code=listed.county_code.ljust(12, "0")).first()


def _title(listed: PaymentList) -> str:
    return f"{title_of(listed)}汇总"


def _rows(listed: PaymentList) -> tuple[tuple[str, ...], ...]:
    sums = PaymentRow.objects.filter(list=listed).order_by("village_code").values("village_code")
    found = list(sums.annotate(homes=Count("pk"), people=Sum("persons"), base=Sum("allowance"), paid=Sum("total")))
    labels = path_labels({row["village_code"] for row in found})
    return tuple(
        (
            str(number),
            labels[row["village_code"]],
            str(row["homes"]),
            str(row["people"]),
            f"{row['base']:.2f}",
            f"{row['paid']:.2f}",
        )
        for number, row in enumerate(found, 1)
    )
