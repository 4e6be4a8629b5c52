from importlib import import_module
from typing import Any

from django.apps import AppConfig


class RecertificationConfig(AppConfig):
    name = "hudang.recertification"
    label = "recertification"
    verbose_name = "动态管理"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a folder of scans give up the task sheets in it."""
        import_module("hudang.archives.actions.folders").FILED_BY_CODE.append(_task_sheet)


def _task_sheet(*page: Any) -> Any:
    # brought in only when a folder is filed: it brings all forms with it
    return import_module("hudang.recertification.actions.task_sheets").take_in_scan(*page)
