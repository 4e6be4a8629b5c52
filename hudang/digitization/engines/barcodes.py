"""Reading the codes in a photograph with zxing-cpp."""

from __future__ import annotations

from typing import BinaryIO

import zxingcpp
from PIL import Image

from hudang.digitization.errors import DamagedImage

# a label fills a good part of the photograph; larger ones only cost time
_LONGEST_SIDE = 2400
_FORMATS = ["JPEG", "PNG"]
_MOST_PIXELS = 60_000_000


def codes_in(photograph: BinaryIO, name: str) -> list[str]:
    """Return the texts of the codes in a photograph, QR and others; raises ``DamagedImage`` for what is no picture."""
    try:
        with Image.open(photograph, formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise DamagedImage(name=name)
            image.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
            image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            grey = image.convert("L")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise DamagedImage(name=name) from None
    return [found.text for found in zxingcpp.read_barcodes(grey) if found.text]
