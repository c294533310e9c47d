from django.urls import path

from samsyn.web.notice import views

app_name = "notice"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:chart_id>/", views.behind, name="behind"),
    path("<int:chart_id>/diagram/", views.chart_part, name="chart"),
    path("<int:chart_id>/diagram.png", views.chart_png, name="png"),
    path("<int:chart_id>/sett/", views.see, name="see"),
]
