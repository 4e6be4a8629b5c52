"""Refusals of the library: each says what to do."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class NoSuchSeries(Refusal):
    """A series that is neither shipped nor entered in the settings, or that has been ended."""

    code = "NO_SUCH_SERIES"
    template = "没有类别“{kind}”，或已停用。请先在“设置 › 类别与制度卷”里增设（整理方式选“按件”）。"


class SeriesOfFiles(Refusal):
    """An institutional item for a series that holds household files."""

    code = "SERIES_OF_FILES"
    template = "类别“{kind}”按卷整理，只放户袋，不能归入机构卷的件。"


class NothingInItem(Refusal):
    """An item without file and without a number of pages."""

    code = "NOTHING_IN_ITEM"
    template = "没有选择文件，也没有填写页数，请至少填写一项。"


class ItemAnnulled(Refusal):
    """An item that counts no more."""

    code = "ITEM_ANNULLED"
    template = "{reference_code} 已作废，不能再办理。"


class NoSuchTable(Refusal):
    """A workbook without the headers of the library."""

    code = "NO_LIBRARY_TABLE"
    template = "表里没有找到“{needed}”这些列。请下载空白表，按表头填写后再导入。"


class TooManyRows(Refusal):
    """More rows than are taken at once."""

    code = "TOO_MANY_ROWS"
    template = "一次最多导入 {most} 行，请分成几个文件。"


class PublishedAlready(Refusal):
    """A version of the parameters that has its item."""

    code = "PUBLISHED_ALREADY"
    template = "这一版参数已经成件 {reference_code}，不必再做。"


class EmptyVolume(Refusal):
    """A volume without items."""

    code = "EMPTY_VOLUME"
    template = "{year} 年的“{kind}”卷还没有件，或都不在您的管辖范围内，没有可打印的目录。请核对类别（如 ZD3、RG06）和年度，或先归件。"


class CountyOnly(Refusal):
    """Something of the whole county, asked for by a township."""

    code = "COUNTY_ONLY"
    template = "{what}是全县的事，请县经办或档案管理员办理。"
