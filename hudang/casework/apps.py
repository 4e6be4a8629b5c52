from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "hudang.casework"
    label = "casework"
    verbose_name = "申请办理"
    default_auto_field = "django.db.models.BigAutoField"
