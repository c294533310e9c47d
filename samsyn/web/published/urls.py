from django.urls import path

from samsyn.web.published import editions

app_name = "published"
EDITION = "<int:year>/utgava-<int:number>/"
urlpatterns = [
    path("<int:year>/", editions.newest, name="newest"),
    path(EDITION, editions.edition, name="edition"),
    path(f"{EDITION}rapport.<slug:form>", editions.form, name="form"),
    path(f"{EDITION}tabell/<slug:key>.<slug:ending>", editions.table, name="table"),
]
