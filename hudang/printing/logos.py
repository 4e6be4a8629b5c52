"""Logos for labels: an image is drawn anew, an SVG is let in only if it holds nothing but drawing."""

from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as ET

import typst
from PIL import Image, UnidentifiedImageError

from hudang.printing.errors import LogoRefused

MOST_BYTES = 500_000
_MOST_SIDE = 800
# shapes in groups in groups: no drawing program goes deeper, and readers of SVG go down by calling themselves
_DEEPEST = 40
_TRIAL = b'#image(bytes(sys.inputs.logo), format: "svg", height: 10pt)'
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_SHAPES = {
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "linearGradient", "radialGradient", "stop", "clipPath",
}  # fmt: skip
# an image as ``_drawn_anew`` writes it
_DRAWN_ANEW = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 \d+ \d+">'
    r'<image width="\d+" height="\d+" href="data:image/png;base64,([A-Za-z0-9+/=]+)"/></svg>'
)
_REFERENCE = re.compile(r"(?i)url\(\s*['\"]?(?!#)|javascript:|data:|https?:|@import|expression")


def safe_logo(content: bytes) -> str:
    """Return a logo as SVG that refers to nothing outside itself; raises LogoRefused."""
    if len(content) > MOST_BYTES:
        raise LogoRefused(reason="文件太大")
    logo = _checked_svg(content) if content.lstrip()[:1] == b"<" else _drawn_anew(content)
    _try(logo)
    return logo


def carried_logo(logo: str) -> str:
    """Return a logo that came in a settings file, checked as if it were uploaded; raises LogoRefused."""
    if not logo:
        return ""
    drawn = _DRAWN_ANEW.fullmatch(logo)
    try:
        return safe_logo(base64.b64decode(drawn[1], validate=True) if drawn else logo.encode())
    except ValueError as error:
        raise LogoRefused(reason="不是能读出的图片") from error


def _try(logo: str) -> None:
    """Refuse what the typesetter cannot draw: saved, it would stop every label of the county."""
    try:
        typst.compile(_TRIAL, format="pdf", sys_inputs={"logo": logo}, ignore_system_fonts=True)
    except typst.TypstError as error:
        raise LogoRefused(reason="这个图形画不出来，例如没有大小") from error


def _drawn_anew(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > 40_000_000:
                raise LogoRefused(reason="图片太大")
            image.thumbnail((_MOST_SIDE, _MOST_SIDE))
            width, height = image.size
            made = io.BytesIO()
            image.convert("RGBA").save(made, "PNG")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise LogoRefused(reason="不是能读出的图片") from error
    data = base64.b64encode(made.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )


def _checked_svg(content: bytes) -> str:
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper():
        raise LogoRefused(reason="SVG 里有文档类型声明")
    try:
        root = ET.fromstring(content)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise LogoRefused(reason="SVG 读不出来") from error
    if root.tag != f"{_NAMESPACE}svg":
        raise LogoRefused(reason="不是 SVG 图形")
    _refuse_depth(root)
    for element in root.iter():
        _check(element)
    ET.register_namespace("", _NAMESPACE[1:-1])
    return ET.tostring(root, encoding="unicode")


def _refuse_depth(root: ET.Element) -> None:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise LogoRefused(reason="SVG 里的组套得太深")


def _check(element: ET.Element) -> None:
    """Refuse whatever is no plain shape, runs, or points outside."""
    name = str(element.tag).removeprefix(_NAMESPACE)
    if name not in _SHAPES:
        raise LogoRefused(reason=f"SVG 里有“{name[:30]}”，只能有线条和形状")
    for key, value in element.attrib.items():
        if key.lower().startswith("on") or key.endswith("href") or _REFERENCE.search(value):
            raise LogoRefused(reason=f"SVG 的“{key[:30]}”会执行或引用外部内容")
