from django.urls import path

from samsyn.web.unit import coverage, views

app_name = "unit"
urlpatterns = [
    path("enheten/", views.show, name="show"),
    path("enheten/inget/<str:period>/", views.state, name="state_nothing"),
    path("enheten/inget/<str:period>/aterta/", views.withdraw, name="withdraw_nothing"),
    path("tackning/", coverage.show, name="coverage"),
]
