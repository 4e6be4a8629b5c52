"""Address of the page of components."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.ui import views

urlpatterns: list[URLPattern] = [path("ui/", views.components, name="ui")]
