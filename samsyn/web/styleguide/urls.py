from django.urls import path

from samsyn.web.styleguide import views

app_name = "styleguide"
urlpatterns = [path("", views.start, name="start")]
