from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "hudang.archives"
    label = "archives"
    verbose_name = "档案"
    default_auto_field = "django.db.models.BigAutoField"
