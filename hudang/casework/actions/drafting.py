"""Keeping one step of the desk: what was sent is merged into what stands, so that two people lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.casework.actions.desk import save_draft
from hudang.casework.actions.stepping import open_case
from hudang.casework.declared import declaration_of
from hudang.casework.models import Case
from hudang.casework.rules.desk_merge import Conflict, merge
from hudang.casework.rules.desk_parts import Pairs, Part, part_of, put_back, read_part
from hudang.casework.rules.desk_steps import DeskStep


@dataclass(frozen=True)
class Kept:
    """What became of a step: kept, or not because both changed something; ``mine`` is what was sent, put together."""

    case: Case
    mine: Part
    conflicts: list[Conflict] = field(default_factory=list)
    taken: bool = False


@transaction.atomic
def save_step(
    *,
    actor: User,
    number: str,
    step: DeskStep,
    sent: Pairs,
    opened: Pairs | None = None,
    choices: Mapping[str, str] | None = None,
    left: bool = False,
) -> Kept:
    """Keep what a page sent of a step; ``opened`` is what it was opened with, ``choices`` settles what both changed.

    With conflicts nothing is kept. ``left`` notes that the user went on, so that the step shows from now on what it
    lacks. Raises what ``save_draft`` does.
    """
    case = open_case(actor, number, None, Right.OPEN_CASES)
    declared = declaration_of(case)
    standing = part_of(declared, step)
    mine = read_part(step, sent, standing)
    base = standing if opened is None else read_part(step, opened, standing)
    merged = merge(step, base, mine, standing, choices)
    if merged.conflicts:
        return Kept(case, mine, merged.conflicts)
    changed = put_back(declared, step, merged.part)
    if left:
        changed["seen"] = sorted({*declared.get("seen", []), step.value})
    return Kept(save_draft(actor=actor, number=number, declared=changed), mine, taken=merged.taken)
