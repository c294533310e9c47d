from django.urls import path

from samsyn.web.agreements import views

app_name = "agreements"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<slug:key>/", views.edit, name="edit"),
]
