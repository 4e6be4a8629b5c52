"""The document of the procedure is what the table says."""

from __future__ import annotations

import os
from pathlib import Path

from hudang.casework.rules.procedure_document import document

PROCEDURE = Path(__file__).parents[2] / "docs" / "procedure.md"


def test_the_document_is_generated_from_the_table() -> None:
    if os.environ.get("HUDANG_WRITE_DOCS") == "1":
        PROCEDURE.write_text(document(), encoding="utf-8")
    assert PROCEDURE.read_text(encoding="utf-8") == document()
