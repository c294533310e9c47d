from django.urls import path

from samsyn.web.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.show, name="show"),
    path("<uuid:pk>/gor-om/", views.run_again, name="run_again"),
    path("<uuid:pk>/lagg-undan/", views.put_aside, name="put_aside"),
]
