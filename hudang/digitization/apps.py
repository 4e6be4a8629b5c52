from django.apps import AppConfig


class DigitizationConfig(AppConfig):
    name = "hudang.digitization"
    label = "digitization"
    verbose_name = "数字化"
    default_auto_field = "django.db.models.BigAutoField"
