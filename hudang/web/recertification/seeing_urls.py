"""Addresses of the overview: board, calendar, rates, endings, single tasks, supervision sheets."""

from __future__ import annotations

from django.urls import path

from hudang.web.recertification import contacts_views, seeing_views, supervision_views, tasks_one_views

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
    path("supervision/", supervision_views.listing, name="supervisions"),
    path("supervision/new/<str:township>/", supervision_views.issue, name="supervision-new"),
    path("supervision/<int:sheet_id>/", supervision_views.detail, name="supervision"),
    path("supervision/<int:sheet_id>/answer/", supervision_views.answer, name="supervision-answer"),
    path("supervision/<int:sheet_id>/close/", supervision_views.close, name="supervision-close"),
]
