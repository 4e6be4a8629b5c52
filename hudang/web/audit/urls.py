"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.audit import views

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("", views.entries, name="list"),
    path("verify/", views.verify, name="verify"),
    path("<int:sequence>/", views.entry, name="entry"),
]
