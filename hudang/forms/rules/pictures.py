"""Photographs for forms: turned upright, made small, and carried as data addresses within the form.

Drawn signatures are such pictures too.
"""

from __future__ import annotations

import base64
import io
from typing import IO

from PIL import Image, ImageOps

from hudang.forms.rules.definition import FormDefinition
from hudang.forms.vocabulary import Kind

_LONGEST_SIDE, _QUALITY, _MOST_PIXELS = 1280, 80, 60_000_000
_FORMATS = ("PNG", "JPEG")
# what no reader takes for a picture, so that the fault stands at the field
NO_PICTURE = "data:,"


def picture_address(source: IO[bytes]) -> str:
    """Return a photograph as the data address of a JPEG of at most 1280 pixels; ``NO_PICTURE`` when it is none."""
    try:
        with Image.open(source) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return NO_PICTURE
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return NO_PICTURE
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    target = io.BytesIO()
    upright.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(target.getvalue()).decode()}"


def can_be_drawn(address: str) -> bool:
    """Tell whether a data address holds a whole PNG or JPEG of a bearable size: a broken one would stop the paper."""
    try:
        content = base64.b64decode(address.partition(",")[2], validate=True)
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            # the check sums, which loading passes over
            picture.verify()
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return False
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def photograph_names(definition: FormDefinition) -> tuple[str, ...]:
    """Return how the names begin under which photographs of a form are sent."""
    single = [each.key for each in definition.fields() if each.kind is Kind.PHOTO]
    rows = [f"{table.key}_" for table in definition.tables() if any(c.kind is Kind.PHOTO for c in table.columns)]
    return (*single, *rows)
