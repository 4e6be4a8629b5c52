"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import path

from hudang.web.casework import (
    views_case,
    views_changes,
    views_declared,
    views_desk,
    views_list,
    views_new,
    views_notices,
    views_objections,
    views_people,
    views_scans,
)

app_name = "casework"
urlpatterns = [
    path("", views_list.cases, name="list"),
    path("export/", views_list.export, name="export"),
    path("board/", views_list.board, name="board"),
    path("office/", views_people.office, name="office"),
    path("hand-over/", views_people.hand_all, name="hand-over-all"),
    path("new/", views_new.new, name="new"),
    path("change/<str:code>/", views_changes.choose, name="change-choose"),
    path("change/<str:code>/<str:kind>/", views_changes.new, name="change-new"),
    path("notices/", views_notices.notices, name="notices"),
    path("notices/prepare/<str:village>/", views_notices.prepare, name="notice-prepare"),
    path("notices/<str:number>/", views_notices.notice, name="notice"),
    path("notices/<str:number>/post/", views_notices.post, name="notice-post"),
    path("notices/<str:number>/photo/<str:which>/", views_notices.photograph, name="notice-photograph"),
    path("notices/<str:number>/photo/<str:which>/image/", views_notices.notice_photo, name="notice-photo"),
    path("notices/<str:number>/close/", views_notices.close, name="notice-close"),
    path("notices/<str:number>/drop/", views_notices.drop, name="notice-drop"),
    path("spot-checks/", views_objections.spot_checks, name="spot-checks"),
    path("<str:number>/", views_case.case, name="case"),
    path("<str:number>/change/", views_changes.edit, name="change-edit"),
    path("<str:number>/objections/", views_objections.objections, name="objections"),
    path("<str:number>/objections/<int:objection_id>/", views_objections.answer, name="objection-answer"),
    path("<str:number>/hearing/", views_objections.hearing, name="hearing"),
    path("<str:number>/county-visit/", views_objections.county_visit, name="county-visit"),
    path("<str:number>/service/", views_objections.service, name="service"),
    path("<str:number>/declared/", views_declared.declared, name="declared"),
    path("<str:number>/desk/<slug:step>/", views_desk.desk, name="desk"),
    path("<str:number>/scans/", views_scans.attach, name="attach-scan"),
    path("<str:number>/scans/<int:scan_id>/", views_scans.image, name="scan-image"),
    path("<str:number>/scans/<int:scan_id>/remove/", views_scans.remove, name="remove-scan"),
    path("<str:number>/pledge.pdf", views_scans.pledge, name="pledge-sheet"),
    path("<str:number>/hand-over/", views_people.hand, name="hand-over"),
    path("<str:number>/keep-out/", views_people.keep, name="keep-out"),
    path("<str:number>/exempt/", views_people.exempt, name="exempt"),
    path("<str:number>/extension/", views_people.extension, name="extension"),
    path("<str:number>/acts/<slug:act>/", views_case.act, name="act"),
]
