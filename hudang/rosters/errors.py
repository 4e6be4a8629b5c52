"""Refusals of the roster import: each says what is wrong with the file and what to do."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class UnreadableRoster(Refusal):
    """Base of every refusal to read a file as a roster."""

    code = "ROSTER_UNREADABLE"
    template = "文件“{file}”无法读取。请用 Excel 或 WPS 打开确认内容后，另存为 .xlsx 再导入。"


class NotAWorkbook(UnreadableRoster):
    """The bytes are no workbook and no table of text."""

    code = "ROSTER_NOT_A_WORKBOOK"
    template = "文件“{file}”不是 Excel 工作簿或 CSV 表格。请选择 .xlsx、.xls 或 .csv 花名册文件。"


class UnsupportedWorkbook(UnreadableRoster):
    """A spreadsheet, but of a kind that is not read (ods, xlsb, XML 2003 …)."""

    code = "ROSTER_UNSUPPORTED"
    template = "文件“{file}”是{kind}格式，暂不能直接读取。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"


class EmptyRoster(UnreadableRoster):
    """A file of no bytes, or a workbook without a sheet of cells."""

    code = "ROSTER_EMPTY"
    template = "文件“{file}”里没有内容。请检查是否选错文件，或文件没有保存完整。"


class EncryptedWorkbook(UnreadableRoster):
    """The workbook opens only with a password."""

    code = "ROSTER_ENCRYPTED"
    template = "文件“{file}”设有打开密码。请用 Excel 或 WPS 打开，取消密码保护后另存，再导入。"


class DamagedWorkbook(UnreadableRoster):
    """The container or a part of it is broken."""

    code = "ROSTER_DAMAGED"
    template = "文件“{file}”已损坏或没有传完整。请重新复制该文件；如 Excel 能打开，请另存为 .xlsx 再导入。"


class OversizedWorkbook(UnreadableRoster):
    """Reading would need more memory than is allowed: zip bomb, giant sheet, millions of cells."""

    code = "ROSTER_TOO_LARGE"
    template = "文件“{file}”过大，没有读取：{what}。请删去多余的空行、空列和工作表，或按乡镇拆成几个文件再导入。"


class UnknownEncoding(UnreadableRoster):
    """Text whose encoding is none of UTF-8, GB18030, UTF-16."""

    code = "ROSTER_ENCODING"
    template = "文件“{file}”的文字编码无法识别。请用记事本另存为 UTF-8，或用 Excel 另存为 .xlsx 再导入。"


class InvalidMapping(Refusal):
    """A stored or typed mapping cannot be used."""

    code = "ROSTER_MAPPING_INVALID"
    template = "列对应关系有误：{why}。请在导入页重新选择各列对应的内容。"


class AlreadyImported(Refusal):
    """The import was carried out or undone."""

    code = "ROSTER_ALREADY_IMPORTED"
    template = "这份花名册{state}，不能重复操作。需要更新时请重新上传文件。"


class ImportOvertaken(Refusal):
    """Somebody changed the same households, or the mapping, while this import was being judged or written."""

    code = "ROSTER_OVERTAKEN"
    template = "处理期间有人登记或修改了同样的家庭，或改了对应列。这次没有写入任何内容；请重新试运行，核对后再导入。"


class ArchiveBusy(Refusal):
    """Another long work kept writing for longer than is waited."""

    code = "ARCHIVE_BUSY"
    template = "另一项导入或装载正在写入，等了很久仍未轮到。这次没有写入任何内容；请等它完成后再导入。"


class NotImported(Refusal):
    """Undoing what was not done."""

    code = "ROSTER_NOT_IMPORTED"
    template = "这份花名册没有导入，无需撤销。"


class ImportInUse(Refusal):
    """Something was filed or changed after the import, so that it cannot be undone as a whole."""

    code = "ROSTER_IN_USE"
    template = "导入之后已有 {count} 户归入材料或被修改（如 {example}），不能整体撤销。请在家庭页面逐户更正。"


class NothingToImport(Refusal):
    """No sheet of the workbook looks like a roster."""

    code = "NOTHING_TO_IMPORT"
    template = "在“{file}”中没有找到花名册：没有同时含有姓名和身份证号的表头。请确认文件，或在“对应列”中手工指定。"
