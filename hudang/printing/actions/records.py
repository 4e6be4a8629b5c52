"""Noting what was printed: the record, the log, and what each paper said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from django.db.models import F

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.printing.facts import facts_of
from hudang.printing.models import PrintedPaper, PrintRecord
from hudang.printing.papers import Paper, Tracked
from hudang.printing.rendering import Rendered
from hudang.printing.vocabulary import PAPER_LABELS, PaperKind

_CHUNK = 500


class PrintNotes:
    """Remembers, while papers pass on their way to the printer, what each of them says."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, int], dict[str, str]] = {}

    def watching(self, papers: Iterable[Paper]) -> Iterator[Paper]:
        """Yield the papers as they come."""
        for paper in papers:
            if isinstance(paper, Tracked) and paper.about:
                self._facts[paper.paper, paper.about] = facts_of(paper)
            yield paper

    def keep(self) -> int:
        """Write down what was printed; return how many of it had been printed before."""
        again, now, stream = 0, clock.now(), iter(sorted(self._facts))
        while chunk := list(islice(stream, _CHUNK)):
            for kind, same in groupby(chunk, lambda each: each[0]):
                rows = PrintedPaper.objects.filter(kind=kind, subject__in=[subject for _, subject in same])
                again += rows.update(times=F("times") + 1)
            PrintedPaper.objects.bulk_create(
                (PrintedPaper(kind=key[0], subject=key[1], facts=self._facts[key], printed_at=now) for key in chunk),
                update_conflicts=True,
                unique_fields=["kind", "subject"],
                update_fields=["facts", "printed_at"],
            )
        return again


def note(
    *,
    actor: User,
    kind: PaperKind | str,
    what: str,
    division_code: str,
    done: Rendered,
    notes: PrintNotes | None = None,
    code: str = "",
) -> None:
    """Write record and log of a print; within the caller's transaction. A paper that no kind names gives its title."""
    again = notes.keep() if notes else 0
    PrintRecord.objects.create(
        printed_at=clock.now(),
        user=actor,
        user_name=actor.display_name,
        division_code=division_code,
        kind=str(kind),
        subject=what[:120],
        papers=done.papers,
        pages=done.pages,
        again=again,
        remark=undrawn_words(done)[:300],
    )
    summary = f"打印{PAPER_LABELS[kind] if isinstance(kind, PaperKind) else kind}：{what}" + (
        f"，其中重印 {again} 份" if again else ""
    )
    record(actor, Act("print_papers", "print", str(kind), code, summary[:300]))


def undrawn_words(done: Rendered) -> str:
    """Return the sentence about characters that no font could draw, empty when there were none."""
    if not done.undrawn:
        return ""
    signs = "；".join(f"{mark}（U+{ord(mark):04X}，“{text}”）" for mark, text in list(done.undrawn.items())[:8])
    return (
        f"字体中没有 {len(done.undrawn)} 个字，纸上以〔缺字 U+…〕小字代替：{signs}。"
        "把含有这些字的字体文件放入数据目录的 fonts 文件夹后重印即可。"
    )
