"""Addresses of the investigation of one case."""

from __future__ import annotations

from django.urls import path

from hudang.web.casework import (
    investigation_check,
    investigation_figures,
    investigation_means,
    investigation_tasks,
    investigation_telling,
)

app_name = "investigation"
urlpatterns = [
    path("<str:number>/tasks/", investigation_tasks.tasks, name="tasks"),
    path("<str:number>/tasks/add/", investigation_tasks.add, name="add"),
    path("<str:number>/tasks/<int:task>/", investigation_tasks.task, name="task"),
    path("<str:number>/tasks/<int:task>/records/<int:place>/", investigation_tasks.record, name="record"),
    path("<str:number>/tasks/<int:task>/do/<slug:act>/", investigation_tasks.act, name="act"),
    path("<str:number>/tasks/<int:task>/request/", investigation_check.request_sheet, name="request"),
    path("<str:number>/tasks/<int:task>/import/", investigation_check.results, name="import"),
    path("<str:number>/tasks/<int:task>/rejected.xlsx", investigation_check.rejected, name="rejected"),
    path("<str:number>/check-template.xlsx", investigation_check.template, name="template"),
    path("<str:number>/figures/", investigation_figures.figures, name="figures"),
    path("<str:number>/figures/add/", investigation_figures.add, name="add-figure"),
    path("<str:number>/means/", investigation_means.means, name="means"),
    path("<str:number>/mismatch/", investigation_telling.mismatch, name="mismatch"),
    path("<str:number>/contest/", investigation_telling.contested, name="contest"),
    path("<str:number>/recheck/", investigation_telling.rechecked, name="recheck"),
]
