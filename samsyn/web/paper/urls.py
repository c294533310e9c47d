from django.urls import path

from samsyn.web.paper import correcting, views

app_name = "paper"
urlpatterns = [
    path("", views.register, name="register"),
    path("<str:number>/ratta/", correcting.correct, name="correct"),
]
