from django.urls import path

from samsyn.web.mailbox import revoking, views

app_name = "mailbox"
urlpatterns = [
    path("brevlada/stang/", views.close, name="close"),
    path("brevlada/stangd/", views.left, name="left"),
    path("brevlada/<str:token>/", views.open_, name="open"),
    path("brevlada/<str:token>/kod/", views.code, name="code"),
    path("brevladelankar/", revoking.list_, name="links"),
    path("register/<int:pk>/brevladelankar/aterkalla/", revoking.revoke, name="revoke"),
]
