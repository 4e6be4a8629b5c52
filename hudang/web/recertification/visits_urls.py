"""Addresses of tasks to be done, visits and their checking."""

from __future__ import annotations

from django.urls import path

from hudang.web.recertification import tasks_views

urlpatterns = [
    path("", tasks_views.tasks, name="list"),
]
