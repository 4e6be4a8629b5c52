"""Refusals of 行政区划."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class CodeTaken(Refusal):
    """A live division has this code already."""

    code = "DIVISION_CODE_TAKEN"
    template = "代码 {division_code} 正由“{name}”使用。请核对代码；如果是改名，请在该区划的页面上改。"


class ParentMissing(Refusal):
    """The township of a village, or the county of a township, is not there."""

    code = "DIVISION_PARENT_MISSING"
    template = "代码 {division_code} 的上级区划 {parent} 还没有登记，请先新增上级。"


class StillInUse(Refusal):
    """A township or county that has live divisions below cannot end."""

    code = "DIVISION_STILL_IN_USE"
    template = "“{name}”下面还有 {count} 个在用的区划，请先停用或并入其他区划。"


class AlreadyEnded(Refusal):
    """The division has ended: nothing more can be changed."""

    code = "DIVISION_ENDED"
    template = "“{name}”已于 {day} 停用，不能再改。"


class WrongSuccessor(Refusal):
    """A division can be merged only into another live division of the same level and county."""

    code = "DIVISION_WRONG_SUCCESSOR"
    template = "“{name}”只能并入同县、同级、在用的另一个区划。"


class NoUsableTable(Refusal):
    """The file has no columns of division codes and names."""

    code = "DIVISION_NO_TABLE"
    template = "没有找到“代码”和“名称”两列。第一行表头请写：代码、村名、乡镇（或 code, village, town）。"


class SeveralCounties(Refusal):
    """The command line cannot tell for which county it acts."""

    code = "DIVISION_SEVERAL_COUNTIES"
    template = "系统里有 {count} 个县，请用 --as 用户名 指明以谁的身份办理。"


class NoCounty(Refusal):
    """Nothing can be done before the county is there."""

    code = "DIVISION_NO_COUNTY"
    template = "系统里还没有县。请先运行 hudang init --county 代码 --name 县名，或打开首次设置页面。"
