from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "hudang.library"
    label = "library"
    verbose_name = "地区资料与制度"
    default_auto_field = "django.db.models.BigAutoField"
