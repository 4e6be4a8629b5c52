from django.apps import AppConfig


class RecertificationConfig(AppConfig):
    name = "hudang.recertification"
    label = "recertification"
    verbose_name = "动态管理"
    default_auto_field = "django.db.models.BigAutoField"
