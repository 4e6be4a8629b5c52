"""Addresses of forms and their papers."""

from __future__ import annotations

from django.urls import path

from hudang.web.forms import views

app_name = "forms"
urlpatterns = [
    path("", views.catalogue, name="list"),
    path("<str:form>/blank.pdf", views.blank, name="blank"),
    path("<str:form>/new/", views.new, name="new"),
    path("papers/<int:paper_id>/", views.paper, name="paper"),
    path("papers/<int:paper_id>.pdf", views.paper_pdf, name="paper-pdf"),
]
