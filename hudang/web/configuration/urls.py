"""Addresses of the settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.configuration import bundle, schemes, views

app_name = "configuration"
urlpatterns: list[URLPattern] = [
    path("", views.hub, name="hub"),
    path("export/", bundle.export, name="export"),
    path("import/", bundle.upload, name="import"),
    path("import/confirm/", bundle.confirm, name="import-confirm"),
    path("schemes/", schemes.listing, name="schemes"),
    path("schemes/<int:scheme_id>/", schemes.scheme, name="scheme"),
    path("schemes/<int:scheme_id>/preview/", schemes.preview, name="scheme-preview"),
    path("schemes/<int:scheme_id>/workbook/", schemes.workbook, name="scheme-workbook"),
    path("schemes/<int:scheme_id>/adopt/", schemes.adopt, name="scheme-adopt"),
    path("schemes/<int:scheme_id>/apply/", schemes.apply, name="scheme-apply"),
    path("schemes/<int:scheme_id>/discard/", schemes.discard, name="scheme-discard"),
    path("schemes/<int:scheme_id>/classes/new/", schemes.new_class, name="class-new"),
    path("schemes/<int:scheme_id>/classes/<int:class_id>/", schemes.edit_class, name="class"),
    path("schemes/<int:scheme_id>/classes/<int:class_id>/remove/", schemes.remove, name="class-remove"),
    path("<str:kind>/", views.listing, name="list"),
    path("<str:kind>/new/", views.new, name="new"),
    path("<str:kind>/<int:pk>/", views.setting, name="setting"),
    path("<str:kind>/<int:pk>/end/", views.end, name="end"),
    path("<str:kind>/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
