"""The last move of a household, as the log tells it, and what keeps it from being taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

from hudang.archives.models import OutCard
from hudang.archives.vocabulary import CardKind
from hudang.audit.queries import action_label, history_of_household
from hudang.households.models import Household

# of the move itself, or without effect on where household and pouch are
HARMLESS = frozenset(
    {
        "propose_classification", "accept_proposal", "classify", "reveal", "print_papers", "open_original",
        "look_into_file", "open_paper", "export_missing", "reveal_export",
    }
)  # fmt: skip
_LOOKED_AT = 60
_OF_HOUSEHOLD = ("village_code", "address", "registered_village_code")
_OF_FILE = ("reference_code", "village_code", "sequence", "numbered_in")


@dataclass
class LastMove:
    """The values of household and files before the move; ``obstacle`` says in words why it stands."""

    since: str = ""
    household: dict[str, str] = field(default_factory=dict)
    files: dict[int, dict[str, str]] = field(default_factory=dict)
    obstacle: str = ""


def last_move(household: Household) -> LastMove | None:
    """Return the last move of a household that the caller may see; nothing where it never moved or went back."""
    move = LastMove()
    for entry in history_of_household(household.code, _LOOKED_AT):
        if entry.action == "undo_move":
            return None
        before = entry.before or {}
        if entry.action == "move_household":
            move.since = str((entry.after or {}).get("since", ""))
            move.household = {name: str(before[name]) for name in _OF_HOUSEHOLD if name in before}
            return _weighed(move)
        if entry.action == "move_file" and all(name in before for name in _OF_FILE):
            move.files[int(entry.object_id)] = {name: str(before[name]) for name in _OF_FILE}
        elif entry.action not in HARMLESS and not move.obstacle:
            move.obstacle = f"迁居以后又办理了“{action_label(entry.action)}”（{entry.at:%Y-%m-%d}）"
    return None


def _weighed(move: LastMove) -> LastMove:
    cards = OutCard.objects.filter(file__in=list(move.files), kind=CardKind.MOVED, withdrawn_on=None)
    standing = {card.file_id: card for card in cards.select_related("box").order_by("pk")}
    if not move.obstacle and any(pk not in standing or standing[pk].box.retired_on for pk in move.files):
        move.obstacle = "原来的村盒已停用，或原处的代卷卡已取出"
    return move
