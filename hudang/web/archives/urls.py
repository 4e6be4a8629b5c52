"""Addresses of boxes, pouches, items and missing papers."""

from __future__ import annotations

from django.urls import path, re_path

from hudang.web.archives import views_boxes, views_missing

app_name = "archives"
urlpatterns = [
    path("villages/", views_boxes.villages, name="villages"),
    path("villages/empty-boxes/", views_boxes.empty_boxes, name="empty-boxes"),
    path("villages/<str:code>/", views_boxes.village, name="village"),
    path("boxes/<int:box_id>/", views_boxes.box, name="box"),
    path("boxes/<int:box_id>/place/", views_boxes.place, name="place-box"),
    path("boxes/<int:box_id>/continue/", views_boxes.continue_village, name="continue-box"),
    path("files/<int:file_id>/", views_boxes.file, name="file"),
    path("pouches/<int:pouch_id>/move/", views_boxes.move, name="move-pouch"),
    path("pouches/<int:pouch_id>/close/", views_boxes.close_pouch, name="close-pouch"),
    path("households/<str:code>/open-pouch/", views_boxes.open_pouch, name="open-pouch"),
    path("missing/", views_missing.missing, name="missing"),
    path("missing/workbook/", views_missing.missing_workbook, name="missing-workbook"),
    re_path(r"^q/(?P<kind>[pb])(?P<number>\d{1,18})/$", views_boxes.scanned, name="scanned"),
]
