"""Refusals of forms."""

from __future__ import annotations

from hudang.kernel.errors import NotVisible, Refusal


class NoSuchForm(NotVisible):
    """No form has this code."""

    code = "NO_SUCH_FORM"
    template = "没有 {form} 这张表，请从表单目录中选择。"


class PaperNeedsFile(Refusal):
    """A form that belongs into a pouch was made without a household file."""

    code = "PAPER_NEEDS_FILE"
    template = "{title}要归入户袋，但这一户还没有立袋。请先受理立袋，再制作。"


class WrongMaterial(Refusal):
    """A form was to be filed as a material that it is not."""

    code = "WRONG_MATERIAL"
    template = "{title}不能按材料码 {material} 归档，请选 {allowed}。"


class PaperAnnulled(Refusal):
    """A paper that does not count any more."""

    code = "PAPER_ANNULLED"
    template = "{title} {number} 已经作废，不能再作废一次。请重新制作需要的文书。"


class MadeByAct(Refusal):
    """A form that belongs to an act of a case was to be filled in on its own."""

    code = "MADE_BY_ACT"
    template = "{title}由办理案件的动作制作，不能单独填写。请打开这一户的案件办理。"
