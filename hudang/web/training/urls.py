"""Addresses of training: learning, tests, certificates."""

from __future__ import annotations

from django.urls import path

from hudang.web.training import views_bank as bank
from hudang.web.training import views_certificates as certificates
from hudang.web.training import views_learning as learning
from hudang.web.training import views_practice as practice
from hudang.web.training import views_sessions as sessions
from hudang.web.training import views_staff as staff
from hudang.web.training import views_tests as tests

app_name = "training"
urlpatterns = [
    path("", learning.home, name="home"),
    path("courses/<slug:code>/", learning.course, name="course"),
    path("courses/<slug:code>/test/", tests.begin, name="begin-test"),
    path("courses/<slug:code>/questions/", bank.bank, name="bank"),
    path("courses/<slug:code>/lessons/new/", bank.new_lesson, name="new-lesson"),
    path("new-course/", bank.new_course, name="new-course"),
    path("questions/<int:question_id>/retire/", bank.retire_question, name="retire-question"),
    path("lessons/<int:lesson_id>/files/", bank.add_file, name="add-lesson-file"),
    path("lessons/<int:lesson_id>/", learning.lesson, name="lesson"),
    path("lesson-files/<int:file_id>/", learning.lesson_file, name="lesson-file"),
    path("tests/<int:test_id>/", tests.test, name="test"),
    path("certificates/<str:number>/", certificates.certificate, name="certificate"),
    path("certificates/<str:number>/revoke/", certificates.revoke, name="revoke-certificate"),
    path("staff/", staff.staff, name="staff"),
    path("staff/lacking/", staff.lacking, name="lacking"),
    path("staff/lacking.xlsx", staff.lacking_workbook, name="lacking-workbook"),
    path("staff/appraisals/", staff.appraisals, name="appraisals"),
    path("staff/hand-over/", staff.hand_over, name="hand-over"),
    path("staff/hand-overs/<int:hand_over_id>/", staff.hand_over_sheet, name="hand-over-sheet"),
    path("staff/members/<str:username>/", staff.member, name="staff-member"),
    path("plan/", sessions.plan, name="plan"),
    path("plan/<int:plan_id>/drop/", sessions.drop_plan, name="drop-plan"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/new/", sessions.new, name="new-session"),
    path("sessions/<int:session_id>/", sessions.session, name="session"),
    path("sessions/<int:session_id>/screen/", sessions.screen, name="sign-in-screen"),
    path("sessions/<int:session_id>/sign-in/<slug:code>/", sessions.sign, name="sign-in"),
    path("sessions/<int:session_id>/new-code/", sessions.new_code, name="new-code"),
    path("sessions/<int:session_id>/attend/", sessions.attend, name="attend"),
    path("sessions/<int:session_id>/files/", sessions.add_file, name="add-session-file"),
    path("sessions/<int:session_id>/close/", sessions.close, name="close-session"),
    path("sessions/<int:session_id>/cancel/", sessions.cancel, name="cancel-session"),
    path("session-files/<int:file_id>/", sessions.session_file, name="session-file"),
    path("practice/", practice.practice, name="practice"),
    path("practice/leave/", practice.leave, name="leave-practice"),
    path("practice/reset/", practice.reset, name="reset-practice"),
    path("practice/<slug:task>/", practice.result, name="practice-task"),
    path("practice/<slug:task>/enter/", practice.enter, name="enter-practice"),
    path("verify/", certificates.ask, name="ask-proof"),
    path("verify/<str:number>/<str:proof>/", certificates.verified, name="verify"),
]
