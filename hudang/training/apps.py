from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "hudang.training"
    label = "training"
    verbose_name = "培训与教育"
    default_auto_field = "django.db.models.BigAutoField"
