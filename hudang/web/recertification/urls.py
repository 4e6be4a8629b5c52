"""Addresses of this area's pages, part by part."""

from __future__ import annotations

from django.urls import include, path

app_name = "recertification"
urlpatterns = [
    path("", include("hudang.web.recertification.visits_urls")),
]
