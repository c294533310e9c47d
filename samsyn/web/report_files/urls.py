from django.urls import path

from samsyn.web.report_files import views

app_name = "report_files"
EDITION = "<int:year>/utgava-<int:number>/"
urlpatterns = [
    path(EDITION, views.show, name="show"),
    path(f"{EDITION}gor/", views.make, name="make"),
]
