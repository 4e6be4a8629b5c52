"""Addresses of this area's pages, part by part."""

from __future__ import annotations

from django.urls import include, path

app_name = "recertification"
urlpatterns = [
    path("", include("hudang.web.recertification.visits_urls")),
    path("", include("hudang.web.recertification.seeing_urls")),
    path("events/", include("hudang.web.recertification.events_urls")),
    path("rules/", include("hudang.web.recertification.rules_urls")),
    path("", include("hudang.web.recertification.app_urls")),
]
