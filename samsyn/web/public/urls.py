from django.urls import path
from django.views.i18n import set_language

from samsyn.web.permissions import public
from samsyn.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("hjalp/", views.help_page, name="help"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("personuppgifter/", views.privacy, name="privacy"),
    path("sprak/", public(set_language), name="set_language"),
]
