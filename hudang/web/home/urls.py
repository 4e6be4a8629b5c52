"""Addresses of the home page."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.home import looks, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("look/", looks.look, name="look"),
    path("first-steps/", looks.first_steps, name="first-steps"),
]
