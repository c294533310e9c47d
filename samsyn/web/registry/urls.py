from django.urls import path

from samsyn.web.registry import areas, change, import_file, kinds, principals, units, who

app_name = "registry"
urlpatterns = [
    path("vem-gor-vad/", who.who, name="who"),
    path("vem-gor-vad/sok/", who.find, name="find"),
    path("vem-gor-vad/<int:pk>/", who.contact, name="contact"),
    path("register/", units.list_, name="units"),
    path("register/verksamheter.csv", units.table, name="table"),
    path("register/ny/", change.new, name="new"),
    path("register/las-in/", import_file.choose, name="import"),
    path("register/las-in/spara/", import_file.write, name="import_write"),
    path("register/huvudman/", principals.list_, name="principals"),
    path("register/huvudman/ny/", principals.new, name="new_principal"),
    path("register/huvudman/<int:pk>/andra/", principals.edit, name="edit_principal"),
    path("register/omraden/", areas.list_, name="areas"),
    path("register/omraden/nytt/", areas.new, name="new_area"),
    path("register/omraden/<int:pk>/andra/", areas.edit, name="edit_area"),
    path("register/omraden/<int:pk>/avsluta/", areas.end, name="end_area"),
    path("register/verksamhetstyper/", kinds.list_, name="kinds"),
    path("register/verksamhetstyper/ny/", kinds.new, name="new_kind"),
    path("register/verksamhetstyper/<int:pk>/andra/", kinds.edit, name="edit_kind"),
    path("register/<int:pk>/", units.unit, name="unit"),
    path("register/<int:pk>/andra/", change.edit, name="edit"),
    path("register/<int:pk>/avsluta/", change.end, name="end"),
    path("register/<int:pk>/sla-ihop/", change.merge, name="merge"),
    path("register/<int:pk>/sla-ihop/<int:into>/", change.merge_into, name="merge_into"),
]
