"""Noting what was printed: the record, the log, and what each label said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import F

from hudang.accounts.models import User
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.printing.models import PrintedLabel, PrintRecord
from hudang.printing.papers import Paper, PouchLabel
from hudang.printing.queries.labels import facts_of
from hudang.printing.rendering import Rendered
from hudang.printing.vocabulary import PAPER_LABELS, PaperKind

_CHUNK = 500


class LabelNotes:
    """Remembers, while papers pass on their way to the printer, what each pouch's label says."""

    def __init__(self) -> None:
        self._facts: dict[int, dict[str, str]] = {}

    def watching(self, papers: Iterable[Paper]) -> Iterator[Paper]:
        """Yield the papers as they come."""
        for paper in papers:
            if isinstance(paper, PouchLabel) and paper.pouch_id:
                self._facts[paper.pouch_id] = facts_of(paper)
            yield paper

    def keep(self) -> int:
        """Write down what was printed; return how many of the pouches had a printed label before."""
        again, now, pouches = 0, clock.now(), list(self._facts)
        for start in range(0, len(pouches), _CHUNK):
            chunk = pouches[start : start + _CHUNK]
            again += PrintedLabel.objects.filter(pouch__in=chunk).update(times=F("times") + 1)
            PrintedLabel.objects.bulk_create(
                (PrintedLabel(pouch_id=pouch, facts=self._facts[pouch], printed_at=now) for pouch in chunk),
                update_conflicts=True,
                unique_fields=["pouch"],
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
    labels: LabelNotes | None = None,
    code: str = "",
) -> None:
    """Write record and log of a print; within the caller's transaction. A paper that no kind names gives its title."""
    again = labels.keep() if labels else 0
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
        f"，其中重印 {again} 张" if again else ""
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
