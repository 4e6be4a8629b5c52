"""Addresses of the page for villages without network, of what it sends, and of the telephones that keep it."""

from __future__ import annotations

from django.urls import path

from hudang.web.recertification import app_views, devices_views, paper_views

urlpatterns = [
    path("app/", app_views.app, name="app"),
    path("app/worker.js", app_views.worker, name="app-worker"),
    path("app/manifest.webmanifest", app_views.manifest, name="app-manifest"),
    path("app/session/", app_views.session, name="app-session"),
    path("app/standing/", app_views.standing, name="app-standing"),
    path("app/device/", app_views.device, name="app-device"),
    path("app/bundle/", app_views.bundle, name="app-bundle"),
    path("app/visit/", app_views.send_visit, name="app-visit"),
    path("app/photo/", app_views.send_photo, name="app-photo"),
    path("app/attempt/", app_views.send_attempt, name="app-attempt"),
    path("app/submit/", app_views.submit, name="app-submit"),
    path("sheets/", paper_views.sheets, name="task-sheets"),
    path("paper/", paper_views.papers, name="task-papers"),
    path("paper/<int:household_task>/", paper_views.paper, name="task-paper"),
    path("devices/", devices_views.devices, name="devices"),
    path("devices/<int:device_id>/lock/", devices_views.lock, name="lock-device"),
]
