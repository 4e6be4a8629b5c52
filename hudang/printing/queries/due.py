"""What stood on papers when they were printed, and which must be printed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from hudang.accounts.access import require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel.division_codes import scope_prefix
from hudang.kernel.errors import NotVisible
from hudang.printing.cards import CabinetCard, FileCover
from hudang.printing.designs import Designs
from hudang.printing.facts import REPRINTED, Difference, differences
from hudang.printing.models import PrintedPaper
from hudang.printing.papers import (
    BoxFace,
    BoxList,
    BoxSpine,
    FileList,
    ItemList,
    NoteSheet,
    Paper,
    PouchLabel,
    Tracked,
)
from hudang.printing.queries.cards import CARD_KINDS, card_papers_for
from hudang.printing.queries.papers import papers_for
from hudang.printing.queries.studio import designs_of
from hudang.printing.vocabulary import PAPER_LABELS, Only, PaperKind

_CHUNK = 500
# of which only what changed can be asked for; the whole set holds several of them
REPRINTED_KINDS = (PaperKind.PRINT_SET, *REPRINTED)


@dataclass(frozen=True, slots=True)
class DuePaper:
    """A paper that was never printed (``differences`` empty), or says something else now."""

    paper: Tracked
    differences: tuple[Difference, ...]

    @property
    def is_new(self) -> bool:
        """It has not been printed."""
        return not self.differences

    @property
    def label(self) -> str:
        """What it is called."""
        return PAPER_LABELS[self.paper.paper]

    @property
    def told(self) -> tuple[str, str]:
        """Whose it is or which, and its reference code or where it is."""
        match self.paper:
            case PouchLabel() | ItemList():
                return self.paper.head_name, self.paper.reference_code
            case BoxSpine() | BoxFace() | BoxList():
                return f"{self.paper.village} {self.paper.box_number} 号盒", self.paper.township
            case NoteSheet():
                return self.paper.subject, self.paper.reference_code
            case FileCover():
                return self.paper.title, self.paper.reference_code
            case FileList():
                return self.paper.place, ""
            case CabinetCard():
                return self.paper.lead, self.paper.places


def papers_of(user: User, kind: PaperKind, division_code: str) -> Iterator[Paper]:
    """Return all papers of a kind in a place that lie in the user's own division; read as they are asked for."""
    return (card_papers_for if kind in CARD_KINDS else papers_for)(user, kind, scope_prefix(division_code))


def due_papers(papers: Iterable[Paper], designs: Designs, only: Only) -> Iterator[DuePaper]:
    """Yield the papers to print again or for the first time, in order, in bounded memory."""
    stream = (paper for paper in papers if isinstance(paper, Tracked) and paper.about)
    while chunk := list(islice(stream, _CHUNK)):
        kinds, subjects = {paper.paper for paper in chunk}, {paper.about for paper in chunk}
        rows = PrintedPaper.objects.filter(kind__in=kinds, subject__in=subjects)
        printed = {(kind, subject): facts for kind, subject, facts in rows.values_list("kind", "subject", "facts")}
        for paper in chunk:
            due = _due(paper, printed.get((paper.paper, paper.about)), designs)
            if due and (only is Only.DUE or (only is Only.NEW) == due.is_new):
                yield due


def _due(paper: Tracked, before: dict[str, str] | None, designs: Designs) -> DuePaper | None:
    if before is None:
        return DuePaper(paper, ())
    changed = differences(before, paper, designs)
    return DuePaper(paper, changed) if changed else None


def chosen_papers(papers: Iterable[Paper], designs: Designs, only: Only) -> Iterator[Paper]:
    """Yield the papers of a place that are wanted."""
    if only is Only.ALL:
        yield from papers
    else:
        yield from (due.paper for due in due_papers(papers, designs, only))


def due_papers_for(user: User, division_code: str, kind: PaperKind, only: Only, most: int) -> list[DuePaper]:
    """Return the first papers of a village or township that are due; raises ``NotVisible`` outside the division."""
    if not user.may(Right.PRINT):
        raise NotVisible
    require_place(user, division_code)
    return list(islice(due_papers(papers_of(user, kind, division_code), designs_of(division_code), only), most))
