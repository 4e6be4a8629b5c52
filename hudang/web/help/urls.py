"""Addresses of the user's guide."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.help import views

app_name = "help"
urlpatterns: list[URLPattern] = [
    path("", views.contents, name="contents"),
    path("<slug:name>/", views.show, name="chapter"),
]
