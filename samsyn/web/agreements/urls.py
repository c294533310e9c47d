from django.urls import path

from samsyn.web.agreements import points, views

app_name = "agreements"

urlpatterns = [
    path("", views.list_, name="list"),
    path("ny/", views.new, name="new"),
    path("<slug:key>/", views.edit, name="edit"),
    path("<slug:key>/punkter/", points.list_, name="points"),
    path("<slug:key>/punkter/ny/", points.new, name="new_point"),
    path("<slug:key>/punkter/<int:pk>/", points.edit, name="point"),
]
