"""Refusals of households: each says what to do."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class PersonAlreadySupported(Refusal):
    """The person is a member of another supported household (R20)."""

    code = "PERSON_ALREADY_SUPPORTED"
    template = "{name}（{identity}）已是{where}的成员，一人只能在一户享受。请先在原户办理减员，或核对身份证号。"


class CodeTaken(Refusal):
    """The household code given is in use, or was once."""

    code = "CODE_TAKEN"
    template = "户编号 {household_code} 已使用过，不能再用。请留空由系统编号，或改用其他编号。"


class NumbersExhausted(Refusal):
    """A village has used all 9,999 numbers."""

    code = "NUMBERS_EXHAUSTED"
    template = "{village}的户编号已用到 9999，不能再编新号。请联系系统管理员核对该村代码。"


class NoSuchVillage(Refusal):
    """The code is no village in use."""

    code = "NO_SUCH_VILLAGE"
    template = "村代码 {village_code} 不是在用的村（社区），请从列表中选择。"


class HeadLeaves(Refusal):
    """The head cannot leave before another member is named head."""

    code = "HEAD_LEAVES"
    template = "{name}是户主，减员时须同时指定新的户主。如全户不再享受，请办理停保。"


class NoHead(Refusal):
    """The person named as head is no present member."""

    code = "NOT_A_MEMBER"
    template = "所选成员现在不在本户，请刷新页面后重选。"


class WrongState(Refusal):
    """The household is not in a state in which this act is possible."""

    code = "WRONG_STATE"
    template = "本户现为“{state}”，不能办理“{act}”。"


class NothingProposed(Refusal):
    """There is no proposal to accept."""

    code = "NOTHING_PROPOSED"
    template = "本户没有待确认的重算建议，可能已有人处理。请刷新页面。"


class ReasonMissing(Refusal):
    """The act needs a reason, which the log keeps."""

    code = "REASON_MISSING"
    template = "请写明{what}的理由（至少 {least} 个字），理由将记入日志。"


class SameVillage(Refusal):
    """A move to where the household lives already."""

    code = "SAME_VILLAGE"
    template = "本户现在就在所选的村，不用迁居。请选择迁入的村。"


class HeadStays(Refusal):
    """A split that would take the head, or everybody."""

    code = "HEAD_STAYS"
    template = "分户时户主留在原户，至少有一名其他成员分出。户主要分出的，请先变更户主。"


class SameHousehold(Refusal):
    """A merge of a household with itself."""

    code = "SAME_HOUSEHOLD"
    template = "合并的两户是同一户，请填写另一户的户编号。"


class NobodyLeft(Refusal):
    """All members joined another household."""

    code = "NOBODY_LEFT"
    template = "本户已没有成员（已并入或转到其他家庭），不能恢复。请先增加成员，或在他们现在的家庭办理。"


class NothingToUndo(Refusal):
    """There is no stop that could be taken back."""

    code = "NOTHING_TO_UNDO"
    template = "本户现为“{state}”，没有可以撤销的停保。需要恢复保障的，请办理再保。"


class ListChanged(Refusal):
    """The households that fit are no longer those of the preview."""

    code = "LIST_CHANGED"
    template = "预览之后名单有变动：预览时 {before} 户，现在 {now} 户，没有办理。请看过现在的名单再办理一次。"
