"""``hudang library`` and ``hudang volume``."""

from __future__ import annotations

from pathlib import Path

import click

from hudang.accounts.actions.console import acting_user
from hudang.cli.options import as_json, as_user, pdf_output
from hudang.cli.output import emit, refusals, say
from hudang.kernel.money import plain
from hudang.library.actions.printing import print_volume
from hudang.library.actions.seeding import load_first_entries
from hudang.library.queries.searching import search_for
from hudang.library.vocabulary import SORT_LABELS


@click.group("library")
def library() -> None:
    """地区资料库：检索，载入第一批条目。"""


@library.command("search")
@click.argument("query", metavar="词")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 500), help="最多几条。")
@as_user
@as_json
@refusals
def search(query: str, limit: int, acting: str | None, json_lines: bool) -> None:
    """检索资料、制度和机构卷的件；空格为“并且”，“或”为任一，“-词”为不含。问“2024 年农村标准”给出数值和文件。"""
    found = search_for(acting_user(acting), query, limit=limit)
    for each in found.standards:
        row = {
            "sort": "standard",
            "area": each.standard.area,
            "valid_from": each.standard.valid_from,
            "until": each.until,
            "amount": plain(each.amount),
            "document_id": each.document.pk if each.document else None,
            "document_number": each.document.number if each.document else None,
            "title": each.document.title if each.document else None,
            "reference_code": each.document.item.reference_code if each.document and each.document.item else None,
            "versions": each.versions,
        }
        if json_lines:
            emit(row)
        else:
            click.echo(
                f"{each.label} {each.standard.valid_from} 起 {row['amount']} 元/月 {row['document_number'] or ''}"
            )
    for hit in found.hits:
        shown = f"{hit.excerpt.before}{hit.excerpt.hit}{hit.excerpt.after}"
        if json_lines:
            emit({"sort": hit.sort, "id": hit.object_id, "title": hit.title, "excerpt": shown})
        else:
            click.echo(f"[{SORT_LABELS[hit.sort]}] {hit.title}\n    {shown}")
    if json_lines:
        emit({"summary": {"standards": len(found.standards), "hits": len(found.hits), "more": found.more}})
    standards = f"标准 {len(found.standards)} 条，另" if found.standards else ""
    say(f"{standards}找到 {len(found.hits)} 条{'（还有更多）' if found.more else ''}")


@library.command("load")
@refusals
def load() -> None:
    """载入随产品提供的第一批资料条目和制度；已有的不再改动。"""
    loaded = load_first_entries()
    say(f"新载入资料 {loaded.documents} 条、制度 {loaded.rules} 篇。")


@click.command("volume")
@click.argument("kind", metavar="类别")
@click.option("--year", required=True, type=click.IntRange(1949, 2200), metavar="年", help="年度。")
@click.option("--whole", is_flag=True, help="目录后面附上各件的全部页（加附后不再是 PDF/A）。")
@pdf_output
@as_user
@refusals
def volume(kind: str, year: int, whole: bool, output: Path, acting: str | None) -> None:
    """打印一个机构卷（类别如 ZD3、RG06）某年的封面、归档文件目录和备考表。"""
    printed = print_volume(actor=acting_user(acting), kind=kind, year=year, whole=whole)
    output.write_bytes(printed.content)
    say(f"已生成 {output.name}：封面、目录、备考表 {printed.done.pages} 页{'，目录后面附各件' if whole else ''}")
