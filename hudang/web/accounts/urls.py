"""Addresses of this area's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from hudang.web.accounts import signing, views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("password/", signing.password, name="password"),
    path("first-run/", signing.first_run, name="first-run"),
    path("users/", views.users, name="list"),
    path("users/new/", views.new_user, name="new"),
    path("users/<str:username>/", views.user, name="user"),
    path("users/<str:username>/rename/", views.rename, name="rename"),
    path("users/<str:username>/disable/", views.disable, name="disable"),
    path("users/<str:username>/enable/", views.enable, name="enable"),
    path("users/<str:username>/reset/", views.reset, name="reset"),
    path("users/<str:username>/grant/", views.grant, name="grant"),
    path("users/<str:username>/withdraw/", views.withdraw, name="withdraw"),
]
