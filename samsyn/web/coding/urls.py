from django.urls import path

from samsyn.web.coding import correspondences, desk, differing, editions, pile

app_name = "coding"
urlpatterns = [
    path("", pile.show, name="pile"),
    path("oense/", differing.show, name="differing"),
    path("listor/", editions.show, name="editions"),
    path("listor/ny/", editions.start, name="new_edition"),
    path("listor/<int:year>/", editions.edit, name="edition"),
    path("listor/<int:year>/motsvarigheter/", correspondences.show, name="correspondences"),
    path(
        "listor/<int:year>/motsvarigheter/<str:key>/", correspondences.decide, name="correspondence"
    ),
    path("<str:number>/", desk.show, name="desk"),
    path("<str:number>/angra/", desk.undo, name="undo"),
]
