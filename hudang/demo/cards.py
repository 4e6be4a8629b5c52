"""Copies of certificates of invented people: identity card, household register, disability certificate, bank card."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

from PIL import Image

from hudang.demo.forms import Form, blank, row
from hudang.demo.paper_values import chinese_date, shown_members
from hudang.demo.shapes import DemoHousehold, DemoMember
from hudang.demo.sheets import PALE, PRINT, SAMPLE, WIDTH, Sheet, portrait, wrapped
from hudang.households.vocabulary import (
    DISABILITY_KIND,
    DISABILITY_LEVEL,
    EDUCATION,
    ETHNICITY_LABELS,
    MARITAL,
    RELATION,
    SEX,
)

_CARD_WIDTH, _CARD_HEIGHT = 560, 354
_CARD_LEFT = (WIDTH - _CARD_WIDTH) // 2
_CHECKED = "此件与原件核对无误"
_LONG_TERM_AGE, _LONG_VALIDITY_AGE = 46, 26
_REGISTER = Form(
    "",
    "",
    (
        row(10, "2 姓名|3 {name}|2.2 户主或与户主关系|2.4 {relation}"),
        row(10, "2 性别|3 {sex}|2.2 民族|2.4 {nation}"),
        row(10, "2 出生日期|3 {born}|2.2 籍贯|2.4 {origin}"),
        row(10, "2 公民身份号码|5 {identity}|1.2 样本|1.4 {sample}"),
        row(10, "2 文化程度|3 {education}|2.2 婚姻状况|2.4 {marital}"),
        row(10, "2 住址|7.6 {address}"),
    ),
)


def _framed(sheet: Sheet, top: int, height: int = _CARD_HEIGHT) -> None:
    box = (_CARD_LEFT, top, _CARD_LEFT + _CARD_WIDTH, top + height)
    sheet.draw.rounded_rectangle(box, radius=22, outline=PALE, width=3)


def _sample_mark(sheet: Sheet, x: int, y: int, size: int = 54) -> None:
    sheet.text((x, y), SAMPLE, size, fill=110, serif=False)


def _checked_line(sheet: Sheet, rng: Random) -> None:
    sheet.draw.rectangle((690, 1560, 970, 1606), outline=90, width=3)
    sheet.text((706, 1566), _CHECKED, 28, fill=80, serif=False)
    sheet.signature((720, 1610), rng.choice(("李晓冬", "张立华", "王建新", "孙国臣")), 32, rng=rng)


def identity_cards(household: DemoHousehold, day: date, rng: Random) -> list[Sheet]:
    """Return front and back of each member's card, one member a page; small children have none."""
    sheets = []
    for member in shown_members(household, day):
        if member.age(day) < 6:
            continue
        sheet = Sheet()
        _card_front(sheet, 240, member, household)
        _card_back(sheet, 780, member, day)
        _checked_line(sheet, rng)
        sheets.append(sheet)
    return sheets or [_no_card(household)]


def _card_front(sheet: Sheet, top: int, member: DemoMember, household: DemoHousehold) -> None:
    _framed(sheet, top)
    left, born = _CARD_LEFT + 36, member.born_on
    nation = ETHNICITY_LABELS[member.ethnicity].removesuffix("族")
    sheet.text((left, top + 34), f"姓名  {member.name}", 26, serif=False)
    sheet.text((left, top + 82), f"性别  {SEX[member.sex]}   民族  {nation}", 22, serif=False)
    sheet.text((left, top + 126), f"出生  {born.year} 年 {born.month} 月 {born.day} 日", 22, serif=False)
    for number, line in enumerate(wrapped(f"吉林省{household.registered_address}", 22, 270)):
        sheet.text((left + 62, top + 170 + number * 30), line, 22, serif=False)
    sheet.text((left, top + 170), "住址", 22, serif=False)
    sheet.text((left, top + 300), f"公民身份号码  {member.identity}", 24, serif=False)
    sheet.image.paste(portrait(member.sex), (_CARD_LEFT + 370, top + 44))
    _sample_mark(sheet, _CARD_LEFT + 400, top + 236, 44)


def _card_back(sheet: Sheet, top: int, member: DemoMember, day: date) -> None:
    _framed(sheet, top)
    issued = day - timedelta(days=400 + int(member.identity[13:17]) % 2400)
    age = member.age(issued) if issued > member.born_on else 0
    years = 20 if age >= _LONG_VALIDITY_AGE else 10 if age >= 16 else 5
    until = "长期" if age >= _LONG_TERM_AGE else f"{issued.year + years}.{issued:%m.%d}"
    sheet.text((_CARD_LEFT + 190, top + 50), "中华人民共和国", 36, serif=False)
    sheet.text((_CARD_LEFT + 170, top + 108), "居 民 身 份 证", 48, serif=False)
    sheet.text((_CARD_LEFT + 90, top + 236), "签发机关  大安市公安局", 24, serif=False)
    sheet.text((_CARD_LEFT + 90, top + 286), f"有效期限  {issued:%Y.%m.%d}-{until}", 24, serif=False)
    _sample_mark(sheet, _CARD_LEFT + 40, top + 60)


def _no_card(household: DemoHousehold) -> Sheet:
    sheet = Sheet()
    sheet.paragraph(300, f"{household.head.name}未办理居民身份证，以户口簿成员页代替。（样本）")
    return sheet


@cache
def _register_page() -> tuple[Image.Image, dict[str, tuple[int, int, int, int]]]:
    image, boxes, bottom = blank(_REGISTER)
    return image.crop((0, 196, WIDTH, bottom + 6)), boxes


def register_pages(household: DemoHousehold, day: date, rng: Random) -> list[Sheet]:
    """Return the household register: cover data and the members, two a page."""
    people = shown_members(household, day)
    sheets = []
    for start in range(0, len(people), 2):
        sheet = Sheet()
        for place, member in enumerate(people[start : start + 2]):
            _register_entry(sheet, 190 + place * 660, member, household)
        _checked_line(sheet, rng)
        sheets.append(sheet)
    return sheets


def _register_entry(sheet: Sheet, top: int, member: DemoMember, household: DemoHousehold) -> None:
    image, boxes = _register_page()
    sheet.centred(top - 70, "常 住 人 口 登 记 卡", 36)
    sheet.image.paste(image, (0, top))
    values = {
        "name": member.name,
        "relation": RELATION[member.relation],
        "sex": SEX[member.sex],
        "nation": ETHNICITY_LABELS[member.ethnicity],
        "born": chinese_date(member.born_on),
        "origin": "吉林省大安市",
        "identity": member.identity,
        "education": EDUCATION[member.education],
        "marital": MARITAL[member.marital],
        "address": household.registered_address,
    }
    for name, value in values.items():
        x, y, width, height = boxes[name]
        sheet.in_box((x, y - 196 + top, width, height), value)
    sheet.seal((1010, top + image.height + 70), "大安市公安局户口专用章", angle=top % 17)
    sheet.text((160, top + image.height + 20), "承办人签章：          登记日期：", 22, fill=PRINT)


def disability_certificates(household: DemoHousehold, day: date, rng: Random) -> list[Sheet]:
    """Return a copy of each disability certificate."""
    sheets = []
    for member in shown_members(household, day):
        if member.disability_certificate:
            sheet = Sheet()
            _certificate(sheet, 260, member, household)
            _checked_line(sheet, rng)
            sheets.append(sheet)
    return sheets


def _certificate(sheet: Sheet, top: int, member: DemoMember, household: DemoHousehold) -> None:
    left = 170
    sheet.draw.rectangle((left - 30, top, WIDTH - 140, top + 620), outline=PALE, width=3)
    sheet.centred(top + 30, "中华人民共和国残疾人证", 40)
    kind, level = DISABILITY_KIND[member.disability_kind], DISABILITY_LEVEL[member.disability_level]
    lines = (
        f"姓　　名：{member.name}    性别：{SEX[member.sex]}    民族：{ETHNICITY_LABELS[member.ethnicity]}",
        f"出生日期：{chinese_date(member.born_on)}",
        f"残疾类别：{kind}残疾        残疾等级：{level}",
        f"残疾证号：{member.disability_certificate}",
        f"住　　址：{household.address}",
        f"发证日期：{chinese_date(member.disability_issued_on)}",
        f"有效期至：{chinese_date(member.disability_valid_until)}",
    )
    y = top + 120
    for line in (part for whole in lines for part in wrapped(whole, 27, 640)):
        sheet.text((left, y), line, 27)
        y += 58
    sheet.image.paste(portrait(member.sex), (WIDTH - 350, top + 130))
    _sample_mark(sheet, WIDTH - 330, top + 350)
    sheet.seal((WIDTH - 300, top + 500), "大安市残疾人联合会", angle=9)


def bank_card(household: DemoHousehold, day: date, rng: Random) -> list[Sheet]:
    """Return a copy of the card into which the allowance is paid."""
    sheet = Sheet()
    _framed(sheet, 300)
    sheet.text((_CARD_LEFT + 40, 340), household.bank, 30, serif=False)
    number = " ".join(household.account[i : i + 4] for i in range(0, len(household.account), 4))
    sheet.text((_CARD_LEFT + 40, 480), number, 32, serif=False)
    sheet.text((_CARD_LEFT + 40, 570), f"户名  {household.head.name}", 26, serif=False)
    _sample_mark(sheet, _CARD_LEFT + 420, 570)
    _checked_line(sheet, rng)
    return [sheet]
