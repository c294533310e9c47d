from django.urls import path

from samsyn.web.followups import views

app_name = "followups"
urlpatterns = [
    path("", views.list_, name="list"),
    path("ny/", views.new, name="new"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/publicera/", views.publish, name="publish"),
    path("<int:pk>/dra-tillbaka/", views.withdraw, name="withdraw"),
]
