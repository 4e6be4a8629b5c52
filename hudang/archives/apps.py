from importlib import import_module

from django.apps import AppConfig

from hudang.platform import figures


class ArchivesConfig(AppConfig):
    name = "hudang.archives"
    label = "archives"
    verbose_name = "档案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        figures.keep(import_module("hudang.archives.models.figures").KEPT)
