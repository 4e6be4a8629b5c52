"""All addresses of the product, area by area."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("hudang.web.home.urls")),
    path("", include("hudang.web.ui.urls")),
    path("help/", include("hudang.web.help.urls")),
    path("", include("hudang.web.accounts.urls")),
    path("divisions/", include("hudang.web.divisions.urls")),
    path("cases/", include("hudang.web.casework.urls")),
    path("cases/", include("hudang.web.casework.investigation_urls")),
    path("visits/", include("hudang.web.recertification.urls")),
    path("households/", include("hudang.web.households.urls")),
    path("", include("hudang.web.archives.urls")),
    path("lists/", include("hudang.web.lists.urls")),
    path("search/", include("hudang.web.search.urls")),
    path("rosters/", include("hudang.web.rosters.urls")),
    path("forms/", include("hudang.web.forms.urls")),
    path("assess/", include("hudang.web.assessment.urls")),
    path("settings/assessment/", include("hudang.web.assessment.urls_sheets")),
    path("benefits/", include("hudang.web.benefits.urls")),
    path("printing/", include("hudang.web.printing.urls")),
    path("library/", include("hudang.web.library.urls")),
    path("settings/", include("hudang.web.configuration.urls")),
    path("training/", include("hudang.web.training.urls")),
    path("audit/", include("hudang.web.audit.urls")),
    path("quality/", include("hudang.web.quality.urls")),
    path("messages/", include("hudang.web.notifications.urls")),
    path("nights/", include("hudang.web.nights.urls")),
    path("jobs/", include("hudang.web.jobs.urls")),
]
handler400 = "hudang.web.home.faults.bad_request"
handler404 = "hudang.web.home.faults.not_found"
handler500 = "hudang.web.home.faults.broken"
