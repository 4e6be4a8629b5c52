from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "hudang.forms"
    label = "forms"
    verbose_name = "表单"
    default_auto_field = "django.db.models.BigAutoField"
