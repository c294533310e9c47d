from django.urls import path

from samsyn.web.files import case_views, list_views, views

app_name = "files"
urlpatterns = [
    path("avvikelser/<str:number>/bilagor/", views.attach, name="attach"),
    path("avvikelser/<str:number>/bilagor/<int:attachment_id>/", views.download, name="download"),
    path(
        "avvikelser/<str:number>/export.pdf", case_views.case_file, {"form": "pdf"}, name="case_pdf"
    ),
    path(
        "avvikelser/<str:number>/export.json",
        case_views.case_file,
        {"form": "json"},
        name="case_json",
    ),
    path(
        "avvikelser/<str:number>/export.csv", case_views.case_file, {"form": "csv"}, name="case_csv"
    ),
    path("kopior/<str:number>/export.pdf", case_views.copy_file, {"form": "pdf"}, name="copy_pdf"),
    path(
        "kopior/<str:number>/export.json", case_views.copy_file, {"form": "json"}, name="copy_json"
    ),
    path("kopior/<str:number>/export.csv", case_views.copy_file, {"form": "csv"}, name="copy_csv"),
    path("inkorg/export.csv", list_views.inbox_file, {"form": "csv"}, name="inbox_csv"),
    path("inkorg/export.xlsx", list_views.inbox_file, {"form": "xlsx"}, name="inbox_xlsx"),
    path("skickade/export.csv", list_views.sent_file, {"form": "csv"}, name="sent_csv"),
    path("skickade/export.xlsx", list_views.sent_file, {"form": "xlsx"}, name="sent_xlsx"),
    path("kopior/export.csv", list_views.copies_file, {"form": "csv"}, name="copies_csv"),
    path("kopior/export.xlsx", list_views.copies_file, {"form": "xlsx"}, name="copies_xlsx"),
]
