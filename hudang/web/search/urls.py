"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import path

from hudang.web.search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("suggest/", views.suggest, name="suggest"),
]
