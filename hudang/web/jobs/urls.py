"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="list"),
    path("<uuid:job_id>/", views.detail, name="detail"),
    path("<uuid:job_id>/result/", views.result, name="result"),
    path("<uuid:job_id>/undo/", views.undo, name="undo"),
]
