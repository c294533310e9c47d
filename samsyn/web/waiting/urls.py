from django.urls import path

from samsyn.web.waiting import views

app_name = "waiting"
urlpatterns = [
    path("", views.show, name="list"),
    path("export.csv", views.download, name="csv"),
]
