from django.urls import path

from samsyn.web.inbox import views

app_name = "inbox"
urlpatterns = [
    path("inkorg/", views.inbox, name="inbox"),
    path("skickade/", views.sent, name="sent"),
    path("utkast/", views.drafts, name="drafts"),
    path("kopior/", views.copies, name="copies"),
]
