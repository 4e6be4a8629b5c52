"""Read the HTML tables that web systems hand out under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from hudang.rosters.errors import EmptyRoster, OversizedWorkbook, UnknownEncoding
from hudang.rosters.reading import limits
from hudang.rosters.reading.grid import CellValue, MergedRange, Row, Sheet, Structure, Workbook

_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
_MAX_TAKEN = 200_000
_MAX_HTML = 40 * limits.MEGABYTE


@dataclass
class _Table(HTMLParser):
    """Collects all rows of all tables one under another."""

    file_name: str
    rows: list[list[CellValue]] = field(default_factory=list)
    structure: Structure = field(default_factory=Structure)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._text: list[str] | None = None
        self._taken: dict[tuple[int, int], bool] = {}
        self._span = (1, 1)
        self._values = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close_cell()
            self.rows.append([])
            if "display:none" in (dict(attrs).get("style") or "").replace(" ", "").lower():
                self.structure.hidden_rows.add(len(self.rows))
        elif tag in ("td", "th") and self.rows:
            self._close_cell()
            values = dict(attrs)
            self._span = (_number(values.get("rowspan")), _number(values.get("colspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._close_cell()

    def _close_cell(self) -> None:
        if self._text is None:
            return
        text, self._text = "".join(self._text).replace("\xa0", " ").strip(), None
        number, cells = len(self.rows), self.rows[-1]
        while self._taken.pop((number, len(cells)), False):
            cells.append("")
        column, (height, width) = len(cells), self._span
        cells.extend([text, *[""] * (width - 1)])
        self._values += width
        if self._values > limits.MAX_VALUES or len(cells) > limits.MAX_COLUMNS:
            raise OversizedWorkbook(file=self.file_name, what="单元格过多")
        if height > 1 or width > 1:
            if len(self._taken) + (height - 1) * width > _MAX_TAKEN:
                raise OversizedWorkbook(file=self.file_name, what="合并单元格过多")
            self.structure.merged.append(MergedRange(number, column, number + height - 1, column + width - 1))
            for row in range(number + 1, number + height):
                self._taken.update(((row, column + step), True) for step in range(width))


def _number(text: str | None) -> int:
    return min(max(int(text), 1), limits.MAX_COLUMNS) if text and text.isascii() and text.isdigit() else 1


def open_html(path: Path, file_name: str) -> Workbook:
    """Return a workbook of one sheet with the rows of all tables."""
    data = path.read_bytes()
    if len(data) > _MAX_HTML:
        raise OversizedWorkbook(file=file_name, what=f"网页超过 {_MAX_HTML // limits.MEGABYTE} MB")
    table = _Table(file_name)
    table.feed(_decoded(data, file_name))
    table.close()
    if not any(any(row) for row in table.rows):
        raise EmptyRoster(file=file_name)

    def rows() -> Iterator[Row]:
        return (Row(number, values) for number, values in enumerate(table.rows, start=1))

    return Workbook(file_name, "html", [Sheet("Sheet1", False, rows, table.structure, typed=False)])


def _decoded(data: bytes, file_name: str) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    raise UnknownEncoding(file=file_name)
