"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.quality import views_problems, views_rules, views_summary

app_name = "quality"
urlpatterns: list[URLPattern] = [
    path("", views_summary.summary, name="summary"),
    path("problems/", views_problems.problems, name="problems"),
    path("problems/waive/", views_problems.waive_ticked, name="waive"),
    path("problems/take-up/", views_problems.take_up_ticked, name="take-up"),
    path("problems/look-again/", views_problems.look_again_at_ticked, name="look-again"),
    path("problems.xlsx", views_problems.export, name="export"),
    path("rules/", views_rules.rules, name="rules"),
    path("rules/<slug:rule>/", views_rules.rule, name="rule"),
]
