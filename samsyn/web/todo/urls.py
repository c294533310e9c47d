from django.urls import path

from samsyn.web.todo import views

app_name = "todo"
urlpatterns = [path("", views.start, name="start")]
