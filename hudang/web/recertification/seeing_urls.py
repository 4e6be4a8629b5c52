"""Addresses of the overview: board, calendar, rates, endings, single tasks, supervision sheets."""

from __future__ import annotations

from django.urls import path

from hudang.web.recertification import (
    campaigns_views,
    contacts_views,
    postings_views,
    seeing_views,
    supervision_views,
    tasks_one_views,
)

urlpatterns = [
    path("board/", seeing_views.board, name="board"),
    path("calendar/", seeing_views.calendar, name="calendar"),
    path("people/", seeing_views.people, name="people"),
    path("endings/", seeing_views.endings, name="endings"),
    path("tasks/", tasks_one_views.tasks, name="tasks"),
    path("tasks/assign/", tasks_one_views.assign, name="assign"),
    path("tasks/<int:task_id>/", tasks_one_views.task, name="task"),
    path("reminders/", contacts_views.reminders, name="reminders"),
    path("feed/", contacts_views.feed, name="feed"),
    path("feed/<slug:secret>.ics", contacts_views.ics, name="ics"),
    path("household/<str:household_code>/contacts/", contacts_views.contacts, name="contacts"),
    path("campaigns/", campaigns_views.listing, name="campaigns"),
    path("campaigns/new/", campaigns_views.begin, name="campaign-new"),
    path("campaigns/<int:campaign_id>/", campaigns_views.detail, name="campaign"),
    path("campaigns/<int:campaign_id>/households/", campaigns_views.households, name="campaign-households"),
    path("campaigns/<int:campaign_id>/notice/", campaigns_views.notice, name="campaign-notice"),
    path("campaigns/<int:campaign_id>/summary/", campaigns_views.summary, name="campaign-summary"),
    path("campaigns/<int:campaign_id>/draw/", campaigns_views.draw, name="campaign-draw"),
    path("campaigns/<int:campaign_id>/close/", campaigns_views.close, name="campaign-close"),
    path("campaigns/<int:campaign_id>/postings/", postings_views.postings, name="campaign-postings"),
    path("campaigns/<int:campaign_id>/postings/<int:posting_id>/", postings_views.posting, name="campaign-posting"),
    path("campaigns/<int:campaign_id>/<str:household_code>/", campaigns_views.check, name="campaign-check"),
    path("supervision/", supervision_views.listing, name="supervisions"),
    path("supervision/new/<str:township>/", supervision_views.issue, name="supervision-new"),
    path("supervision/<int:sheet_id>/", supervision_views.detail, name="supervision"),
    path("supervision/<int:sheet_id>/answer/", supervision_views.answer, name="supervision-answer"),
    path("supervision/<int:sheet_id>/close/", supervision_views.close, name="supervision-close"),
]
