from django.urls import path

from samsyn.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("logg.csv", views.export, name="export"),
]
