from django.urls import path

from samsyn.web.agreements import points, reminders, views

app_name = "agreements"

urlpatterns = [
    path("", views.list_, name="list"),
    path("ny/", views.new, name="new"),
    path("<slug:key>/", views.edit, name="edit"),
    path("<slug:key>/paminnelser/", reminders.show, name="reminders"),
    path("<slug:key>/paminnelser/regel/", reminders.add_rule, name="add_rule"),
    path("<slug:key>/paminnelser/uppehall/", reminders.add_pause, name="add_pause"),
    path("<slug:key>/paminnelser/ta-bort/", reminders.remove, name="remove_reminder"),
    path("<slug:key>/punkter/", points.list_, name="points"),
    path("<slug:key>/punkter/ny/", points.new, name="new_point"),
    path("<slug:key>/punkter/<int:pk>/", points.edit, name="point"),
]
