"""QR codes carry their text to any reader."""

from __future__ import annotations

import re

import zxingcpp
from PIL import Image, ImageDraw

from hudang.printing.qr import qr_svg

_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1")


def picture(svg: str, module: int = 4) -> Image.Image:
    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    image = Image.new("L", ((side + 8) * module,) * 2, 255)
    pen = ImageDraw.Draw(image)
    for found in _RUN.finditer(svg):
        x, y, width = (int(part) for part in found.groups())
        left, top = (x + 4) * module, (y + 4) * module
        pen.rectangle((left, top, left + width * module - 1, top + module - 1), fill=0)
    return image


def test_three_hundred_codes_are_read_with_the_one_mask() -> None:
    for number in range(300):
        text = f"https://dibao.daan.gov.cn:8443/q/p{number * 7919}"
        assert [found.text for found in zxingcpp.read_barcodes(picture(qr_svg(text)))] == [text]


def test_no_address_no_code() -> None:
    assert qr_svg("") == ""
