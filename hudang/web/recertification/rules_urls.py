"""Addresses of the rules of recertification."""

from __future__ import annotations

from django.urls import path

from hudang.web.recertification import rules_views

urlpatterns = [
    path("", rules_views.listing, name="rules"),
    path("new/", rules_views.edit, name="rule-new"),
    path("trials/<uuid:job_id>/", rules_views.trial, name="trial"),
    path("households/<str:household_code>/", rules_views.judged, name="judged"),
    path("<str:code>/", rules_views.detail, name="rule"),
    path("<str:code>/edit/", rules_views.edit, name="rule-edit"),
    path("<str:code>/off/", rules_views.switch_off, name="rule-off"),
    path("<str:code>/under/", rules_views.under, name="under"),
]
