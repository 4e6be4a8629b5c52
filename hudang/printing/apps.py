from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "hudang.printing"
    label = "printing"
    verbose_name = "打印"
    default_auto_field = "django.db.models.BigAutoField"
