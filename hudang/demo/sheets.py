"""Drawing one scanned page: text, lines, red seals, and the marks that a scanner leaves. 150 dpi, A4."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from math import cos, pi, radians, sin
from random import Random

import pylopdf_fonts_zh_cn as fonts
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

DPI = 150
WIDTH, HEIGHT = 1240, 1754
MARGIN = 118
SAMPLE = "样本"
INK, PRINT, PALE, WHITE = 42, 16, 150, 255
SEAL_RED, PEN_BLUE = (196, 34, 40), (34, 42, 120)
_JPEG_QUALITY = 46
_TEXTURES = 3
_SEAL_SIZE = 236
Box = tuple[int, int, int, int]


@cache
def font(size: int, serif: bool = True) -> ImageFont.FreeTypeFont:
    """Return the embedded Chinese font at a size in pixels."""
    path = fonts.serif_path() if serif else fonts.sans_path()
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, size: int) -> int:
    """Return about how wide a text is: Chinese characters are as wide as high, others a good half."""
    return round(sum(size if ord(c) > 0x2E80 or c == "·" else size * 0.56 for c in text))


def wrapped(text: str, size: int, width: int) -> list[str]:
    """Break a text into lines that fit the width; punctuation never begins a line."""
    lines, line, used = [], "", 0.0
    for char in text:
        step = size if ord(char) > 0x2E80 else size * 0.56
        if used + step > width and char not in "，。；：、）”":
            lines.append(line)
            line, used = "", 0.0
        line, used = line + char, used + step
    return [*lines, line]


class Sheet:
    """One page in grey with the seals and signatures that go onto it in colour."""

    def __init__(self, base: Image.Image | None = None) -> None:
        self.image = base.copy() if base else Image.new("L", (WIDTH, HEIGHT), WHITE)
        self.draw = ImageDraw.Draw(self.image)
        self.bottom = 0
        self._colours: list[tuple[Image.Image, tuple[int, int], tuple[int, int, int]]] = []

    def text(self, xy: tuple[float, float], text: str, size: int = 25, *, fill: int = INK, serif: bool = True) -> None:
        """Write one line; ``xy`` is its upper left corner."""
        self.draw.text(xy, text, font=font(size, serif), fill=fill)

    def centred(self, y: float, text: str, size: int, *, serif: bool = False, fill: int = PRINT) -> None:
        """Write one line in the middle of the page."""
        self.text(((WIDTH - width_of(text, size)) / 2, y), text, size, serif=serif, fill=fill)

    def paragraph(self, y: int, text: str, size: int = 27, *, indent: bool = True, leading: float = 1.75) -> int:
        """Write a paragraph between the margins and return where the next one begins."""
        for line in wrapped(("\u3000\u3000" if indent else "") + text, size, WIDTH - 2 * MARGIN):
            self.text((MARGIN, y), line, size)
            y += round(size * leading)
        return y

    def in_box(self, box: Box, text: str, size: int = 23, *, left: bool = False, serif: bool = True) -> None:
        """Write a text into a box, centred or from its upper left, smaller if it would not fit."""
        x, y, width, height = box
        while size > 13 and len(wrapped(text, size, width - 10)) * size * 1.3 > height:
            size -= 2
        lines = wrapped(text, size, width - 10)
        top = y + 8.0 if left else y + (height - len(lines) * size * 1.3) / 2
        for line in lines:
            start = x + 8.0 if left else x + (width - width_of(line, size)) / 2
            self.text((start, top), line, size, serif=serif)
            top += size * 1.3

    def seal(self, centre: tuple[int, int], organization: str, angle: int = 0) -> None:
        """Put the round red seal of an organization, marked 样本."""
        mask = seal_mask(organization, angle)
        self._colours.append((mask, (centre[0] - mask.width // 2, centre[1] - mask.height // 2), SEAL_RED))

    def signature(self, xy: tuple[int, int], name: str, size: int = 36, *, rng: Random) -> None:
        """Sign in blue ink, slanting."""
        self._colours.append((_signature_mask(name, size, rng.choice((-5, -2, 3, 6))), xy, PEN_BLUE))

    def thumbprint(self, centre: tuple[int, int], rng: Random) -> None:
        """Press a thumb in red."""
        mask = thumb_mask(rng.randrange(2))
        self._colours.append((mask, (centre[0] - mask.width // 2, centre[1] - mask.height // 2), SEAL_RED))

    def finish(self, rng: Random) -> bytes:
        """Return the page as a scanner delivers it: slightly turned, on paper with specks and a darker edge."""
        angle = rng.choice((-0.7, -0.4, -0.2, 0.0, 0.2, 0.3, 0.5, 0.8))
        image = _turned(self.image, angle) if angle else self.image
        image = ImageChops.multiply(image, texture(image.size, rng.randrange(_TEXTURES)))
        if self._colours:
            image = image.convert("RGB")
            for mask, place, colour in self._colours:
                image.paste(colour, place, mask)
        return jpeg(image)


def jpeg(image: Image.Image) -> bytes:
    """Return an image as JPEG with its resolution."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY, dpi=(DPI, DPI))
    return buffer.getvalue()


def _turned(image: Image.Image, degrees: float) -> Image.Image:
    """Turn a page by a small angle about its middle; the nearest pixel is enough and six times as quick."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    x, y = image.width / 2, image.height / 2
    matrix = (c, s, x - c * x - s * y, -s, c, y + s * x - c * y)
    return image.transform(image.size, Image.Transform.AFFINE, matrix, Image.Resampling.NEAREST, fillcolor=WHITE)


@cache
def texture(size: tuple[int, int], number: int) -> Image.Image:
    """Return one of a few papers: faint noise, specks, a dark edge, the holes of a binder."""
    rng = Random(number)
    paper = Image.effect_noise((size[0] // 4, size[1] // 4), 7).resize(size, Image.Resampling.BILINEAR)
    paper = paper.point([min(255, 249 + (value - 128) // 6) for value in range(256)])
    draw = ImageDraw.Draw(paper)
    for _ in range(26):
        x, y, radius = rng.randrange(size[0]), rng.randrange(size[1]), rng.choice((1, 1, 1, 2))
        draw.ellipse((x, y, x + radius, y + radius), fill=rng.randint(60, 190))
    for column in range(10):
        side = column if number != 1 else size[0] - 1 - column
        draw.line((side, 0, side, size[1]), fill=120 + column * 12)
    if number == 2:
        for y in (size[1] // 2 - 236, size[1] // 2 + 236):
            draw.ellipse((36, y - 17, 70, y + 17), fill=64)
    return paper


@cache
def seal_mask(organization: str, angle: int = 0) -> Image.Image:
    """Return the mask of a seal: the name along the ring, a star, 样本 below it."""
    size, middle = _SEAL_SIZE, _SEAL_SIZE // 2
    mask = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((4, 4, size - 5, size - 5), outline=215, width=5)
    draw.polygon(_star(middle, middle - 4, 32), fill=205)
    letters = font(24, serif=False)
    span = min(1.6 * pi, 0.19 * pi * len(organization))
    for index, char in enumerate(organization):
        turn = (index / max(len(organization) - 1, 1) - 0.5) * span
        tile = Image.new("L", (32, 32), 0)
        ImageDraw.Draw(tile).text((4, -2), char, font=letters, fill=255, stroke_width=1, stroke_fill=170)
        tile = tile.rotate(-turn * 180 / pi, Image.Resampling.BILINEAR)
        place = (round(middle + 88 * sin(turn)) - 16, round(middle - 88 * cos(turn)) - 16)
        mask.paste(tile, place, tile)
    draw.text((middle - 30, middle + 42), SAMPLE, font=font(30, serif=False), fill=220)
    worn = ImageChops.multiply(
        mask, Image.effect_noise((size, size), 60).point([min(255, v + 110) for v in range(256)])
    )
    return worn.rotate(angle, Image.Resampling.BILINEAR)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        points.append((x + reach * sin(corner * pi / 5), y - reach * cos(corner * pi / 5)))
    return points


def _signature_mask(name: str, size: int, angle: int) -> Image.Image:
    mask = Image.new("L", (size * (len(name) + 1), size * 2), 0)
    ImageDraw.Draw(mask).text((size // 3, size // 4), name, font=font(size), fill=235)
    shear = (1, 0.28, -size * 0.3, 0, 1, 0)
    return mask.transform(mask.size, Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR).rotate(angle)


@cache
def thumb_mask(number: int) -> Image.Image:
    """Return the mask of a thumb print: arcs within an oval."""
    mask = Image.new("L", (70, 86), 0)
    draw = ImageDraw.Draw(mask)
    for ring in range(1, 9):
        box = (35 - ring * 4, 46 - ring * 5 + number, 35 + ring * 4, 46 + ring * 5 - number)
        for part in range(3):
            start = ring * 23 + part * 120
            draw.arc(box, start, start + 104, fill=120 + (ring * 37 + part * 29) % 90, width=2)
    return mask


@cache
def portrait(sex: str) -> Image.Image:
    """Return the outline of a head and shoulders in place of a photograph."""
    image = Image.new("L", (168, 208), 205)
    draw = ImageDraw.Draw(image)
    draw.ellipse((22, 140, 146, 300), fill=84)
    draw.rectangle((70, 118, 98, 150), fill=158)
    draw.ellipse((46, 34, 122, 132), fill=166)
    draw.pieslice((40, 22, 128, 122), 180, 360, fill=44)
    if sex == "2":
        draw.rectangle((40, 70, 54, 146), fill=44)
        draw.rectangle((114, 70, 128, 146), fill=44)
    return image.filter(ImageFilter.GaussianBlur(1.5))
