"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.divisions import imports, views

app_name = "divisions"
urlpatterns: list[URLPattern] = [
    path("", views.divisions, name="list"),
    path("new/", views.new_division, name="new"),
    path("import/", imports.upload, name="import"),
    path("import/confirm/", imports.confirm, name="import-confirm"),
    path("<str:code>/", views.division, name="division"),
    path("<str:code>/rename/", views.rename, name="rename"),
    path("<str:code>/aliases/", views.aliases, name="aliases"),
    path("<str:code>/end/", views.end, name="end"),
]
