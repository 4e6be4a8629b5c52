"""Addresses of the region's parameters, under the settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.assessment import views_sheets

app_name = "sheets"
urlpatterns: list[URLPattern] = [
    path("", views_sheets.listing, name="list"),
    path("new/", views_sheets.new, name="new"),
    path("<int:sheet_id>/", views_sheets.sheet, name="sheet"),
]
