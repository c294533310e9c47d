from django.urls import path

from samsyn.web.letters import demo_mailbox, mailboxes, provider, views

app_name = "letters"
urlpatterns = [
    path("system/brev/", views.backlog, name="backlog"),
    path("system/brev/skicka-alla-igen/", views.send_all_again, name="send_all_again"),
    path("system/brev/<int:pk>/skicka-igen/", views.send_again, name="send_again"),
    path("system/brev/<int:pk>/lagg-undan/", views.put_aside, name="put_aside"),
    path("system/brevlador/", mailboxes.broken, name="mailboxes"),
    path("system/brevlador/<int:pk>/fungerar/", mailboxes.works, name="mailbox_works"),
    path("brev/leverans/", provider.told, name="provider"),
    path("demo/brevlada/", demo_mailbox.list_, name="demo_mailbox"),
    path("demo/brevlada/<int:pk>/", demo_mailbox.letter, name="demo_letter"),
    path("demo/brevlada/<int:pk>/html/", demo_mailbox.html, name="demo_html"),
]
