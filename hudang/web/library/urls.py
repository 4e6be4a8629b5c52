"""Addresses of the library."""

from __future__ import annotations

from django.urls import path, re_path

from hudang.web.library import (
    views_documents,
    views_entering,
    views_importing,
    views_items,
    views_procedure,
    views_rules,
    views_standards,
    views_volumes,
)

app_name = "library"
urlpatterns = [
    path("", views_documents.documents, name="documents"),
    path("search/", views_documents.search, name="search"),
    path("rosters/", views_entering.keep_rosters, name="keep-rosters"),
    path("looked/", views_documents.looked, name="looked"),
    path("documents/new/", views_entering.new, name="new"),
    path("documents/import/", views_importing.table, name="import"),
    path("documents/import/blank/", views_importing.blank, name="blank"),
    path("documents/import/faulty/", views_importing.faulty, name="faulty"),
    path("documents/files/", views_importing.files, name="files"),
    path("documents/<int:document_id>/", views_documents.document, name="document"),
    path("documents/<int:document_id>/edit/", views_entering.edit, name="edit"),
    path("documents/<int:document_id>/file/", views_entering.attach, name="attach"),
    path("documents/<int:document_id>/read/", views_documents.confirm, name="confirm"),
    path("standards/", views_standards.standards, name="standards"),
    path("standards/<int:standard_id>/remove/", views_standards.remove, name="remove-standard"),
    path("versions/<str:version>/", views_standards.version, name="version"),
    path("versions/<str:version>/link/", views_standards.link, name="link-version"),
    path("versions/<str:version>/file/", views_standards.file_version, name="file-version"),
    path("rules/", views_rules.rules, name="rules"),
    path("rules/new/", views_rules.new, name="new-rule"),
    path("rules/<str:key>/", views_rules.rule, name="rule"),
    path("rules/<str:key>/new-version/", views_rules.new_version, name="new-version"),
    path("procedure/", views_procedure.procedure, name="procedure"),
    path("procedure/<str:procedure>/<str:act>/", views_procedure.step, name="step"),
    path("volumes/", views_volumes.volumes, name="volumes"),
    path("volumes/<int:volume_id>/", views_volumes.volume, name="volume"),
    path("volumes/<int:volume_id>/print/", views_volumes.print_one, name="print-volume"),
    path("volumes/<int:volume_id>/note/", views_volumes.note, name="note-volume"),
    path("volumes/<int:volume_id>/sign/", views_volumes.sign, name="sign-volume"),
    path("items/new/", views_items.new, name="new-item"),
    path("items/form/<str:form>/", views_items.new_form, name="new-form"),
    path("items/<int:item_id>/", views_items.item, name="item"),
    path("items/<int:item_id>/annul/", views_items.annul, name="annul-item"),
    path("items/<int:item_id>/files/<int:object_id>/", views_items.original, name="original"),
    re_path(
        r"^items/(?P<item_id>\d{1,18})/pages/(?P<number>\d{1,9})/(?P<kind>thumbnail|image)/$",
        views_items.image,
        name="image",
    ),
    path("households/<str:code>/", views_items.household, name="household"),
]
