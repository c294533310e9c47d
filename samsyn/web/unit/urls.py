from django.urls import path

from samsyn.web.unit import answers, coverage, units, views

app_name = "unit"
urlpatterns = [
    path("enheten/", views.show, name="show"),
    path("enheten/inget/<str:period>/", views.state, name="state_nothing"),
    path("enheten/inget/<str:period>/aterta/", views.withdraw, name="withdraw_nothing"),
    path("tackning/", coverage.show, name="coverage"),
    path("tackning/tackning.csv", coverage.download, name="coverage_table"),
    path("tackning/verksamheter/", units.show, name="units"),
    path("tackning/verksamheter.<str:kind>", units.download, name="units_table"),
    path("svarstider/", answers.show, name="answers"),
    path("svarstider/svarstider.csv", answers.download, name="answers_table"),
]
