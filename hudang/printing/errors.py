"""Refusals of printing."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class NothingToPrint(Refusal):
    """The chosen village, box or pouch holds nothing of that kind."""

    code = "NOTHING_TO_PRINT"
    template = "没有可打印的内容：所选范围内没有这种材料。请换一个村、盒或袋再打印。"


class MissingGlyph(Refusal):
    """A character that no available font can draw; a box in its place would be a wrong name on paper."""

    code = "MISSING_GLYPH"
    template = (
        "字体中没有“{characters}”（{code_points}），打印未进行，以免印成空框。出现在：{example}。"
        "请系统管理员把含有该字的字体文件（.otf 或 .ttf）放入数据目录的 fonts 文件夹后再打印。"
    )


class PrintingStopped(Refusal):
    """The user cancelled; no file was written."""

    code = "PRINTING_STOPPED"
    template = "打印已取消，没有生成文件。"


class WordNotOnALabel(Refusal):
    """A label's title would tell what must not lie open."""

    code = "WORD_NOT_ON_A_LABEL"
    template = "标签上不能出现“{word}”：标签和目录的标题不得透露身份证号、账号、疾病和残疾。请换一个标题。"


class NoFields(Refusal):
    """A list without columns."""

    code = "NO_FIELDS"
    template = "目录至少要有一栏：请给要印的栏目填上 1、2、3…。"


class TooManyColumns(Refusal):
    """The columns chosen do not fit side by side."""

    code = "TOO_MANY_COLUMNS"
    template = "选的栏目太多，一行放不下。请少选几栏，或把纸改为“A4 横放”。"


class LogoRefused(Refusal):
    """The image cannot be put on labels."""

    code = "LOGO_REFUSED"
    template = "标志图片不能使用：{reason}。请换一个 PNG、JPEG 或简单的 SVG 文件（不超过 500 KB）。"
