"""Photographs of a home and of a notice board, drawn: a sky, a house, a board with sheets, a time stamp."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageDraw

from hudang.demo.sheets import SAMPLE, font, jpeg

SIZE = (1280, 960)
_Colour = tuple[int, int, int]
_WALLS: tuple[_Colour, ...] = ((168, 92, 70), (196, 178, 150), (206, 204, 198), (150, 118, 92))
_ROOFS: tuple[_Colour, ...] = ((120, 44, 40), (84, 92, 104), (52, 96, 140))


@cache
def _ground(season: int) -> Image.Image:
    """Return sky over earth in the light of one of four seasons, with the grain of a cheap camera."""
    sky = ((150, 190, 226), (126, 178, 230), (170, 186, 206), (206, 214, 222))[season]
    earth = ((150, 136, 96), (112, 130, 70), (160, 138, 88), (222, 224, 226))[season]
    image = Image.new("RGB", SIZE, earth)
    fade = Image.linear_gradient("L").resize((SIZE[0], 560))
    image.paste(
        Image.composite(Image.new("RGB", fade.size, (236, 240, 244)), Image.new("RGB", fade.size, sky), fade), (0, 0)
    )
    grain = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 14).resize(SIZE)
    return ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), 1.0, -128)


def house_photo(household_number: str, taken_on: date, rng: Random) -> bytes:
    """Return a picture of a house with its door plate."""
    image = _ground(taken_on.month % 12 // 3).copy()
    draw = ImageDraw.Draw(image)
    left, right, top = rng.randint(120, 240), rng.randint(1020, 1160), rng.randint(380, 440)
    wall, roof = rng.choice(_WALLS), rng.choice(_ROOFS)
    draw.rectangle((left, top, right, 780), fill=wall)
    draw.polygon([(left - 50, top), (left + 60, top - 130), (right - 60, top - 130), (right + 50, top)], fill=roof)
    draw.rectangle((right - 180, top - 210, right - 130, top - 120), fill=(132, 78, 62))
    door = (left + right) // 2
    draw.rectangle((door - 56, 520, door + 56, 780), fill=(96, 62, 44), outline=(60, 40, 30), width=5)
    for x in (left + 70, door + 120, right - 240):
        draw.rectangle((x, 520, x + 150, 660), fill=(70, 92, 112), outline=(238, 238, 232), width=9)
        draw.line((x + 75, 520, x + 75, 660), fill=(238, 238, 232), width=6)
    draw.rectangle((door + 66, 560, door + 118, 590), fill=(30, 70, 150))
    draw.text((door + 71, 563), household_number, font=font(20, serif=False), fill=(255, 255, 255))
    return _stamped(image, taken_on, rng)


def room_photo(taken_on: date, rng: Random) -> bytes:
    """Return a picture of a room: kang, window, stove, a few things."""
    image = Image.new("RGB", SIZE, (214, 206, 190))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 960), (0, 700), (1280, 640), (1280, 960)], fill=(120, 104, 88))
    draw.polygon(
        [(0, 700), (640, 560), (1280, 590), (1280, 760), (0, 860)], fill=rng.choice(((176, 120, 78), (150, 132, 96)))
    )
    draw.rectangle((180, 120, 620, 420), fill=(196, 220, 236), outline=(240, 240, 236), width=14)
    draw.line((400, 120, 400, 420), fill=(240, 240, 236), width=10)
    for number in range(rng.randint(2, 4)):
        x = 90 + number * 190
        draw.rounded_rectangle(
            (x, 560, x + 170, 650), radius=20, fill=rng.choice(((170, 40, 50), (40, 80, 130), (90, 110, 60)))
        )
    draw.rectangle((860, 330, 1080, 620), fill=(112, 82, 56), outline=(70, 50, 36), width=6)
    draw.rectangle((1110, 420, 1230, 540), fill=(28, 30, 34), outline=(70, 70, 74), width=8)
    grain = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 14).resize(SIZE)
    return _stamped(ImageChops.add(image, Image.merge("RGB", (grain, grain, grain)), 1.0, -128), taken_on, rng)


def notice_photo(title: str, village: str, taken_on: date, rng: Random) -> bytes:
    """Return a picture of the village's notice board with the sheet on it."""
    image = _ground(taken_on.month % 12 // 3).copy()
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 160, 1130, 800), fill=(58, 74, 96), outline=(190, 194, 198), width=18)
    draw.rectangle((300, 800, 340, 960), fill=(150, 152, 156))
    draw.rectangle((940, 800, 980, 960), fill=(150, 152, 156))
    draw.text((470, 182), f"{village}公示栏", font=font(50, serif=False), fill=(250, 240, 220))
    for number, x in enumerate((190, 480, 770)):
        paper = (x, 270, x + 250 + (number == 1) * 30, 740)
        draw.rectangle(paper, fill=rng.choice(((250, 250, 246), (252, 232, 226), (246, 244, 214))))
        heading = title if number == 1 else rng.choice(("村务公开", "财务公开", "党务公开"))
        draw.text((x + 20, 290), heading, font=font(24, serif=False), fill=(140, 20, 24))
        for line in range(9):
            draw.line(
                (x + 20, 350 + line * 40, x + rng.randint(150, 230), 350 + line * 40), fill=(110, 110, 112), width=4
            )
    return _stamped(image, taken_on, rng)


def _stamped(image: Image.Image, taken_on: date, rng: Random) -> bytes:
    """Write time and 样本 into the corner as cameras do."""
    draw = ImageDraw.Draw(image)
    moment = f"{taken_on:%Y-%m-%d} {rng.randint(8, 16):02d}:{rng.randint(0, 59):02d}"
    draw.text((820, 896), moment, font=font(40, serif=False), fill=(250, 210, 70))
    draw.text((40, 896), SAMPLE, font=font(40, serif=False), fill=(250, 210, 70))
    return jpeg(image)
