"""Printed forms described as rows of cells: labels and lines are drawn once, the fields for every household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from PIL import Image

from hudang.demo.sheets import MARGIN, PRINT, WIDTH, Box, Sheet

_MILLIMETRE = 150 / 25.4
_FORM_MARGIN = 96


class Cell(NamedTuple):
    """A cell: relative width and either a printed label or the name of a field."""

    width: float
    label: str
    field: str


@dataclass(frozen=True)
class Form:
    """A form: title, a line above the table, rows of (height in mm, cells), lines below it.

    ``seals`` are fields of opinion boxes with the value that names the sealing organization.
    """

    title: str
    above: str
    rows: tuple[tuple[float, tuple[Cell, ...]], ...]
    below: tuple[str, ...] = ()
    seals: tuple[tuple[str, str], ...] = ()


def row(height: float, cells: str) -> tuple[float, tuple[Cell, ...]]:
    """Return a row from ``width label|width {field}`` cells."""
    found = []
    for part in cells.split("|"):
        width, _, content = part.partition(" ")
        is_field = content.startswith("{")
        found.append(Cell(float(width), "" if is_field else content, content.strip("{}") if is_field else ""))
    return height, tuple(found)


def repeated(count: int, height: float, cells: str) -> list[tuple[float, tuple[Cell, ...]]]:
    """Return ``count`` rows, ``#`` in their fields standing for the number from 1."""
    return [row(height, cells.replace("#", str(number))) for number in range(1, count + 1)]


def head_row(height: float, cells: str) -> tuple[float, tuple[Cell, ...]]:
    """Return the heading above repeated rows."""
    return row(height, cells)


@cache
def blank(form: Form) -> tuple[Image.Image, dict[str, Box], int]:
    """Return the printed form, the box of each field, and where the table ends."""
    sheet = Sheet()
    sheet.centred(96, form.title, 42)
    sheet.draw.line((_FORM_MARGIN, 200, WIDTH - _FORM_MARGIN, 200), fill=PRINT, width=2)
    boxes: dict[str, Box] = {}
    y = 200
    for height, cells in form.rows:
        pixels = round(height * _MILLIMETRE)
        _draw_row(sheet, boxes, y, pixels, cells)
        y += pixels
    for number, line in enumerate(form.below):
        if "{" not in line:
            sheet.text((MARGIN, y + 20 + number * 40), line, 22)
    return sheet.image, boxes, y


def _draw_row(sheet: Sheet, boxes: dict[str, Box], y: int, height: int, cells: tuple[Cell, ...]) -> None:
    total = sum(cell.width for cell in cells)
    x = float(_FORM_MARGIN)
    for cell in cells:
        width = (WIDTH - 2 * _FORM_MARGIN) * cell.width / total
        box = (round(x), y, round(width), height)
        sheet.draw.rectangle((box[0], y, round(x + width), y + height), outline=PRINT, width=2)
        if cell.label:
            sheet.in_box(box, cell.label, 22, serif=False)
        if cell.field:
            boxes[cell.field] = box
        x += width


def filled(form: Form, values: Mapping[str, str]) -> Sheet:
    """Return a form with the values in its fields; a missing value stays blank."""
    image, boxes, bottom = blank(form)
    sheet = Sheet(image)
    sheet.bottom = bottom
    if form.above:
        sheet.text((_FORM_MARGIN, 160), form.above.format_map(values), 22)
    for field, box in boxes.items():
        value = values.get(field, "")
        if value:
            sheet.in_box(box, value, left=box[3] > 110 and len(value) > 12)
    for number, line in enumerate(form.below):
        if "{" in line:
            sheet.text((MARGIN, bottom + 20 + number * 40), line.format_map(values), 22)
    for field, organization in form.seals:
        if values.get(organization):
            x, y, width, height = boxes[field]
            sheet.seal((x + width - 190, y + height - 104), values[organization], angle=(x + y) % 23 - 11)
    return sheet
