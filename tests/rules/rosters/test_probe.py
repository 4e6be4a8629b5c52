"""Files that evade the scan of their XML, or that their reader cannot take: refused in words, at the cost of a probe."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from hudang.rosters.errors import OversizedWorkbook
from hudang.rosters.reading import open_foreign
from tests.rules.rosters.builders import clean_rows, table, write_xlsx

pytestmark = pytest.mark.probed
SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
FAR = '<row r="9"><c r="XFD40000"><v>1</v></c></row>'


def clean(folder: Path) -> Path:
    return write_xlsx(folder / "clean.xlsx", {"花名册": table(clean_rows(3))})


def tampered(folder: Path, changes: dict[str, list[tuple[str, str]]], more: dict[str, str] | None = None) -> Path:
    """Write a clean roster with texts in its parts replaced, and further parts."""
    path = folder / "hostile.xlsx"
    with zipfile.ZipFile(clean(folder)) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name).decode()
            for old, new in changes.get(name, []):
                assert old in text
                text = text.replace(old, new, 1)
            target.writestr(name, text)
        for name, text in (more or {}).items():
            target.writestr(name, text)
    return path


def test_a_clean_roster_opens(tmp_path: Path) -> None:
    assert len(list(open_foreign(clean(tmp_path)).sheets[0].rows())) == 4


@pytest.mark.parametrize(
    "row",
    [
        FAR.replace("XFD", "xfd"),
        FAR.replace("<v>", "<v\n>").replace("<c ", "<c\n").replace("<row ", "<row\n"),
        FAR.replace("r=", "r = "),
        '<row r="9"><c r="XFD40000" t="inlineStr"><is ><t>x</t></is></c></row>',
        '<row r="9" spans="1:16384"><c r="A9"/><c r="B1048576"><v>1</v></c></row>',
    ],
)
def test_a_far_cell_however_it_is_written(tmp_path: Path, row: str) -> None:
    with pytest.raises(OversizedWorkbook):
        open_foreign(tampered(tmp_path, {SHEET: [("</sheetData>", f"{row}</sheetData>")]}))


FAR_SHEET = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{FAR}</sheetData></worksheet>'
RELATION = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="worksheets/far.xml"/>'


def with_far_sheet(folder: Path, name: str, kind: str, text: str) -> Path:
    entry = f'<sheets><sheet name="{name}" sheetId="99" r:id="rId99"/>'
    changes = {
        WORKBOOK: [("<sheets>", entry)],
        RELATIONS: [("</Relationships>", RELATION.format(kind=kind) + "</Relationships>")],
    }
    return tampered(folder, changes, {"xl/worksheets/far.xml": text})


def test_a_prefix_that_stands_in_a_comment_only(tmp_path: Path) -> None:
    text = f"<!--<zz:worksheet -->{FAR_SHEET}"
    with pytest.raises(OversizedWorkbook):
        open_foreign(with_far_sheet(tmp_path, "另表", "worksheet", text))


def test_a_sheet_that_only_the_value_reader_finds(tmp_path: Path) -> None:
    with pytest.raises(OversizedWorkbook):
        open_foreign(with_far_sheet(tmp_path, "花名册", "dialogsheet", FAR_SHEET))


def test_markup_that_is_one_endless_tag(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"<html><table><tr><td>" + b"<a " * (4 * 1024 * 1024))
    with pytest.raises(OversizedWorkbook):
        open_foreign(path)


def test_a_line_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("户主姓名,身份证号,村\n".encode() + b"," * (20 * 1024 * 1024) + b"\n")
    with pytest.raises(OversizedWorkbook):
        open_foreign(path)
