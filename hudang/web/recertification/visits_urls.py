"""Addresses of tasks to be done, visits and their checking."""

from __future__ import annotations

from django.urls import path

from hudang.web.recertification import checking_views, parts_views, tasks_views, visits_views

urlpatterns = [
    path("", tasks_views.tasks, name="list"),
    path("checking/", checking_views.waiting, name="checking"),
    path("household/<str:household_code>/", tasks_views.household, name="household"),
    path("household/<str:household_code>/begin/", visits_views.begin, name="begin"),
    path("household/<str:household_code>/attempt/", visits_views.attempt, name="attempt"),
    path("visit/<uuid:key>/", visits_views.visit, name="visit"),
    path("visit/<uuid:key>/drop/", visits_views.drop, name="drop"),
    path("visit/<uuid:key>/check/<slug:act>/", checking_views.act, name="check"),
    path("visit/<uuid:key>/photos/", parts_views.add_photos, name="photos"),
    path("visit/<uuid:key>/photos/<uuid:photo>/", parts_views.photo, name="photo"),
    path("visit/<uuid:key>/photos/<uuid:photo>/remove/", parts_views.remove, name="remove-photo"),
    path("visit/<uuid:key>/neighbours/<uuid:neighbour>/", parts_views.neighbour, name="neighbour"),
    path("visit/<uuid:key>/neighbours/<uuid:neighbour>/drop/", parts_views.drop, name="drop-neighbour"),
]
