"""Papers without typesetting, for tests that need a case brought somewhere and not its sheets."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pikepdf


def _plain_page(sheet: Any, *_: Any) -> bytes:
    """Return a page that is empty, and another one for every other sheet."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    made.docinfo["/Subject"] = hashlib.sha256(repr(sheet).encode()).hexdigest()
    kept = io.BytesIO()
    made.save(kept, deterministic_id=True)
    return kept.getvalue()


@contextmanager
def plain_papers() -> Iterator[None]:
    """Let papers be made of empty pages: their data, numbers and filing are as ever."""
    with patch("hudang.forms.actions.papers.render_sheet", _plain_page):
        yield
