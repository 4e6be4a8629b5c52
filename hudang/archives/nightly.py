"""What the archive does every night."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.accounts.actions.console import console_actor
from hudang.archives.actions.figures import verify_figures
from hudang.platform.nights import NightlyWork, Report


def _verify(day: date, progress: Report) -> dict[str, Any]:
    found = len(verify_figures(actor=console_actor(), mend=True))
    return {"message": f"发现 {found} 处不符，已重新统计" if found else "统计数与清点相符", "differences": found}


VERIFY_FIGURES = NightlyWork("verify_figures", "核对统计数", _verify)
