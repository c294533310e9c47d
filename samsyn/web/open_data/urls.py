from django.urls import path

from samsyn.web.open_data import views

app_name = "open_data"
urlpatterns = [
    path("", views.start, name="start"),
    path("dcat", views.dcat, name="dcat"),
    path("<int:year>/<slug:key>.csv", views.table, {"ending": "csv"}, name="csv"),
    path("<int:year>/<slug:key>.json", views.table, {"ending": "json"}, name="json"),
]
