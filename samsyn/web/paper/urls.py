from django.urls import path

from samsyn.web.paper import views

app_name = "paper"
urlpatterns = [path("", views.register, name="register")]
