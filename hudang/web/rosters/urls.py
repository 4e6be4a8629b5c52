"""Addresses of roster imports."""

from __future__ import annotations

from django.urls import path

from hudang.web.rosters import views

app_name = "rosters"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:import_id>/", views.detail, name="detail"),
    path("<int:import_id>/columns/", views.columns, name="columns"),
    path("<int:import_id>/import/", views.carry_out, name="import"),
    path("<int:import_id>/undo/", views.undo, name="undo"),
    path("<int:import_id>/corrections/", views.corrections, name="corrections"),
]
