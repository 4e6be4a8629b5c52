"""Addresses of the means test."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.assessment import views

app_name = "assessment"
urlpatterns: list[URLPattern] = [
    path("", views.try_out, name="try"),
]
