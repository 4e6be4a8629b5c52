from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "hudang.quality"
    label = "quality"
    verbose_name = "质量检查"
    default_auto_field = "django.db.models.BigAutoField"
