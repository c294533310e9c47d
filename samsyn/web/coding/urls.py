from django.urls import path

from samsyn.web.coding import desk, differing, pile

app_name = "coding"
urlpatterns = [
    path("", pile.show, name="pile"),
    path("oense/", differing.show, name="differing"),
    path("<str:number>/", desk.show, name="desk"),
    path("<str:number>/angra/", desk.undo, name="undo"),
]
