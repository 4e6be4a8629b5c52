from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hudang.web"
    label = "web"
    verbose_name = "页面"
