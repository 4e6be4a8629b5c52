"""Refusals of the settings."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class SettingExists(Refusal):
    """The same setting is there already."""

    code = "SETTING_EXISTS"
    template = "“{label}”已经有了，请打开原来的一条修改，或先停用它。"


class SettingInUse(Refusal):
    """Something still depends on it."""

    code = "SETTING_IN_USE"
    template = "“{label}”还在使用：{uses}。请先处理这些，再停用。"


class SettingInForce(Refusal):
    """What is in force is ended, not taken back."""

    code = "SETTING_IN_FORCE"
    template = "“{label}”已经施行，不能撤回；请从新的日期另设，原来的留作沿革。"


class SettingFixed(Refusal):
    """What is dated is not changed in place."""

    code = "SETTING_FIXED"
    template = "“{label}”不能直接改：请停用它，再从新的日期新增一条，过去的日期仍按原来的办。"


class SchemeAdopted(Refusal):
    """A version that was adopted is not edited any more."""

    code = "SCHEME_ADOPTED"
    template = "{scheme}已定，不能再改。请新起草一版。"


class SchemeIncomplete(Refusal):
    """A version that would leave files without a class."""

    code = "SCHEME_INCOMPLETE"
    template = "方案还不能施行：{faults}"


class DraftExists(Refusal):
    """One draft at a time."""

    code = "DRAFT_EXISTS"
    template = "已有一份草案（{scheme}），请在它上面修改，或先删去它。"


class SchemeNotInForce(Refusal):
    """Files are reclassified by a version in force only."""

    code = "SCHEME_NOT_IN_FORCE"
    template = "{scheme}还没有施行，不能据以重新归类。"


class BadBundle(Refusal):
    """A settings file that is not understood, or holds wrong rows; nothing of it is taken over."""

    code = "BAD_BUNDLE"
    template = "设置文件有 {count} 处不正确，没有导入任何内容：{first}"

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(count=len(faults), first=faults[0] if faults else "", faults=faults)
