from django.urls import path

from samsyn.web.audit import opening, views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("logg.csv", views.export, name="export"),
    path("oppna/<str:number>/", opening.open_with_reason, name="open"),
]
