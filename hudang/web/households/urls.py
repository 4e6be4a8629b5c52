"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import path

from hudang.web.households import (
    views_bulk,
    views_detail,
    views_economy,
    views_edit,
    views_list,
    views_members,
    views_sheet,
)

app_name = "households"
urlpatterns = [
    path("", views_list.households, name="list"),
    path("export/", views_list.export, name="export"),
    path("bulk/", views_bulk.bulk, name="bulk"),
    path("bulk/start/", views_bulk.start, name="bulk-start"),
    path("new/", views_list.new, name="new"),
    path("<str:code>/", views_detail.detail, name="detail"),
    path("<str:code>/sheet/", views_sheet.sheet, name="sheet"),
    path("<str:code>/history/", views_detail.history, name="history"),
    path("<str:code>/edit/", views_edit.edit, name="edit"),
    path("<str:code>/dwelling/", views_edit.dwelling, name="dwelling"),
    path("<str:code>/state/", views_edit.state, name="state"),
    path("<str:code>/state/stop/", views_edit.stop, name="stop"),
    path("<str:code>/state/restart/", views_edit.restart, name="restart"),
    path("<str:code>/state/change/", views_edit.put_state, name="put-state"),
    path("<str:code>/classification/", views_edit.classification, name="classification"),
    path("<str:code>/classification/accept/", views_edit.accept, name="accept-proposal"),
    path("<str:code>/classification/withdraw/", views_edit.withdraw, name="withdraw-acceptance"),
    path("<str:code>/incomes/", views_economy.incomes, name="incomes"),
    path("<str:code>/assets/", views_economy.assets, name="assets"),
    path("<str:code>/head/", views_members.head, name="change-head"),
    path("<str:code>/reveal/<slug:field>/", views_detail.reveal_household, name="reveal"),
    path("<str:code>/members/add/", views_members.add, name="add-member"),
    path("<str:code>/members/<int:member_id>/", views_detail.member, name="member"),
    path("<str:code>/members/<int:member_id>/edit/", views_members.edit, name="edit-member"),
    path("<str:code>/members/<int:member_id>/end/", views_members.end, name="end-membership"),
    path("<str:code>/members/<int:member_id>/reveal/<slug:field>/", views_detail.reveal_member, name="reveal-member"),
]
