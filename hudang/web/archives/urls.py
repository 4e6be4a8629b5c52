"""Addresses of boxes, pouches, items and missing papers."""

from __future__ import annotations

from django.urls import path, re_path

from hudang.web.archives import (
    views_boxes,
    views_items,
    views_lists,
    views_missing,
    views_pouch,
    views_queue,
    views_scan,
)
from hudang.web.archives.urls_life import life_patterns
from hudang.web.archives.urls_ways import ways_patterns

app_name = "archives"
urlpatterns = [
    *life_patterns,
    *ways_patterns,
    path("villages/", views_lists.villages, name="villages"),
    path("villages/workbook/", views_lists.villages_workbook, name="villages-workbook"),
    path("villages/empty-boxes/", views_boxes.empty_boxes, name="empty-boxes"),
    path("villages/<str:code>/", views_boxes.village, name="village"),
    path("villages/<str:code>/arrange/", views_boxes.arrange, name="arrange-village"),
    path("boxes/", views_lists.boxes, name="boxes"),
    path("boxes/workbook/", views_lists.boxes_workbook, name="boxes-workbook"),
    path("boxes/<int:box_id>/", views_boxes.box, name="box"),
    path("boxes/<int:box_id>/place/", views_boxes.place, name="place-box"),
    path("boxes/<int:box_id>/continue/", views_boxes.continue_village, name="continue-box"),
    path("files/<int:file_id>/", views_boxes.file, name="file"),
    path("pouches/move/", views_boxes.move, name="move-pouches"),
    path("pouches/moves/<int:move_id>/undo/", views_boxes.take_back, name="undo-pouch-move"),
    path("pouches/<int:pouch_id>/close/", views_boxes.close_pouch, name="close-pouch"),
    path("households/<str:code>/open-pouch/", views_boxes.open_pouch, name="open-pouch"),
    path("pouches/<int:pouch_id>/", views_pouch.pouch, name="pouch"),
    path("pouches/<int:pouch_id>/upload/", views_pouch.upload, name="upload"),
    path("pouches/<int:pouch_id>/items/new/", views_pouch.new_item, name="new-item"),
    path("items/<int:item_id>/", views_items.item, name="item"),
    path("items/<int:item_id>/scan/", views_pouch.attach, name="attach-scan"),
    path("items/<int:item_id>/correct/", views_items.correct, name="correct-item"),
    re_path(
        r"^items/(?P<item_id>\d{1,18})/pages/(?P<number>\d{1,9})/(?P<kind>thumbnail|image)/$",
        views_items.page_image,
        name="page-image",
    ),
    path("items/<int:item_id>/pages/<int:number>/original/", views_items.page_original, name="page-original"),
    path("queue/", views_queue.queue, name="queue"),
    path("queue/decide/", views_queue.decide, name="decide"),
    path("queue/discard/", views_queue.discard, name="discard-queued"),
    path("queue/restore/", views_queue.restore, name="restore-queued"),
    path("queue/households/", views_queue.households, name="queue-households"),
    re_path(
        r"^queue/(?P<queued_id>\d{1,18})/(?P<kind>thumbnail|image)/$", views_queue.queued_image, name="queued-image"
    ),
    path("scan/", views_scan.scan, name="scan"),
    path("missing/", views_missing.missing, name="missing"),
    path("missing/workbook/", views_missing.missing_workbook, name="missing-workbook"),
    re_path(r"^q/(?P<kind>[pb])(?P<number>\d{1,18})/$", views_boxes.scanned, name="scanned"),
]
