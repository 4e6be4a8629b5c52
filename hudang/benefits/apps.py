from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "hudang.benefits"
    label = "benefits"
    verbose_name = "低保金"
    default_auto_field = "django.db.models.BigAutoField"
