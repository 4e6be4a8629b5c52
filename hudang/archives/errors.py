"""Refusals of the archive."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class BureauExists(Refusal):
    """A second founding of the same county."""

    code = "BUREAU_EXISTS"
    template = "{county} 已经建立全宗 {fonds}，不能重复初始化。"


class NoFonds(Refusal):
    """No fonds for a county: pouches cannot be numbered."""

    code = "NO_FONDS"
    template = "{county} 还没有建立全宗，无法编档号。请先运行初始化（首次使用页或 hudang init）。"


class PouchExists(Refusal):
    """R18: one live pouch a household."""

    code = "POUCH_EXISTS"
    template = "户 {household} 已有在用户袋 {reference_code}，一户只能有一个在用袋，请直接归入该袋。"


class OtherVillage(Refusal):
    """R17: one village a box."""

    code = "OTHER_VILLAGE"
    template = "户袋属于 {pouch_village}，村盒属于 {box_village}，一盒只装一个村，不能放入。"


class PapersMissing(Refusal):
    """R21: a pouch that lacks a required item cannot be closed."""

    code = "PAPERS_MISSING"
    template = "还缺 {count} 件必备材料，不能定卷：{names}。请补齐后再定卷。"


class FileClosed(Refusal):
    """The household file is closed already."""

    code = "FILE_CLOSED"
    template = "档案 {reference_code} 已定卷。"


class BadTemplate(Refusal):
    """A reference code template that makes codes against DA/T 13-2022."""

    code = "BAD_TEMPLATE"
    template = "档号模板“{template}”生成的档号“{sample}”不符合规则，请检查分隔符、年度和期限。"


class BadLocation(Refusal):
    """A location code of another shape."""

    code = "BAD_LOCATION"
    template = "位置编码“{code}”不符合“库房-列-节-层-面-位”的写法，例如 K1-A-02-3-4-L-05。"


class FileDestroyed(Refusal):
    """Nothing is filed into what was destroyed."""

    code = "FILE_DESTROYED"
    template = "档案 {reference_code} 已销毁，不能再归入材料。"


class NoPouch(Refusal):
    """A household without a household file."""

    code = "NO_POUCH"
    template = "户 {household} 还没有立户袋，请先立袋再归档。"


class NothingToFile(Refusal):
    """Neither files nor a number of pages."""

    code = "NOTHING_TO_FILE"
    template = "没有选择文件，也没有填写页数，请至少填写一项。"


class PagesDecided(Refusal):
    """Somebody else dealt with these pages meanwhile."""

    code = "PAGES_DECIDED"
    template = "所选的页已由他人处理或不存在，请刷新“待归件”后再选。"


class NoFolder(Refusal):
    """A folder of scans that cannot be opened."""

    code = "NO_FOLDER"
    template = "没有找到文件夹“{folder}”，或没有读取的权限。"
