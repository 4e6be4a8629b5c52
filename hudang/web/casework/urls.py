"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import path

from hudang.web.casework import views_case, views_declared, views_desk, views_list, views_new

app_name = "casework"
urlpatterns = [
    path("", views_list.cases, name="list"),
    path("export/", views_list.export, name="export"),
    path("new/", views_new.new, name="new"),
    path("<str:number>/", views_case.case, name="case"),
    path("<str:number>/declared/", views_declared.declared, name="declared"),
    path("<str:number>/desk/<slug:step>/", views_desk.desk, name="desk"),
    path("<str:number>/acts/<slug:act>/", views_case.act, name="act"),
]
