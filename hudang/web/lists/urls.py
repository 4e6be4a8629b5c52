"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import path

from hudang.web.lists import views

app_name = "lists"
urlpatterns = [
    path("<str:listing>/columns/", views.columns, name="columns"),
    path("<str:listing>/views/", views.saved, name="views"),
    path("views/<int:view_id>/", views.change, name="change"),
]
