from django.urls import path

from samsyn.web.series import breaks, published, views

app_name = "series"
urlpatterns = [
    path("", views.show, name="show"),
    path("serie.csv", views.download, name="download"),
    path("diagram/", views.chart_part, name="chart"),
    path("diagram.svg", views.chart_svg, name="svg"),
    path("diagram.png", views.chart_png, name="png"),
    path("publicerade/", published.list_, name="published"),
    path("publicerade/nytt/", published.new, name="new_value"),
    path("publicerade/<int:pk>/", published.correct, name="value"),
    path("seriebrott/", breaks.list_, name="breaks"),
    path("seriebrott/nytt/", breaks.new, name="new_break"),
    path("seriebrott/<int:pk>/", breaks.edit, name="break"),
    path("seriebrott/<int:pk>/ta-bort/", breaks.remove, name="remove_break"),
]
