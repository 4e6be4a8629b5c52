"""责任与交接: who answers for a box, and boxes going from one keeper to another, both of whom confirm (R2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Right
from hudang.archives.actions.noting import Note, write_notes
from hudang.archives.errors import (
    BeingHandedOver,
    HandoverAnswered,
    KeptAlready,
    NotKeeper,
    NotTaker,
    UnfitKeeper,
)
from hudang.archives.models import Box, Handover, Pouch
from hudang.archives.vocabulary import HandoverState, NoteKind
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible

_LONGEST = 200


@dataclass(frozen=True)
class Duty:
    """Who answers for boxes; empty fields leave what stands."""

    unit: str = ""
    founded_by: str = ""
    keeper: str = ""
    inspector: str = ""


def _chosen(actor: User, box_ids: Sequence[int]) -> list[Box]:
    """Return the chosen boxes, locked; raises ``NotVisible`` when one lies outside the actor's division."""
    rows = Box.objects.select_for_update().filter(within(actor), pk__in=set(box_ids), retired_on=None)
    boxes = list(rows.order_by("village_code", "number"))
    if not box_ids or len(boxes) != len(set(box_ids)):
        raise NotVisible if box_ids else InvalidInput({"boxes": "请至少选择一个盒。"})
    return boxes


def _fit(username: str, boxes: Sequence[Box], field: str) -> User:
    """Return the user who is to answer for these boxes; raises ``UnfitKeeper`` unless he may see them."""
    user = User.objects.filter(username=username, state=AccountState.ACTIVE).first()
    if user is None:
        raise InvalidInput({field: "请从列表中选择在岗的人员。"})
    if not user.may(Right.VIEW_HOUSEHOLDS) or any(not box.village_code.startswith(user.scope) for box in boxes):
        raise UnfitKeeper(name=user.display_name)
    return user


@transaction.atomic
def assign_boxes(*, actor: User, box_ids: Sequence[int], duty: Duty) -> int:
    """Name unit, founder, keeper or inspector of boxes; a keeper in office is changed by hand-over only.

    Raises ``KeptAlready``, ``UnfitKeeper``, ``NotVisible`` or ``InvalidInput``. Returns how many boxes.
    """
    require(actor, Right.ARRANGE_BOXES)
    boxes = _chosen(actor, box_ids)
    keeper = _fit(duty.keeper, boxes, "keeper") if duty.keeper else None
    inspector = _fit(duty.inspector, boxes, "inspector") if duty.inspector else None
    if keeper:
        _refuse_kept(boxes, keeper)
    told = {
        "unit": duty.unit.strip()[:80],
        "founded_by": duty.founded_by.strip()[:40],
        "keeper": keeper.display_name if keeper else "",
        "inspector": inspector.display_name if inspector else "",
    }
    after = {name: said for name, said in told.items() if said}
    if not after:
        raise InvalidInput({"keeper": "请至少填写一项。"})
    for box in boxes:
        box.unit, box.founded_by = told["unit"] or box.unit, told["founded_by"] or box.founded_by
        box.keeper, box.inspector = keeper or box.keeper, inspector or box.inspector
        box.save(update_fields=["unit", "founded_by", "keeper", "inspector"])
    if keeper:
        write_notes(actor, [Note(box, NoteKind.CHANGED, f"指定保管人{keeper.display_name}。") for box in boxes])
    where = "、".join(str(box) for box in boxes[:20])
    record(actor, Act("assign_boxes", "box", boxes[0].pk, summary=f"{len(boxes)} 盒指定责任人：{where}", after=after))
    return len(boxes)


def _refuse_kept(boxes: Sequence[Box], keeper: User) -> None:
    others = {box.keeper_id for box in boxes if box.keeper_id not in (None, keeper.pk)}
    in_office = set(User.objects.filter(pk__in=others, state=AccountState.ACTIVE).values_list("pk", flat=True))
    count = sum(1 for box in boxes if box.keeper_id in in_office)
    if count:
        raise KeptAlready(count=count)


@transaction.atomic
def offer_handover(*, actor: User, box_ids: Sequence[int], taker: str, reason: str) -> Handover:
    """Offer boxes that the actor keeps to another, who must confirm.

    Raises ``NotKeeper``, ``BeingHandedOver``, ``UnfitKeeper``, ``NotVisible`` or ``InvalidInput``.
    """
    require(actor, Right.VIEW_HOUSEHOLDS)
    boxes = _chosen(actor, box_ids)
    if foreign := sum(1 for box in boxes if box.keeper_id != actor.pk):
        raise NotKeeper(count=foreign, giver=actor.display_name)
    under_way = Handover.objects.filter(boxes__in=boxes, state=HandoverState.OFFERED).values("boxes").distinct().count()
    if under_way:
        raise BeingHandedOver(count=under_way)
    new = _fit(taker, boxes, "taker")
    if new.pk == actor.pk:
        raise InvalidInput({"taker": "接收人不能是移交人自己。"})
    if not reason.strip():
        raise InvalidInput({"reason": "请写明交接事由，例如“调岗”。"})
    handover = Handover.objects.create(
        giver=actor,
        taker=new,
        box_count=len(boxes),
        pouch_count=Pouch.objects.filter(box__in=boxes).count(),
        reason=reason.strip()[:_LONGEST],
        offered_by=actor.display_name,
        offered_at=clock.now(),
    )
    handover.boxes.set(boxes)
    summary = f"移交 {len(boxes)} 盒给{new.display_name}，待接收"
    record(actor, Act("offer_handover", "handover", handover.pk, summary=summary, reason=handover.reason))
    return handover


def _offered(handover_id: int) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("giver", "taker")
    handover = rows.filter(pk=handover_id).first()
    if handover is None:
        raise NotVisible
    if handover.state != HandoverState.OFFERED:
        raise HandoverAnswered(state=handover.get_state_display())
    return handover


@transaction.atomic
def answer_handover(*, actor: User, handover_id: int, accepted: bool, answer: str = "") -> Handover:
    """Confirm boxes that were offered to the actor, or decline them with a word; only then the keeper changes.

    Raises ``NotTaker``, ``HandoverAnswered``, ``NotVisible`` or ``InvalidInput``.
    """
    require(actor, Right.VIEW_HOUSEHOLDS)
    handover = _offered(handover_id)
    if handover.taker_id != actor.pk:
        raise NotTaker(taker=handover.taker.display_name) if handover.giver_id == actor.pk else NotVisible
    if not accepted and not answer.strip():
        raise InvalidInput({"answer": "不接收的，请写明原因。"})
    handover.state = HandoverState.ACCEPTED if accepted else HandoverState.DECLINED
    handover.answered_at, handover.answer = clock.now(), answer.strip()[:_LONGEST]
    handover.save(update_fields=["state", "answered_at", "answer"])
    if accepted:
        boxes = list(handover.boxes.filter(keeper=handover.giver, retired_on=None))
        # the taker may have been given another division since
        _fit(actor.username, boxes, "taker")
        Box.objects.filter(pk__in=[box.pk for box in boxes]).update(keeper=actor)
        told = f"保管人由{handover.giver.display_name}交接给{actor.display_name}：{handover.reason}。"
        write_notes(actor, [Note(box, NoteKind.CHANGED, told) for box in boxes])
    word = "接收" if accepted else "未接收"
    summary = f"{word}{handover.giver.display_name}移交的 {handover.box_count} 盒"
    record(actor, Act("answer_handover", "handover", handover.pk, summary=summary, reason=handover.answer))
    return handover


@transaction.atomic
def withdraw_handover(*, actor: User, handover_id: int) -> Handover:
    """Take an offer back before it is answered; only the giver can. Raises ``HandoverAnswered`` or ``NotVisible``."""
    require(actor, Right.VIEW_HOUSEHOLDS)
    handover = _offered(handover_id)
    if handover.giver_id != actor.pk:
        raise NotVisible
    handover.state, handover.answered_at = HandoverState.WITHDRAWN, clock.now()
    handover.save(update_fields=["state", "answered_at"])
    summary = f"撤回给{handover.taker.display_name}的移交"
    record(actor, Act("withdraw_handover", "handover", handover.pk, summary=summary))
    return handover
