from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "hudang.households"
    label = "households"
    verbose_name = "家庭与成员"
    default_auto_field = "django.db.models.BigAutoField"
