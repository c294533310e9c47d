from django.urls import path

from samsyn.web.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("brevlada/stang/", views.close, name="close"),
    path("brevlada/stangd/", views.left, name="left"),
    path("brevlada/<str:token>/", views.open_, name="open"),
    path("brevlada/<str:token>/kod/", views.code, name="code"),
    path("register/<int:pk>/brevladelankar/aterkalla/", views.revoke, name="revoke"),
]
