"""Opening good, odd, broken and hostile files: rows or a clear refusal, never anything else."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from hudang.rosters.errors import (
    DamagedWorkbook,
    EmptyRoster,
    EncryptedWorkbook,
    NotAWorkbook,
    OversizedWorkbook,
    UnknownEncoding,
    UnreadableRoster,
    UnsupportedWorkbook,
)
from hudang.rosters.reading import open_workbook
from hudang.rosters.reading.constants import value_of
from hudang.rosters.reading.grid import cell_reference, column_index
from hudang.rosters.rules.proposal import propose
from tests.rules.rosters.builders import clean_rows, judged, table, write_xlsx

XLS = Path(__file__).parent / "fixtures" / "villagers.xls"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def raw_xlsx(path: Path, rows: Iterable[str], shared: str = "", prefix: str = "") -> Path:
    """Write a workbook of one sheet from bits of XML."""
    sheet = f'<{prefix}worksheet xmlns{":" + prefix[:-1] if prefix else ""}="{MAIN}"><{prefix}sheetData>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        office = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        package.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{office}</Relationships>')
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        parts = "".join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(
                [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")], start=1
            )
        )
        relations = f'<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>'
        package.writestr("xl/_rels/workbook.xml.rels", relations)
        if shared:
            package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(sheet.encode())
            for row in rows:
                part.write(row.encode())
            part.write(f"</{prefix}sheetData></{prefix}worksheet>".encode())
    return path


def cells(path: Path) -> list[list[object]]:
    return [list(row.values) for row in open_workbook(path).sheets[0].rows()]


def test_values_and_what_the_eye_does_not_see(tmp_path: Path) -> None:
    rows = [["a", 1, ("=1+1", 2)], ["", "", ""], ["b", 2.5, ""]]
    path = write_xlsx(tmp_path / "a.xlsx", {"表": rows}, merged=[(3, 0, 5, 0, "m")], hidden_rows=[3])
    sheet = open_workbook(path).sheets[0]
    assert [list(row.values) for row in sheet.rows()][:3] == [["a", 1.0, 2.0], ["", "", ""], ["b", 2.5, ""]]
    assert sheet.structure.hidden_rows == {3}
    assert sheet.structure.formulas == {1: 0b100}
    assert [tuple(area) for area in sheet.structure.merged] == [(4, 0, 6, 0)]


def test_rows_and_columns_before_the_first_value_count(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"表": [[], [], [None, None, "x"]]})
    assert cells(path) == [["", "", ""], ["", "", ""], ["", "", "x"]]


def test_tags_with_a_prefix_and_cells_without_results(tmp_path: Path) -> None:
    rows = [
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"><x:f>2+3</x:f><x:v/></x:c></x:row>',
        '<x:row r="2" hidden="1"><x:c r="A2"><x:f>SUM(A1)</x:f></x:c><x:c r="B2"><x:v>2</x:v></x:c></x:row>',
    ]
    sheet = open_workbook(raw_xlsx(tmp_path / "a.xlsx", rows, prefix="x:")).sheets[0]
    assert [list(row.values) for row in sheet.rows()] == [[1.0, 5.0], ["", 2.0]]
    assert (sheet.structure.hidden_rows, sheet.structure.lost_results) == ({2}, {2: 1})


def test_an_old_workbook(tmp_path: Path) -> None:
    workbook = open_workbook(XLS)
    first, hidden = workbook.sheets
    assert (workbook.kind, first.name, first.hidden, hidden.hidden) == ("xls", "松山镇", False, True)
    assert first.structure.hidden_rows == {6}
    assert first.structure.formulas[6] == 1 << 6
    mapping = propose(workbook).sheets[0]
    assert (mapping.header, mapping.column_of("allowance").months) == ((2, 3), 12)  # type: ignore[union-attr]
    assert [verdict.codes for verdict in judged(XLS)[3:8]] == [
        (), (), ("N_FORMULA", "W_HIDDEN_ROW"), ("E_ID_PRECISION",), (),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "花名册.csv"
    rows = [[str(value) for value in row] for row in table(clean_rows(3))]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    assert cells(path) == rows
    assert open_workbook(path).sheets[0].name == "花名册"


def test_text_as_programs_wrap_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=,\n姓名,身份证号\n"王\n平","=""229901"""\n\n赵平,1\n\n\n', encoding="utf-8")
    assert cells(path) == [["姓名", "身份证号"], ["王\n平", "229901"], [], ["赵平", "1"]]


def test_a_web_page_named_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    html = "<table><tr><td rowspan=2>村</td><td colspan=2>户主</td></tr><tr><td>姓名</td><td>电话<br>号码</td></tr>"
    path.write_bytes(f'<html><meta charset="gb2312">{html}<tr style="display: none"><td>x'.encode("gb18030"))
    sheet = open_workbook(path).sheets[0]
    assert [list(row.values) for row in sheet.rows()] == [["村", "户主", ""], ["", "姓名", "电话\n号码"], ["x"]]
    assert sheet.structure.hidden_rows == {3}


def test_a_workbook_by_another_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"表": [["x"]]})
    assert cells(path.rename(tmp_path / "a.xls")) == [["x"]]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyRoster),
        (b"  \n\n", EmptyRoster),
        (b"%PDF-1.7 ...", NotAWorkbook),
        (b"\xff\xd8\xff\xe0....", NotAWorkbook),
        (b"just one line of words", NotAWorkbook),
        (bytes(range(256)) * 20, NotAWorkbook),
        (b"<html><body>no table here</body></html>", EmptyRoster),
        (b"<?xml version='1.0'?><note/>", NotAWorkbook),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', UnsupportedWorkbook),
        ("姓名,电话\n王平,1".encode("gb18030") + b"\xff\xff,", UnknownEncoding),
        (b"PK\x03\x04 cut off", DamagedWorkbook),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", DamagedWorkbook),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, refusal: type[UnreadableRoster]) -> None:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(content)
    with pytest.raises(refusal) as caught:
        open_workbook(path)
    assert "花名册.xlsx" in caught.value.message


def test_another_zip_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(NotAWorkbook):
        open_workbook(path)
    with pytest.raises(UnreadableRoster):
        open_workbook(tmp_path / "missing.xlsx")


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    data = XLS.read_bytes()
    old, new = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    entry = data.index(old)
    path = tmp_path / "a.xlsx"
    name = new + b"\0\0"
    path.write_bytes(data[:entry] + name + data[entry + len(name) : entry + 64] + b"\x22\0" + data[entry + 66 :])
    with pytest.raises(EncryptedWorkbook):
        open_workbook(path)
    # record 2F in place of the code page's: the stream is enciphered
    path.write_bytes(data.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1))
    with pytest.raises(EncryptedWorkbook):
        open_workbook(path)


def test_a_zip_bomb_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    with pytest.raises(OversizedWorkbook):
        open_workbook(raw_xlsx(tmp_path / "a.xlsx", (" " * 1_000_000 for _ in range(60))))


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", (" " * 1_000_000 for _ in range(60)))
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableRoster):
        open_workbook(path)


def test_a_million_empty_rows_cost_nothing(tmp_path: Path) -> None:
    rows = (f'<row r="{n}" s="1"/>' * 1 for n in range(2, 1_000_000))
    start = '<row r="1"><c r="A1"><v>7</v></c></row>'
    path = raw_xlsx(tmp_path / "a.xlsx", (start, *("".join(chunk) for chunk in _chunks(rows))))
    assert cells(path) == [[7.0]]


def _chunks(rows: Iterable[str], size: int = 10_000) -> Iterable[list[str]]:
    chunk: list[str] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    yield chunk


@pytest.mark.parametrize(
    "rows",
    [
        ['<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'],
        ['<row r="1"><c r="XFD1"><v>1</v></c></row>'],
        ['<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="290000"><c r="AZ290000"><v>1</v></c></row>'],
    ],
)
def test_a_value_in_the_far_corner_is_refused(tmp_path: Path, rows: list[str]) -> None:
    with pytest.raises(OversizedWorkbook):
        open_workbook(raw_xlsx(tmp_path / "a.xlsx", rows))


def test_a_row_formatted_to_the_right_edge_is_no_width(tmp_path: Path) -> None:
    blanks = "".join(f'<c r="{cell_reference(1, c)}" s="1"/>' for c in range(1, 16_384))
    rows = [
        f'<row r="1"><c r="A1"><v>1</v></c>{blanks}</row>',
        *(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 2000)),
    ]
    assert len(cells(raw_xlsx(tmp_path / "a.xlsx", rows))) == 1999


def test_one_long_text_in_every_cell_is_refused(tmp_path: Path) -> None:
    row = "".join(f'<c r="{cell_reference(1, c)}" t="s"><v>0</v></c>' for c in range(40))
    rows = (row.replace('1" t=', f'{n}" t=').join((f'<row r="{n}">', "</row>")) for n in range(1, 3_000))
    with pytest.raises(OversizedWorkbook):
        open_workbook(raw_xlsx(tmp_path / "a.xlsx", rows, shared=f"<si><t>{'长' * 32_000}</t></si>"))


def test_hostile_files_stay_within_memory(tmp_path: Path) -> None:
    """The far corner again, in a process that may not take more than 600 MB of addresses."""
    path = raw_xlsx(tmp_path / "a.xlsx", ['<row r="299999"><c r="IV299999"><v>1</v></c></row>'])
    program = (
        "import resource, sys; from pathlib import Path; resource.setrlimit(resource.RLIMIT_AS, (6 * 10**8,) * 2)\n"
        "from hudang.rosters.reading import open_workbook; from hudang.kernel.errors import Refusal\n"
        "try:\n    open_workbook(Path(sys.argv[1]))\nexcept Refusal as refusal:\n    sys.exit(refusal.code)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "ROSTER_TOO_LARGE"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
def test_damaged_bytes_lead_to_rows_or_a_refusal(tmp_path: Path, kind: str) -> None:
    source = tmp_path / f"good.{kind}"
    if kind == "xlsx":
        write_xlsx(source, {"表": table(clean_rows(5))})
    elif kind == "xls":
        source.write_bytes(XLS.read_bytes())
    else:
        source.write_text("\n".join(",".join(map(str, row)) for row in table(clean_rows(5))), encoding="gb18030")
    good, chance, path = source.read_bytes(), random.Random(7), tmp_path / f"bad.{kind}"
    for turn in range(60):
        bad = bytearray(good[: chance.randrange(len(good))] if turn % 4 == 0 else good)
        for _ in range(chance.choice([1, 8, 60])):
            if bad:
                bad[chance.randrange(len(bad))] = chance.randrange(256)
        path.write_bytes(bytes(bad))
        try:
            judged(path)
        except UnreadableRoster as refusal:
            assert path.name in refusal.message


def test_formulas_of_plain_numbers() -> None:
    assert [value_of(f) for f in ("244+98", "=2*(100+50)", "10-4/2", "-3+5", "1.5*2")] == [342, 300, 8, 2, 3]
    assert [value_of(f) for f in ("SUM(A1)", "A1+2", "1/0", "(1", "2+", "", "1 2")] == [None] * 7


def test_references() -> None:
    assert [cell_reference(28, n) for n in (0, 5, 25, 26, 701, 702)] == ["A28", "F28", "Z28", "AA28", "ZZ28", "AAA28"]
    assert [column_index(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16_383]
