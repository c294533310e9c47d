from django.urls import path

from samsyn.web.published import editions, followed, shelf

app_name = "published"
EDITION = "<int:year>/utgava-<int:number>/"
urlpatterns = [
    path("", shelf.list_, name="list"),
    path("feed.atom", shelf.feed, name="feed"),
    path("ni-sa-vi-gjorde/", followed.show, name="latest_followed"),
    path("ni-sa-vi-gjorde/<int:year>/", followed.show, name="followed"),
    path("<int:year>/", editions.newest, name="newest"),
    path(EDITION, editions.edition, name="edition"),
    path(f"{EDITION}rapport.<slug:form>", editions.form, name="form"),
    path(f"{EDITION}tabell/<slug:key>.<slug:ending>", editions.table, name="table"),
]
