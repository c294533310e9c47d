from django.urls import path

from samsyn.web.push import feeds, webhooks

app_name = "push"
urlpatterns = [
    path("system/webhooks/", webhooks.list_, name="webhooks"),
    path("system/webhooks/ny/", webhooks.new, name="new_webhook"),
    path("system/webhooks/<int:pk>/", webhooks.show, name="webhook"),
    path("system/webhooks/<int:pk>/andra/", webhooks.edit, name="edit_webhook"),
    path("system/webhooks/<int:pk>/hemlighet/", webhooks.rotate, name="rotate_secret"),
    path("system/webhooks/<int:pk>/stang-av/", webhooks.off, name="switch_off"),
    path("system/webhooks/<int:pk>/sla-pa/", webhooks.on, name="switch_on"),
    path("system/webhooks/<int:pk>/prov/", webhooks.test, name="test_webhook"),
    path("system/webhooks/handelser/<uuid:event_id>/", webhooks.again, name="send_again"),
    path("konto/kalender/", feeds.own, name="feed"),
    path("konto/kalender/lank/", feeds.open_, name="open_feed"),
    path("konto/kalender/ta-bort/", feeds.close, name="close_feed"),
    path("kalender/<str:token>.ics", feeds.calendar, name="calendar"),
]
