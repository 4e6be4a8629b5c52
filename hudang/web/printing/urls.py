"""Addresses of printing."""

from __future__ import annotations

from django.urls import path

from hudang.web.printing import views

app_name = "printing"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("households/<str:code>/<str:kind>/", views.household, name="household"),
    path("boxes/<int:box_id>/<str:kind>/", views.box, name="box"),
]
