"""Addresses of the home page."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.home import views

urlpatterns: list[URLPattern] = [path("", views.home, name="home")]
