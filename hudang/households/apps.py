from importlib import import_module

from django.apps import AppConfig

from hudang.platform import figures


class HouseholdsConfig(AppConfig):
    name = "hudang.households"
    label = "households"
    verbose_name = "家庭与成员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        figures.keep(import_module("hudang.households.figures").KEPT)
