"""Addresses of what is reported and of lists of deaths and alerts."""

from __future__ import annotations

from django.urls import path

from hudang.web.recertification import events_views

urlpatterns = [
    path("new/", events_views.report, name="event-new"),
    path("lists/", events_views.lists, name="event-lists"),
    path("lists/template/", events_views.template, name="event-template"),
    path("lists/<int:list_id>/rejected/", events_views.rejected, name="event-rejected"),
]
