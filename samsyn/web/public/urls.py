from django.urls import path

from samsyn.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("hjalp/", views.help_page, name="help"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("personuppgifter/", views.privacy, name="privacy"),
    path("sprak/<str:code>/", views.language, name="language"),
]
