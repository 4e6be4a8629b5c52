"""Addresses of printing."""

from __future__ import annotations

from django.urls import path

from hudang.web.printing import views, views_studio

app_name = "printing"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("preview/", views.preview, name="preview"),
    path("due/", views.due, name="due"),
    path("records/", views.records, name="records"),
    path("printer/", views_studio.printer, name="printer"),
    path("designs/", views_studio.designs, name="designs"),
    path("designs/<str:paper>/", views_studio.designs, name="design"),
    path("designs/<str:paper>/preview/", views_studio.design_preview, name="design-preview"),
    path("designs/<str:paper>/restore/<int:version>/", views_studio.restore, name="restore-design"),
    path("households/<str:code>/<str:kind>/", views.household, name="household"),
    path("files/<int:file_id>/out-cards/", views.out_cards, name="out-cards"),
    path("boxes/<int:box_id>/<str:kind>/", views.box, name="box"),
]
