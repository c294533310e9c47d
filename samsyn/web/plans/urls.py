from django.urls import path

from samsyn.web.plans import documents, export, points, views

app_name = "plans"
urlpatterns = [
    path("", views.list_, name="list"),
    path("<int:group_id>/<int:year>/", views.show, name="show"),
    path("<int:group_id>/<int:year>/borja/", views.start, name="start"),
    path("<int:group_id>/<int:year>/ny/", points.new, name="new"),
    path("<int:group_id>/<int:year>/handlingsplan.<str:form>", export.download, name="file"),
    path("<int:group_id>/dokument/", documents.beside, name="documents"),
    path("<int:group_id>/rutin/", documents.routine, name="routine"),
    path("punkt/<int:pk>/", points.show, name="point"),
    path("punkt/<int:pk>/andra/", points.edit, name="edit"),
    path("dokument/<int:pk>/", documents.download, name="document"),
]
