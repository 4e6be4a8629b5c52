from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hudang.accounts"
    label = "accounts"
    verbose_name = "人员与授权"
    default_auto_field = "django.db.models.BigAutoField"
