from django.urls import path

from samsyn.web.registry import change, import_file, places, units, who

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
    path("register/huvudman/", places.principals, name="principals"),
    path("register/huvudman/ny/", places.new_principal, name="new_principal"),
    path("register/huvudman/<int:pk>/andra/", places.edit_principal, name="edit_principal"),
    path("register/omraden/", places.areas, name="areas"),
    path("register/omraden/<int:pk>/andra/", places.edit_area, name="edit_area"),
    path("register/<int:pk>/", units.unit, name="unit"),
    path("register/<int:pk>/andra/", change.edit, name="edit"),
    path("register/<int:pk>/avsluta/", change.end, name="end"),
    path("register/<int:pk>/sla-ihop/", change.merge, name="merge"),
    path("register/<int:pk>/sla-ihop/<int:into>/", change.merge_into, name="merge_into"),
]
