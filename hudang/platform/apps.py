from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "hudang.platform"
    label = "platform"
    verbose_name = "平台"
    default_auto_field = "django.db.models.BigAutoField"
