"""Addresses of training: learning, tests, certificates."""

from __future__ import annotations

from django.urls import path

from hudang.web.training import views_certificates as certificates
from hudang.web.training import views_learning as learning
from hudang.web.training import views_practice as practice
from hudang.web.training import views_tests as tests

app_name = "training"
urlpatterns = [
    path("", learning.home, name="home"),
    path("courses/<slug:code>/", learning.course, name="course"),
    path("courses/<slug:code>/test/", tests.begin, name="begin-test"),
    path("lessons/<int:lesson_id>/", learning.lesson, name="lesson"),
    path("lesson-files/<int:file_id>/", learning.lesson_file, name="lesson-file"),
    path("tests/<int:test_id>/", tests.test, name="test"),
    path("certificates/<str:number>/", certificates.certificate, name="certificate"),
    path("certificates/<str:number>/revoke/", certificates.revoke, name="revoke-certificate"),
    path("practice/", practice.practice, name="practice"),
    path("practice/leave/", practice.leave, name="leave-practice"),
    path("practice/reset/", practice.reset, name="reset-practice"),
    path("practice/<slug:task>/", practice.result, name="practice-task"),
    path("practice/<slug:task>/enter/", practice.enter, name="enter-practice"),
    path("verify/", certificates.ask, name="ask-proof"),
    path("verify/<str:number>/<str:proof>/", certificates.verified, name="verify"),
]
