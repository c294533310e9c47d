from django.urls import path

from samsyn.web.events import views

app_name = "events"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("<str:number>/", views.show, name="show"),
    path("<str:number>/lanka/", views.link, name="link"),
    path("<str:number>/inte-samma/", views.set_apart, name="set_apart"),
    path("<str:number>/ta-bort/", views.unlink, name="unlink"),
]
