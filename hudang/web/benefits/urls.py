"""Addresses of the allowance."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.benefits import views_changes, views_ledger, views_lists, views_overview

app_name = "benefits"
urlpatterns: list[URLPattern] = [
    path("", views_overview.overview, name="overview"),
    path("awards/", views_overview.found, name="found"),
    path("due/", views_overview.due, name="due"),
    path("households/<str:code>/", views_overview.household, name="household"),
    path("assessments/<int:assessment_id>/", views_overview.assessment, name="assessment"),
    path("lists/prepare/", views_lists.prepare, name="prepare"),
    path("lists/<int:list_id>/", views_lists.payment_list, name="list"),
    path("lists/<int:list_id>/close/", views_lists.close, name="close"),
    path("lists/<int:list_id>/bank-file/", views_lists.export, name="bank-file"),
    path("lists/<int:list_id>/return/", views_lists.bank_return, name="bank-return"),
    path("lists/<int:list_id>/print/", views_lists.paper, name="print"),
    path("returns/<int:return_id>/wrong/", views_lists.wrong, name="wrong-lines"),
    path("back-payments/", views_ledger.back_payments, name="back-payments"),
    path("back-payments/<int:payment_id>/", views_ledger.back_payment, name="back-payment"),
    path("recoveries/", views_ledger.recoveries, name="recoveries"),
    path("recoveries/<int:recovery_id>/", views_ledger.recovery, name="recovery"),
    path("standard/", views_changes.changes, name="changes"),
    path("standard/<int:change_id>/", views_changes.change, name="change"),
    path("standard/<int:change_id>/act/", views_changes.act, name="change-act"),
]
