from django.urls import path

from samsyn.web.disclosure import views

app_name = "disclosure"
urlpatterns = [path("", views.show, name="show")]
