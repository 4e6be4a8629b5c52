"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.nights import views

app_name = "nights"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="list"),
    path("start/", views.start, name="start"),
]
