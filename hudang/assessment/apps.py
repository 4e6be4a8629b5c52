from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "hudang.assessment"
    label = "assessment"
    verbose_name = "家庭经济状况评估"
    default_auto_field = "django.db.models.BigAutoField"
