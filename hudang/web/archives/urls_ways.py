"""Addresses of the ways into the archive: wall, seven views, tree."""

from __future__ import annotations

from django.urls import path

from hudang.web.archives import views_holdings, views_tree, views_wall

ways_patterns = [
    path("wall/", views_wall.wall, name="wall"),
    path("holdings/", views_holdings.holdings, name="holdings"),
    path("tree/", views_tree.tree, name="tree"),
    path("tree/branch/", views_tree.branch, name="branch"),
    path("tree/catalogue/", views_tree.catalogue, name="catalogue"),
]
