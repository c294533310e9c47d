from django.urls import path

from samsyn.web.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.start, name="start"),
    path("begransa/", views.narrow, name="narrow"),
    path("diagram/", views.chart_part, name="chart"),
    path("diagram.svg", views.chart_svg, name="svg"),
    path("diagram.png", views.chart_png, name="png"),
    path("statistik.csv", views.download, name="download"),
    path("statistik.xlsx", views.download_xlsx, name="xlsx"),
]
