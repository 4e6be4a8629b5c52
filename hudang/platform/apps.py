from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from hudang.platform import figures


def _before_migrations(plan: Any, **_: Any) -> None:
    if plan:
        figures.release()


def _after_migrations(plan: Any = None, **_: Any) -> None:
    # without a plan it is the tests' emptying of all tables
    if plan or plan is None or not figures.installed():
        figures.install()


class PlatformConfig(AppConfig):
    name = "hudang.platform"
    label = "platform"
    verbose_name = "平台"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_before_migrations, sender=self)
        post_migrate.connect(_after_migrations, sender=self)
