"""Where is a local report asked for, and taken as a file?"""

from django.urls import path

from samsyn.web.reports import local

app_name = "local_reports"
urlpatterns = [
    path("", local.show, name="show"),
    path("gor/", local.make, name="make"),
    path("fil.<slug:form>", local.download, name="download"),
]
