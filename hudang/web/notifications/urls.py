"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.notifications import views

app_name = "notifications"
urlpatterns: list[URLPattern] = [
    path("", views.inbox, name="inbox"),
    path("mark/", views.mark, name="mark"),
    path("all-read/", views.all_read, name="all-read"),
    path("digest/", views.digest, name="digest"),
    path("<int:delivery_id>/", views.opened, name="message"),
]
