"""Which area of the site answers at which address? One include per area (samsyn/web/<area>/urls.py)."""

from django.urls import include, path

urlpatterns = [
    path("", include("samsyn.web.public.urls")),
    path("rapporter/lokal/", include("samsyn.web.reports.local_urls")),
    path("rapporter/", include("samsyn.web.published.urls")),
    path("datasets/", include("samsyn.web.open_data.urls")),
    path("atgarder-efter-rapport/", include("samsyn.web.followups.urls")),
    path("handlingsplaner/", include("samsyn.web.plans.urls")),
    path("lyft/", include("samsyn.web.lifts.urls")),
    path("att-gora/", include("samsyn.web.todo.urls")),
    path("bus-grupper/", include("samsyn.web.groups.urls")),
    path("avvikelser/", include("samsyn.web.deviations.urls")),
    path("", include("samsyn.web.inbox.urls")),
    path("kodning/citat/", include("samsyn.web.quotes.urls")),
    path("kodning/", include("samsyn.web.coding.urls")),
    path("obesvarade/", include("samsyn.web.waiting.urls")),
    path("", include("samsyn.web.unit.urls")),
    path("samma-handelse/", include("samsyn.web.events.urls")),
    path("registrera/", include("samsyn.web.paper.urls")),
    path("rapportfiler/", include("samsyn.web.report_files.urls")),
    path("arsrapporter/", include("samsyn.web.reports.urls")),
    path("", include("samsyn.web.registry.urls")),
    path("konto/", include("samsyn.web.account.log_in_urls")),
    path("konto/", include("samsyn.web.account.urls")),
    path("logg/", include("samsyn.web.audit.urls")),
    path("system/jobb/", include("samsyn.web.jobs.urls")),
    path("statistik/sticker-ut/", include("samsyn.web.notice.urls")),
    path("statistik/sma-tal/", include("samsyn.web.disclosure.urls")),
    path("statistik/serier/", include("samsyn.web.series.urls")),
    path("statistik/", include("samsyn.web.statistics.urls")),
    path("overenskommelser/", include("samsyn.web.agreements.urls")),
    path("", include("samsyn.web.push.urls")),
    path("", include("samsyn.web.files.urls")),
    path("", include("samsyn.web.guarding.urls")),
    path("", include("samsyn.web.mailbox.urls")),
    path("", include("samsyn.web.letters.urls")),
    path("", include("samsyn.web.surveys.urls")),
    path("styrguide/", include("samsyn.web.styleguide.urls")),
]

handler400 = "samsyn.web.errors.bad_request"
handler403 = "samsyn.web.errors.permission_denied"
handler404 = "samsyn.web.errors.not_found"
handler500 = "samsyn.web.errors.server_error"
