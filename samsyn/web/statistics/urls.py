from django.urls import path

from samsyn.web.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.start, name="start"),
    path("statistik.csv", views.download, name="download"),
]
